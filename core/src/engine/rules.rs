//! The rules as the evaluator sees them: of one day and place, with neither in it.

use std::borrow::Cow;

use crate::{
    rulebook::{AreaFact, Fact, Program, Variable, builtin::VerdictReaders},
    ruleset::Resolved,
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
}
