//! The yingbao screener as a custom element.
//!
//! One `Session` holds the answers and what follows from them, and the rulebook decides what is asked:
//! the widget holds no rule, no threshold and no programme name.

mod catalog;
mod host;
mod model;
mod session;
mod text;
mod view;

pub use host::api::{interview, screen};
pub use host::mount::{Mounted, load, mount};
