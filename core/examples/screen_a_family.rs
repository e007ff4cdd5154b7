//! Screens one family: a household document in, each programme with its verdict out.
//!
//! `cargo run --package yingbao-core --features author --example screen_a_family [family.json]`

use std::{error::Error, fs, path::Path};

use yingbao_core::{Day, Rulebook, Verdict, author, document, screen};

/// A mother and her child. What is not told is unknown, and nothing unknown becomes no.
const FAMILY: &str = r#"{
    "version": 1, "date": "2026-11-01", "region": "310115",
    "household": {
        "savings": 20000, "homes": 1, "vehicles": 0, "income_total": 1200,
        "other_property_over_limit": false, "business_registered": false
    },
    "members": [
        { "id": "a", "relation": "self", "age": 46 },
        { "id": "b", "relation": "child", "age": 9, "co_resident": true, "absence": "none", "foster": false, "receives": [] }
    ]
}"#;

fn main() -> Result<(), Box<dyn Error>> {
    let book = shipped()?;
    let family = match std::env::args().nth(1) {
        Some(path) => fs::read_to_string(path)?,
        None => FAMILY.to_owned(),
    };

    // The day stands in for a document without one: the engine has no clock.
    let request = document::read(&book, &family, Day::parse("2026-11-01"))?;
    // First the rules of that day and place, then the verdicts.
    let rules = book.at(request.date, request.region, &request.overrides);
    let screening = screen(&rules, &request.household);

    for entry in &screening.entries {
        let program = book.programs.get(entry.program.index()).map_or("", |program| &program.id);
        let member = entry.member.and_then(|member| request.household.members.get(member));
        let subject = member.map_or(String::new(), |member| format!(" of member {}", member.id));
        let verdict = match entry.verdict {
            Verdict::Likely => "likely",
            Verdict::Possible => "possible",
            Verdict::Unlikely => "unlikely",
        };
        println!("{verdict:<9} {program}{subject}");
    }
    Ok(())
}

/// The rulebook of this repository.
fn shipped() -> Result<Rulebook, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
    let loaded = author::load(&folder)
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    Ok(loaded.book)
}
