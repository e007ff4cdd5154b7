//! Text for people.

mod visible;

pub use visible::{Visible, is_hidden};
