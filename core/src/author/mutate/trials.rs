//! Runs the cases over one mutant after another.

use std::collections::{BTreeMap, VecDeque};

use crate::author::{
    cases::{Case, PreparedCase},
    lower::Loaded,
    mutate::{
        mutant::{Edit, Mutant},
        reach::Reach,
    },
    site::Site,
};
use crate::rulebook::{Rulebook, builtin::Found};

/// How many of the cases that noticed a mistake last are tried first on the next.
const RECENT: usize = 12;

/// The cases of a rulebook, ready to be run over its mutants.
pub struct Trials<'l> {
    loaded: &'l Loaded,
    /// The rules, with one mistake at a time.
    book: Rulebook,
    /// Those that pass.
    cases: Vec<PreparedCase<'l>>,
    failing: usize,
    reach: Vec<Reach>,
    /// The cases that noticed a mistake last.
    recent: VecDeque<usize>,
    /// For each programme, the cases that expect something of it.
    expecting: BTreeMap<usize, Vec<usize>>,
}

impl<'l> Trials<'l> {
    /// Reads and runs all cases.
    #[must_use]
    pub fn new(loaded: &'l Loaded) -> Self {
        let book = &loaded.book;
        let reach: Vec<Reach> =
            book.programs.iter().enumerate().map(|(index, p)| Reach::of(book, index, p)).collect();
        let needed = |case: &Case| {
            let expected = case.expects.iter().filter_map(|expect| book.program(&expect.program));
            expected.filter_map(|program| reach.get(program.index())).flat_map(Reach::programs).collect()
        };
        let prepared =
            loaded.cases.iter().filter_map(|case| PreparedCase::read(book, case, needed(case)).ok());
        let cases: Vec<PreparedCase<'l>> = prepared.filter(|case| case.passes(book)).collect();
        let mut expecting: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, prepared) in cases.iter().enumerate() {
            for expect in &prepared.case.expects {
                let Some(program) = book.program(&expect.program) else { continue };
                let list = expecting.entry(program.index()).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        let failing = loaded.cases.len() - cases.len();
        Self { loaded, book: book.clone(), cases, failing, reach, recent: VecDeque::new(), expecting }
    }

    /// How many cases fail, or cannot be read, without any mistake made: they notice none.
    #[must_use]
    pub const fn failing(&self) -> usize {
        self.failing
    }

    /// A case that fails once the mistake is made; `None`: the mutant survives.
    pub fn notice(&mut self, mutant: &Mutant) -> Option<&'l Case> {
        let candidates = self.candidates(&mutant.edit);
        let undo = mutant.edit.clone().put(&mut self.book)?;
        self.forget();
        let figures = matches!(mutant.edit, Edit::Figure(..) | Edit::Rule(Site::Bound(..), _));
        let fails = |index: &usize| {
            let Some(case) = self.cases.get(*index) else { return false };
            !if figures { case.passes_with_figures_of(&self.book) } else { case.passes(&self.book) }
        };
        let found = candidates.into_iter().find(fails);
        let _ = undo.put(&mut self.book);
        if let Some(index) = found {
            self.recent.retain(|other| *other != index);
            self.recent.push_front(index);
            self.recent.truncate(RECENT);
        }
        found.and_then(|index| self.cases.get(index)).map(|case| case.case)
    }

    /// Forgets what was worked out of the rules before they changed.
    fn forget(&mut self) {
        self.book.found = Found::default();
        self.book.find_uses();
    }

    /// The cases that can notice a mistake: those likely to do so first.
    fn candidates(&self, edit: &Edit) -> Vec<usize> {
        let own = match edit {
            Edit::Rule(
                Site::Applies(p, _)
                | Site::Test(p, _)
                | Site::AmountApplies(p)
                | Site::Amount(p)
                | Site::Note(p, _),
                _,
            )
            | Edit::Paid(p, _) => Some(*p),
            _ => None,
        };
        let reading = self.reach.iter().enumerate().filter(|(_, r)| r.reads(&self.loaded.book, edit));
        let programs = own.into_iter().chain(reading.map(|(program, _)| program).filter(|p| Some(*p) != own));
        let mut seen = vec![false; self.cases.len()];
        let mut listed = Vec::new();
        for index in programs.filter_map(|p| self.expecting.get(&p)).flatten() {
            if let Some(seen) = seen.get_mut(*index).filter(|seen| !**seen) {
                *seen = true;
                listed.push(*index);
            }
        }
        let first = self.recent.iter().copied().filter(|index| seen.get(*index) == Some(&true));
        let first: Vec<usize> = first.collect();
        listed.retain(|index| !first.contains(index));
        first.into_iter().chain(listed).collect()
    }
}
