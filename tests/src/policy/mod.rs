//! The figures that were gathered, held against the rulebook: each is in it, or left out with a reason.

mod agreement;
mod amount;
mod claim;
mod in_force;
mod join;
mod left_out;
mod mapping;
mod row;
mod span;
mod table;

pub use agreement::{differences, drawn};
pub use amount::Amount;
pub use claim::{Area, Claim};
pub use join::{Account, Accounts, join};
pub use left_out::LeftOut;
pub use row::Row;
pub use span::Span;

use std::path::Path;

/// What was gathered, and what of it is left out.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The figures.
    pub rows: Vec<Row>,
    /// Those not in the rulebook, with reasons.
    pub left_out: Vec<LeftOut>,
}

impl Policy {
    /// Reads a folder with the three lists and, in `left-out`, one file a province.
    ///
    /// # Errors
    /// What cannot be read, and where.
    pub fn read(folder: &Path) -> Result<Self, String> {
        Ok(Self { rows: row::read(folder)?, left_out: left_out::read(&folder.join("left-out"))? })
    }
}
