//! The rules as the evaluator sees them: of one day and place, with neither in it.

use std::borrow::Cow;

use crate::{
    rulebook::{AreaFact, Fact, Program, Variable, builtin::VerdictReaders},
    ruleset::{Fault, Resolved},
};

/// What a walk over rules needs of them.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    pub household_facts: &'a [Fact],
    pub member_facts: usize,
    pub household_variables: &'a [Variable],
    pub member_variables: &'a [Variable],
    pub programs: &'a [Cow<'a, Program>],
    pub parameters: &'a [Resolved],
    pub area: Option<AreaFact>,
    pub readers: &'a VerdictReaders,
    #[cfg(feature = "faults")]
    pub fault: Option<Fault>,
}

impl Rules<'_> {
    /// Whether the engine is broken this way; never, but in a test of the tests.
    #[allow(clippy::unused_self, clippy::needless_pass_by_value)] // without the feature
    pub fn broken(&self, _fault: Fault) -> bool {
        #[cfg(feature = "faults")]
        return self.fault == Some(_fault);
        #[cfg(not(feature = "faults"))]
        false
    }
}
