//! From the tables of each file to the rulebook.

pub(in crate::author) mod context;
pub(in crate::author) mod facts;
mod load;
pub(in crate::author) mod messages;
pub(in crate::author) mod parameters;
mod programs;
mod questions;
mod readings;
mod regions;
mod sources;
mod variables;

pub use context::Places;
pub use load::{Loaded, load, load_files, open, open_files};
