//! What the engine knows by name is found by its name, wherever it stands.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::{fs, path::Path};

use serde_json::{Value, json};
use yingbao_core::{author, document, domain::Day, engine::screen, rulebook::Rulebook};

fn files(folder: &Path, prefix: &str, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            files(&entry.path(), &format!("{name}/"), out);
        } else if name.ends_with(".toml") {
            out.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn cn(change: impl Fn(&str, String) -> String) -> Rulebook {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn"), "", &mut found);
    let found = found.into_iter().map(|(name, text)| (name.clone(), change(&name, text))).collect();
    author::load_files(found).unwrap_or_else(|found| panic!("{}", found[0])).book
}

fn screened(book: &Rulebook, household: &Value) -> String {
    let request = document::read(book, &household.to_string(), Day::parse("2026-11-01")).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    let document = document::write(&rules, &request.household, &screen(&rules, &request.household));
    // The rulebook itself is another, and so is its name.
    let mut document: Value = serde_json::from_str(&document).unwrap();
    document["rulebook"] = Value::Null;
    document.to_string()
}

#[test]
fn the_order_in_which_options_are_listed_says_nothing() {
    let listed = cn(|_, text| text);
    let turned = cn(|name, text| {
        if name != "facts.toml" {
            return text;
        }
        let turned = text.replace(r#"["urban", "rural"]"#, r#"["rural", "urban"]"#);
        assert_ne!(turned, text, "facts.toml lists both areas");
        turned
    });
    for area in [json!("urban"), json!("rural"), Value::Null] {
        for region in ["500233", "120114", "510100", "430700"] {
            let household = json!({
                "version": 1, "region": region, "household": { "area": area, "savings": 3000 },
                "members": [
                    { "id": "a", "relation": "self", "age": 44, "wage": 900 },
                    { "id": "b", "relation": "child", "age": 9, "student": "primary", "disability_type": "none" }
                ]
            });
            assert_eq!(screened(&listed, &household), screened(&turned, &household), "{region} {area}");
        }
    }
}
