//! Random completions of a partly known document: anything its types and ranges allow, plausible
//! or not.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Map, Value, json};

use super::facts::{
    DEDUCTIONS, DISABILITIES, HOUSEHOLD, Kind, MEMBER, OFFICE, PARAMETERS, RECOGNISED, deduction_key,
};
use super::partial::{Partial, ends, form, is_known};
use super::people::born_at_age;
use super::random::Random;
use super::{kin, totals};
use crate::oracle::bounds;
use crate::oracle::day::Day;
use crate::oracle::json::{number, to_number};

/// A complete document that fits the partial one. Links that are not told stay untold, what only the
/// office knows sometimes does, parameters that are absent stay absent, everything else becomes known;
/// where totals are told, what the members tell adds up to them.
#[must_use]
pub fn complete(document: &Value, seed: u64) -> Value {
    kin::drawn(seed, |seed| draw(document, seed))
}

fn draw(document: &Value, seed: u64) -> Value {
    let mut random = Random::new(seed);
    let mut full = document.clone();
    // Money that is unknown is often nothing, sometimes near the thresholds, sometimes a fortune.
    let wealth = random.pick(&[Wealth::Nothing, Wealth::Little, Wealth::Mixed]);
    let date = document["date"].as_str().and_then(Day::parse);
    if !full["household"].is_object() {
        full["household"] = json!({});
    }
    if let Some(household) = full["household"].as_object_mut() {
        for (key, kind) in HOUSEHOLD {
            settle(household, key, *kind, wealth, &mut random);
        }
    }
    totals::settle(&mut full, &mut random);
    for member in full["members"].as_array_mut().into_iter().flatten() {
        if let (Some(member), Some(date)) = (member.as_object_mut(), date) {
            person(member, date, wealth, &mut random);
        }
    }
    if let Some(parameters) = full["parameters"].as_object_mut() {
        settle_parameters(parameters, &mut random);
    }
    totals::settle_untold(&mut full, &mut random);
    full
}

/// What unknown money turns into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wealth {
    Nothing,
    Little,
    Mixed,
}

fn person(member: &mut Map<String, Value>, date: Day, wealth: Wealth, random: &mut Random) {
    disability(member, random);
    for (key, kind) in MEMBER {
        if OFFICE.contains(key) && !is_known(member.get(*key)) && random.chance(50) {
            member.shift_remove(*key);
            continue;
        }
        settle(member, key, *kind, wealth, random);
    }
    if let Partial::OneOf(options) = form(member.get("relation")) {
        let relation = options[random.below(options.len())].clone();
        member.insert("relation".to_owned(), relation);
    }
    for link in ["parents", "spouse"] {
        if member.get(link).is_some_and(|link| link.is_null() || link.is_object()) {
            member.shift_remove(link);
        }
    }
    birth(member, date, random);
}

/// A grade belongs to a disability, and to every disability belongs a grade.
fn disability(member: &mut Map<String, Value>, random: &mut Random) {
    let has_grade = !matches!(form(member.get("disability_grade")), Partial::Unknown);
    let kind = match form(member.get("disability_type")) {
        Partial::Known(value) => value.clone(),
        Partial::OneOf(options) => options[random.below(options.len())].clone(),
        _ if has_grade => random.pick(&DISABILITIES[1..]).into(),
        _ if random.chance(50) => "none".into(),
        _ => random.pick(&DISABILITIES[1..]).into(),
    };
    if kind == "none" {
        member.shift_remove("disability_grade");
    } else {
        settle(member, "disability_grade", Kind::Count(1, 4), Wealth::Nothing, random);
    }
    member.insert("disability_type".to_owned(), kind);
}

