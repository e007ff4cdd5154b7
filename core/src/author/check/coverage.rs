//! Which conditions the cases pass, fail and leave open, and which thresholds they stand at.

use rust_decimal::Decimal;

use crate::author::cases::{Answers, Case, ExpectedTruth, answers::entry_of, outcome};
use crate::rulebook::Rulebook;

/// How often the cases bring a condition to each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// Cases in which it holds.
    pub passes: usize,
    /// Cases in which it fails, softly or not.
    pub fails: usize,
    /// Cases in which it stays open.
    pub open: usize,
    /// Cases in which it does not apply.
    pub waived: usize,
    /// Cases exactly at the threshold.
    pub at: usize,
    /// Cases at most one unit beyond the threshold.
    pub beyond: usize,
}

/// Coverage of every condition: by programme, then by condition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// In the rulebook's order.
    pub programs: Vec<Vec<Covered>>,
}

impl Coverage {
    /// Nothing covered yet.
    #[must_use]
    pub fn new(book: &Rulebook) -> Self {
        let programs = book.programs.iter().map(|p| vec![Covered::default(); p.criteria.len()]).collect();
        Self { programs }
    }

    /// Counts a case: every entry that one of its expectations speaks of.
    pub fn add(&mut self, book: &Rulebook, case: &Case, answers: &Answers) {
        let mut counted: Vec<*const crate::screening::Entry> = Vec::new();
        for expect in &case.expects {
            let Some(entry) = entry_of(book, &answers.request, &answers.screening, expect) else { continue };
            if counted.contains(&std::ptr::from_ref(entry)) {
                continue;
            }
            counted.push(entry);
            let Some(covered) = self.programs.get_mut(entry.program.index()) else { continue };
            let Some(program) = book.programs.get(entry.program.index()) else { continue };
            let asked = book.program_on(program, answers.request.date);
            for (criterion, reason) in asked.criteria.iter().zip(&entry.reasons) {
                let slot = program.criteria.iter().position(|c| c.id == criterion.id);
                let Some(covered) = slot.and_then(|slot| covered.get_mut(slot)) else { continue };
                match outcome(reason) {
                    ExpectedTruth::Met => covered.passes += 1,
                    ExpectedTruth::NotMet => covered.fails += 1,
                    ExpectedTruth::Open if reason.failed_softly() => covered.fails += 1,
                    ExpectedTruth::Open => covered.open += 1,
                    ExpectedTruth::Waived => covered.waived += 1,
                }
                let margin = reason.statement().and_then(|s| s.margin.known());
                match margin {
                    Some(margin) if margin.is_zero() => covered.at += 1,
                    Some(margin) if margin.abs() <= Decimal::ONE => covered.beyond += 1,
                    _ => {}
                }
            }
        }
    }

    /// Conditions, and how many of them the cases pass, fail and leave open.
    #[must_use]
    pub fn totals(&self) -> [usize; 4] {
        let all = || self.programs.iter().flatten();
        let count = |f: fn(&Covered) -> bool| all().filter(|c| f(c)).count();
        [all().count(), count(|c| c.passes > 0), count(|c| c.fails > 0), count(|c| c.open > 0)]
    }
}
