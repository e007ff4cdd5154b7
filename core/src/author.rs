//! What a rule author needs: reading a rulebook folder, checking it, running its cases, making mistakes in it to see
//! whether its cases notice, comparing it with another, building its file.

mod cases;
mod check;
mod compile;
pub mod diff;
mod lower;
mod mutate;
pub mod schema;
mod setting;
mod site;
mod source;
#[cfg(test)]
mod tests;
mod written;

pub use cases::{Answers, Case, Difference, Expect, ExpectedAmount, ExpectedTruth, outcome, run, shown};
pub use check::{Coverage, Covered, check, check_rules};
pub use lower::{Loaded, Places, load, load_files, open, open_files};
pub use mutate::{Mutant, Trials, mutants};
pub use setting::setting;
pub use site::Owner;
pub use source::{Code, Diagnostic, Diagnostics, File, Severity, Span};
