//! Families whose links and ages go together: any other document is refused.

use serde_json::Value;

use crate::oracle::day::Day;

/// Whether nobody's parents are younger, nobody is linked to whom the relations exclude, and nobody has two spouses or
/// is an own ancestor. Stricter than the contract where ages are equal or told in years: those are drawn anew.
#[must_use]
pub fn agree(document: &Value) -> bool {
    let Some(date) = document["date"].as_str().and_then(Day::parse) else { return true };
    let Some(members) = document["members"].as_array() else { return true };
    let spouses = members.iter().filter(|m| m["relation"] == "spouse").count();
    spouses < 2
        && members.iter().all(|child| parents_agree(members, child, date) && marriage_agrees(members, child))
}

fn age(member: &Value, date: Day) -> Option<i64> {
    let born = member["birth_date"].as_str().and_then(Day::parse);
    born.map(|day| i64::from(day.age_on(date))).or_else(|| member["age"].as_i64())
}

/// Generation relative to the one who asks.
fn generation(member: &Value) -> Option<i8> {
    Some(match member["relation"].as_str()? {
        "grandparent" => 2,
        "parent" | "parent_in_law" => 1,
        "self" | "spouse" | "sibling" => 0,
        "child" | "child_in_law" => -1,
        "grandchild" => -2,
        _ => return None,
    })
}

fn is_parent_by_relation(parent: &Value, child: &Value) -> bool {
    let relation = |m: &Value| m["relation"].as_str().unwrap_or_default().to_owned();
    matches!(
        (relation(parent).as_str(), relation(child).as_str()),
        ("self" | "spouse", "child") | ("parent", "self") | ("parent_in_law", "spouse")
    )
}

fn may_be_parent(parent: &Value, child: &Value) -> bool {
    let relation = |m: &Value| m["relation"].as_str().unwrap_or_default().to_owned();
    match (relation(parent).as_str(), relation(child).as_str()) {
        ("self", "child") => true,
        ("self", _) | ("parent", "spouse") => false,
        ("parent", "self") => true,
        (_, "self") => false,
        _ => generation(parent).zip(generation(child)).is_none_or(|(one, other)| one == other + 1),
    }
}

fn parents_agree(members: &[Value], child: &Value, date: Day) -> bool {
    let told: Vec<&Value> = child["parents"].as_array().into_iter().flatten().collect();
    let is_told = |parent: &Value| told.iter().any(|id| **id == parent["id"]);
    let parents: Vec<&Value> = members
        .iter()
        .filter(|p| p["id"] != child["id"] && (is_told(p) || is_parent_by_relation(p, child)))
        .collect();
    let is_older = |parent: &&&Value| age(parent, date).zip(age(child, date)).is_none_or(|(p, c)| p > c);
    let twice = (1..told.len()).any(|i| told[..i].contains(&told[i]));
    !twice
        && parents.len() <= 2
        && parents.iter().all(|p| may_be_parent(p, child))
        && parents.iter().filter(|p| is_told(p)).all(|p| is_older(&p))
        && (parents.is_empty() || parents.iter().any(|p| is_older(&p)))
}

fn marriage_agrees(members: &[Value], one: &Value) -> bool {
    let Some(id) = one["spouse"].as_str() else { return true };
    let Some(other) = members.iter().find(|m| m["id"] == id) else { return true };
    let relation = |m: &Value| m["relation"].as_str().unwrap_or_default().to_owned();
    let may = match (relation(one).as_str(), relation(other).as_str()) {
        ("self", "spouse") | ("spouse", "self") => true,
        ("self" | "spouse", _) | (_, "self" | "spouse") => false,
        ("child", "child") | ("sibling", "sibling") => false,
        _ => generation(one).zip(generation(other)).is_none_or(|(a, b)| a == b),
    };
    let answers = other["spouse"].as_str().is_none_or(|back| one["id"] == back);
    let alone = members.iter().filter(|m| m["spouse"] == id).count() == 1;
    may && answers && alone
}

/// Draws until a family agrees; the last one drawn where none does.
pub fn drawn(seed: u64, draw: impl Fn(u64) -> Value) -> Value {
    let mut found = draw(seed);
    for attempt in 1..500u64 {
        if agree(&found) {
            break;
        }
        found = draw(seed ^ (attempt << 32));
    }
    found
}
