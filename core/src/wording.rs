//! Text for people.

mod nearest;
mod visible;

#[cfg(feature = "document")]
pub use nearest::nearest;
pub use nearest::suggest;
pub use visible::{Visible, is_hidden};
