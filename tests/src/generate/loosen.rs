//! Makes a complete document partly known, so that the original is one of its completions.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::facts::{DEDUCTIONS, HOUSEHOLD, Kind, MEMBER, PARAMETERS, RELATIONS, deduction_key};
use super::partial::{is_known, range};
use super::random::Random;
use super::totals;
use crate::oracle::day::Day;
use crate::oracle::json::{number, to_number};

/// A partly known document that the given complete one fits: keys removed, `null`, declined,
/// ranges, choices.
#[must_use]
pub fn loosen(document: &Value, seed: u64) -> Value {
    let mut random = Random::new(seed);
    let percent = random.pick(&[3, 10, 25, 50, 90]);
    let mut loose = document.clone();
    let date = document["date"].as_str().and_then(Day::parse);
    if let Some(household) = loose["household"].as_object_mut() {
        for (key, kind) in HOUSEHOLD {
            fact(household, key, *kind, percent, &mut random);
        }
    }
    let spouses = told_as_spouses(document);
    for (at, member) in loose["members"].as_array_mut().into_iter().flatten().enumerate() {
        if let (Some(member), Some(date)) = (member.as_object_mut(), date) {
            person(member, date, percent, spouses[at], &mut random);
        }
    }
    if random.chance(60)
        && let Some(parameters) = loose["parameters"].as_object_mut()
    {
        for (key, kind, may_be_unknown) in PARAMETERS {
            parameter(parameters, key, *kind, *may_be_unknown, percent, &mut random);
        }
        if random.chance(8) {
            forget_deductions(parameters);
        }
    }
    totals::loosen(&mut loose, document, &mut random);
    loose
}

/// Who tells a spouse, or is told as one.
fn told_as_spouses(document: &Value) -> Vec<bool> {
    let members = document["members"].as_array().map_or(&[][..], Vec::as_slice);
    let told: Vec<&str> = members.iter().filter_map(|member| member["spouse"].as_str()).collect();
    let is_told = |member: &Value| {
        member["spouse"].is_string() || member["id"].as_str().is_some_and(|id| told.contains(&id))
    };
    members.iter().map(is_told).collect()
}

/// `married` stands for a person who tells a spouse or is told as one: their relation is known,
/// because a choice of others (a parent, a child) could contradict the relation of the spouse.
fn person(member: &mut Map<String, Value>, date: Day, percent: usize, married: bool, random: &mut Random) {
    for (key, kind) in MEMBER.iter().filter(|(key, _)| *key != "disability_type") {
        fact(member, key, *kind, percent, random);
    }
    if random.chance(percent) {
        disability(member, random);
    }
    if random.chance(percent) {
        birth(member, date, random);
    }
    for link in ["parents", "spouse"] {
        if random.chance(percent / 2) {
            member.shift_remove(link);
        }
    }
    // An unknown relation only between other relations than `self`: there has to be just one.
    let relation = member.get("relation").and_then(Value::as_str).filter(|relation| *relation != "self");
    if let Some(relation) = relation.map(str::to_owned)
        && !married
        && random.chance(percent / 10)
    {
        let options = some_options(&relation, RELATIONS, random);
        member.insert("relation".to_owned(), json!({"one_of": options}));
    }
}

/// Loosens one fact with this probability, if it is there and known.
pub(super) fn fact(
    facts: &mut Map<String, Value>,
    key: &str,
    kind: Kind,
    percent: usize,
    random: &mut Random,
) {
    if !random.chance(percent) || !is_known(facts.get(key)) {
        return;
    }
    if random.chance(40) {
        forget(facts, key, random);
        return;
    }
    let widened = facts.get(key).and_then(|value| widen(value, kind, random));
    match widened {
        Some(widened) => {
            facts.insert(key.to_owned(), widened);
        }
        None => forget(facts, key, random),
    }
}

/// Three ways to say nothing.
pub(super) fn forget(facts: &mut Map<String, Value>, key: &str, random: &mut Random) {
    match random.below(3) {
        0 => facts.shift_remove(key),
        1 => facts.insert(key.to_owned(), Value::Null),
        _ => facts.insert(key.to_owned(), json!({"declined": true})),
    };
}

/// A range or a choice around the value; `None` where the type has no such form.
fn widen(value: &Value, kind: Kind, random: &mut Random) -> Option<Value> {
    match kind {
        Kind::Flag | Kind::Programs => None,
        Kind::Choice(options) => Some(json!({"one_of": some_options(value.as_str()?, options, random)})),
        Kind::Count(low, high) => {
            let known = number(value)?;
            Some(around(
                known,
                Decimal::from(random.between(0, 2)),
                0,
                (low.into(), Some(high.into())),
                random,
            ))
        }
        Kind::Share => {
            let slack = Decimal::new(random.between(0, 2000), 4);
            Some(around(number(value)?, slack, 4, (Decimal::ZERO, None), random))
        }
        Kind::Money => Some(money_around(number(value)?, random)),
        Kind::Flow => {
            let Some(map) = value.as_object() else { return Some(money_around(number(value)?, random)) };
            let mut widened = money_around(number(map.get("amount")?)?, random);
            widened["per"] = map.get("per")?.clone();
            Some(widened)
        }
    }
}

/// A range of money around the value: nothing, a fen, a little or a lot wide.
pub(super) fn money_around(value: Decimal, random: &mut Random) -> Value {
    let slack = match random.below(4) {
        0 => Decimal::ZERO,
        1 => Decimal::new(1, 2),
        2 => Decimal::new(random.between(1, 30_000), 2),
        _ => value + Decimal::from(random.between(100, 30_000)),
    };
    around(value, slack, 2, (Decimal::ZERO, None), random)
}

