//! Reads the tables of a TOML file key by key, and says which keys have no meaning.

use std::{cell::RefCell, collections::BTreeSet};

use toml::de::{DeTable, DeValue};

use crate::author::source::{
    Code,
    files::{Diagnostics, Span},
};
use crate::quantity::Tree;
use crate::wording::nearest;

/// A table being read.
pub struct Table<'a> {
    log: &'a Diagnostics,
    entries: &'a DeTable<'a>,
    taken: RefCell<BTreeSet<&'static str>>,
    /// Where it begins.
    pub place: Span,
}

/// A value and where it stands.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    /// The value.
    pub value: &'a DeValue<'a>,
    /// Where it stands.
    pub place: Span,
}

/// A text and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// The text, escapes resolved.
    pub text: &'a str,
    /// Where the quotes begin.
    pub place: Span,
}

impl<'a> Table<'a> {
    /// A table of a file.
    pub fn new(log: &'a Diagnostics, entries: &'a DeTable<'a>, place: Span) -> Self {
        Self { log, entries, taken: RefCell::default(), place }
    }

    /// Where mistakes are noted.
    pub const fn log(&self) -> &'a Diagnostics {
        self.log
    }

    /// A value, if it is there.
    pub fn item(&self, key: &'static str) -> Option<Item<'a>> {
        self.taken.borrow_mut().insert(key);
        self.entries.iter().find(|(k, _)| k.get_ref() == key).map(|(_, v)| Item {
            value: v.get_ref(),
            place: Span { file: self.place.file, offset: Some(v.span().start) },
        })
    }

    /// A value that must be there.
    pub fn required(&self, key: &'static str) -> Option<Item<'a>> {
        let item = self.item(key);
        if item.is_none() {
            self.log.report(
                Code::MissingKey,
                self.place,
                format!("`{key}` is missing here"),
                format!("{key} = …"),
            );
        }
        item
    }

    /// Notes a value of the wrong kind.
    pub fn wrong(&self, key: &str, item: Item<'_>, expected: &str) {
        self.log.report(
            Code::WrongType,
            item.place,
            format!("`{key}` is {}", kind(item.value)),
            expected.to_owned(),
        );
    }

    fn as_text(&self, key: &str, item: Item<'a>) -> Option<Text<'a>> {
        match item.value {
            DeValue::String(text) => Some(Text { text, place: item.place }),
            _ => {
                self.wrong(key, item, &format!("a text in quotes, {key} = \"…\""));
                None
            }
        }
    }

    /// A text, if it is there.
    pub fn text(&self, key: &'static str) -> Option<Text<'a>> {
        let item = self.item(key)?;
        self.as_text(key, item)
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &'static str) -> Option<Text<'a>> {
        let item = self.required(key)?;
        self.as_text(key, item)
    }

    /// A text, or nothing.
    pub fn text_or_empty(&self, key: &'static str) -> String {
        self.text(key).map_or_else(String::new, |t| t.text.to_owned())
    }

    /// `true` or `false`; false if it is not there.
    pub fn truth(&self, key: &'static str) -> bool {
        match self.item(key) {
            None => false,
            Some(Item { value: DeValue::Boolean(truth), .. }) => *truth,
            Some(item) => {
                self.wrong(key, item, &format!("{key} = true or {key} = false"));
                false
            }
        }
    }

    /// A whole number, if it is there.
    pub fn whole(&self, key: &'static str) -> Option<u32> {
        let item = self.item(key)?;
        let number = match item.value {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, item, &format!("a whole number from 0, {key} = 1"));
        }
        number
    }

    /// A list of texts; empty if it is not there.
    pub fn texts(&self, key: &'static str) -> Vec<Text<'a>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let DeValue::Array(items) = item.value else {
            self.wrong(key, item, &format!("a list of texts, {key} = [\"…\"]"));
            return Vec::new();
        };
        let at = |offset| Span { file: self.place.file, offset: Some(offset) };
        items
            .iter()
            .filter_map(|part| {
                let span = part.span();
                let part = Item { value: part.get_ref(), place: at(span.start) };
                self.as_text(key, part)
            })
            .collect()
    }

    /// A text or a list of texts that must be there.
    pub fn text_or_texts(&self, key: &'static str) -> Vec<Text<'a>> {
        match self.required(key) {
            Some(Item { value: DeValue::Array(_), .. }) => self.texts(key),
            Some(item) => self.as_text(key, item).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// A table, if it is there.
    pub fn table(&self, key: &'static str) -> Option<Self> {
        let item = self.item(key)?;
        match item.value {
            DeValue::Table(entries) => Some(Self::new(self.log, entries, item.place)),
            _ => {
                self.wrong(key, item, &format!("a table, [{key}]"));
                None
            }
        }
    }

    /// The tables `[[key]]`.
    pub fn tables(&self, key: &'static str) -> Vec<Self> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let DeValue::Array(items) = item.value else {
            self.wrong(key, item, &format!("tables, each begun by [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for part in items {
            let place = Span { file: self.place.file, offset: Some(part.span().start) };
            match part.get_ref() {
                DeValue::Table(entries) => tables.push(Self::new(self.log, entries, place)),
                value => {
                    let part = Item { value, place };
                    self.wrong(key, part, &format!("tables, each begun by [[{key}]]"));
                }
            }
        }
        tables
    }

    /// All entries, in the order written.
    pub fn entries(&self) -> Vec<(Text<'a>, Item<'a>)> {
        let at = |offset| Span { file: self.place.file, offset: Some(offset) };
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(k, v)| {
                let key = Text { text: k.get_ref(), place: at(k.span().start) };
                (key, Item { value: v.get_ref(), place: at(v.span().start) })
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.place);
        entries
    }

    /// Notes every key that was not asked for.
    pub fn finish(&self) {
        let taken = self.taken.borrow();
        for (key, _) in self.entries() {
            if !taken.contains(key.text) {
                let instead = match nearest(key.text, taken.iter().copied()) {
                    Some(near) => format!("`{near}`"),
                    None => format!("one of {}", taken.iter().copied().collect::<Vec<_>>().join(", ")),
                };
                self.log.report(
                    Code::UnknownKey,
                    key.place,
                    format!("`{}` has no meaning here", key.text),
                    instead,
                );
            }
        }
    }
}

/// What a value is, in words.
pub const fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A value as documents hold it.
pub fn tree(value: &DeValue<'_>) -> Tree {
    match value {
        DeValue::String(text) => Tree::Text(text.clone().into_owned()),
        DeValue::Integer(number) => Tree::Number(number.to_string()),
        DeValue::Float(number) => Tree::Number(number.to_string()),
        DeValue::Boolean(truth) => Tree::Truth(*truth),
        DeValue::Datetime(day) => Tree::Text(day.to_string()),
        DeValue::Array(items) => Tree::List(items.iter().map(|i| tree(i.get_ref())).collect()),
        DeValue::Table(entries) => Tree::Map(
            entries.iter().map(|(k, v)| (k.get_ref().clone().into_owned(), tree(v.get_ref()))).collect(),
        ),
    }
}
