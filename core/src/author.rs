//! What a rule author needs: reading a rulebook folder, checking it, running its cases, building its file.

mod answers;
mod cases;
mod check;
mod coverage;
mod diagnostic;
mod facts;
mod files;
mod load;
mod messages;
mod names;
mod naming;
mod operators;
mod over;
mod parameters;
mod parse;
mod programs;
mod questions;
mod readings;
mod regions;
pub mod schema;
mod sources;
mod table;
#[cfg(test)]
mod tests;
mod typing;
mod variables;
mod verdicts;
mod wording;

pub use answers::{Answers, Difference, outcome, run, shown};
pub use cases::{Case, Expect, ExpectedAmount, ExpectedTruth};
pub use check::{check, check_rules};
pub use coverage::{Coverage, Covered};
pub use diagnostic::{Code, Diagnostic, Severity};
pub use files::{Diagnostics, File, Span};
pub use load::{Loaded, Places, load, load_files, open, open_files};
