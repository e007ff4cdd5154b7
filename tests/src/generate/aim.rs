//! Moves a household onto a threshold: exactly, a fen under, a fen over.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::facts::INCOMES;
use super::random::Random;
use crate::oracle::json::to_number;
use crate::oracle::{bounds, income, json as reader, world};

/// Sets income, savings and spending of many households to a threshold of one of the
/// households they may count as.
pub fn at_thresholds(document: &mut Value, random: &mut Random) {
    if random.chance(65) {
        income_at(document, random);
    }
    if random.chance(60) {
        savings_at(document, random);
    }
    if random.chance(45) {
        spending_at(document, random);
    }
}

/// A fen under, exactly, or a fen over.
fn step(random: &mut Random) -> Decimal {
    Decimal::new(random.between(-1, 1), 2)
}

/// A parameter, or one of the bounds it has while it is not set.
fn figure(document: &Value, key: &str, random: &mut Random) -> Decimal {
    let known = |key: &str| reader::number(&document["parameters"][key]);
    let standard = known("dibao_standard").unwrap_or_default();
    known(key).unwrap_or_else(|| match key {
        "near_dibao_line" => random.pick(&bounds::near_dibao_line(standard)),
        "per_capita_disposable_income" => random.pick(&bounds::per_capita_disposable_income()),
        "rigid_spending_ratio" => random.pick(&bounds::rigid_spending_ratio()),
        // The near-dibao limit is nowhere under the dibao one.
        _ => known("savings_limit").unwrap_or(bounds::least_savings_limit(standard)),
    })
}

/// The counted people and the income of one world the household may be in.
fn some_world(document: &Value, random: &mut Random) -> Option<(Vec<bool>, Decimal, Decimal)> {
    let household = reader::household(document).ok()?;
    let worlds = world::worlds(&household);
    let world = &worlds[random.below(worlds.len())];
    let spending = income::rigid_spending(&household, &world.counted);
    Some((world.counted.clone(), world.income(&household), spending))
}

fn income_at(document: &mut Value, random: &mut Random) {
    let months = Decimal::from(12);
    let per_head = match random.below(5) {
        0 | 1 => figure(document, "dibao_standard", random) * months,
        2 | 3 => figure(document, "near_dibao_line", random) * months,
        _ => figure(document, "per_capita_disposable_income", random),
    };
    let members = document["members"].as_array().map_or(0, Vec::len);
    for m in 0..members {
        for paid in ["support_paid", "social_insurance_paid"] {
            document["members"][m][paid] = 0.into();
        }
    }
    // The same draw from here on finds the same world again.
    let mut again = random.clone();
    let Some((counted, income, _)) = some_world(document, random) else { return };
    let heads = Decimal::from(counted.iter().filter(|counted| **counted).count());
    // Sometimes one person's own income, which tekun tests.
    let target = if random.chance(20) { per_head } else { per_head * heads } + step(random);
    let Some(receiver) = counted.iter().position(|counted| *counted) else { return };
    if income > target {
        for (m, key) in (0..members).flat_map(|m| INCOMES.iter().map(move |key| (m, *key))) {
            document["members"][m][key] = 0.into();
        }
    }
    let Some((_, income, _)) = some_world(document, &mut again) else { return };
    let held =
        reader::flow_per_year(&document["members"][receiver]["other_transfer_income"]).unwrap_or_default();
    // A share of a wage may be finer than a fen; what is told is not.
    let missing = (target - income + held).max(Decimal::ZERO).trunc_with_scale(2);
    document["members"][receiver]["other_transfer_income"] =
        json!({"amount": to_number(missing), "per": "year"});
}

fn savings_at(document: &mut Value, random: &mut Random) {
    let key = random.pick(&["savings_limit", "near_savings_limit"]);
    let limit = figure(document, key, random);
    let Some((counted, ..)) = some_world(document, random) else { return };
    let heads = Decimal::from(counted.iter().filter(|counted| **counted).count());
    document["household"]["savings"] = to_number((limit * heads + step(random)).max(Decimal::ZERO));
}

fn spending_at(document: &mut Value, random: &mut Random) {
    let ratio = figure(document, "rigid_spending_ratio", random);
    let Some((counted, income, spending)) = some_world(document, random) else { return };
    let Some(spender) = counted.iter().position(|counted| *counted) else { return };
    // Half of the ratio is where living costs that nobody is asked for begin to matter.
    let share = if random.chance(30) { ratio / Decimal::TWO } else { ratio };
    let target = (share * income).trunc_with_scale(2) + step(random);
    let held = reader::number(&document["members"][spender]["medical_spending"]).unwrap_or_default();
    document["members"][spender]["medical_spending"] =
        to_number((target - spending + held).max(Decimal::ZERO));
}
