//! Reads the members: their facts, and links to each other.

use crate::{
    document::fact::fact_value,
    quantity::{DocumentError, Path, Tree, shortened},
};
use crate::{
    household::{Household, Member},
    rulebook::{FactType, Rulebook},
    wording::suggest,
};

/// How many characters an id may have: an answer repeats it hundreds of times.
const LONGEST_ID: usize = 100;

/// Reads all members into a household of as many.
pub fn read(
    book: &Rulebook,
    items: &[Tree],
    path: &Path<'_>,
    household: &mut Household,
) -> Result<(), DocumentError> {
    let mut ids: Vec<&str> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let at = Path::Index(path, index);
        if !matches!(item, Tree::Map(_)) {
            return Err(at.error(item, "an object with \"id\", \"relation\" and more"));
        }
        let id_at = Path::Key(&at, "id");
        let id = match item.get("id") {
            Some(Tree::Text(text)) if !text.is_empty() && text.chars().nth(LONGEST_ID).is_none() => {
                text.as_str()
            }
            Some(other) => {
                return Err(id_at.error(other, format!("a text of 1 to {LONGEST_ID} characters")));
            }
            None => return Err(id_at.absent("a text that names this member in this document")),
        };
        if ids.contains(&id) {
            return Err(DocumentError {
                path: id_at.text(),
                found: format!("\"{}\" again", shortened(id)),
                expected: "a different id for every member".to_owned(),
            });
        }
        ids.push(id);
    }
    for (index, (item, member)) in items.iter().zip(household.members.iter_mut()).enumerate() {
        let at = Path::Index(path, index);
        one(book, item, &at, &ids, index, member)?;
    }
    Ok(())
}

fn one(
    book: &Rulebook,
    item: &Tree,
    path: &Path<'_>,
    ids: &[&str],
    index: usize,
    member: &mut Member,
) -> Result<(), DocumentError> {
    let Tree::Map(entries) = item else { return Ok(()) };
    let other = |tree: &Tree, at: &Path<'_>| {
        match tree {
            Tree::Text(text) => ids.iter().position(|id| id == text).filter(|&i| i != index),
            _ => None,
        }
        .ok_or_else(|| at.error(tree, "the id of another member of this document"))
    };
    for (key, value) in entries {
        let at = Path::Key(path, key);
        match key.as_str() {
            "id" => ids.get(index).map_or((), |id| (*id).clone_into(&mut member.id)),
            "parents" => {
                member.parents = match value {
                    Tree::Null => None,
                    Tree::List(items) => Some(
                        items
                            .iter()
                            .enumerate()
                            .map(|(i, item)| other(item, &Path::Index(&at, i)))
                            .collect::<Result<_, _>>()?,
                    ),
                    _ => return Err(at.error(value, "a list of ids")),
                };
            }
            "spouse" => {
                member.spouse = match value {
                    Tree::Null => None,
                    _ => Some(other(value, &at)?),
                };
            }
            _ => {
                let found = book
                    .member_facts
                    .iter()
                    .zip(member.facts.iter_mut())
                    .find(|(f, _)| f.id == *key && f.kind != FactType::Local);
                let Some((fact, slot)) = found else {
                    let facts = book.member_facts.iter().filter(|f| f.kind != FactType::Local);
                    let known = ["id", "parents", "spouse"].into_iter().chain(facts.map(|f| f.id.as_str()));
                    let expected = "a member fact; there is none of this name";
                    return Err(at.error(value, suggest(expected, key, known)));
                };
                *slot = fact_value(fact, value, &at)?;
            }
        }
    }
    Ok(())
}
