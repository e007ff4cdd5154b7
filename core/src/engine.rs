//! Every programme for one household, by the rules of one day and place.

mod amount;
pub(crate) mod case_split;
pub(crate) mod evaluate;
mod inputs;
pub(crate) mod judge;
pub(crate) mod missing;
pub(crate) mod next_question;
mod notes;
mod rules;
pub(crate) mod screen;

#[cfg(feature = "author")]
pub(crate) use screen::answers;
pub use screen::{Options, estimates, screen, screen_with};
