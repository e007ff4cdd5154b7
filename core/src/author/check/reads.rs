//! What the programmes of a rulebook read.

use crate::rulebook::{Criterion, Expr, Program, Reads, Rulebook, uses};

/// Every expression of a programme.
pub(in crate::author) fn expressions(program: &Program) -> impl Iterator<Item = &Expr> {
    let criteria = program
        .criteria
        .iter()
        .flat_map(|c: &Criterion| c.applies.iter().chain([&c.test]).chain(&c.per_head));
    let notes = program.notes.iter().filter_map(|n| n.when.as_ref());
    let amount = program.amount.iter().flat_map(|a| a.applies.iter().chain([&a.value]));
    criteria.chain(notes).chain(amount)
}

/// What all programmes read.
pub(in crate::author) fn read_by_programs(book: &Rulebook) -> Reads {
    uses(book.programs.iter().flat_map(expressions), &book.household_variables, &book.member_variables)
}
