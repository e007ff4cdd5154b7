//! Places.

use super::{Dated, RegionId};

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// GB/T 2260 code; the nation is 000000.
    pub code: u32,
    /// Name in Chinese.
    pub name: String,
    /// Name in English; empty where it has no usual one.
    pub name_en: String,
    /// The place it lies in; its own slot for the nation.
    pub parent: RegionId,
    /// Values set here, by parameter and then by date.
    pub values: Vec<Dated>,
}

impl Region {
    /// The name for a reader of English: the Chinese one where there is no other.
    #[must_use]
    pub fn english(&self) -> &str {
        if self.name_en.is_empty() { &self.name } else { &self.name_en }
    }
}
