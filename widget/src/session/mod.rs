//! What the answers lead to: the household, the pages, and the one function that changes the state.

pub mod details;
pub mod field;
pub mod household;
pub mod reduce;
pub mod route;
pub mod rules;
pub mod whom;

#[cfg(test)]
mod day_tests;

#[cfg(test)]
mod reduce_tests;

#[cfg(test)]
pub mod sample;

#[cfg(test)]
mod walk_tests;
