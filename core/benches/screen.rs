//! How long a screening takes, by the number of people and by how much is known of them: `cargo bench -p yingbao-core
//! --features cli --bench screen`. Each figure is the least of several runs, in milliseconds: the machine may be busy with other things.
// A bench may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Map, Value, json};
use yingbao_core::{
    Day, Rulebook, Ruleset, author, document,
    engine::{Options, estimates, screen_with},
    household::Household,
    rulebook::{Fact, FactType},
};

/// How many people, from one to as many as a document may have.
const PEOPLE: [usize; 6] = [1, 2, 4, 8, 12, 20];
/// How many of four facts are known.
const KNOWN: [usize; 4] = [0, 1, 2, 4];

/// What an ordinary family answers; the same for everybody, so that only who they are differs.
fn ordinary(fact: &Fact, child: bool) -> Option<Value> {
    Some(match (&fact.kind, fact.id.as_str()) {
        (FactType::Local | FactType::Age | FactType::Elsewhere, _) => return None,
        (_, "relation" | "birth_date" | "marital_status" | "disability_grade") => return None,
        (_, id) if id.ends_with("_total") => return None,
        (_, "area") => json!("urban"),
        (_, "homes") => json!(1),
        (_, "self_care_items") => json!(6),
        (_, "wage") => json!(if child { 0 } else { 1450 }),
        (_, "student") if child => json!("primary"),
        (_, "employment") => json!(if child { "not_working" } else { "employed" }),
        (_, "co_resident") => json!(true),
        (_, "lives_in") => json!("home"),
        (_, "tenure") => json!("own"),
        (_, "home_condition") => json!("sound"),
        (_, "labour_capacity") => json!("full"),
        (_, "parental_care") => json!("normal"),
        (_, "medical_insured") => json!("resident"),
        (FactType::Truth, _) => json!(false),
        (FactType::Choice(options), _) => json!(options.iter().find(|o| *o == "none").or(options.first())?),
        (FactType::Set(_), _) => json!([]),
        (FactType::Count(..) | FactType::Flow(_) | FactType::Stock | FactType::Area, _) => json!(0),
        (FactType::Date, _) => return None,
    })
}

/// A family of so many people of whom so many of four facts are known.
fn family(book: &Rulebook, people: usize, known: usize) -> Value {
    let facts = |facts: &[Fact], person: usize, child: bool| -> Map<String, Value> {
        let told = facts.iter().enumerate().filter(|(index, _)| (index + person) % 4 < known);
        told.filter_map(|(_, fact)| Some((fact.id.clone(), ordinary(fact, child)?))).collect()
    };
    let members: Vec<Value> = (0..people)
        .map(|person| {
            let (relation, age) = match person {
                0 => ("self", 44),
                1 => ("spouse", 42),
                2 | 3 => ("child", 18 - 3 * person),
                _ => ("other", 30 + person),
            };
            let mut member = facts(&book.member_facts, person, relation == "child");
            member.insert("id".to_owned(), json!(format!("m{person}")));
            member.insert("relation".to_owned(), json!(relation));
            if known > 0 {
                member.insert("age".to_owned(), json!(age));
            }
            Value::Object(member)
        })
        .collect();
    json!({
        "version": 1, "date": "2026-11-01", "region": "310115",
        "household": facts(&book.household_facts, 0, false), "members": members
    })
}

fn least(rules: &Ruleset<'_>, household: &Household, options: Options) -> f64 {
    fastest(|| assert!(!screen_with(rules, household, options).entries.is_empty()))
}

/// The least time of several runs, in milliseconds.
fn fastest(mut run: impl FnMut()) -> f64 {
    let mut time = || {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let mut least = time();
    let (begun, budget) = (Instant::now(), Duration::from_millis(400));
    while begun.elapsed() < budget {
        least = least.min(time());
    }
    least.as_secs_f64() * 1000.0
}

/// What one document takes, step by step.
fn steps(book: &Rulebook, name: &str, document: &Value) {
    let text = document.to_string();
    let request = document::read(book, &text, None).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    let screening = screen_with(&rules, &request.household, Options::default());
    let times = [
        ("read", fastest(|| drop(document::read(book, &text, None).unwrap()))),
        ("rules", fastest(|| drop(book.at(request.date, request.region, &request.overrides)))),
        ("screen", fastest(|| drop(screen_with(&rules, &request.household, Options::default())))),
        (
            "write",
            fastest(|| {
                assert!(!document::write(&rules, &request.household, &screening).is_empty());
            }),
        ),
        (
            "brief",
            fastest(|| {
                let estimates = estimates(&rules, &request.household);
                assert!(!document::write_brief(&rules, &request.household, &estimates).is_empty());
            }),
        ),
    ];
    let times: Vec<String> =
        times.iter().map(|(step, time)| format!("{step} {:.1}", time * 1000.0)).collect();
    println!("{name}, µs: {}", times.join(", "));
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
    let book = author::load(&folder).unwrap().book;
    steps(&book, "four people, all known", &family(&book, 4, 4));
    steps(&book, "four people, half known", &family(&book, 4, 2));
    let nowhere = json!({"version": 1, "date": "2026-11-01", "members": [{"id": "a", "relation": "self"}]});
    steps(&book, "one person, no place", &nowhere);
    for (name, options) in [("as it stands", Options::default()), ("without cases", Options { cases: 0 })] {
        println!("{name}, ms\n  people {:>10} {:>10} {:>10} {:>10}", "nothing", "a quarter", "half", "all");
        for people in PEOPLE {
            let row = KNOWN.map(|known| {
                let text = family(&book, people, known).to_string();
                let request = document::read(&book, &text, Day::parse("2026-11-01")).unwrap();
                let rules = book.at(request.date, request.region, &request.overrides);
                format!("{:>10.2}", least(&rules, &request.household, options))
            });
            println!("  {people:>6} {}", row.join(" "));
        }
    }
}
