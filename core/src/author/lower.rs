//! From the tables of each file to the rulebook.

pub(in crate::author) mod facts;
pub(in crate::author) mod load;
pub(in crate::author) mod messages;
pub(in crate::author) mod parameters;
mod programs;
mod questions;
mod readings;
mod regions;
mod sources;
mod variables;

pub use load::{Loaded, Places, load, load_files, open, open_files};
