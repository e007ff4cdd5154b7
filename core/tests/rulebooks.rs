//! The rulebooks beside the shipped one: the sample that is read as an example, and the template that is copied.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use yingbao_core::author::{self, Code, Diagnostic, schema};

/// What the template has to say once everything it proposes is put in: a figure where none was, and nothing that reads
/// the variable.
const PUT_IN: [Code; 3] = [Code::CaseFails, Code::NeverOpen, Code::Unused];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks").join(name)
}

fn check(files: Vec<(String, String)>) -> Vec<Diagnostic> {
    author::check(&author::open_files(files))
}

fn lines(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n")).collect()
}

/// The key of a line `key = …`.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let is_name = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_name.then_some(key)
}

/// The template with every key and table that it shows in a comment.
fn put_in() -> Vec<(String, String)> {
    let mut shown = 0;
    let mut line = |line: &str| {
        let proposed = line.strip_prefix("# ").filter(|rest| rest.starts_with("[[") || key(rest).is_some());
        shown += usize::from(proposed.is_some());
        format!("{}\n", proposed.unwrap_or(line))
    };
    let template = author::open(&folder("template"));
    let files = template.log.files().iter();
    let files = files.map(|file| (file.name.clone(), file.text.lines().map(&mut line).collect())).collect();
    assert!(shown > 10, "{shown} lines in comments");
    files
}

#[test]
fn there_is_nothing_to_say_of_them_and_all_their_cases_pass() {
    for name in ["sample", "template"] {
        let loaded = author::open(&folder(name));
        let found = author::check(&loaded);
        assert!(found.is_empty(), "{name}:\n{}", lines(&found));
        assert!(!loaded.cases.is_empty(), "{name} has no case");
        for case in &loaded.cases {
            let answers = author::run(&loaded.book, case).unwrap();
            assert!(answers.differences.is_empty(), "{name}: {}: {:?}", case.id, answers.differences);
        }
    }
}

#[test]
fn what_the_template_shows_in_comments_can_be_put_in() {
    let found = check(put_in());
    assert!(found.iter().all(|d| PUT_IN.contains(&d.code)), "{}", lines(&found));
}

/// None stands there that the engine passes over.
#[test]
fn every_key_of_the_template_is_read() {
    let files = put_in();
    let mut renamed = 0;
    for (index, (name, text)) in files.iter().enumerate() {
        for (number, line) in text.lines().enumerate() {
            let Some(key) = key(line) else { continue };
            let other = line.replacen(key, &format!("{key}_x"), 1);
            let mut lines: Vec<&str> = text.lines().collect();
            lines[number] = &other;
            let mut files = files.clone();
            files[index].1 = lines.join("\n");
            let found = check(files);
            let noticed = found.iter().any(|d| !PUT_IN.contains(&d.code));
            assert!(noticed, "{name}:{}: nothing is said of `{other}`", number + 1);
            renamed += 1;
        }
    }
    assert!(renamed > 100, "{renamed} keys");
}

/// The keys of all tables of a schema.
fn keys(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
    let properties = schema.get("properties").and_then(serde_json::Value::as_object);
    found.extend(properties.into_iter().flatten().map(|(key, _)| key.clone()));
    let inner = schema.as_object().into_iter().flat_map(|object| object.values());
    for part in inner.chain(schema.as_array().into_iter().flatten()) {
        keys(part, found);
    }
}

/// What a comment says could be written too: `` `at_least = 0` ``.
#[test]
fn every_key_that_the_template_speaks_of_is_there() {
    let mut known = BTreeSet::new();
    keys(&schema::rulebook(), &mut known);
    let mut named = 0;
    for file in author::open(&folder("template")).log.files() {
        for key in file.text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter_map(key) {
            assert!(known.contains(key), "{}: there is no key `{key}`", file.name);
            named += 1;
        }
    }
    assert!(named > 2, "{named} keys in comments");
}
