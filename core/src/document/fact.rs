//! Reads one fact by its type.

use crate::quantity::{
    DocumentError, Path, Tree,
    number::{Limits, days, parts, range},
};
use crate::{
    domain::{Truth, Value},
    household::{FactValue, top},
    rulebook::{Fact, FactType, OLDEST, RegionId, Rulebook},
};

/// What is known of a fact.
pub fn fact_value(fact: &Fact, tree: &Tree, path: &Path<'_>) -> Result<FactValue, DocumentError> {
    if *tree == Tree::Null {
        return Ok(FactValue::unknown(fact));
    }
    let parted = match parts(tree, path) {
        Ok(parted) => parted,
        Err(error) => return Err(expecting(error, fact)),
    };
    if parted.as_ref().is_some_and(|p| p.declined) {
        return Ok(FactValue { value: top(&fact.kind), declined: true });
    }
    let number = |limits, per| range(tree, limits, per, path).map(Value::Number);
    let value = match &fact.kind {
        FactType::Truth => {
            let one = |tree: &Tree| match tree {
                Tree::Truth(truth) => Ok(Truth::from(*truth)),
                _ => Err(path.error(tree, "true or false")),
            };
            Value::Truth(match parted.and_then(|p| p.one_of) {
                Some(items) => {
                    let mut hull: Option<Truth> = None;
                    for item in items {
                        let truth = one(item)?;
                        hull = Some(hull.map_or(truth, |h| h.hull(truth)));
                    }
                    hull.unwrap_or(Truth::Unknown)
                }
                None => one(tree)?,
            })
        }
        FactType::Choice(options) => {
            let mut bits = 0u64;
            match parted.and_then(|p| p.one_of) {
                Some(items) => {
                    for item in items {
                        bits |= option(options, item, path)?;
                    }
                }
                None => bits = option(options, tree, path)?,
            }
            Value::Choice(bits)
        }
        FactType::Set(options) => {
            let Tree::List(items) = tree else {
                return Err(path.error(tree, "a list, empty where there is none"));
            };
            let mut bits = 0u64;
            for (index, item) in items.iter().enumerate() {
                bits |= option(options, item, &Path::Index(path, index))?;
            }
            Value::Set { sure: bits, possible: bits }
        }
        FactType::Count(low, high) => number(Limits::whole(*low, *high), None)?,
        FactType::Age => number(Limits::whole(0, Some(OLDEST)), None)?,
        FactType::Flow(per) => number(Limits::MONEY, Some(*per))?,
        FactType::Stock | FactType::Area => number(Limits::MONEY, None)?,
        FactType::Date => Value::Number(days(tree, path)?),
        FactType::Elsewhere | FactType::Local => return Err(path.error(tree, "a region code of six digits")),
    };
    Ok(FactValue { value, declined: false })
}

/// A clearer word than 'a plain value' where the type is known.
fn expecting(mut error: DocumentError, fact: &Fact) -> DocumentError {
    if !fact.kind.options().is_empty() && error.expected.starts_with("a plain value") {
        error.expected = format!("one of {}", fact.kind.options().join(", "));
    }
    error
}

fn option(options: &[String], tree: &Tree, path: &Path<'_>) -> Result<u64, DocumentError> {
    match tree {
        Tree::Text(text) => options.iter().position(|o| o == text).map(|i| 1u64 << i),
        _ => None,
    }
    .ok_or_else(|| path.no_option(tree, options))
}

/// A place of the rulebook's tree.
pub fn region_code(book: &Rulebook, tree: &Tree, path: &Path<'_>) -> Result<RegionId, DocumentError> {
    match tree {
        Tree::Text(text) if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) => {
            text.parse().ok().and_then(|code| book.region(code))
        }
        _ => None,
    }
    .ok_or_else(|| {
        path.error(tree, "a GB/T 2260 code of six digits that is in the rulebook, such as \"310000\"")
    })
}
