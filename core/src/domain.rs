//! Arithmetic and logic of what is only partly known. It knows nothing of rules.

pub(crate) mod day;
pub(crate) mod decimal;
pub mod money;
pub(crate) mod range;
mod truth;
mod value;

pub use day::Day;
pub use range::{Bound, Range};
pub use truth::Truth;
pub use value::Value;
