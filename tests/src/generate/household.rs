//! Complete households at and around the thresholds.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::facts::{ABSENCES, DISABILITIES, EMPLOYMENTS, RECOGNISED, RELATIONS, RIGID_SPENDING_TOTAL};
use super::people::{birthday, student_at};
use super::plain;
use super::random::Random;
use super::{aim, everyday, kin, parameters, totals};
use crate::oracle::day::Day;
use crate::oracle::json::to_number;

/// The days documents are dated: ordinary ones, and both sides of 29 February.
const DATES: [&str; 6] = ["2026-11-01", "2026-11-30", "2028-02-29", "2028-03-01", "2030-02-28", "2030-03-01"];

/// A complete household document: every household and member fact is known, every parameter the
/// oracle uses is set or explicitly unknown.
#[must_use]
pub fn household(seed: u64) -> Value {
    kin::drawn(seed, draw)
}

fn draw(seed: u64) -> Value {
    let mut random = Random::new(seed);
    let date_text = random.pick(&DATES);
    let date = Day::parse(date_text).unwrap_or(Day { year: 2026, month: 11, day: 1 });
    let mut members = Vec::new();
    for (id, (relation, role)) in ('a'..='h').zip(shape(&mut random)) {
        members.push(person(&id.to_string(), relation, role, date, &mut random));
    }
    link(&mut members, &mut random);
    let mut document = plain::document(members);
    document["date"] = date_text.into();
    document["parameters"] = parameters::parameters(&mut random);
    circumstances(&mut document["household"], &mut random);
    aim::at_thresholds(&mut document, &mut random);
    totals::tell(&mut document, &mut random);
    everyday::tell(&mut document, seed);
    document
}

/// How old somebody roughly is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A child or a young adult.
    Young,
    /// Of working age.
    Adult,
    /// Around 60 and over.
    Old,
}

/// Who lives in the document, `self` first.
fn shape(random: &mut Random) -> Vec<(&'static str, Role)> {
    use Role::{Adult, Old, Young};
    let some = |random: &mut Random, most: usize, relation: &'static str, role: Role| {
        let count = random.below(most + 1);
        std::iter::repeat_n((relation, role), count).collect::<Vec<_>>()
    };
    let mut people = match random.below(12) {
        0 => vec![("self", random.pick(&[Adult, Old, Young]))],
        1 => vec![("self", Old), ("spouse", Old)],
        2 => vec![("self", Adult), ("spouse", Adult), ("child", Young)],
        3 => vec![("self", Adult), ("child", Young)],
        4 => vec![("self", Adult), ("spouse", Adult), ("child", Young), ("parent", Old)],
        5 => vec![("self", Old), ("child", Adult), ("child_in_law", Adult), ("grandchild", Young)],
        6 => vec![("self", Adult), ("parent", Old), ("parent", Old)],
        7 => vec![("self", Adult), ("sibling", Adult)],
        8 => vec![("self", Adult), ("parent", Old), ("sibling", random.pick(&[Adult, Young]))],
        9 => vec![("self", Adult), ("spouse", Adult), ("parent_in_law", Old)],
        10 => vec![("self", Young), ("parent", Adult), ("grandparent", Old)],
        _ => vec![("self", Old), ("grandchild", Young)],
    };
    let more = some(random, 2, "child", Young);
    people.extend(more);
    if random.chance(20) {
        let relation = random.pick(RELATIONS);
        let role = random.pick(&[Young, Adult, Old]);
        people.extend(some(random, 2, relation, role));
    }
    // At most one spouse: a second is no error, but nothing to learn from either.
    let mut spouses = 0;
    people.retain(|(relation, _)| {
        spouses += usize::from(*relation == "spouse");
        *relation != "spouse" || spouses == 1
    });
    people.truncate(8);
    people
}

