//! Text for people: reasons in words, and what a message quotes of others.

pub mod explain;
pub mod format;
mod nearest;
pub mod placeholders;
mod visible;

#[cfg(feature = "document")]
pub use nearest::nearest;
pub use nearest::suggest;
pub use visible::{Visible, is_hidden};
