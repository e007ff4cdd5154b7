//! The texts that rules and figures rest on, and how sure a figure is.

use serde::{Deserialize, Serialize};

use crate::domain::Day;

/// A text that rules or figures rest on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Name in citations.
    pub id: String,
    /// The document's own title.
    pub title: String,
    /// The title in English.
    pub title_en: String,
    /// Document number; may be empty.
    pub number: String,
    /// Issuing office.
    pub issuer: String,
    /// When issued, as exact as known; may be empty.
    pub issued: String,
    /// In force from, as exact as known; may be empty.
    pub in_force: String,
    /// Whether the text was read, not only known of.
    pub read: bool,
    /// Whether what is cited of it are parts: it has no articles.
    pub parts: bool,
}

impl Source {
    /// Whether the text is in force on a day, as exactly as its date is known; one without a date is.
    #[must_use]
    pub fn in_force_on(&self, day: Day) -> bool {
        let start = if self.in_force.is_empty() { &self.issued } else { &self.in_force };
        let first = match start.len() {
            4 => Day::parse(&[start, "-01-01"].concat()),
            7 => Day::parse(&[start, "-01"].concat()),
            _ => Day::parse(start),
        };
        first.is_none_or(|first| first <= day)
    }
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The issuing office's text was read.
    Official,
    /// News, or another office.
    Reported,
    /// Third-hand.
    Secondary,
    /// Stands in no text: what no place known of goes beyond.
    Assumed,
}
