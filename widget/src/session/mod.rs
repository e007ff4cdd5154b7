//! What the answers lead to: the household, its screening, the pages still to come, and what an action changes.

pub mod fields;
pub mod household;
pub mod outcome;
pub mod reduce;
#[expect(clippy::module_inception, reason = "the session itself")]
pub mod session;
pub mod take;

#[cfg(test)]
mod day_tests;
#[cfg(test)]
mod reduce_tests;
#[cfg(test)]
pub mod sample;
#[cfg(test)]
mod walk_tests;
