//! The yingbao screener as a custom element.
//!
//! One [`State`] holds all answers, one [`reduce`] changes it, and the rulebook decides what is asked:
//! the widget holds no rule, no threshold and no programme name.

mod answer;
mod draft;
mod entry;
mod field;
mod household;
mod reduce;
mod route;
mod rules;
mod show;
mod state;
mod text;
mod words;

pub use answer::{Answer, Answers, Told};
pub use draft::{Draft, Edit, How, Problem};
pub use household::household;
pub use reduce::{Action, reduce};
pub use rules::{Rules, Screened};
pub use state::{Page, Person, Place, State};
pub use text::{Key, Language};

#[cfg(test)]
mod reduce_tests;
#[cfg(test)]
mod sample;
