//! A case that is run over many rulebooks that differ in a rule or in a figure: read once, and its figures found once.

use crate::author::cases::{Case, answers::differences};
use crate::{
    document::{Request, read_tree},
    engine::screen,
    quantity::DocumentError,
    rulebook::Rulebook,
    ruleset::Ruleset,
};

/// A case with what its document asks and the rules of its day and place.
pub(in crate::author) struct PreparedCase<'l> {
    /// The case.
    pub case: &'l Case,
    request: Request,
    rules: Ruleset<'l>,
}

impl<'l> PreparedCase<'l> {
    /// Reads a case.
    ///
    /// # Errors
    /// Where it is no household document.
    pub fn read(book: &'l Rulebook, case: &'l Case) -> Result<Self, DocumentError> {
        let request = read_tree(book, &case.document, None)?;
        let rules = book.at(request.date, request.region, &request.overrides);
        Ok(Self { case, request, rules })
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
        let screening = screen(rules, &self.request.household);
        differences(rules.book, &self.request, &screening, self.case).is_empty()
    }
}
