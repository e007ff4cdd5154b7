//! A caller's mistake: where it stands, what stands there, what was expected.

use std::fmt;

use crate::{
    quantity::tree::shortened,
    wording::{Visible, suggest},
};

/// A document that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// JSON path, `members[1].wage`, with a long key shortened; empty for the document itself.
    pub path: String,
    /// What stands there, shortened; empty where nothing does.
    pub found: String,
    /// What was expected.
    pub expected: String,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = Visible(if self.path.is_empty() { "document" } else { &self.path });
        let expected = Visible(&self.expected);
        if self.found.is_empty() {
            write!(f, "{path}: expected {expected}")
        } else {
            write!(f, "{path}: found {}; expected {expected}", Visible(&self.found))
        }
    }
}

impl std::error::Error for DocumentError {}

/// Where a reader stands; turned into text only for an error.
#[derive(Clone, Copy)]
pub enum Path<'p> {
    /// The document.
    Root,
    /// A key of an object.
    Key(&'p Path<'p>, &'p str),
    /// An item of a list.
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    /// As text: `members[1].wage`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => {
                let (parent, key) = (parent.text(), shortened(key));
                if parent.is_empty() { key } else { format!("{parent}.{key}") }
            }
            Self::Index(parent, index) => format!("{}[{index}]", parent.text()),
        }
    }

    /// The mistake of a value that stands here.
    #[must_use]
    pub fn error(&self, found: &super::Tree, expected: impl Into<String>) -> DocumentError {
        DocumentError { path: self.text(), found: found.shown(), expected: expected.into() }
    }

    /// The mistake of a value that is none of some options.
    #[must_use]
    pub fn no_option(&self, found: &super::Tree, options: &[String]) -> DocumentError {
        let wrong = if let super::Tree::Text(text) = found { text } else { "" };
        let expected = format!("one of {}", options.join(", "));
        self.error(found, suggest(expected, wrong, options.iter().map(String::as_str)))
    }

    /// The mistake of a value that is not here, or not to be shown.
    #[must_use]
    pub fn absent(&self, expected: impl Into<String>) -> DocumentError {
        DocumentError { path: self.text(), found: String::new(), expected: expected.into() }
    }
}