fn person(id: &str, relation: &str, role: Role, date: Day, random: &mut Random) -> Value {
    let born = birthday(role, date, random);
    let age = born.age_on(date);
    let mut person = plain::member(id, relation, &born.to_string());
    let mut set = |key: &str, value: Value| person[key] = value;
    if random.chance(10) {
        set("sex", "male".into());
    }
    let student = student_at(age, random);
    set("student", student.into());
    set("boarding", (student != "none" && random.chance(10)).into());
    if age < 18 && random.chance(25) {
        let care = random.pick(&["orphaned", "both_unable", "one_dead_one_unable", "one_unable"]);
        set("parental_care", care.into());
    }
    if relation != "self" && random.chance(15) {
        set("co_resident", false.into());
        set("absence", random.pick(ABSENCES).into());
    } else if matches!(student, "undergraduate" | "postgraduate") && random.chance(50) {
        set("co_resident", false.into());
        set("absence", "study".into());
    } else if random.chance(3) {
        set("absence", random.pick(ABSENCES).into());
    }
    set("foster", (relation == "child" && random.chance(4)).into());
    if random.chance(30) {
        let kind = random.pick(&DISABILITIES[1..]);
        set("disability_type", kind.into());
        set("disability_grade", random.between(1, 4).into());
        set("needs_long_term_care", random.chance(60).into());
        if relation != "self" && random.chance(5) {
            set("absence", "prison".into());
            set("co_resident", false.into());
        }
        set("labour_capacity", random.pick(&["full", "partial", "none"]).into());
    }
    if random.chance(15) {
        set("serious_illness", true.into());
    }
    if random.chance(20) {
        set("self_care_items", random.between(0, 6).into());
    }
    if random.chance(10) {
        set("dependency", random.pick(&["mild", "severe", "complete", "complete"]).into());
    }
    let employment = if age < 16 || student != "none" { "not_working" } else { random.pick(EMPLOYMENTS) };
    set("employment", employment.into());
    set("supporters", random.pick(&["none", "none", "none", "all_unable", "some_able"]).into());
    if random.chance(12) {
        set("receives", json!([random.pick(RECOGNISED)]));
    } else if age < 18 && random.chance(8) {
        // A child allowance, in full or as a top-up of what the family draws.
        let allowance = random.pick(&["orphan_allowance", "unsupported_child_allowance"]);
        let beside = random.chance(50).then_some("dibao");
        set("receives", json!([Some(allowance), beside].into_iter().flatten().collect::<Vec<_>>()));
    }
    set("work_injury_nursing_pay", random.chance(4).into());
    set("lacks_civil_capacity", random.chance(6).into());
    match random.below(10) {
        0 => set("counts_as_family", true.into()),
        1 => set("counts_as_family", false.into()),
        2 => set("counts_as_family", Value::Null),
        _ => {}
    }
    money(&mut person, age, employment, random);
    person
}

fn money(person: &mut Value, age: i32, employment: &str, random: &mut Random) {
    let mut set = |key: &str, percent: usize, most: i64, random: &mut Random| {
        if random.chance(percent) {
            let amount = Decimal::new(random.between(0, most * 100), 2);
            person[key] = if random.chance(30) {
                json!({"amount": to_number(amount), "per": "year"})
            } else {
                to_number(amount)
            };
        }
    };
    match employment {
        "employed" | "flexible" => set("wage", 80, 4000, random),
        "self_employed" | "farming" => set("business_income", 80, 3000, random),
        "retired" => set("pension", 80, 3000, random),
        _ => {}
    }
    set("property_income", 8, 500, random);
    set("other_transfer_income", 8, 900, random);
    set("support_received", 10, 900, random);
    set("support_paid", 6, 900, random);
    set("social_insurance_paid", 10, 500, random);
    set("excluded_income", 10, 2000, random);
    if age >= 60 {
        set("central_basic_pension", 40, 200, random);
    }
    for key in RIGID_SPENDING_TOTAL.parts {
        if random.chance(15) {
            person[*key] = to_number(Decimal::new(random.between(0, 3_000_000), 2));
        }
    }
}