/// A range that holds the value, at most `slack` away on either side, within the type's bounds.
fn around(
    value: Decimal,
    slack: Decimal,
    scale: u32,
    (low, high): (Decimal, Option<Decimal>),
    random: &mut Random,
) -> Value {
    let part = |random: &mut Random| match random.below(3) {
        0 => Decimal::ZERO,
        1 => slack,
        _ => (slack / Decimal::TWO).round_dp(scale),
    };
    let min = (value - part(random)).max(low);
    let max = value + part(random);
    let max = high.map_or(max, |high| max.min(high));
    match random.below(8) {
        0 => range(Some(min), None),
        1 => range(None, Some(max)),
        _ => range(Some(min), Some(max)),
    }
}

/// The value among some of the other options.
fn some_options(value: &str, options: &[&str], random: &mut Random) -> Vec<String> {
    let percent = random.pick(&[10, 40, 80]);
    let mut chosen: Vec<String> = options
        .iter()
        .filter(|option| **option == value || random.chance(percent))
        .map(|option| (*option).to_owned())
        .collect();
    random.shuffle(&mut chosen);
    chosen
}

/// Type and grade hang together: a grade is told only of a disability that is certain.
fn disability(member: &mut Map<String, Value>, random: &mut Random) {
    let kind = member.get("disability_type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let has_grade = member.contains_key("disability_grade");
    let options: Vec<&str> =
        super::facts::DISABILITIES.iter().copied().filter(|option| !has_grade || *option != "none").collect();
    match random.below(4) {
        0 => {
            forget(member, "disability_type", random);
            member.shift_remove("disability_grade");
        }
        1 if has_grade => fact(member, "disability_grade", Kind::Count(1, 4), 100, random),
        choice => {
            let options = some_options(&kind, &options, random);
            member.insert("disability_type".to_owned(), json!({"one_of": options}));
            if has_grade && choice == 3 {
                fact(member, "disability_grade", Kind::Count(1, 4), 100, random);
            }
        }
    }
}

/// A birthday becomes a range of dates, an age, a range of ages, or nothing.
fn birth(member: &mut Map<String, Value>, date: Day, random: &mut Random) {
    let Some(born) = member.get("birth_date").and_then(Value::as_str).and_then(Day::parse) else { return };
    let age = born.age_on(date);
    let mut earlier = born;
    let mut later = born;
    for _ in 0..random.pick(&[0, 1, 40, 400]) {
        earlier = earlier.previous();
        later = if later < date { later.next() } else { later };
    }
    match random.below(6) {
        0 => forget(member, "birth_date", random),
        1 => {
            member.insert(
                "birth_date".to_owned(),
                json!({"min": earlier.to_string(), "max": later.to_string()}),
            );
        }
        2 => {
            member.insert("birth_date".to_owned(), json!({"max": later.to_string()}));
        }
        3 => {
            member.insert("birth_date".to_owned(), json!({"min": earlier.to_string()}));
        }
        4 => {
            member.shift_remove("birth_date");
            member.insert("age".to_owned(), age.into());
        }
        _ => {
            member.shift_remove("birth_date");
            let low = Decimal::from((age - random.pick(&[0, 1, 5])).max(0));
            let high = Decimal::from(age + random.pick(&[0, 1, 5]));
            member.insert("age".to_owned(), range(Some(low), Some(high)));
        }
    }
}

/// A parameter becomes a range, or unknown where that does not send the reader to a rulebook.
fn parameter(
    set: &mut Map<String, Value>,
    key: &str,
    kind: Kind,
    may_be_unknown: bool,
    percent: usize,
    random: &mut Random,
) {
    if !random.chance(percent / 2) || !is_known(set.get(key)) {
        return;
    }
    let widened = match kind {
        // Only numbers have ranges among the parameters.
        Kind::Choice(_) => None,
        _ => set.get(key).and_then(|value| widen(value, kind, random)),
    };
    if may_be_unknown && (widened.is_none() || random.chance(40)) {
        set.insert(key.to_owned(), Value::Null);
    } else if let Some(widened) = widened {
        set.insert(key.to_owned(), bounded(widened, set.get(key)));
    }
}

/// No deduction is known: all three unknown, so that none is looked up. Only where the original is
/// within what the contract then allows, nothing up to one standard or half the wage.
fn forget_deductions(set: &mut Map<String, Value>) {
    let standard = set.get("dibao_standard").and_then(number);
    let part = |part: &str| set.get(&deduction_key(part)).and_then(number);
    let told: Vec<&str> =
        DEDUCTIONS.into_iter().filter(|part| set.contains_key(&deduction_key(part))).collect();
    let within = match told.as_slice() {
        ["flat"] => part("flat").zip(standard).is_some_and(|(flat, standard)| flat <= standard),
        ["rate"] => part("rate").is_some_and(|rate| rate <= Decimal::new(5, 1)),
        _ => false,
    };
    if within {
        for part in DEDUCTIONS {
            set.insert(deduction_key(part), Value::Null);
        }
    }
}

/// Both ends of a parameter's range: the contract writes `{"min", "max"}`.
fn bounded(mut range: Value, value: Option<&Value>) -> Value {
    let value = value.and_then(number).unwrap_or_default();
    for end in ["min", "max"] {
        if range.get(end).is_none() {
            range[end] = to_number(value);
        }
    }
    range
}
