//! Counts the questions that families are spared: asks what can still change a verdict, best first, until nothing can.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use serde_json::{Map, Value, json};
use yingbao_core::{
    document,
    engine::{Options, screen_with},
    rulebook::Entity,
};
use yingbao_tests::{generate, shipped};

fn main() {
    let families: u64 = std::env::args().nth(1).and_then(|t| t.parse().ok()).unwrap_or(200);
    let book = shipped();
    let of = |entity| -> usize {
        book.questions.iter().filter(|q| q.entity == entity).map(|q| q.facts.len()).sum()
    };
    let (mut asked, mut all) = (0, 0);
    for seed in 0..families {
        let full = generate::household(seed);
        let members = full["members"].as_array().cloned().unwrap_or_default();
        all += of(Entity::Household) + of(Entity::Member) * members.len();
        // Who they are is always asked: relation and age.
        asked += 2 * members.len();
        let mut known = json!({
            "version": 1, "date": full["date"], "region": full["region"],
            "parameters": full["parameters"], "household": {},
            "members": members.iter().map(start).collect::<Vec<_>>(),
        });
        while let Some(path) = next(&known) {
            asked += 1;
            if !answer(&mut known, &full, &path) {
                break;
            }
        }
    }
    println!("{families} families: {asked} of {all} questions asked, {}% spared", 100 - asked * 100 / all);
}

/// A member of whom only the relation, the age and the links are known.
fn start(member: &Value) -> Value {
    let told = ["id", "relation", "birth_date", "age", "parents", "spouse"];
    let parts = told.iter().filter_map(|k| Some(((*k).to_owned(), member.get(*k)?.clone())));
    Value::Object(parts.collect::<Map<String, Value>>())
}

/// The best question.
fn next(known: &Value) -> Option<String> {
    let book = shipped();
    let request = document::read(book, &known.to_string(), None).unwrap_or_else(|e| panic!("{e}"));
    let rules = book.at(request.date, request.region, &request.overrides);
    // As the widget asks: without trying cases at every step.
    let screening = screen_with(&rules, &request.household, Options { cases: 0 });
    let best = screening.next.into_iter().find(|lack| {
        !matches!(
            lack,
            yingbao_core::screening::MissingInput::Parents(_)
                | yingbao_core::screening::MissingInput::Spouse(_)
        )
    })?;
    Some(document::lack_path(&rules, &request.household, best))
}

/// Answers one question as the family would; `false` where it cannot.
fn answer(known: &mut Value, full: &Value, path: &str) -> bool {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["household", fact] => {
            known["household"][fact] = full["household"][fact].clone();
            !known["household"][fact].is_null()
        }
        ["members", id, fact] => {
            let find =
                |v: &Value| v["members"].as_array().and_then(|l| l.iter().position(|m| m["id"] == *id));
            let (Some(here), Some(there)) = (find(known), find(full)) else { return false };
            let value = full["members"][there].get(*fact).cloned().unwrap_or(Value::Null);
            // A grade of no disability is no question.
            if value.is_null() {
                return false;
            }
            known["members"][here][fact] = value;
            true
        }
        _ => false,
    }
}
