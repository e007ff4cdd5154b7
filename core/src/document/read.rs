//! Reads a household document. Bad input gets a clear error; nothing is silently ignored.

#[cfg(feature = "document")]
use crate::quantity::decode;
use crate::{
    document::{
        contradiction::refuse,
        fact::{fact_value, region_code},
        member,
    },
    quantity::{
        DocumentError, Path, Tree,
        number::{exact_day, parts},
        setting,
    },
};
use crate::{
    domain::{Day, Truth, Value},
    household::{Builder, FactValue, Household},
    rulebook::{FactType, ParameterId, RegionId, Rulebook},
    ruleset::Override,
    wording::suggest,
};

/// What a document asks.
#[derive(Clone, Debug)]
pub struct Request {
    /// The day the rules are applied as of.
    pub date: Day,
    /// The place, if told.
    pub region: Option<RegionId>,
    /// The document's own parameters.
    pub overrides: Vec<Override>,
    /// The family.
    pub household: Household,
}

/// Reads a document from JSON in UTF-8. `today` stands in for a missing `date`.
///
/// # Errors
/// Everything the contract forbids, with path, value and what was expected.
#[cfg(feature = "document")]
pub fn read(
    book: &Rulebook,
    text: &(impl AsRef<[u8]> + ?Sized),
    today: Option<Day>,
) -> Result<Request, DocumentError> {
    let refuse = |found| DocumentError {
        path: String::new(),
        found,
        expected: "one household document as JSON in UTF-8".to_owned(),
    };
    let text = decode(text.as_ref()).map_err(|error| refuse(error.to_string()))?;
    let tree: Tree = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
    read_tree(book, &tree, today)
}

/// Reads a document that is already a tree.
///
/// # Errors
/// As [`read`].
pub fn read_tree(book: &Rulebook, tree: &Tree, today: Option<Day>) -> Result<Request, DocumentError> {
    let root = Path::Root;
    let Tree::Map(entries) = tree else {
        return Err(root.error(tree, "an object with \"version\", \"members\" and more"));
    };
    let known = ["version", "date", "region", "parameters", "household", "members"];
    for (key, value) in entries {
        if !known.contains(&key.as_str()) {
            let expected = format!("no such key here; known are {}", known.join(", "));
            return Err(Path::Key(&root, key).error(value, suggest(expected, key, known)));
        }
    }
    let given = |key: &str| tree.get(key).filter(|t| **t != Tree::Null);
    match given("version") {
        Some(Tree::Number(text)) if text == "1" => {}
        Some(other) => return Err(Path::Key(&root, "version").error(other, "1")),
        None => return Err(Path::Key(&root, "version").absent("1")),
    }
    let at = Path::Key(&root, "date");
    let date = match given("date") {
        Some(tree) => exact_day(tree, &at)?,
        None => today.ok_or_else(|| at.absent("a day, \"YYYY-MM-DD\""))?,
    };
    let region =
        given("region").map(|tree| region_code(book, tree, &Path::Key(&root, "region"))).transpose()?;
    let overrides = match given("parameters") {
        None => Vec::new(),
        Some(tree) => parameters(book, tree, &Path::Key(&root, "parameters"))?,
    };
    let at = Path::Key(&root, "members");
    let members = match given("members") {
        Some(Tree::List(items)) if (1..=20).contains(&items.len()) => items,
        Some(Tree::List(items)) => {
            return Err(DocumentError {
                path: at.text(),
                found: format!("{} members", items.len()),
                expected: "1 to 20 members".to_owned(),
            });
        }
        Some(other) => return Err(at.error(other, "a list of 1 to 20 members")),
        None => return Err(at.absent("a list of 1 to 20 members")),
    };
    let mut builder = Builder::new(book, date, members.len());
    if let Some(tree) = given("household") {
        facts(book, tree, &Path::Key(&root, "household"), region, builder.household())?;
    }
    member::read(book, members, &at, builder.household())?;
    let household = builder.build().map_err(|found| refuse(book, tree, date, found))?;
    Ok(Request { date, region, overrides, household })
}

fn facts(
    book: &Rulebook,
    tree: &Tree,
    path: &Path<'_>,
    region: Option<RegionId>,
    household: &mut Household,
) -> Result<(), DocumentError> {
    let Tree::Map(entries) = tree else {
        return Err(path.error(tree, "an object of household facts"));
    };
    for (key, value) in entries {
        let at = Path::Key(path, key);
        let found = book
            .household_facts
            .iter()
            .zip(household.facts.iter_mut())
            .find(|(f, _)| f.id == *key && f.kind != FactType::Local);
        let Some((fact, slot)) = found else {
            let facts = book.household_facts.iter().filter(|f| f.kind != FactType::Local);
            let expected = "a household fact; there is none of this name";
            return Err(at.error(value, suggest(expected, key, facts.map(|f| f.id.as_str()))));
        };
        *slot = match (&fact.kind, value) {
            (FactType::Elsewhere, Tree::Text(_)) => {
                FactValue { value: Value::Truth(elsewhere(book, value, &at, region)?), declined: false }
            }
            (FactType::Elsewhere, Tree::Map(_)) if value.get("one_of").is_some() => {
                let items = parts(value, &at)?.and_then(|p| p.one_of).unwrap_or_default();
                let mut hull: Option<Truth> = None;
                for item in items {
                    let one = elsewhere(book, item, &at, region)?;
                    hull = Some(hull.map_or(one, |h| h.hull(one)));
                }
                FactValue { value: Value::Truth(hull.unwrap_or(Truth::Unknown)), declined: false }
            }
            _ => fact_value(fact, value, &at)?,
        };
    }
    Ok(())
}

/// Whether a place of registration lies outside the region.
fn elsewhere(
    book: &Rulebook,
    tree: &Tree,
    path: &Path<'_>,
    region: Option<RegionId>,
) -> Result<Truth, DocumentError> {
    let place = region_code(book, tree, path)?;
    Ok(region.map_or(Truth::Unknown, |region| {
        Truth::from(!book.lies_in(region, place) && !book.lies_in(place, region))
    }))
}

fn parameters(book: &Rulebook, tree: &Tree, path: &Path<'_>) -> Result<Vec<Override>, DocumentError> {
    let Tree::Map(entries) = tree else {
        return Err(path.error(tree, "an object of parameters"));
    };
    let mut overrides = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let at = Path::Key(path, key);
        let found = book.parameters.iter().enumerate().find(|(_, p)| p.id == *key);
        let Some((index, parameter)) = found else {
            let known = book.parameters.iter().map(|p| p.id.as_str());
            return Err(at.error(value, suggest("a parameter; there is none of this name", key, known)));
        };
        let value = if *value == Tree::Null { None } else { Some(setting(parameter, value, &at)?) };
        let parameter = ParameterId(u16::try_from(index).unwrap_or(u16::MAX));
        overrides.push(Override { parameter, value });
    }
    Ok(overrides)
}
