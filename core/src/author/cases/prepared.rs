//! A case that is run over many rulebooks that differ in a rule or in a figure: read once, and its figures found once.

use std::collections::BTreeSet;

use crate::author::cases::{Case, answers::differences};
use crate::{
    document::{Request, read_tree},
    engine,
    quantity::DocumentError,
    rulebook::{ProgramId, Rulebook},
    ruleset::Ruleset,
    screening::Screening,
};

/// A case with what its document asks and the rules of its day and place.
pub(in crate::author) struct PreparedCase<'l> {
    /// The case.
    pub case: &'l Case,
    request: Request,
    rules: Ruleset<'l>,
    /// What it expects something of, and what that reads.
    programs: BTreeSet<ProgramId>,
}

impl<'l> PreparedCase<'l> {
    /// Reads a case, of which some programmes are to be estimated: those that it expects something of, and all whose
    /// verdicts these read.
    ///
    /// # Errors
    /// Where it is no household document.
    pub fn read(
        book: &'l Rulebook,
        case: &'l Case,
        programs: BTreeSet<ProgramId>,
    ) -> Result<Self, DocumentError> {
        let request = read_tree(book, &case.document, None)?;
        let rules = book.at(request.date, request.region, &request.overrides);
        Ok(Self { case, request, rules, programs })
    }

    /// Whether it passes by the rules of a rulebook with the same facts, parameters and figures.
    pub fn passes(&self, book: &Rulebook) -> bool {
        self.passes_by(&self.rules.with_rules_of(book))
    }

    /// Whether it passes by the figures of a rulebook that is the same but for them. Where none of this day and place
    /// differs, it does if it did.
    pub fn passes_with_figures_of(&self, book: &Rulebook) -> bool {
        let rules = book.at(self.request.date, self.request.region, &self.request.overrides);
        let same = rules.parameters == self.rules.parameters && rules.unbounded == self.rules.unbounded;
        same || self.passes_by(&rules)
    }

    fn passes_by(&self, rules: &Ruleset<'_>) -> bool {
        let entries = engine::answers(rules, &self.request.household, &self.programs);
        let screening = Screening { entries, next: Vec::new() };
        differences(rules.book, &self.request, &screening, self.case).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::PreparedCase;
    use crate::author::load;
    use crate::{engine, rulebook::ProgramId};

    #[test]
    fn of_some_programmes_is_said_what_is_said_of_all() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
        let loaded = load(&folder).unwrap();
        let all: BTreeSet<ProgramId> =
            (0..u16::try_from(loaded.book.programs.len()).unwrap()).map(ProgramId).collect();
        let mut compared = 0;
        for case in loaded.cases.iter().step_by(7) {
            let prepared = PreparedCase::read(&loaded.book, case, all.clone()).unwrap();
            let household = &prepared.request.household;
            let whole = engine::screen(&prepared.rules, household).entries;
            for program in [&all, &BTreeSet::from([ProgramId(0), ProgramId(1)])] {
                let some = engine::answers(&prepared.rules, household, program);
                for entry in some {
                    let same = whole.iter().find(|e| (e.program, e.member) == (entry.program, entry.member));
                    let same = same.unwrap();
                    assert_eq!(
                        (entry.verdict, entry.amount, &entry.notes),
                        (same.verdict, same.amount, &same.notes),
                        "{}",
                        case.id
                    );
                    assert_eq!(entry.reasons, same.reasons, "{}", case.id);
                    compared += 1;
                }
            }
        }
        assert!(compared > 5000, "{compared}");
    }

    #[test]
    fn in_short_is_said_what_is_said_at_length() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
        let loaded = load(&folder).unwrap();
        for case in &loaded.cases {
            let prepared = PreparedCase::read(&loaded.book, case, BTreeSet::new()).unwrap();
            let household = &prepared.request.household;
            let whole = engine::screen(&prepared.rules, household).entries;
            let whole: Vec<_> = whole.iter().map(|e| (e.program, e.member, e.verdict, e.amount)).collect();
            let short = engine::estimates(&prepared.rules, household);
            let short: Vec<_> = short.iter().map(|e| (e.program, e.member, e.verdict, e.amount)).collect();
            assert_eq!(short, whole, "{}", case.id);
        }
        assert!(loaded.cases.len() > 1000);
    }
}
