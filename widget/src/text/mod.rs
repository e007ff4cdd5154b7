//! The widget's own words, in each language.

pub mod format;
pub mod wording;

use std::sync::OnceLock;

use yingbao_core::{rulebook::Rulebook, wording::placeholders::fill};

pub use crate::model::language::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The texts in English, once they are there: they come in a file of their own.
static ADDED: OnceLock<Vec<String>> = OnceLock::new();

/// The English texts, in the order of their keys.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn english() -> &'static [&'static str] {
    &ENGLISH
}

/// Takes the texts in English of the widget and of the rulebook, as the first page's tool wrote them.
///
/// # Errors
/// Where they are not those of this widget and this rulebook.
pub fn add_english(book: &Rulebook, texts: &[u8]) -> Result<(), String> {
    let (own, rules): (Vec<String>, Vec<String>) =
        postcard::from_bytes(texts).map_err(|error| error.to_string())?;
    if own.len() != CHINESE.len() {
        return Err("texts of another release".to_owned());
    }
    book.add_texts(Language::English.slot(book), rules).map_err(|error| error.to_string())?;
    let _ = ADDED.set(own);
    Ok(())
}

impl Language {
    /// Whether its texts are there.
    #[must_use]
    pub fn is_there(self) -> bool {
        self == Self::Chinese || cfg!(not(target_arch = "wasm32")) || ADDED.get().is_some()
    }

    /// A text of the widget.
    #[must_use]
    pub fn text(self, key: Key) -> &'static str {
        let slot = key as usize;
        let own = || CHINESE.get(slot).copied();
        #[cfg(target_arch = "wasm32")]
        let english = || ADDED.get().and_then(|texts| texts.get(slot)).map(String::as_str);
        #[cfg(not(target_arch = "wasm32"))]
        let english = || ENGLISH.get(slot).copied();
        let text = if self == Self::English { english() } else { own() };
        text.unwrap_or_default()
    }

    /// A text of the widget with its placeholders filled in.
    #[must_use]
    pub fn fill(self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.text(key), values)
    }

    /// Where a rulebook keeps its texts of this language.
    #[must_use]
    pub fn slot(self, book: &Rulebook) -> usize {
        book.languages.iter().position(|l| l == self.tag()).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, ENGLISH, Key, Language, add_english};

    #[test]
    fn tags_find_their_language() {
        for (tag, language) in [
            ("en", Language::English),
            ("EN-gb", Language::English),
            ("zh-CN", Language::Chinese),
            ("", Language::Chinese),
            ("é", Language::Chinese),
        ] {
            assert_eq!(Language::of(tag), language, "{tag}");
        }
        assert_eq!(Language::English.text(Key::ButtonBack), "Back");
    }

    #[test]
    fn texts_that_are_not_those_of_this_release_are_refused() {
        let book = crate::session::sample::book();
        let bytes = |own: &[&str], rules: &[&str]| postcard::to_allocvec(&(own, rules)).unwrap();
        assert!(add_english(&book, &[1, 2, 3]).is_err());
        let error = add_english(&book, &bytes(&ENGLISH[1..], &[])).unwrap_err();
        assert_eq!(error, "texts of another release");
        // This rulebook came with its texts: there is nothing to add to it.
        let error = add_english(&book, &bytes(&ENGLISH, &["text"])).unwrap_err();
        assert!(error.contains("a language"), "{error}");
    }

    #[test]
    fn both_languages_hold_the_same_placeholders() {
        let names = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        for (a, b) in CHINESE.iter().zip(ENGLISH) {
            assert_eq!(names(a), names(b), "{a} / {b}");
            assert_eq!(a.is_empty(), b.is_empty(), "{a} / {b}");
        }
    }

    #[test]
    fn no_text_promises_or_refuses() {
        let forbidden = [
            "您符合",
            "您有资格",
            "您可以领取",
            "您能拿到",
            "一定",
            "保证",
            "审核通过",
            "已认定",
            "不合格",
            "您没有资格",
            "不能申请",
            "you qualify",
            "You qualify",
            "not qualify",
            "eligible",
            "guarantee",
            "!",
            "!",
        ];
        for text in CHINESE.iter().chain(&ENGLISH) {
            for words in forbidden {
                assert!(!text.contains(words), "{words} in {text}");
            }
        }
    }
}
