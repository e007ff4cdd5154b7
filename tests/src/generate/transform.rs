//! Changes that should, or should not, change a screening: for the laws.

use serde_json::{Value, json};

use super::complete::complete;
use super::facts::{HOUSEHOLD, INCOME_TOTAL, INCOMES, Kind, MEMBER, OFFICE, TOTALS};
use super::partial::{Partial, ends, form, is_known, range};
use super::random::Random;
use super::totals;
use crate::oracle::json::{number, to_number};
use rust_decimal::Decimal;

/// *Order*: the same members in another order; no programme may notice.
#[must_use]
pub fn shuffle_members(document: &Value, seed: u64) -> Value {
    let mut shuffled = document.clone();
    if let Some(members) = shuffled["members"].as_array_mut() {
        Random::new(seed).shuffle(members);
    }
    shuffled
}

/// *Units*: every monthly flow told per year, times twelve; the same household.
#[must_use]
pub fn per_year(document: &Value) -> Value {
    let months = Decimal::from(12);
    let times = |value: Option<Decimal>| value.map(|value| value * months);
    let told = |value: Option<&Value>| {
        let mut told = match form(value) {
            Partial::Known(value) => number(value.get("amount").unwrap_or(value))
                .filter(|_| value.get("per").is_none_or(|per| per == "month"))
                .map(|month| json!({"amount": to_number(month * months)}))?,
            Partial::Range { min, max, per_year: false } => {
                let (min, max) = ends(min, max);
                range(times(min), times(max))
            }
            _ => return None,
        };
        told["per"] = "year".into();
        Some(told)
    };
    let mut yearly = document.clone();
    for member in yearly["members"].as_array_mut().into_iter().flatten() {
        for (key, _) in MEMBER.iter().filter(|(_, kind)| *kind == Kind::Flow) {
            if let Some(told) = told(member.get(key)) {
                member[*key] = told;
            }
        }
    }
    for total in TOTALS.iter().filter(|total| total.kind == Kind::Flow) {
        if let Some(told) = told(yearly["household"].get(total.key)) {
            yearly["household"][total.key] = told;
        }
    }
    yearly
}

/// *Monotony*: one income of one member raised, in the whole range if it is one, and with it a total that
/// is told; `None` where no income is told. Gives the member's id too.
#[must_use]
pub fn more_income(document: &Value, seed: u64) -> Option<(String, Value)> {
    let mut random = Random::new(seed);
    let mut richer = document.clone();
    let more = Decimal::new(random.pick(&[1, 100, 12_345, 500_000]), 2);
    let members = richer["members"].as_array_mut()?;
    let told: Vec<(usize, &str)> = (0..members.len())
        .flat_map(|m| INCOMES.iter().map(move |key| (m, *key)))
        .filter(|(m, key)| !matches!(form(members[*m].get(key)), Partial::Unknown))
        .collect();
    if told.is_empty() {
        return None;
    }
    let (m, key) = random.pick(&told);
    let id = members[m]["id"].as_str()?.to_owned();
    let income = &mut members[m][key];
    let is_yearly = income.get("per").is_some_and(|per| per == "year");
    let raise = |value: &Value| number(value).map(|value| to_number(value + more));
    if income.is_object() {
        for end in ["amount", "min", "max"] {
            if let Some(raised) = income.get(end).and_then(raise) {
                income[end] = raised;
            }
        }
    } else {
        *income = raise(income)?;
    }
    totals::raise(&mut richer, &INCOME_TOTAL, more * Decimal::from(if is_yearly { 1 } else { 12 }));
    Some((id, richer))
}

/// *Refinement*: a document between the partial one and one of its completions: some of its open
/// facts take the completion's value.
#[must_use]
pub fn refine(partial: &Value, full: &Value, seed: u64) -> Value {
    let mut random = Random::new(seed);
    let percent = random.pick(&[10, 50, 90]);
    let mut refined = partial.clone();
    let untold = TOTALS.iter().filter(|total| !totals::is_told(partial, total));
    for path in open_facts(partial).into_iter().chain(untold.map(|total| format!("household.{}", total.key)))
    {
        if random.chance(percent) {
            copy(&mut refined, full, &path);
        }
    }
    refined
}

/// *Relevance*: the same partial document with one fact, named as in `next`
/// (`household.savings`, `members.b.wage`), set to something it may be.
#[must_use]
pub fn settle(partial: &Value, path: &str, seed: u64) -> Value {
    let mut settled = partial.clone();
    copy(&mut settled, &complete(partial, seed), path);
    settled
}

/// The facts that are not known, named as in `next`. A birthday that is not known to the day is
/// `birth_date`, however it is told; links, relations, what only the office knows and totals that
/// are not told at all are not listed.
#[must_use]
pub fn open_facts(document: &Value) -> Vec<String> {
    let mut open = Vec::new();
    for (key, _) in HOUSEHOLD {
        if !is_known(document["household"].get(key)) {
            open.push(format!("household.{key}"));
        }
    }
    for total in TOTALS.iter().filter(|total| totals::is_told(document, total)) {
        if !is_known(document["household"].get(total.key)) {
            open.push(format!("household.{}", total.key));
        }
    }
    for member in document["members"].as_array().into_iter().flatten() {
        let id = member["id"].as_str().unwrap_or_default();
        let no_disability = member["disability_type"] == "none";
        let asked = |key: &&str| !OFFICE.contains(key);
        let names = MEMBER.iter().map(|(key, _)| *key).filter(asked).chain(["birth_date"]);
        let grade = (!no_disability).then_some("disability_grade");
        for key in names.chain(grade).filter(|key| !is_known(member.get(key))) {
            open.push(format!("members.{id}.{key}"));
        }
    }
    open
}

/// Gives one fact of `to` the value it has in the complete document `from`.
fn copy(to: &mut Value, from: &Value, path: &str) {
    if let Some(key) = path.strip_prefix("household.") {
        to["household"][key] = from["household"][key].clone();
        return;
    }
    let Some((id, key)) = path.strip_prefix("members.").and_then(|rest| rest.rsplit_once('.')) else {
        return;
    };
    let person = |document: &Value| {
        document["members"].as_array().and_then(|members| members.iter().find(|m| m["id"] == id)).cloned()
    };
    let Some(source) = person(from) else { return };
    for member in to["members"].as_array_mut().into_iter().flatten().filter(|m| m["id"] == id) {
        let Some(member) = member.as_object_mut() else { continue };
        // Type and grade, birthday and age hang together.
        let keys: &[&str] = match key {
            "disability_type" | "disability_grade" => &["disability_type", "disability_grade"],
            "birth_date" | "age" => &["birth_date", "age"],
            _ => &[key],
        };
        for key in keys {
            match source.get(*key) {
                Some(value) => member.insert((*key).to_owned(), value.clone()),
                None => member.shift_remove(*key),
            };
        }
    }
}
