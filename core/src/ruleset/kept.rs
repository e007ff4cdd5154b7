//! Rules that were resolved before: resolving takes longer than screening a household.

use std::collections::VecDeque;

use crate::{
    domain::Day,
    rulebook::{RegionId, Rulebook},
    ruleset::{Override, Ruleset},
};

/// What rules are resolved for.
type Key = (Day, Option<RegionId>, Vec<Override>);

/// The rules of some days and places, those used last kept.
#[derive(Debug)]
pub struct Rulesets<'b> {
    book: &'b Rulebook,
    most: usize,
    kept: VecDeque<(Key, Ruleset<'b>)>,
}

impl<'b> Rulesets<'b> {
    /// Rules of a rulebook, of which at most so many and at least one are kept.
    #[must_use]
    pub const fn new(book: &'b Rulebook, most: usize) -> Self {
        Self { book, most, kept: VecDeque::new() }
    }

    /// The rulebook.
    #[must_use]
    pub const fn book(&self) -> &'b Rulebook {
        self.book
    }

    /// As [`Rulebook::at`], resolved once as long as it is kept.
    pub fn at(&mut self, date: Day, region: Option<RegionId>, overrides: &[Override]) -> &Ruleset<'b> {
        let same = |key: &Key| key.0 == date && key.1 == region && key.2 == overrides;
        let found = self.kept.iter().position(|(key, _)| same(key)).and_then(|at| self.kept.remove(at));
        let entry = found.unwrap_or_else(|| {
            let rules = self.book.at(date, region, overrides);
            // What criteria cite and use is written once for a day.
            let written =
                self.kept.iter().find(|(key, _)| key.0 == date).and_then(|(_, kept)| kept.criteria.get());
            if let Some(written) = written {
                let _ = rules.criteria.set(written.clone());
            }
            ((date, region, overrides.to_vec()), rules)
        });
        // The one used last stands first.
        self.kept.truncate(self.most.saturating_sub(1));
        &self.kept.push_front_mut(entry).1
    }
}
