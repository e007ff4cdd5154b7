//! A figure that was gathered, with what tells it from the others.

use std::path::Path;

use super::table;

/// A line of one of the lists; of `disability-subsidies.csv` one of its two subsidies.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands, `local-standards.csv:12`.
    pub at: String,
    /// The place's code.
    pub region_code: String,
    /// What the figure is, in the words of the list; of `property-limits.csv` `program|asset_class`, of
    /// `disability-subsidies.csv` `disabled_living` or `disabled_care`.
    pub program: String,
    /// The figure as written.
    pub amount: String,
    /// Its unit as written.
    pub unit: String,
    /// From when, as written; may be empty.
    pub effective_from: String,
    /// The document it stands in; may be empty.
    pub document_title: String,
    /// The document's number; may be empty.
    pub document_number: String,
    /// The rule about property in words; empty for other figures.
    pub rule: String,
    /// What else was read.
    pub note: String,
}

impl Row {
    /// What a line of a left-out list names it by.
    #[must_use]
    pub fn key(&self) -> [&str; 5] {
        [&self.region_code, &self.program, &self.amount, &self.unit, &self.effective_from]
    }

    /// The first two digits of the code: the province.
    #[must_use]
    pub fn province(&self) -> &str {
        self.region_code.get(..2).unwrap_or(&self.region_code)
    }
}

/// Reads the three lists.
pub(super) fn read(folder: &Path) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let columns = ["region_code", "program", "amount", "unit", "effective_from", "document_title"];
    for record in table::read(&folder.join("local-standards.csv"), &columns)? {
        rows.push(Row {
            region_code: record.cell("region_code"),
            program: record.cell("program"),
            amount: record.cell("amount"),
            unit: record.cell("unit"),
            effective_from: record.cell("effective_from"),
            document_title: record.cell("document_title"),
            document_number: record.cell("document_number"),
            rule: String::new(),
            note: record.cell("note"),
            at: record.at,
        });
    }
    let columns = ["region_code", "program", "asset_class", "value", "unit", "rule_in_words"];
    for record in table::read(&folder.join("property-limits.csv"), &columns)? {
        rows.push(Row {
            region_code: record.cell("region_code"),
            program: format!("{}|{}", record.cell("program"), record.cell("asset_class")),
            amount: record.cell("value"),
            unit: record.cell("unit"),
            effective_from: record.cell("effective_from"),
            document_title: record.cell("document_title"),
            document_number: record.cell("document_number"),
            rule: record.cell("rule_in_words"),
            note: record.cell("note"),
            at: record.at,
        });
    }
    let subsidies = [("living_text", "disabled_living"), ("care_text", "disabled_care")];
    let columns = ["region_code", "living_text", "care_text", "document", "year"];
    for record in table::read(&folder.join("disability-subsidies.csv"), &columns)? {
        for (column, program) in subsidies {
            let amount = record.cell(column);
            if amount.is_empty() {
                continue;
            }
            rows.push(Row {
                at: record.at.clone(),
                region_code: record.cell("region_code"),
                program: program.to_owned(),
                amount,
                unit: "CNY/person/month".to_owned(),
                effective_from: record.cell("year"),
                document_title: String::new(),
                document_number: record.cell("document"),
                rule: String::new(),
                note: record.cell("note"),
            });
        }
    }
    Ok(rows)
}
