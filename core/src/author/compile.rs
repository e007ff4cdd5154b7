//! Expressions: from CEL text to typed ones over slots.

pub(in crate::author) mod names;
mod naming;
mod operators;
mod parse;
mod quantifiers;
pub(in crate::author) mod typecheck;
