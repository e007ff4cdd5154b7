//! How a rulebook file holds sorted keys: each as what it shares with the one before and what is its own, column by
//! column, since like beside like compresses best.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    /// How many bytes each key begins with that are those of the key before.
    shared: Vec<u8>,
    /// How many bytes follow.
    own: Vec<u8>,
    /// What follows, one key after the other.
    text: String,
}

/// Writes sorted keys.
pub fn serialize<S: Serializer>(keys: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    let mut columns = Columns::default();
    let mut before = "";
    for key in keys {
        let same =
            key.bytes().zip(before.bytes()).take(usize::from(u8::MAX)).take_while(|(a, b)| a == b).count();
        let shared = (0..=same).rev().find(|n| key.is_char_boundary(*n)).unwrap_or(0);
        let own = key.get(shared..).unwrap_or_default();
        columns.shared.push(u8::try_from(shared).map_err(serde::ser::Error::custom)?);
        columns.own.push(u8::try_from(own.len()).map_err(serde::ser::Error::custom)?);
        columns.text.push_str(own);
        before = key;
    }
    columns.serialize(serializer)
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let columns = Columns::deserialize(deserializer)?;
    keys(&columns).ok_or_else(|| D::Error::custom("keys cut short"))
}

/// The keys, where the columns are as long as they say.
fn keys(columns: &Columns) -> Option<Vec<String>> {
    let mut rest = columns.text.as_str();
    let mut keys: Vec<String> = Vec::with_capacity(columns.own.len());
    for (shared, own) in columns.shared.iter().zip(&columns.own) {
        let (own, after) = rest.split_at_checked(usize::from(*own))?;
        let before = keys.last().map_or("", String::as_str).get(..usize::from(*shared))?;
        keys.push([before, own].concat());
        rest = after;
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Vec<String>);

    #[test]
    fn keys_come_back_as_they_were() {
        for keys in [&["a", "a.b", "a.b.c", "ab", "b", "年", "年龄"][..], &[], &[""]] {
            let held = Held(keys.iter().map(|k| (*k).to_owned()).collect());
            let bytes = postcard::to_allocvec(&held).unwrap();
            assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap(), held);
        }
    }

    #[test]
    fn a_key_that_is_cut_short_is_refused() {
        let columns = Columns { shared: vec![0, 3], own: vec![2, 1], text: "abc".to_owned() };
        assert_eq!(keys(&columns), None);
        let columns = Columns { shared: vec![0], own: vec![4], text: "abc".to_owned() };
        assert_eq!(keys(&columns), None);
    }
}
