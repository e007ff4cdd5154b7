//! The files a rulebook is written in: their text, their tables, and what is wrong with them and where.

mod diagnostic;
pub(in crate::author) mod files;
pub(in crate::author) mod table;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use files::{Diagnostics, File, Span};
