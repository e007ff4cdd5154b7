//! What a rulebook that can be read still lacks: texts, cases, questions.

pub(in crate::author) mod coverage;
pub(in crate::author) mod reads;
mod rules;
mod texts;
pub(in crate::author) mod verdicts;

pub use coverage::{Coverage, Covered};
pub use rules::{check, check_rules};
