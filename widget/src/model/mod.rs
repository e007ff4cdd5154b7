//! Plain data: what was answered, and what stands in the fields. No rules, no engine, no page.

pub mod answer;
pub mod form;
pub mod input;
pub mod language;
pub mod numeral;
pub mod parse_input;
pub mod reading;
pub mod state;
pub mod visit;
