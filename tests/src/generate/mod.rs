//! Seeded makers of household documents, JSON to JSON.
//!
//! None of them knows the engine; [`household()`] only asks the oracle who may count, to land on
//! thresholds. The same seed always gives the same document.
//!
//! - [`household()`]: a complete household at or around the thresholds;
//! - [`loosen()`]: the same household partly known;
//! - [`complete()`]: a random completion of a partly known household;
//! - [`admits()`]: whether one is a completion of the other;
//! - [`shrink`]: the least of a household that still breaks a law;
//! - [`transform`]: changes for the laws of order, units, monotony, refinement and relevance.

mod admits;
pub mod aim;
mod complete;
mod everyday;
pub mod facts;
mod household;
mod kin;
mod loosen;
pub mod parameters;
pub mod partial;
pub mod people;
pub mod plain;
pub mod random;
pub mod shrink;
pub mod totals;
pub mod transform;

#[cfg(test)]
mod checks;

pub use admits::admits;
pub use complete::complete;
pub use household::{Role, household};
pub use loosen::loosen;
