//! What a rule author needs: reading a rulebook folder, checking it, running its cases, building its file.

mod cases;
mod check;
mod compile;
mod lower;
pub mod schema;
mod source;
#[cfg(test)]
mod tests;

pub use cases::{Answers, Case, Difference, Expect, ExpectedAmount, ExpectedTruth, outcome, run, shown};
pub use check::{Coverage, Covered, check, check_rules};
pub use lower::{Loaded, Places, load, load_files, open, open_files};
pub use source::{Code, Diagnostic, Diagnostics, File, Severity, Span};
