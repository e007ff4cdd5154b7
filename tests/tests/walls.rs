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

/// What the files of the widget import from its other files, by the names of both: `session/reduce` and the like.
fn imports_of_the_widget() -> Vec<(String, Vec<String>)> {
    let source = root().join("widget/src");
    let all = files("widget/src", &["rs"]);
    let name = |path: &Path| {
        let path = path.strip_prefix(&source).expect("a file of the widget").with_extension("");
        path.to_string_lossy().replace('\\', "/")
    };
    let names: Vec<String> = all.iter().map(|(path, _)| name(path)).collect();
    all.iter()
        .filter(|(path, _)| !path.to_string_lossy().contains("_tests"))
        .map(|(path, text)| {
            let text = code(text.split("#[cfg(test)]").next().unwrap_or_default());
            let mut found = Vec::new();
            for statement in text.split("crate::").skip(1) {
                let statement = statement.split(';').next().unwrap_or_default();
                imported("", statement, &mut found);
            }
            // `model::state::Page` is a name of the file `model/state`, `text::Key` one of `text/mod`.
            let files = found.iter().filter_map(|path| {
                let whole = path.join("/");
                let of = |file: &&String| {
                    let file = file.strip_suffix("/mod").unwrap_or(file);
                    whole == file || whole.starts_with(&format!("{file}/"))
                };
                names
                    .iter()
                    .filter(of)
                    .max_by_key(|file| file.strip_suffix("/mod").unwrap_or(file).len())
                    .cloned()
            });
            let mut files: Vec<String> = files.filter(|file| *file != name(path)).collect();
            files.sort();
            files.dedup();
            (name(path), files)
        })
        .collect()
}

/// The paths that a tree of imports stands for: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn imported(before: &str, tree: &str, found: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let head: String = tree.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
    let path = format!("{before}{head}");
    match tree.strip_prefix(&head).map(str::trim_start).and_then(|rest| rest.strip_prefix('{')) {
        Some(group) => {
            let (mut depth, mut start) = (0usize, 0usize);
            for (at, mark) in group.char_indices() {
                match mark {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        imported(&path, &group[start..at], found);
                        return;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        imported(&path, &group[start..at], found);
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        }
        None if head.is_empty() => {}
        None => found.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()),
    }
}

#[test]
fn the_parts_of_the_widget_know_only_what_they_may() {
    let imports = imports_of_the_widget();
    let walls: [(&str, &[&str]); 4] = [
        ("model", &["catalog", "session", "text", "view", "host"]),
        ("catalog", &["session", "text", "view", "host"]),
        ("session", &["text", "view", "host"]),
        ("text", &["session", "view", "host"]),
    ];
    for (part, walls) in walls {
        for (file, imports) in imports.iter().filter(|(file, _)| file.split('/').next() == Some(part)) {
            for import in imports {
                let folder = import.split('/').next().unwrap_or_default();
                assert!(!walls.contains(&folder), "{file} imports {import}");
            }
        }
    }
    // The kit gets its callbacks handed in: it knows no page and not the app.
    for (file, imports) in &imports {
        let pages = ["view/pages", "view/results", "view/program_page", "view/review", "view/form"];
        if ["view/view", "view/element", "view/choices", "view/numbers", "view/place", "view/people"]
            .contains(&&**file)
        {
            for import in imports {
                let page = pages.contains(&&**import) || import.starts_with("host/");
                assert!(!page, "{file} imports {import}");
            }
        }
    }
    let view = imports.iter().filter(|(file, _)| file.starts_with("view/"));
    assert!(
        view.clone().count() > 10 && view.clone().all(|(_, of)| of.iter().all(|i| !i.starts_with("host/")))
    );
}

#[test]
fn no_files_of_the_widget_import_each_other_in_a_circle() {
    let mut left = imports_of_the_widget();
    assert!(left.iter().map(|(_, of)| of.len()).sum::<usize>() > 100, "hardly an import was found");
    // What imports nothing that is left, and what nothing left imports, is taken away; what stays then are circles.
    loop {
        let names: Vec<String> = left.iter().map(|(file, _)| file.clone()).collect();
        let imported: Vec<String> = left.iter().flat_map(|(_, of)| of.clone()).collect();
        let before = left.len();
        left.retain(|(file, of)| of.iter().any(|import| names.contains(import)) && imported.contains(file));
        if left.len() == before {
            break;
        }
    }
    assert!(left.is_empty(), "in a circle, or between two: {left:#?}");
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