/// Marries who has to be married and tells most of the links.
fn link(members: &mut [Value], random: &mut Random) {
    // Identities with birthdays: a parent is older than the child.
    let people = |members: &[Value], relation: &str| -> Vec<(Value, String)> {
        let born = |m: &Value| m["birth_date"].as_str().unwrap_or_default().to_owned();
        let of_relation = members.iter().filter(|m| m["relation"] == relation);
        of_relation.map(|m| (m["id"].clone(), born(m))).collect()
    };
    let elder = |people: &[(Value, String)], member: &Value| -> Vec<Value> {
        let born = member["birth_date"].as_str().unwrap_or_default();
        people.iter().filter(|(_, other)| other.as_str() < born).map(|(id, _)| id.clone()).take(2).collect()
    };
    let ids = |people: &[(Value, String)]| people.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    let children_born = people(members, "child");
    let parents_born = people(members, "parent");
    let grandparents_born = people(members, "grandparent");
    let (children, parents) = (ids(&children_born), ids(&parents_born));
    let in_laws = ids(&people(members, "child_in_law"));
    let has_spouse = !people(members, "spouse").is_empty();
    // One couple at most among the children and their partners: two people who name one spouse are a
    // contradiction, no household.
    let couple = children.first().cloned().zip(in_laws.first().cloned());
    // Both or neither: a widow is nobody's wife.
    let married_parents = parents.len() == 2 && random.chance(60);
    for member in members {
        let relation = member["relation"].as_str().unwrap_or_default().to_owned();
        match relation.as_str() {
            "self" if has_spouse => member["marital_status"] = "married".into(),
            "self" => member["marital_status"] = random.pick(&["single", "divorced", "widowed"]).into(),
            "child" if couple.as_ref().is_some_and(|(child, _)| member["id"] == *child) => {
                member["marital_status"] = "married".into();
                if random.chance(70) {
                    member["spouse"] = in_laws[0].clone();
                }
            }
            "child_in_law"
                if couple.as_ref().is_some_and(|(_, partner)| member["id"] == *partner)
                    && random.chance(50) =>
            {
                member["spouse"] = children[0].clone()
            }
            "parent" | "parent_in_law" | "grandparent" => {
                member["marital_status"] = random.pick(&["married", "widowed", "widowed", "divorced"]).into();
                if relation == "parent" && married_parents {
                    let other = usize::from(member["id"] == parents[0]);
                    member["spouse"] = parents[other].clone();
                    member["marital_status"] = "married".into();
                }
                if relation == "parent" && random.chance(60) {
                    member["parents"] = elder(&grandparents_born, member).into();
                }
            }
            "grandchild" if random.chance(80) => {
                member["parents"] = elder(&children_born, member).into_iter().take(1).collect();
            }
            "sibling" if random.chance(70) => member["parents"] = elder(&parents_born, member).into(),
            "other" if random.chance(70) => member["parents"] = json!([]),
            _ => {}
        }
    }
}

/// The household facts that differ from the plain ones.
fn circumstances(household: &mut Value, random: &mut Random) {
    for (key, percent) in [
        ("business_registered", 6),
        ("other_property_over_limit", 6),
        ("sudden_event", 20),
        ("necessary_spending_surge", 40),
        ("disaster", 15),
        ("no_shelter", 10),
        ("crime_victim_uncompensated", 10),
        ("monitored_household", 10),
        ("legal_need", 10),
        ("residence_permit", 20),
    ] {
        household[key] = random.chance(percent).into();
    }
    household["area"] = random.pick(&["urban", "rural"]).into();
    household["homes"] = random.pick(&[0, 1, 1, 1, 1, 2, 3]).into();
    household["vehicles"] = random.pick(&[0, 0, 0, 0, 0, 1, 2]).into();
}
