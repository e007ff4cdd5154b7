//! How a rulebook file holds its sources: column by column, since like beside like compresses best.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::rulebook::Source;

/// Texts, one a line.
const LINE: char = '\n';

/// A text of a source.
type Text = fn(&mut Source) -> &mut String;

/// The texts, in the order of the columns.
const TEXTS: [Text; 7] = [
    |source| &mut source.id,
    |source| &mut source.title,
    |source| &mut source.title_en,
    |source| &mut source.number,
    |source| &mut source.issuer,
    |source| &mut source.issued,
    |source| &mut source.in_force,
];

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    texts: [String; 7],
    /// Whether each was read; then whether it has parts in place of articles.
    read: Vec<bool>,
    parts: Vec<bool>,
}

/// Writes sources.
pub fn serialize<S: Serializer>(sources: &[Source], serializer: S) -> Result<S::Ok, S::Error> {
    let mut sources = sources.to_vec();
    let mut columns = Columns::default();
    for (column, text) in columns.texts.iter_mut().zip(TEXTS) {
        let texts: Vec<&str> = sources.iter_mut().map(|source| text(source).as_str()).collect();
        if texts.iter().any(|text| text.contains(LINE)) {
            return Err(serde::ser::Error::custom("a source's text is one line"));
        }
        *column = texts.join("\n");
    }
    columns.read = sources.iter().map(|source| source.read).collect();
    columns.parts = sources.iter().map(|source| source.parts).collect();
    columns.serialize(serializer)
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Source>, D::Error> {
    let columns = Columns::deserialize(deserializer)?;
    sources(&columns).ok_or_else(|| D::Error::custom("columns of unequal length"))
}

/// The sources, where all columns are as long.
fn sources(columns: &Columns) -> Option<Vec<Source>> {
    if columns.read.len() != columns.parts.len() {
        return None;
    }
    let mut sources: Vec<Source> = columns
        .read
        .iter()
        .zip(&columns.parts)
        .map(|(read, parts)| Source { read: *read, parts: *parts, ..Source::default() })
        .collect();
    for (column, text) in columns.texts.iter().zip(TEXTS) {
        let mut lines = column.split(LINE);
        for source in &mut sources {
            lines.next()?.clone_into(text(source));
        }
    }
    Some(sources)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{Columns, sources};
    use crate::rulebook::Source;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Vec<Source>);

    fn source(id: &str, in_force: &str) -> Source {
        Source { id: id.to_owned(), in_force: in_force.to_owned(), parts: true, ..Source::default() }
    }

    #[test]
    fn sources_come_back_as_they_were() {
        for held in
            [Held(vec![]), Held(vec![source("a", "")]), Held(vec![source("a", "2026"), source("乙", "")])]
        {
            let bytes = postcard::to_allocvec(&held).unwrap();
            assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap(), held);
        }
        assert!(postcard::to_allocvec(&Held(vec![source("a\nb", "")])).is_err());
    }

    #[test]
    fn columns_of_unequal_length_are_refused() {
        let columns = || Columns { read: vec![true; 2], parts: vec![true; 2], texts: Default::default() };
        assert_eq!(sources(&columns()), None, "one line for two sources");
        assert_eq!(sources(&Columns { read: vec![true], ..columns() }), None);
    }
}
