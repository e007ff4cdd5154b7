//! A JSON-like value that keeps a number's text, whatever it is read from.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

/// How `serde_json` hands over a number whose digits it keeps.
const NUMBER: &str = "$serde_json::private::Number";

/// What a message shows of a value or a name, in characters; of a longer one the beginning.
const SHOWN: usize = 60;

/// So many keys of an object are compared one by one; beyond them a set is kept, so that reading takes a time proportional
/// to the document.
const FEW_KEYS: usize = 64;

/// The text as a message shows it: of a long one the beginning.
#[must_use]
pub fn shortened(text: &str) -> String {
    let mut out = Shown::default();
    let whole = out.push(text);
    out.finish(whole)
}

/// A value's text under way, as far as it is shown.
#[derive(Default)]
struct Shown {
    text: String,
    characters: usize,
}

impl Shown {
    /// Takes more text; `None` once there is more than is shown.
    fn push(&mut self, text: &str) -> Option<()> {
        for character in text.chars() {
            if self.characters == SHOWN {
                return None;
            }
            self.characters += 1;
            self.text.push(character);
        }
        Some(())
    }

    fn finish(self, whole: Option<()>) -> String {
        match whole {
            Some(()) => self.text,
            None => self.text.chars().take(SHOWN - 3).chain("...".chars()).collect(),
        }
    }
}

/// A document, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// `null`
    Null,
    /// `true`, `false`
    Truth(bool),
    /// A number, by its text.
    Number(String),
    /// A string.
    Text(String),
    /// `[…]`
    List(Vec<Tree>),
    /// `{…}`, in the order written.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// A part of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// As it would stand in a document, shortened for a message.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut out = Shown::default();
        let whole = self.show(&mut out);
        out.finish(whole)
    }

    fn show(&self, out: &mut Shown) -> Option<()> {
        match self {
            Self::Null => out.push("null"),
            Self::Truth(truth) => out.push(if *truth { "true" } else { "false" }),
            Self::Number(text) => out.push(text),
            Self::Text(text) => {
                out.push("\"")?;
                out.push(text)?;
                out.push("\"")
            }
            Self::List(items) => {
                out.push("[")?;
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(", ")?;
                    }
                    item.show(out)?;
                }
                out.push("]")
            }
            Self::Map(entries) => {
                out.push("{")?;
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(", ")?;
                    }
                    out.push("\"")?;
                    out.push(key)?;
                    out.push("\": ")?;
                    value.show(out)?;
                }
                out.push("}")
            }
        }
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Truth(truth))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        // The shortest text that reads back as the same number: what JavaScript prints.
        Ok(Tree::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map: Vec<(String, Tree)> = Vec::new();
        let mut keys: HashSet<String> = HashSet::new();
        while let Some(key) = entries.next_key::<String>()? {
            if key == NUMBER && map.is_empty() {
                return Ok(Tree::Number(entries.next_value()?));
            }
            if map.len() == FEW_KEYS {
                keys.extend(map.iter().map(|(k, _)| k.clone()));
            }
            let duplicate = if map.len() < FEW_KEYS {
                map.iter().any(|(k, _)| *k == key)
            } else {
                !keys.insert(key.clone())
            };
            if duplicate {
                let key = shortened(&key);
                return Err(A::Error::custom(format_args!("duplicate key \"{key}\" in one object")));
            }
            map.push((key, entries.next_value()?));
        }
        Ok(Tree::Map(map))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Truth(truth) => serializer.serialize_bool(*truth),
            // Documents out hold whole numbers only; decimals are strings.
            Self::Number(text) => match text.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}
