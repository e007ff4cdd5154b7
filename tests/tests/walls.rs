//! The walls of the design: what may know what.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use yingbao_tests::imports::{Imports, circles, code, crossings, imports};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file with an ending below a folder.
fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut open = vec![root().join(folder)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                if !["target", "node_modules", "pkg"].iter().any(|n| path.ends_with(n)) {
                    open.push(path);
                }
            } else if endings.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
                let text = fs::read_to_string(&path).expect("text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

/// Names of the packages another one is built from, itself first.
fn packages(arguments: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix", "none", "--edges", "normal,no-proc-macro", "--format", "{p}"])
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("cargo tree");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    let mut names: Vec<String> =
        text.lines().filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect();
    names.dedup();
    names
}

#[test]
fn core_knows_no_browser_clock_or_chance() {
    let packages = packages(&["--package", "yingbao-core"]);
    for wall in
        ["web-sys", "js-sys", "wasm-bindgen", "gloo", "chrono", "jiff", "time", "rand", "fastrand", "cel"]
    {
        assert!(!packages.iter().any(|p| p == wall), "yingbao-core is built from {wall}");
    }
    for (path, text) in files("core/src", &["rs"]) {
        if path.components().any(|c| c.as_os_str() == "bin") {
            continue;
        }
        for wall in ["SystemTime", "Instant::now", "std::env", "std::net", "thread_rng"] {
            assert!(!code(&text).contains(wall), "{} knows {wall}", path.display());
        }
    }
}

#[test]
fn what_reads_rulebook_sources_never_enters_the_widget() {
    let packages = packages(&["--package", "yingbao-widget", "--target", "wasm32-unknown-unknown"]);
    assert!(packages.iter().any(|p| p == "yew"), "{packages:?}");
    for wall in ["cel", "toml", "toml_edit", "sha2", "clap"] {
        assert!(!packages.iter().any(|p| p == wall), "the widget is built from {wall}");
    }
}

#[test]
fn the_evaluator_knows_no_date_and_no_region() {
    let text = fs::read_to_string(root().join("core/src/engine/evaluate.rs")).expect("the evaluator");
    for wall in ["Day", "date", "Region", "region"] {
        assert!(!code(&text).contains(wall), "evaluate.rs knows {wall}");
    }
}

#[test]
fn screen_is_total_and_pure() {
    let text = fs::read_to_string(root().join("core/src/engine/screen.rs")).expect("screen");
    assert!(text.contains("pub fn screen(rules: &Ruleset<'_>, household: &Household) -> Screening {"));
}

#[test]
fn the_widget_names_no_rule() {
    let book = yingbao_tests::shipped();
    let mut names: Vec<&str> = book.programs.iter().map(|p| p.id.as_str()).collect();
    names.extend(book.parameters.iter().map(|p| p.id.as_str()));
    names.extend(
        book.programs.iter().flat_map(|p| &p.criteria).map(|c| c.id.as_str()).filter(|id| id.contains('_')),
    );
    for (path, text) in files("widget/src", &["rs"]) {
        // What a test of the widget makes up is no rule of the widget.
        if path.file_name().is_some_and(|n| n.to_string_lossy().contains("test")) {
            continue;
        }
        let text = code(text.split("#[cfg(test)]").next().unwrap_or_default());
        for name in &names {
            assert!(!text.contains(&format!("\"{name}\"")), "{} names {name}", path.display());
        }
    }
}

/// What the files of a crate import from its other files, by the names of both: `session/reduce` and the like.
fn imports_of(folder: &str) -> Imports {
    let source = root().join(folder);
    let files = files(folder, &["rs"]).into_iter().filter_map(|(path, text)| {
        let path = path.strip_prefix(&source).expect("a file of the crate").with_extension("");
        let name = path.to_string_lossy().replace('\\', "/");
        // A command line is a crate of its own; tests are under no wall.
        let apart = name.starts_with("bin/")
            || name == "tests"
            || name.ends_with("/tests")
            || name.contains("_tests");
        (!apart).then_some((name, text))
    });
    let imports = imports(&files.collect::<Vec<_>>());
    assert!(imports.values().map(BTreeSet::len).sum::<usize>() > 100, "hardly an import was found");
    imports
}

/// Nothing of one part of a crate imports anything of the others.
fn hold(imports: &Imports, part: &str, walls: &[&str]) {
    let crossed = crossings(imports, part, walls);
    assert!(crossed.is_empty(), "{crossed:#?}");
}

#[test]
fn the_parts_of_the_widget_know_only_what_they_may() {
    let imports = imports_of("widget/src");
    hold(&imports, "model", &["catalog", "session", "text", "view", "host"]);
    hold(&imports, "catalog", &["session", "text", "view", "host"]);
    hold(&imports, "session", &["text", "view", "host"]);
    hold(&imports, "text", &["session", "view", "host"]);
    hold(&imports, "view", &["host"]);
    // The kit gets its callbacks handed in: it knows no page and not the app.
    let pages = ["view/pages", "view/results", "view/program_page", "view/review", "view/form"];
    for part in ["view", "element", "choices", "numbers", "place", "people"] {
        hold(&imports, &format!("view/{part}"), &pages);
    }
}

#[test]
fn the_parts_of_core_know_only_what_they_may() {
    let imports = imports_of("core/src");
    let parts: BTreeSet<&str> = imports.keys().filter_map(|file| file.split('/').next()).collect();
    let but = |known: &[&str]| -> Vec<&str> {
        parts.iter().copied().filter(|part| !known.contains(part)).collect()
    };
    assert!(parts.len() > 10 && parts.contains("author"), "{parts:?}");
    hold(&imports, "domain", &but(&["domain"]));
    hold(
        &imports,
        "rulebook",
        &["ruleset", "engine", "document", "household", "insight", "interview", "author", "screening"],
    );
    hold(&imports, "ruleset", &["engine", "document", "author"]);
    hold(&imports, "screening", &but(&["screening", "domain", "rulebook"]));
    hold(&imports, "engine", &["document", "author", "wording", "insight", "interview", "api"]);
    hold(&imports, "document", &["engine", "author"]);
    hold(&imports, "interview", &["document", "author"]);
    hold(&imports, "insight", &["document", "author"]);
    // Its cases alone are documents.
    let author = crossings(&imports, "author", &["document"]);
    assert!(author.iter().all(|crossed| crossed.starts_with("author/cases")), "{author:#?}");
    for part in parts.iter().filter(|part| !["api", "js"].contains(part)) {
        hold(&imports, part, &["api", "js"]);
    }
}

#[test]
fn no_files_of_a_crate_import_each_other_in_a_circle() {
    for folder in ["core/src", "widget/src"] {
        let imports = imports_of(folder);
        let circles = circles(&imports);
        assert!(circles.is_empty(), "in a circle, or between two, in {folder}: {circles:#?}");
    }
}

/// A module's path says where a name comes from.
#[test]
fn core_imports_nothing_through_its_root() {
    for (file, found) in imports_of("core/src") {
        for import in found {
            let first = import.path.split("::").next().unwrap_or_default();
            let module = root().join(format!("core/src/{first}.rs")).exists();
            assert!(module, "{file} imports {} through the root", import.path);
        }
    }
}

/// A second opinion is worth what it does not share.
#[test]
fn the_oracle_and_the_portal_know_nothing_of_core() {
    for (path, text) in files("tests/src/oracle", &["rs"]).into_iter().chain(files("www/src", &["rs"])) {
        assert!(!code(&text).contains("yingbao_core"), "{} imports yingbao_core", path.display());
    }
    assert!(!packages(&["--package", "yingbao-www"]).iter().any(|p| p == "yingbao-core"));
}

#[test]
fn files_are_named_for_what_they_hold() {
    for folder in ["core/src", "widget/src", "www/src", "tests/src", "tests/tests"] {
        for (path, _) in files(folder, &["rs"]) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            assert!(!["utils", "helpers", "manager"].contains(&name.as_str()), "{}", path.display());
        }
    }
}
