//! How much can be said when a family has told everything: twenty ordinary families in places drawn at random.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{screen, shipped};
use crate::generate::{plain, random::Random};

/// The day of the measurement.
const DATE: &str = "2026-11-29";

/// How many verdicts there are, and how many of them stay open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Open {
    /// All of them.
    pub verdicts: usize,
    /// Those that are `possible`.
    pub possible: usize,
}

impl Open {
    /// Verdicts that are likely or unlikely, in a thousand.
    #[must_use]
    pub fn firm_in_a_thousand(self) -> usize {
        (self.verdicts - self.possible) * 1000 / self.verdicts.max(1)
    }

    fn add(&mut self, verdict: &str) {
        self.verdicts += 1;
        self.possible += usize::from(verdict == "possible");
    }
}

/// The families: what differs from a plain household of [`plain`], with a name each.
///
/// # Panics
/// Where the file of families is no list of objects.
#[must_use]
pub fn families() -> Vec<(String, Value)> {
    let text = include_str!("../../families.json");
    let list: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    list.iter()
        .map(|family| (family["name"].as_str().unwrap_or_default().to_owned(), document(family)))
        .collect()
}

fn document(family: &Value) -> Value {
    let mut household = over(plain::household(), &family["household"]);
    if let Some(facts) = household.as_object_mut() {
        facts.remove("hukou_region");
    }
    let people = family["members"].as_array().cloned().unwrap_or_default();
    let members: Vec<Value> = people
        .iter()
        .map(|person| {
            let text = |key: &str| person[key].as_str().unwrap_or_default();
            over(plain::member(text("id"), text("relation"), text("birth_date")), person)
        })
        .collect();
    json!({ "version": 1, "date": DATE, "household": household, "members": members })
}

fn over(mut base: Value, differences: &Value) -> Value {
    if let (Some(base), Some(differences)) = (base.as_object_mut(), differences.as_object()) {
        base.extend(differences.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    base
}

/// Codes of counties and districts of the rulebook, drawn at random; the same seed draws the same ones.
#[must_use]
pub fn counties(seed: u64, most: usize) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut codes: Vec<u32> = shipped().regions.iter().map(|r| r.code).filter(|c| c % 100 != 0).collect();
    let mut drawn = Vec::new();
    while drawn.len() < most && !codes.is_empty() {
        let index = random.below(codes.len());
        drawn.push(format!("{:06}", codes.swap_remove(index)));
    }
    drawn
}

/// The figures of a place that sets all that the basic programmes ask for, for a measurement without gaps in the
/// rulebook. Made up, within the bounds.
#[must_use]
pub fn figures(random: &mut Random) -> Value {
    let standard = random.pick(&[560, 620, 700, 760, 820, 900, 1000]);
    json!({
        "dibao_standard": standard, "near_dibao_line": standard * 3 / 2, "savings_limit": standard * 24,
        "near_savings_limit": standard * 36, "homes_limit": 1, "vehicles_limit": 0,
        "employment_cost_deduction_flat": 200, "exclude_central_basic_pension": true,
        "per_capita_disposable_income": 32_000, "rigid_spending_ratio": "0.5"
    })
}

/// What stays open for each programme and each family, in these places; with made-up figures if told so.
#[must_use]
pub fn measure(counties: &[String], with_figures: bool) -> (BTreeMap<String, Open>, Vec<(String, Open)>) {
    let mut programs: BTreeMap<String, Open> = BTreeMap::new();
    let mut by_family: Vec<(String, Open)> =
        families().iter().map(|(name, _)| (name.clone(), Open::default())).collect();
    let mut random = Random::new(5);
    for county in counties {
        let set = if with_figures { figures(&mut random) } else { Value::Object(Map::new()) };
        for ((_, family), (_, open)) in families().iter().zip(&mut by_family) {
            let mut full = family.clone();
            full["region"] = county.clone().into();
            full["parameters"] = set.clone();
            for entry in screen(&full, None)["programs"].as_array().into_iter().flatten() {
                let verdict = entry["verdict"].as_str().unwrap_or_default();
                open.add(verdict);
                programs.entry(entry["id"].as_str().unwrap_or_default().to_owned()).or_default().add(verdict);
            }
        }
    }
    (programs, by_family)
}

/// All programmes together, or those named.
#[must_use]
pub fn together(programs: &BTreeMap<String, Open>, only: &[&str]) -> Open {
    let wanted = programs.iter().filter(|(id, _)| only.is_empty() || only.contains(&id.as_str()));
    wanted.fold(Open::default(), |all, (_, one)| Open {
        verdicts: all.verdicts + one.verdicts,
        possible: all.possible + one.possible,
    })
}
