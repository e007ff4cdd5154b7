//! The yingbao screener as a custom element.
//!
//! One `Session` holds the answers and what follows from them, and the rulebook decides what is asked:
//! the widget holds no rule, no threshold and no programme name.

pub mod catalog;
mod host;
pub mod model;
pub mod session;
pub mod text;
pub mod view;

pub use host::mount::{Mounted, load, mount};
