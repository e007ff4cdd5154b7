//! Every mistake an author can make is said once, at the right file and line: a folder of `rulebooks/bad/` a code.
//!
//! A folder holds the files that differ from `rulebooks/good/`; `NAME.removed` takes a file away, and `expected.txt`
//! says where the mistake is, `FILE:LINE` with line 0 for the whole file.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use yingbao_core::author::{Code, Diagnostic, check, open_files};

type Files = BTreeMap<String, String>;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks").join(name)
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().into_string().unwrap());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

fn files(name: &str) -> Files {
    let mut files = Files::new();
    read(&folder(name), "", &mut files);
    files
}

fn found(files: Files) -> Vec<Diagnostic> {
    check(&open_files(files.into_iter().collect()))
}

/// The good rulebook with a folder's files laid over it, and where the mistake is expected.
fn laid_over(code: &str) -> (Files, String) {
    let mut files = files("good");
    let mut over = self::files(&format!("bad/{code}"));
    let expected = over.remove("expected.txt").unwrap_or_else(|| panic!("bad/{code} has no expected.txt"));
    for (name, text) in over {
        match name.strip_suffix(".removed") {
            Some(removed) => assert!(files.remove(removed).is_some(), "bad/{code}: no {removed} to remove"),
            None => {
                files.insert(name, text);
            }
        }
    }
    (files, expected.trim().to_owned())
}

fn lines(found: &[Diagnostic]) -> String {
    found.iter().map(|d| format!("{d}\n")).collect()
}

#[test]
fn the_good_rulebook_has_no_mistake() {
    let found = found(files("good"));
    assert!(found.is_empty(), "{}", lines(&found));
}

/// Every folder with its code: its name, up to a dot where a code has several.
fn folders() -> Vec<(String, Code)> {
    let mut folders: Vec<String> = fs::read_dir(folder("bad"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let code = |name: &str| {
        let code = name.split('.').next().unwrap();
        let found = Code::ALL.iter().find(|one| one.text() == code);
        *found.unwrap_or_else(|| panic!("bad/{name}: there is no code {code}"))
    };
    folders.into_iter().map(|name| (name.clone(), code(&name))).collect()
}

#[test]
fn every_code_has_a_folder_and_every_folder_a_code() {
    let folders = folders();
    for code in Code::ALL {
        assert!(folders.iter().any(|(name, _)| name == code.text()), "no folder for {}", code.text());
    }
}

#[test]
fn each_mistake_is_said_once_at_its_line() {
    let mut wrong = String::new();
    for (name, code) in folders() {
        let (files, expected) = laid_over(&name);
        let found = found(files);
        let as_expected = matches!(
            found.as_slice(),
            [one] if one.code == code && format!("{}:{}", one.file, one.line) == expected
        );
        if !as_expected {
            wrong.push_str(&format!("{name}, expected at {expected}:\n{}\n", lines(&found)));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_mistake_says_what_to_write_instead() {
    for (name, code) in folders() {
        let (files, _) = laid_over(&name);
        for diagnostic in found(files) {
            assert!(!diagnostic.what.is_empty() && !diagnostic.instead.is_empty(), "{diagnostic}");
            assert!(!code.meaning().is_empty());
        }
    }
}

#[test]
fn one_mistake_does_not_hide_another() {
    let mut all = files("good");
    let names = ["unit-mismatch", "bad-date", "asked-twice", "forbidden-phrase"];
    for name in names {
        let (files, _) = laid_over(name);
        let good = self::files("good");
        for (file, text) in files {
            if good.get(&file) != Some(&text) {
                all.insert(file, text);
            }
        }
    }
    let codes: Vec<&str> = found(all).iter().map(|d| d.code.text()).collect();
    for name in names {
        assert!(codes.contains(&name), "{name} is not among {codes:?}");
    }
}

#[test]
fn a_file_cut_short_anywhere_is_a_mistake_or_a_rulebook_but_never_a_crash() {
    let good = files("good");
    for (name, text) in &good {
        for end in (0..text.len()).filter(|end| end % 7 == 0 && text.is_char_boundary(*end)) {
            let mut cut = good.clone();
            cut.insert(name.clone(), text[..end].to_owned());
            let _ = check(&open_files(cut.into_iter().collect()));
        }
    }
}

#[test]
fn an_assumed_figure_has_evidence_and_no_source_and_only_it_has_evidence() {
    let (files, _) = laid_over("beyond-bound");
    let figures = files.get("regions/nation.toml").unwrap().replace("value = \"59\"", "value = \"60\"");
    let with = |from: &str, to: &str| {
        let mut files = files.clone();
        assert!(figures.contains(from), "{from}");
        files.insert("regions/nation.toml".to_owned(), figures.replace(from, to));
        found(files).iter().map(|d| (d.code, d.line)).collect::<Vec<_>>()
    };
    let evidence = "grade = \"assumed\"\nevidence = \"甲国 has 59\"";
    assert_eq!(with("\n", "\n"), [], "the value is at the ceiling, which is not beyond it");
    assert_eq!(with(evidence, "grade = \"assumed\""), [(Code::MissingKey, 42)]);
    assert_eq!(
        with(evidence, "grade = \"official\"\nevidence = \"x\"\nsource = \"figures\""),
        [(Code::UnknownKey, 48)]
    );
    assert_eq!(with(evidence, &format!("source = \"figures\"\n{evidence}")), [(Code::UnknownKey, 47)]);
}
