//! Whether a complete document is a completion of a partly known one.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::facts::{DEDUCTIONS, HOUSEHOLD, Kind, MEMBER, PARAMETERS, TOTALS, deduction_key};
use super::partial::{Partial, ends, form};
use super::totals;
use crate::oracle::day::Day;
use crate::oracle::json::{flow_per_year, number};

/// Checks that everything the partial document says is so in the full one.
///
/// # Errors
/// The path of the first fact where it is not.
pub fn admits(partial: &Value, full: &Value) -> Result<(), String> {
    for key in ["version", "date", "region"] {
        if partial[key] != full[key] {
            return Err(key.to_owned());
        }
    }
    let empty = Map::new();
    let (loose, tight) = (partial["household"].as_object(), full["household"].as_object());
    let (loose, tight) = (loose.unwrap_or(&empty), tight.unwrap_or(&empty));
    for (key, kind) in HOUSEHOLD {
        check(&format!("household.{key}"), loose.get(*key), tight.get(*key), *kind)?;
    }
    for total in &TOTALS {
        let path = || format!("household.{}", total.key);
        let sum = totals::sum(full, total).ok_or_else(path)?;
        let holds = |document: &Value| {
            let (least, most) = totals::told(document, total);
            least <= sum && most.is_none_or(|most| sum <= most)
        };
        if !holds(partial) || !holds(full) {
            return Err(path());
        }
    }
    let people = |document: &Value| document["members"].as_array().cloned().unwrap_or_default();
    let (loose, tight) = (people(partial), people(full));
    if loose.len() != tight.len() {
        return Err("members".to_owned());
    }
    let date = full["date"].as_str().and_then(Day::parse).ok_or("date")?;
    for (loose, tight) in loose.iter().zip(&tight) {
        person(loose, tight, date)?;
    }
    let keys = |document: &Value| -> BTreeSet<String> {
        document["parameters"].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    };
    // Three unknown deductions leave open which one is set.
    let no_deduction = DEDUCTIONS
        .iter()
        .all(|part| partial["parameters"].get(deduction_key(part)).is_some_and(Value::is_null));
    let others = |document: &Value| -> BTreeSet<String> {
        let deductions = DEDUCTIONS.map(deduction_key);
        keys(document).into_iter().filter(|key| !no_deduction || !deductions.contains(key)).collect()
    };
    if others(partial) != others(full) {
        return Err("parameters".to_owned());
    }
    for (key, kind, _) in PARAMETERS {
        let (loose, tight) = (partial["parameters"].get(key), full["parameters"].get(key));
        check(&format!("parameters.{key}"), loose, tight, *kind)?;
    }
    Ok(())
}

fn person(loose: &Value, tight: &Value, date: Day) -> Result<(), String> {
    let id = tight["id"].as_str().unwrap_or("?").to_owned();
    if loose["id"] != tight["id"] {
        return Err(format!("members.{id}.id"));
    }
    for (key, kind) in MEMBER {
        check(&format!("members.{id}.{key}"), loose.get(key), tight.get(key), *kind)?;
    }
    check(
        &format!("members.{id}.relation"),
        loose.get("relation"),
        tight.get("relation"),
        Kind::Choice(&[]),
    )?;
    let grade = Kind::Count(1, 4);
    check(
        &format!("members.{id}.disability_grade"),
        loose.get("disability_grade"),
        tight.get("disability_grade"),
        grade,
    )?;
    for link in ["parents", "spouse"] {
        if !loose[link].is_null() && loose[link] != tight[link] {
            return Err(format!("members.{id}.{link}"));
        }
    }
    birth(loose, tight, date).ok_or_else(|| format!("members.{id}.birth_date"))
}

fn birth(loose: &Value, tight: &Value, date: Day) -> Option<()> {
    let Some(born) = tight["birth_date"].as_str().and_then(Day::parse) else {
        // Told by age in both.
        return (loose["age"] == tight["age"] || loose["age"].is_null()).then_some(());
    };
    if born > date {
        return None;
    }
    let day = |value: Option<&Value>| value.and_then(Value::as_str).and_then(Day::parse);
    let date_fits = match form(loose.get("birth_date")) {
        Partial::Unknown => true,
        Partial::Known(value) => value.as_str().and_then(Day::parse) == Some(born),
        Partial::Range { min, max, .. } => {
            day(min).is_none_or(|min| min <= born) && day(max).is_none_or(|max| born <= max)
        }
        Partial::OneOf(_) => false,
    };
    let age = rust_decimal::Decimal::from(born.age_on(date));
    let age_fits = match form(loose.get("age")) {
        Partial::Unknown => true,
        Partial::Known(value) => number(value) == Some(age),
        Partial::Range { min, max, .. } => {
            let (min, max) = ends(min, max);
            min.is_none_or(|min| min <= age) && max.is_none_or(|max| age <= max)
        }
        Partial::OneOf(_) => false,
    };
    (date_fits && age_fits).then_some(())
}

fn check(path: &str, loose: Option<&Value>, tight: Option<&Value>, kind: Kind) -> Result<(), String> {
    let fits = match form(loose) {
        Partial::Unknown => true,
        Partial::Known(value) => same(value, tight, kind),
        Partial::OneOf(options) => tight.is_some_and(|tight| options.contains(tight)),
        Partial::Range { min, max, per_year } => {
            let times = if kind == Kind::Flow && !per_year { 12 } else { 1 };
            let value =
                tight.and_then(|tight| if kind == Kind::Flow { flow_per_year(tight) } else { number(tight) });
            let (min, max) = ends(min, max);
            value.is_some_and(|value| {
                min.is_none_or(|min| min * rust_decimal::Decimal::from(times) <= value)
                    && max.is_none_or(|max| value <= max * rust_decimal::Decimal::from(times))
            })
        }
    };
    if fits { Ok(()) } else { Err(path.to_owned()) }
}

fn same(value: &Value, tight: Option<&Value>, kind: Kind) -> bool {
    tight.is_some_and(|tight| match kind {
        Kind::Flow => flow_per_year(value) == flow_per_year(tight),
        Kind::Money | Kind::Share | Kind::Count(..) => number(value) == number(tight),
        Kind::Flag | Kind::Choice(_) | Kind::Programs => value == tight,
    })
}
