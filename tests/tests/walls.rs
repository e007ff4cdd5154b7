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
    fs,
    path::{Path, PathBuf},
    process::Command,
};

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

/// Code without its comments.
fn code(text: &str) -> String {
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
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
    let text = fs::read_to_string(root().join("core/src/evaluate.rs")).expect("the evaluator");
    for wall in ["Day", "date", "Region", "region"] {
        assert!(!code(&text).contains(wall), "evaluate.rs knows {wall}");
    }
}

#[test]
fn screen_is_total_and_pure() {
    let text = fs::read_to_string(root().join("core/src/screen.rs")).expect("screen");
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

#[test]
fn files_are_named_for_what_they_hold() {
    for folder in ["core/src", "widget/src", "www/src", "tests/src", "tests/tests"] {
        for (path, _) in files(folder, &["rs"]) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            assert!(!["utils", "helpers", "manager"].contains(&name.as_str()), "{}", path.display());
        }
    }
}
