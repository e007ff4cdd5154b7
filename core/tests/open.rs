//! What a possible verdict waits for, under the shipped rulebook: answers, the office, or other programmes alone.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::{path::Path, sync::OnceLock};

use serde_json::{Value, json};
use yingbao_core::{author, document, engine::screen, rulebook::Rulebook};

fn book() -> &'static Rulebook {
    static BOOK: OnceLock<Rulebook> = OnceLock::new();
    BOOK.get_or_init(|| {
        author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book
    })
}

/// A mother without income and her daughter at primary school, who have told everything; every figure is set.
fn family() -> Value {
    let person = |id: &str, relation: &str, birth_date: &str, student: &str| {
        json!({
            "id": id, "relation": relation, "birth_date": birth_date, "sex": "female",
            "marital_status": "single", "co_resident": true, "absence": "none", "lives_in": "home",
            "foster": false, "student": student, "boarding": false, "last_preschool_year": false,
            "disability_type": "none", "needs_long_term_care": false, "serious_illness": false,
            "labour_capacity": "full", "employment": "not_working", "unemployment_registered": false,
            "self_care_items": 6, "dependency": "none", "wage": 0, "business_income": 0, "property_income": 0,
            "pension": 0, "other_transfer_income": 0, "support_received": 0, "central_basic_pension": 0,
            "support_paid": 0, "social_insurance_paid": 0, "excluded_income": 0, "medical_spending": 0,
            "education_spending": 0, "rehabilitation_spending": 0, "other_rigid_spending": 0,
            "supporters": "some_able", "medical_insured": "resident", "lacks_civil_capacity": false,
            "parental_care": "normal", "receives": [], "work_injury_nursing_pay": false,
            "veteran_or_survivor": false
        })
    };
    let mut child = person("b", "child", "2016-03-15", "primary");
    child["parents"] = json!(["a"]);
    json!({
        "version": 1, "date": "2026-11-29", "region": "310115",
        "parameters": {
            "dibao_standard": 800, "near_dibao_line": 1200, "savings_limit": 20_000, "homes_limit": 1,
            "vehicles_limit": 0, "near_savings_limit": 20_000, "near_homes_limit": 1, "near_vehicles_limit": 0,
            "employment_cost_deduction_flat": 0, "exclude_central_basic_pension": true,
            "per_capita_disposable_income": 36_000, "rigid_spending_ratio": "0.5"
        },
        "household": {
            "area": "urban", "residence_permit": false, "savings": 0, "vehicles": 0, "homes": 1, "home_area": 60,
            "tenure": "own", "home_condition": "sound", "business_registered": false,
            "other_property_over_limit": false, "sudden_event": false, "necessary_spending_surge": false,
            "disaster": false, "no_shelter": false, "monitored_household": false,
            "crime_victim_uncompensated": false, "legal_need": false
        },
        "members": [person("a", "self", "1990-03-15", "none"), child]
    })
}

/// The entry of a programme, for one member where it is tested for each.
fn entry(family: &Value, program: &str, member: Option<&str>) -> Value {
    let request = document::read(book(), &family.to_string(), None).unwrap();
    let rules = book().at(request.date, request.region, &request.overrides);
    let written = document::write(&rules, &request.household, &screen(&rules, &request.household));
    let screening: Value = serde_json::from_str(&written).unwrap();
    let mut entries = screening["programs"].as_array().unwrap().iter();
    entries.find(|e| e["id"] == program && e["member"].as_str() == member).unwrap().clone()
}

/// What an entry waits for, the programmes that it follows, and what is missing.
fn waits(family: &Value, program: &str, member: Option<&str>) -> (Value, Value, Value) {
    let entry = entry(family, program, member);
    (entry["open"].clone(), entry["follows"].clone(), entry["missing"].clone())
}

#[test]
fn a_family_that_may_settle_it_is_asked() {
    let mut family = family();
    family["household"]["savings"] = Value::Null;
    let asked = (json!("answers"), Value::Null, json!(["household.savings"]));
    assert_eq!(waits(&family, "dibao", None), asked);
    // It reads whether dibao is open, and asks for savings besides.
    assert_eq!(waits(&family, "near_dibao", None), asked);
    family["household"]["savings"] = json!({ "declined": true });
    assert_eq!(waits(&family, "dibao", None), asked);
}

#[test]
fn what_no_answer_settles_waits_for_the_office() {
    let mut family = family();
    family["household"]["vehicles"] = json!(1);
    for limit in ["vehicles_limit", "near_vehicles_limit"] {
        family["parameters"][limit] = Value::Null;
    }
    let office = (json!("office"), Value::Null, json!([]));
    assert_eq!(waits(&family, "dibao", None), office);
    assert_eq!(waits(&family, "near_dibao", None), office);
    // A limit that the place sets, and the vehicle is over it: the place decides what that means.
    for limit in ["vehicles_limit", "near_vehicles_limit"] {
        family["parameters"][limit] = json!(0);
    }
    assert_eq!(waits(&family, "dibao", None), office);
}

#[test]
fn what_other_programmes_alone_settle_follows_them() {
    let mut family = family();
    family["parameters"]["near_savings_limit"] = json!(40_000);
    family["parameters"]["price_subsidy_covers_low_income"] = json!(false);
    family["household"]["savings"] = json!({ "min": 30_000, "max": 50_000 });
    let savings = json!(["household.savings"]);
    assert_eq!(waits(&family, "dibao", None), (json!("answers"), Value::Null, savings.clone()));
    let dibao = (json!("follows"), json!(["dibao"]), savings.clone());
    assert_eq!(waits(&family, "near_dibao", None), dibao);
    assert_eq!(waits(&family, "price_subsidy", None), dibao);

    // Who is severely disabled may be dibao alone, after the two that are asked first; each is named once.
    for person in family["members"].as_array_mut().unwrap() {
        person["disability_type"] = json!("physical");
        person["disability_grade"] = json!(1);
    }
    let both = (json!("follows"), json!(["dibao", "near_dibao"]), savings.clone());
    assert_eq!(waits(&family, "dibao_single", Some("b")), both);
    let alone = (json!("follows"), json!(["dibao", "dibao_single"]), savings.clone());
    assert_eq!(waits(&family, "price_subsidy", None), alone);

    // Beyond four verdicts it is not tried: here dibao and four people's.
    let child = family["members"][1].clone();
    for id in ["c", "d"] {
        let mut another = child.clone();
        another["id"] = json!(id);
        family["members"].as_array_mut().unwrap().push(another);
    }
    family["household"]["savings"] = json!({ "min": 70_000, "max": 90_000 });
    assert_eq!(waits(&family, "price_subsidy", None), (json!("answers"), Value::Null, savings));
}

#[test]
fn what_follows_says_so_where_nothing_can_be_asked_too() {
    let mut family = family();
    family["household"]["vehicles"] = json!(1);
    family["parameters"]["vehicles_limit"] = Value::Null;
    family["parameters"]["near_vehicles_limit"] = json!(1);
    assert_eq!(waits(&family, "dibao", None), (json!("office"), Value::Null, json!([])));
    assert_eq!(waits(&family, "near_dibao", None), (json!("follows"), json!(["dibao"]), json!([])));
}

#[test]
fn what_is_firm_waits_for_nothing() {
    for (program, verdict) in [("dibao", "likely"), ("near_dibao", "unlikely")] {
        let entry = entry(&family(), program, None);
        assert_eq!(entry["verdict"], verdict);
        assert!(entry.get("open").is_none() && entry.get("follows").is_none(), "{entry}");
    }
}
