//! The documents of the contract: a household in; a screening out, or the interview's next page.

mod contradiction;
#[cfg(feature = "document")]
mod encoding;
mod error;
mod fact;
mod member;
mod number;
mod page;
mod parameter;
mod read;
mod tree;
mod write;

#[cfg(feature = "document")]
pub use encoding::decode;
pub use error::{DocumentError, Path};
pub use page::{asks, page};
#[cfg(feature = "author")]
pub use parameter::factor;
pub use parameter::setting;
#[cfg(feature = "document")]
pub use read::read;
pub use read::{Request, read_tree};
pub use tree::Tree;
pub use write::{lack_path, write};
