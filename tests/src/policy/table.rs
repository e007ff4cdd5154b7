//! A list in a CSV file, its cells by the names in its first line.

use std::{collections::BTreeMap, path::Path};

/// A line of the list.
pub(super) struct Record {
    /// Where it stands, `local-standards.csv:12`.
    pub at: String,
    cells: BTreeMap<String, String>,
}

impl Record {
    /// A cell; empty where the list has no such column.
    pub fn cell(&self, column: &str) -> String {
        self.cells.get(column).cloned().unwrap_or_default()
    }
}

/// Reads a list that has at least these columns.
pub(super) fn read(path: &Path, columns: &[&str]) -> Result<Vec<Record>, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let wrong = |error: csv::Error| format!("{name}: {error}");
    let head: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    if let Some(missing) = columns.iter().find(|column| !head.iter().any(|h| h == *column)) {
        return Err(format!("{name}: the first line names no column {missing}"));
    }
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = head.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        Ok(Record { at: format!("{name}:{line}"), cells })
    };
    reader.records().map(record).collect()
}
