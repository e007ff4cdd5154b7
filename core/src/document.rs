//! The two documents of the contract: a household in, a screening out.

mod error;
mod fact;
mod member;
mod number;
mod read;
mod tree;
mod write;

pub use error::{DocumentError, Path};
pub use member::agree;
#[cfg(feature = "document")]
pub use read::read;
pub use read::{Request, read_tree, setting};
pub use tree::Tree;
pub use write::{lack_path, write};
