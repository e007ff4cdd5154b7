//! The yingbao screener as a custom element.
//!
//! One [`State`] holds all answers, one [`reduce`] changes it, and the rulebook decides what is asked:
//! the widget holds no rule, no threshold and no programme name.

mod answer;
mod api;
mod app;
mod choices;
mod details;
mod draft;
mod element;
mod events;
mod explanation;
mod field;
mod form;
mod host;
mod household;
mod kept;
mod mount;
mod numbers;
mod numeral;
mod pages;
mod parse_input;
mod people;
mod place;
mod reading;
mod reduce;
mod results;
mod review;
mod route;
mod rules;
mod show;
mod state;
mod style;
mod text;
mod visit;
mod whom;
mod words;

pub use answer::{Answer, Answers, Told};
pub use api::{interview, screen};
pub use draft::{Draft, Edit, How, Problem};
pub use household::household;
pub use mount::{Mounted, load, mount};
pub use reduce::{Action, reduce};
pub use rules::{Rules, Screened};
pub use state::{Page, Person, Place, State};
pub use text::{Key, Language};
pub use visit::Visit;

#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod reduce_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod walk_tests;
