//! What would change a verdict: each change that is told is tried by screening the changed document.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::path::Path;

use serde_json::{Value as Json, json};
use yingbao_core::{
    author, document,
    domain::{Day, Truth, Value},
    engine::screen,
    insight::{Cause, Change, changes},
    rulebook::{FactType, Rulebook},
    screening::Verdict,
};

fn shipped() -> Rulebook {
    author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book
}

/// Someone who has nothing: all told, in Shanghai unless it says otherwise.
fn alone(date: &str, more: &Json) -> Json {
    let mut member = json!({
        "id": "a", "relation": "self", "birth_date": "1967-04-12", "marital_status": "single", "absence": "none",
        "lives_in": "home", "student": "none", "disability_type": "none", "labour_capacity": "full",
        "employment": "not_working", "unemployment_registered": false, "self_care_items": 6, "dependency": "none",
        "needs_long_term_care": false, "serious_illness": false, "receives": [], "wage": 0, "business_income": 0,
        "property_income": 0, "pension": 0, "other_transfer_income": 0, "support_received": 0,
        "central_basic_pension": 0, "support_paid": 0, "social_insurance_paid": 0, "excluded_income": 0,
        "medical_spending": 0, "education_spending": 0, "rehabilitation_spending": 0, "other_rigid_spending": 0,
        "supporters": "none", "medical_insured": "resident", "work_injury_nursing_pay": false,
        "veteran_or_survivor": false
    });
    for (key, value) in more.as_object().unwrap() {
        member[key] = value.clone();
    }
    json!({
        "version": 1, "date": date, "region": "310000",
        "household": {
            "area": "urban", "savings": 0, "vehicles": 0, "homes": 1, "home_area": 40, "tenure": "own",
            "home_condition": "sound", "business_registered": false, "other_property_over_limit": false,
            "sudden_event": false, "necessary_spending_surge": false, "disaster": false, "no_shelter": false
        },
        "members": [member]
    })
}

fn verdict(book: &Rulebook, document: &Json, program: &str) -> Verdict {
    let request = document::read(book, &document.to_string(), None).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    let id = book.program(program).unwrap();
    screen(&rules, &request.household).entries.into_iter().find(|e| e.program == id).unwrap().verdict
}

/// The changes of the first member's programme, each tried on the document itself.
fn found(book: &Rulebook, document: &Json, program: &str) -> Vec<Change> {
    let request = document::read(book, &document.to_string(), None).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    let id = book.program(program).unwrap();
    let entries = screen(&rules, &request.household).entries;
    let entry = entries.iter().find(|e| e.program == id).unwrap();
    let found = changes(&rules, &request.overrides, &request.household, id, entry.member);
    for change in &found {
        assert!(change.to < entry.verdict);
        match &change.cause {
            Cause::Age { on, .. } | Cause::Rule { on } => {
                let mut later = document.clone();
                later["date"] = json!(on.to_string());
                assert_eq!(verdict(book, &later, program), change.to, "{on}");
                later["date"] = json!(Day(on.0 - 1).to_string());
                assert!(verdict(book, &later, program) > change.to, "the day before {on}");
            }
            Cause::Record { record, member, findings } => {
                tried(book, document, program, (*record, *member), findings, change.to)
            }
        }
    }
    found
}

/// Every outcome of a record that is told turns the verdict, and no other does.
fn tried(
    book: &Rulebook,
    document: &Json,
    program: &str,
    (record, member): (usize, Option<usize>),
    findings: &[yingbao_core::insight::Finding],
    to: Verdict,
) {
    let record = &book.records[record];
    let facts = if member.is_some() { &book.member_facts } else { &book.household_facts };
    let mut outcomes: Vec<Vec<Value>> = vec![Vec::new()];
    for id in &record.facts {
        let values: Vec<Value> = match &facts[id.index()].kind {
            FactType::Truth => vec![Value::Truth(Truth::True), Value::Truth(Truth::False)],
            FactType::Choice(options) => (0..options.len()).map(|i| Value::Choice(1 << i)).collect(),
            FactType::Count(low, high) => (*low..=high.unwrap())
                .map(|n| Value::Number(yingbao_core::domain::Range::exact(n.into())))
                .collect(),
            _ => panic!("no fact of a record"),
        };
        outcomes = outcomes.iter().flat_map(|o| values.iter().map(|v| [&o[..], &[*v]].concat())).collect();
    }
    for outcome in outcomes {
        let mut changed = document.clone();
        for (id, value) in record.facts.iter().zip(&outcome) {
            let fact = &facts[id.index()];
            let value = match value {
                Value::Truth(truth) => json!(*truth == Truth::True),
                Value::Choice(bits) => json!(fact.kind.options()[bits.trailing_zeros() as usize]),
                Value::Number(range) => json!(range.known().unwrap().to_string().parse::<u32>().unwrap()),
                Value::Set { .. } => panic!("no value of a record"),
            };
            match member {
                Some(member) => changed["members"][member][&fact.id] = value,
                None => changed["household"][&fact.id] = value,
            }
        }
        // A grade goes with a disability.
        if changed["members"][0]["disability_type"] == "none"
            && changed["members"][0]["disability_grade"].is_u64()
        {
            continue;
        }
        let told = findings.iter().any(|f| f.iter().zip(&outcome).all(|((_, values), v)| values.contains(v)));
        let then = verdict(book, &changed, program);
        assert_eq!(told, then == to, "{} {outcome:?} {then:?}", record.id);
    }
}

