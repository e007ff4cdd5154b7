//! What is drawn.

pub mod choices;
pub mod element;
pub mod explanation;
pub mod form;
pub mod lines;
pub mod numbers;
pub mod pages;
pub mod paper;
pub mod people;
pub mod place;
pub mod program_page;
pub mod result_card;
pub mod results;
pub mod review;
#[expect(clippy::module_inception, reason = "what every page draws with")]
pub mod view;
