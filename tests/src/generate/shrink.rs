//! Makes a household that breaks a law smaller while the law stays broken: fewer members, fewer facts that differ from a
//! plain household, rounder sums. What is left says why.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::plain;
use crate::oracle::json::{number, to_number};

/// What is made simpler at a time. Members are told by their id: two documents may name them in different orders.
enum Step {
    /// The member is not there.
    Without(String),
    /// All facts of the part are a plain household's.
    Plain(Part),
    /// One fact is.
    PlainFact(Part, String),
    /// A sum that is the same in all documents has fewer digits.
    Round(Part, String, Decimal),
    /// The day of all other documents.
    Date,
}

/// A part of a document that has facts.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Parameters,
    Household,
    Member(String),
}

/// Who a member is: without these there is none.
const IDENTITY: [&str; 3] = ["id", "relation", "birth_date"];

/// The least that still breaks, as far as single steps lead. The documents are of one household, as it was told first and
/// what became of it; every step is done in all of them, so that one stays what it is to the other. `breaks` says whether
/// they are documents that may be, and break.
#[must_use]
pub fn shrink(mut documents: Vec<Value>, breaks: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    loop {
        let mut smaller = false;
        for step in steps(&documents) {
            let tried: Vec<Value> = documents.iter().map(|document| step.done(document)).collect();
            if tried != documents && breaks(&tried) {
                (documents, smaller) = (tried, true);
                if step.is_large() {
                    // Most of the smaller ones have nothing left to do.
                    break;
                }
            }
        }
        if !smaller {
            return documents;
        }
    }
}

/// What is told of a household beside who its members are, where it differs from a plain one: `members.a.wage = 300`.
#[must_use]
pub fn told(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for part in parts(document) {
        let (facts, plain) = (part.facts(document), part.plain(document));
        let name = match &part {
            Part::Parameters => "parameters".to_owned(),
            Part::Household => "household".to_owned(),
            Part::Member(id) => format!("members.{id}"),
        };
        for key in differing(&facts, &plain) {
            let value = facts.get(&key).map_or_else(|| "not told".to_owned(), Value::to_string);
            found.push(format!("{name}.{key} = {value}"));
        }
    }
    found
}

/// The largest steps first.
fn steps(documents: &[Value]) -> Vec<Step> {
    let Some(first) = documents.first() else { return Vec::new() };
    let parts = parts(first);
    let members = first["members"].as_array().into_iter().flatten();
    let others = members.filter(|member| member["relation"] != "self").filter_map(|m| m["id"].as_str());
    let mut steps: Vec<Step> = others.map(|id| Step::Without(id.to_owned())).collect();
    steps.extend(parts.iter().cloned().map(Step::Plain));
    steps.push(Step::Date);
    for part in &parts {
        let mut keys: Vec<String> = Vec::new();
        for document in documents {
            let new = differing(&part.facts(document), &part.plain(document));
            keys.extend(new.into_iter().filter(|key| !keys.contains(key)).collect::<Vec<_>>());
        }
        steps.extend(keys.iter().map(|key| Step::PlainFact(part.clone(), key.clone())));
        let same =
            |key: &&String| documents.iter().all(|d| part.facts(d).get(*key) == part.facts(first).get(*key));
        for key in keys.iter().filter(same) {
            let units = [1000, 100, 1].map(Decimal::from);
            steps.extend(units.map(|unit| Step::Round(part.clone(), key.clone(), unit)));
        }
    }
    steps
}

impl Step {
    fn is_large(&self) -> bool {
        matches!(self, Self::Without(_) | Self::Plain(_))
    }

    fn done(&self, document: &Value) -> Value {
        let mut done = document.clone();
        match self {
            Self::Without(id) => without(&mut done, id),
            Self::Date => done["date"] = plain::DATE.into(),
            Self::Plain(part) => {
                let plain = part.plain(document);
                for key in differing(&part.facts(document), &plain) {
                    part.set(&mut done, &key, plain.get(&key));
                }
            }
            Self::PlainFact(part, key) => part.set(&mut done, key, part.plain(document).get(key)),
            Self::Round(part, key, unit) => {
                let (facts, plain) = (part.facts(document), part.plain(document));
                // What has become plain is no simpler when it is round, and would be made plain again for ever.
                let told = facts.get(key).filter(|value| plain.get(key) != Some(*value));
                if let Some(round) = told.and_then(|value| rounded(value, *unit)) {
                    part.set(&mut done, key, Some(&round));
                }
            }
        }
        done
    }
}

impl Part {
    fn facts(&self, document: &Value) -> Map<String, Value> {
        let facts = match self {
            Self::Parameters => Some(&document["parameters"]),
            Self::Household => Some(&document["household"]),
            Self::Member(id) => member(document, id),
        };
        facts.and_then(Value::as_object).cloned().unwrap_or_default()
    }

