//! The widget's own words, in each language.

pub mod format;
pub mod wording;

use yingbao_core::{rulebook::Rulebook, wording::placeholders::fill};

pub use crate::model::language::Language;

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Language {
    /// A text of the widget.
    #[must_use]
    pub fn text(self, key: Key) -> &'static str {
        TEXTS.get(self as usize).and_then(|texts| texts.get(key as usize)).copied().unwrap_or_default()
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
    use super::{Key, Language, TEXTS};

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
        let [chinese, english] = TEXTS;
        for (a, b) in chinese.iter().zip(english) {
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
        for text in TEXTS.iter().flatten() {
            for words in forbidden {
                assert!(!text.contains(words), "{words} in {text}");
            }
        }
    }
}
