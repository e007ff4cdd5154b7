//! What all readers of a rulebook's files share.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Spanned, de::DeTable};

use crate::{
    author::source::{
        Code,
        files::{Diagnostics, Span},
        table::{Table, Text},
    },
    rulebook::Rulebook,
};

/// Where things stand, by dotted name: `program.dibao`, `criterion.dibao.income`.
pub type Places = BTreeMap<String, Span>;

/// What all readers of files share.
pub(in crate::author) struct Context<'a> {
    /// Mistakes so far.
    pub log: &'a Diagnostics,
    /// The files as tables.
    pub tables: &'a BTreeMap<usize, Spanned<DeTable<'a>>>,
    /// The rulebook as far as it is read.
    pub book: Rulebook,
    /// Where things stand.
    pub places: Places,
    /// Names whose definition has a mistake.
    pub broken: BTreeSet<String>,
}

impl<'a> Context<'a> {
    /// The top table of a file.
    pub fn file(&self, index: usize) -> Option<Table<'a>> {
        let table = self.tables.get(&index)?;
        Some(Table::new(self.log, table.get_ref(), Span { file: index, offset: Some(0) }))
    }

    /// The top table of a file that must be there.
    pub fn required(&self, name: &str) -> Option<Table<'a>> {
        match self.log.file(name) {
            Some(index) => self.file(index),
            None => {
                self.log.absent(name, "the file is not there", "see rulebooks/README.md for what it holds");
                None
            }
        }
    }

    /// Notes where something stands; a mistake if something of the same name stood elsewhere.
    pub fn place(&mut self, name: String, place: Span) {
        if let Some(before) = self.places.get(&name) {
            let (line, _) = self.log.line(*before);
            let file = self.log.files().get(before.file).map_or("", |f| f.name.as_str());
            let shown = name.split_once('.').map_or(name.as_str(), |(_, rest)| rest);
            let what = format!("duplicate `{shown}`; first at {file}:{line}");
            self.log.report(Code::DuplicateName, place, what, "another name, or only one of the two");
        } else {
            self.places.insert(name, place);
        }
    }

    /// Notes a name that no expression could use.
    pub fn good_name(&self, text: Text<'_>) {
        let mut bytes = text.text.bytes();
        let good = bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            self.log.report(
                Code::BadName,
                text.place,
                format!("`{}` is no name that expressions can use", text.text),
                "lower-case letters, digits and underscores, a letter first",
            );
        }
    }
}
