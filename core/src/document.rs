//! The documents of the contract: a household in, a screening out.

mod contradiction;
mod fact;
mod member;
mod read;
pub(crate) mod write;

pub use crate::quantity::{DocumentError, Tree};
#[cfg(feature = "document")]
pub use crate::quantity::{EncodingError, decode};
#[cfg(feature = "document")]
pub use read::read;
pub use read::{Request, read_tree};
pub use write::{lack_path, write, write_brief};
