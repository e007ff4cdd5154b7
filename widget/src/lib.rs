//! The yingbao screener as a custom element.
//!
//! One [`State`] holds all answers, one [`reduce`] changes it, and the rulebook decides what is asked:
//! the widget holds no rule, no threshold and no programme name.

mod host;
mod model;
mod session;
mod text;
mod view;

pub use host::api::{interview, screen};
pub use host::mount::{Mounted, load, mount};