    fn plain(&self, document: &Value) -> Map<String, Value> {
        let facts = match self {
            Self::Parameters => plain::parameters(),
            Self::Household => plain::household(),
            Self::Member(id) => {
                let Some(member) = member(document, id) else { return Map::new() };
                let text = |key: &str| member[key].as_str().unwrap_or_default();
                plain::member(id, text("relation"), text("birth_date"))
            }
        };
        facts.as_object().cloned().unwrap_or_default()
    }

    fn set(&self, document: &mut Value, key: &str, value: Option<&Value>) {
        let facts = match self {
            Self::Parameters => Some(&mut document["parameters"]),
            Self::Household => Some(&mut document["household"]),
            Self::Member(id) => {
                document["members"].as_array_mut().and_then(|list| list.iter_mut().find(|m| m["id"] == *id))
            }
        };
        let Some(facts) = facts.and_then(Value::as_object_mut) else { return };
        match value {
            Some(value) => facts.insert(key.to_owned(), value.clone()),
            None => facts.shift_remove(key),
        };
    }
}

fn parts(document: &Value) -> Vec<Part> {
    let members = document["members"].as_array().into_iter().flatten();
    let members = members.filter_map(|m| m["id"].as_str()).map(|id| Part::Member(id.to_owned()));
    [Part::Parameters, Part::Household].into_iter().chain(members).collect()
}

fn member<'d>(document: &'d Value, id: &str) -> Option<&'d Value> {
    document["members"].as_array()?.iter().find(|member| member["id"] == id)
}

fn differing(facts: &Map<String, Value>, plain: &Map<String, Value>) -> Vec<String> {
    let untold = plain.keys().filter(|key| !facts.contains_key(*key));
    let keys = facts.keys().chain(untold).filter(|key| !IDENTITY.contains(&key.as_str()));
    keys.filter(|key| facts.get(*key) != plain.get(*key)).cloned().collect()
}

/// Nobody names somebody who is not there.
fn without(document: &mut Value, id: &str) {
    let Some(members) = document["members"].as_array_mut() else { return };
    members.retain(|member| member["id"] != id);
    for member in members.iter_mut().filter_map(Value::as_object_mut) {
        if member.get("spouse").is_some_and(|spouse| spouse == id) {
            member.shift_remove("spouse");
        }
        if let Some(parents) = member.get_mut("parents").and_then(Value::as_array_mut) {
            parents.retain(|parent| parent != id);
        }
    }
}

/// The sum in whole units, where there is more to it.
fn rounded(value: &Value, unit: Decimal) -> Option<Value> {
    if let Some(amount) = value.get("amount") {
        let mut round = value.clone();
        round["amount"] = rounded(amount, unit)?;
        return Some(round);
    }
    let told = number(value)?;
    let whole = (told / unit).trunc() * unit;
    (whole != told && whole > Decimal::ZERO).then(|| to_number(whole))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{shrink, told};
    use crate::generate::{household, plain};

    #[test]
    fn what_has_to_be_there_stays_and_nothing_else() {
        let kept = |document: &serde_json::Value| {
            let members = document["members"].as_array().cloned().unwrap_or_default();
            members.iter().any(|m| m["serious_illness"] == true) && document["household"]["homes"] != 1
        };
        let mut seen = 0;
        for seed in 0..30 {
            let drawn = household(seed);
            if !kept(&drawn) {
                continue;
            }
            seen += 1;
            let least = shrink(vec![drawn], |documents| documents.iter().all(kept));
            assert_eq!(told(&least[0]).len(), 2, "{:?}", told(&least[0]));
            assert!(least[0]["members"].as_array().is_some_and(|members| members.len() <= 2));
            assert_eq!(least[0]["date"], plain::DATE);
        }
        assert!(seen > 1, "{seen}");
    }

    #[test]
    fn where_nothing_has_to_stay_nothing_does() {
        for seed in 0..20 {
            let least = shrink(vec![household(seed)], |_| true);
            assert_eq!(told(&least[0]), Vec::<String>::new());
            assert_eq!(least[0]["members"].as_array().map(Vec::len), Some(1));
        }
    }

    #[test]
    fn two_documents_differ_in_no_more_than_they_did() {
        let poor = plain::with(plain::member("a", "self", "1980-05-01"), "wage", json!("812.34"));
        let poor = plain::document(vec![plain::with(poor, "savings_withdrawn", 3)]);
        let rich = plain::at(poor.clone(), "/members/0/pension", 20);
        let least = shrink(vec![poor, rich], |documents| {
            documents[0]["members"][0]["wage"] != 0 && documents[1]["members"][0]["pension"] == 20
        });
        assert_eq!(told(&least[0]), ["members.a.wage = 800"]);
        assert_eq!(told(&least[1]), ["members.a.wage = 800", "members.a.pension = 20"]);
    }
}
