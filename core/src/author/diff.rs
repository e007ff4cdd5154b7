//! What changed between two rulebooks: in the rules, in the figures, in the texts, and for the families of their cases.

mod figures;
mod households;
mod parts;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::rulebook::Rulebook;

pub use figures::{FigureKey, figures};
pub use households::{Changed, Families, families};
pub use parts::{Part, parts};

/// What became of something that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<K> {
    /// What it is.
    pub name: K,
    /// As it was; `None`: it is new.
    pub before: Option<String>,
    /// As it is; `None`: it is gone.
    pub after: Option<String>,
}

/// Every name under which two tables hold something else, in the order of the names.
#[must_use]
pub fn changes<K: Ord>(before: BTreeMap<K, String>, mut after: BTreeMap<K, String>) -> Vec<Change<K>> {
    let mut found: Vec<Change<K>> = Vec::new();
    for (name, before) in before {
        let after = after.remove(&name);
        if after.as_ref() != Some(&before) {
            found.push(Change { name, before: Some(before), after });
        }
    }
    found.extend(after.into_iter().map(|(name, after)| Change { name, before: None, after: Some(after) }));
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The texts of a rulebook, the English titles of its sources among them, by language and key; without a language of which either
/// rulebook has the texts in a file of their own.
#[must_use]
pub fn texts(book: &Rulebook, other: &Rulebook) -> BTreeMap<(String, String), String> {
    let is_apart = |book: &Rulebook, language: &String| {
        let mut languages = book.languages.iter().zip(&book.messages);
        languages.any(|(known, texts)| known == language && texts.is_empty())
    };
    let mut found = BTreeMap::new();
    for (language, texts) in book.languages.iter().zip(&book.messages) {
        if [book, other].iter().any(|book| is_apart(book, language)) {
            continue;
        }
        let keyed = book.message_keys.iter().zip(texts);
        found.extend(keyed.map(|(key, text)| ((language.clone(), key.clone()), text.clone())));
        if language == "en" {
            let titles =
                book.sources.iter().map(|source| (format!("source.{}.title", source.id), &source.title_en));
            found.extend(titles.map(|(key, title)| ((language.clone(), key), title.clone())));
        }
    }
    found
}
