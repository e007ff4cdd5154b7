//! Numbers, ranges, days and values as documents and rulebooks write them, with what is wrong and where.

#[cfg(feature = "document")]
mod encoding;
mod error;
pub(crate) mod json;
pub(crate) mod number;
mod parameter;
mod tree;

#[cfg(feature = "document")]
pub use encoding::{EncodingError, decode};
pub use error::{DocumentError, Path};
#[cfg(feature = "author")]
pub(crate) use parameter::factor;
pub use parameter::setting;
pub use tree::{Tree, shortened};
