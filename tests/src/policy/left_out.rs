//! Figures that are not in the rulebook, each with its reason: a list a province.

use std::{fs, path::Path};

use super::{Row, table};

/// A line of a list.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// Where it stands, `51.csv:3`.
    pub at: String,
    /// Place, programme, amount, unit and day, as the figure's own list has them.
    pub key: [String; 5],
    /// Why.
    pub reason: String,
}

impl LeftOut {
    /// Whether it is this figure.
    #[must_use]
    pub fn is(&self, row: &Row) -> bool {
        self.key == row.key()
    }
}

/// Reads every list of the folder; none where there is no folder yet.
pub(super) fn read(folder: &Path) -> Result<Vec<LeftOut>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    paths.sort();
    let columns = ["region_code", "program", "amount", "unit", "effective_from"];
    let mut lines = Vec::new();
    for path in paths {
        for record in table::read(&path, &[&columns[..], &["reason"]].concat())? {
            let key = columns.map(|column| record.cell(column));
            lines.push(LeftOut { key, reason: record.cell("reason"), at: record.at });
        }
    }
    Ok(lines)
}