#[test]
fn a_birthday_in_april_is_named_to_the_day() {
    let book = shipped();
    let found = found(&book, &alone("2026-11-26", &json!({})), "tekun");
    let on = Day::parse("2027-04-12").unwrap();
    assert!(
        found.contains(&Change { to: Verdict::Likely, cause: Cause::Age { member: 0, age: 60, on } }),
        "{found:?}"
    );
}

#[test]
fn a_leap_day_birthday_counts_from_march() {
    let book = shipped();
    let born = json!({ "birth_date": "1964-02-29", "labour_capacity": "full" });
    let found = found(&book, &alone("2023-12-01", &born), "tekun");
    assert!(
        found
            .iter()
            .any(|c| matches!(c.cause, Cause::Age { on, .. } if on == Day::parse("2024-02-29").unwrap()))
    );
}

#[test]
fn an_age_told_in_years_names_the_day_from_which_it_is_sure() {
    let book = shipped();
    let mut document = alone("2026-11-26", &json!({ "age": 59 }));
    document["members"][0].as_object_mut().unwrap().remove("birth_date");
    let request = document::read(&book, &document.to_string(), None).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    let found = changes(&rules, &[], &request.household, book.program("tekun").unwrap(), Some(0));
    // Born on 2026-11-26 less 59 years at the latest.
    let sure = Day::parse("2027-11-26").unwrap();
    assert!(
        found
            .iter()
            .any(|c| c.to == Verdict::Likely && matches!(c.cause, Cause::Age { on, .. } if on == sure)),
        "{found:?}"
    );
}

#[test]
fn a_certificate_names_the_kinds_and_grades_that_turn_it() {
    let book = shipped();
    let found = found(&book, &alone("2026-11-26", &json!({ "birth_date": "1980-01-01" })), "tekun");
    let records: Vec<&str> = found
        .iter()
        .filter_map(|c| match c.cause {
            Cause::Record { record, .. } => Some(book.records[record].id.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(records, ["disability_certificate"], "{found:?}");
}

#[test]
fn a_new_standard_is_named_by_its_first_day() {
    let book = shipped();
    let income = json!({ "birth_date": "1984-01-01", "other_transfer_income": 1510 });
    let found = found(&book, &alone("2024-06-30", &income), "dibao");
    let on = Day::parse("2024-07-01").unwrap();
    assert!(found.contains(&Change { to: Verdict::Likely, cause: Cause::Rule { on } }), "{found:?}");
}

#[test]
fn what_is_likely_needs_no_change_and_money_is_never_one() {
    let book = shipped();
    assert!(found(&book, &alone("2026-11-26", &json!({})), "dibao").is_empty());
    for record in &book.records {
        let facts = if record.entity == yingbao_core::rulebook::Entity::Member {
            &book.member_facts
        } else {
            &book.household_facts
        };
        assert!(
            record.facts.iter().all(|f| facts[f.index()]
                .kind
                .unit()
                .is_none_or(|u| u == yingbao_core::rulebook::Unit::Plain))
        );
    }
    let rich = alone("2026-11-26", &json!({ "birth_date": "1980-01-01", "wage": 50000 }));
    for change in found(&book, &rich, "dibao") {
        assert!(matches!(change.cause, Cause::Record { .. } | Cause::Age { .. } | Cause::Rule { .. }));
    }
}
