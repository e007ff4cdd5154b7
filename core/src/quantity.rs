//! Numbers, ranges, days and values as documents and rulebooks write them, with what is wrong and where.

mod error;
pub(crate) mod number;
mod parameter;
mod tree;

pub use error::{DocumentError, Path};
#[cfg(feature = "author")]
pub(crate) use parameter::factor;
pub use parameter::setting;
pub use tree::Tree;