fn birth(member: &mut Map<String, Value>, date: Day, random: &mut Random) {
    if is_known(member.get("birth_date")) {
        return;
    }
    let day = |value: Option<&Value>| value.and_then(Value::as_str).and_then(Day::parse);
    if let Partial::Range { min, max, .. } = form(member.get("birth_date")) {
        let oldest = Day { year: date.year - 110, month: 1, day: 1 };
        let (low, high) = (day(min), day(max));
        let high = high.unwrap_or(date);
        let low = low.unwrap_or(oldest.min(high));
        let born = day_between(low, high, random);
        member.insert("birth_date".to_owned(), born.to_string().into());
        return;
    }
    let age = match form(member.get("age")) {
        Partial::Known(value) => number(value).unwrap_or_default(),
        Partial::Range { min, max, .. } => {
            let (min, max) = ends(min, max);
            let (low, high) = (min.unwrap_or_default(), max.unwrap_or(Decimal::from(110)));
            whole_between(low, high.max(low), random)
        }
        _ => Decimal::from(random.pick(&[0, 2, 9, 15, 16, 17, 18, 24, 35, 59, 60, 69, 70, 79, 80, 100])),
    };
    let born = born_at_age(i32::try_from(age).unwrap_or(0), date, random);
    member.shift_remove("age");
    member.insert("birth_date".to_owned(), born.to_string().into());
}

/// A day in the closed range, often one of its ends.
fn day_between(low: Day, high: Day, random: &mut Random) -> Day {
    match random.below(4) {
        0 => low,
        1 => high,
        _ => {
            let year = i32::try_from(random.between(low.year.into(), high.year.into())).unwrap_or(low.year);
            let month = u32::try_from(random.between(1, 12)).unwrap_or(1);
            let day = u32::try_from(random.between(1, 28)).unwrap_or(1);
            Day { year, month, day }.clamp(low, high)
        }
    }
}

fn whole_between(low: Decimal, high: Decimal, random: &mut Random) -> Decimal {
    let whole = |value: Decimal| i64::try_from(value).unwrap_or(i64::MAX);
    Decimal::from(random.between(whole(low.ceil()), whole(high.floor())))
}

/// Makes one fact known.
fn settle(facts: &mut Map<String, Value>, key: &str, kind: Kind, wealth: Wealth, random: &mut Random) {
    let value = match form(facts.get(key)) {
        Partial::Known(_) => return,
        Partial::OneOf(options) => options[random.below(options.len())].clone(),
        Partial::Range { min, max, per_year } => {
            let (min, max) = ends(min, max);
            let value = within(kind, min, max, wealth, random);
            if per_year { json!({"amount": value, "per": "year"}) } else { value }
        }
        Partial::Unknown => match kind {
            Kind::Flag => random.chance(50).into(),
            Kind::Choice(options) => random.pick(options).into(),
            Kind::Programs if random.chance(70) => json!([]),
            Kind::Programs => json!([random.pick(RECOGNISED)]),
            Kind::Flow if random.chance(30) => {
                json!({"amount": within(kind, None, None, wealth, random), "per": "year"})
            }
            _ => within(kind, None, None, wealth, random),
        },
    };
    facts.insert(key.to_owned(), value);
}

/// A number of the type between the ends.
fn within(
    kind: Kind,
    min: Option<Decimal>,
    max: Option<Decimal>,
    wealth: Wealth,
    random: &mut Random,
) -> Value {
    let low = min.unwrap_or_default();
    to_number(match kind {
        Kind::Count(least, most) => {
            let low = low.max(least.into());
            whole_between(low, max.unwrap_or(most.into()).max(low), random)
        }
        Kind::Share => {
            let high = max.unwrap_or(low + Decimal::ONE);
            let steps = whole_between(Decimal::ZERO, (high - low) * Decimal::from(10_000), random);
            low + steps / Decimal::from(10_000)
        }
        _ => {
            let room = Decimal::from(match wealth {
                Wealth::Nothing => 0,
                Wealth::Little => 2_000,
                Wealth::Mixed => random.pick(&[0, 1, 1_000, 50_000, 3_000_000, 1_000_000_000]),
            });
            random.money(low, max.unwrap_or(low + room))
        }
    })
}

