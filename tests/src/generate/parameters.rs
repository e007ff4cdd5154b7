//! Sets of local parameters: mostly known, some explicitly unknown.

use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::plain;
use super::random::Random;
use crate::oracle::json::to_number;

/// A set of parameters like a place might have.
#[must_use]
pub fn parameters(random: &mut Random) -> Value {
    let mut set = plain::parameters();
    let standard =
        random.pick(&[Decimal::from(800), Decimal::from(1595), Decimal::new(63_333, 2), Decimal::from(1101)]);
    let line = standard * random.pick(&[Decimal::new(15, 1), Decimal::new(18, 1), Decimal::from(2)]);
    set["dibao_standard"] = to_number(standard);
    // Rounded within what the contract says of every place, 1.5 to 2 standards.
    let line = line.round_dp_with_strategy(2, RoundingStrategy::AwayFromZero).min(standard * Decimal::TWO);
    set["near_dibao_line"] = to_number(line);
    set["per_capita_disposable_income"] = random.pick(&[36_000, 52_777, 20_000]).into();
    set["rigid_spending_ratio"] = json!(random.pick(&[0.5, 0.3, 0.6, 0.45, 0.8]));
    limits(&mut set, standard, random);
    deductions(&mut set, random);
    for (key, percent) in [
        ("exclude_central_basic_pension", 60),
        ("disability_care_extends_to_grade_3", 40),
        ("disability_living_extends_to_near_dibao", 40),
        ("counts_conscripts", 40),
        ("counts_tekun_members", 40),
        ("line_inclusive", 10),
    ] {
        set[key] = random.chance(percent).into();
    }
    for key in ["topup_minor", "topup_elderly", "topup_disabled", "topup_ill"] {
        set[key] = json!(random.pick(&[0.0, 0.1, 0.25, 0.35]));
    }
    set["topup_stack"] = random.pick(&["max", "sum"]).into();
    set["topup_elderly_age"] = random.pick(&[60, 60, 60, 70]).into();
    set["tekun_living_standard"] = to_number((standard * Decimal::new(13, 1)).ceil());
    set["temporary_small_cap"] = to_number(random.pick(&[standard, Decimal::from(500), Decimal::ZERO]));
    set["amount_rounding"] = random.pick(&["fen", "fen", "fen", "yuan_up"]).into();
    set["dibao_method"] =
        random.pick(&["difference", "difference", "difference", "difference", "tiered"]).into();
    if random.chance(35) {
        forget_some(&mut set, random);
    }
    set
}

/// Limits on property; no place allows less savings a head than a year of its standard.
fn limits(set: &mut Value, standard: Decimal, random: &mut Random) {
    let year = standard * Decimal::from(12);
    let drawn = [year, year * Decimal::TWO, Decimal::from(20_000), Decimal::from(38_280)];
    let savings = random.pick(&drawn).max(year);
    let homes = random.pick(&[1, 1, 2]);
    let vehicles = random.pick(&[0, 0, 1]);
    set["savings_limit"] = to_number(savings);
    set["homes_limit"] = homes.into();
    set["vehicles_limit"] = vehicles.into();
    set["near_savings_limit"] = to_number(savings + Decimal::from(random.pick(&[0, 10_000, 20_000])));
    set["near_homes_limit"] = (homes + random.pick(&[0, 0, 1])).into();
    set["near_vehicles_limit"] = (vehicles + random.pick(&[0, 0, 1])).into();
}

/// One, two or all three parts of the deduction; setting one drops what a region sets of the others.
fn deductions(set: &mut Value, random: &mut Random) {
    let Some(map) = set.as_object_mut() else { return };
    map.shift_remove("employment_cost_deduction_flat");
    let flat = json!(random.pick(&[0.0, 200.0, 320.5]));
    let rate = json!(random.pick(&[0.1, 0.25, 0.5]));
    let cap = json!(random.pick(&[150, 400]));
    let which = random.below(6);
    let parts = [("flat", flat, [0, 3, 4]), ("rate", rate, [1, 3, 5]), ("cap", cap, [3, 4, 5])];
    for (part, value, used) in parts {
        if used.contains(&which) {
            map.insert(format!("employment_cost_deduction_{part}"), value);
        }
    }
    if which == 2 {
        map.insert("employment_cost_deduction_flat".to_owned(), 0.into());
    }
}

/// Makes parameters unknown that the contract lets stay unknown without asking a rulebook.
fn forget_some(set: &mut Value, random: &mut Random) {
    for key in [
        "near_dibao_line",
        "per_capita_disposable_income",
        "rigid_spending_ratio",
        "savings_limit",
        "homes_limit",
        "vehicles_limit",
        "near_homes_limit",
        "near_vehicles_limit",
        "exclude_central_basic_pension",
        "tekun_living_standard",
        "tekun_care_standard_none",
        "tekun_care_standard_full",
        "topup_minor",
        "topup_disabled",
        "topup_stack",
        "disability_living_amount",
        "disability_care_amount_2",
        "disability_care_extends_to_grade_3",
        "disability_living_extends_to_near_dibao",
        "temporary_small_cap",
        "counts_conscripts",
        "counts_tekun_members",
        "near_savings_limit",
    ] {
        if random.chance(25) {
            set[key] = Value::Null;
        }
    }
    // An unknown dibao limit under a known near-dibao limit says nothing sure of either.
    for part in ["savings", "homes", "vehicles"] {
        if set[format!("{part}_limit")].is_null() {
            set[format!("near_{part}_limit")] = Value::Null;
        }
    }
}
