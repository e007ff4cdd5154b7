//! What a screening leads to: what would change a verdict, and which programmes go together.

mod interactions;
mod what_would_change;

pub use interactions::{Together, together};
pub use what_would_change::{Cause, Change, Finding, changes};