/// Makes the parameters known that are unknown or ranges, within what the contract says of each.
fn settle_parameters(set: &mut Map<String, Value>, random: &mut Random) {
    settle_deductions(set, random);
    for (key, kind, _) in PARAMETERS {
        if !set.contains_key(*key) || is_known(set.get(*key)) {
            continue;
        }
        let (mut min, mut max) = match form(set.get(*key)) {
            Partial::Range { min, max, .. } => ends(min, max),
            _ => constraint(set, key),
        };
        // No near-dibao limit is under the dibao limit, where the range leaves room for that.
        if let Some(limit) = key.strip_prefix("near_").and_then(|dibao| set.get(dibao)).and_then(number)
            && max.is_none_or(|max| limit <= max)
        {
            min = Some(min.map_or(limit, |min| min.max(limit)));
        }
        if max.is_none() && *kind == Kind::Money {
            max = Some(min.unwrap_or_default() + Decimal::from(random.pick(&[0, 500, 60_000])));
        }
        let value = match kind {
            Kind::Flag => random.chance(50).into(),
            Kind::Choice(options) => random.pick(options).into(),
            _ => within(*kind, min, max, Wealth::Mixed, random),
        };
        set.insert((*key).to_owned(), value);
    }
}

/// Where none of the three deductions is known: a fixed amount up to one standard, or a share up to
/// half the wage.
fn settle_deductions(set: &mut Map<String, Value>, random: &mut Random) {
    let keys = DEDUCTIONS.map(deduction_key);
    let unknown = |key: &String| set.get(key).is_some_and(Value::is_null);
    if !keys.iter().all(unknown) {
        return;
    }
    for key in &keys {
        set.shift_remove(key);
    }
    let standard = match form(set.get("dibao_standard")) {
        Partial::Known(value) => number(value),
        Partial::Range { min, max, .. } => ends(min, max).0,
        _ => None,
    };
    let (key, kind, most) = if random.chance(50) {
        (&keys[0], Kind::Money, standard.unwrap_or_default())
    } else {
        (&keys[1], Kind::Share, Decimal::new(5, 1))
    };
    set.insert(key.clone(), within(kind, Some(Decimal::ZERO), Some(most), Wealth::Mixed, random));
}

/// What the contract says of a parameter that is not set.
fn constraint(set: &Map<String, Value>, key: &str) -> (Option<Decimal>, Option<Decimal>) {
    let known = |key: &str| set.get(key).and_then(number);
    // A whole fen that is within.
    let fen = |value: Decimal| value.round_dp_with_strategy(2, RoundingStrategy::AwayFromZero);
    let ends_of =
        |bounds: Option<[Decimal; 2]>| (bounds.map(|[low, _]| fen(low)), bounds.map(|[_, high]| high));
    match key {
        "tekun_living_standard" => {
            (known("dibao_standard").map(|standard| fen(standard * Decimal::new(13, 1))), None)
        }
        "temporary_small_cap" => (None, known("dibao_standard")),
        "near_dibao_line" => ends_of(known("dibao_standard").map(bounds::near_dibao_line)),
        "per_capita_disposable_income" => ends_of(Some(bounds::per_capita_disposable_income())),
        "rigid_spending_ratio" => ends_of(Some(bounds::rigid_spending_ratio())),
        // A dibao limit is not over a near-dibao limit that is known.
        "savings_limit" => {
            let least = known("dibao_standard").map(bounds::least_savings_limit);
            (least, known("near_savings_limit").map(|near| near.max(least.unwrap_or_default())))
        }
        "near_savings_limit" => (known("dibao_standard").map(bounds::least_savings_limit), None),
        // Above nothing, wherever there is one.
        "orphan_standard_dispersed"
        | "orphan_standard_institution"
        | "childcare_subsidy_amount"
        | "compulsory_allowance_primary_boarding"
        | "compulsory_allowance_primary_day"
        | "compulsory_allowance_junior_boarding"
        | "compulsory_allowance_junior_day"
        | "university_grant"
        | "housing_area_limit" => (Some(Decimal::ONE), None),
        "homes_limit" | "vehicles_limit" => (None, known(&format!("near_{key}"))),
        _ => (None, None),
    }
}
