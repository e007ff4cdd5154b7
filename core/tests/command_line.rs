//! The command line as a caller meets it: what it prints where, and its exit status.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const GOOD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/rulebooks/good");
const BAD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/rulebooks/bad");
const DOCUMENT: &str = r#"{"version": 1, "date": "2025-06-01", "region": "000000",
    "household": {"home": "own", "savings": 0},
    "members": [{"id": "a", "relation": "self", "age": 61, "wage": "100", "receives": []}]}"#;

fn yingbao(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_yingbao"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that fails early closes its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

const COMMANDS: [&str; 7] = ["screen", "explain", "check", "build", "test", "regions", "schema"];

#[test]
fn every_command_has_help_and_a_mistyped_one_is_a_usage_error() {
    for command in COMMANDS {
        let output = yingbao(&[command, "--help"], "");
        assert_eq!(status(&output), 0, "{command}");
        assert!(out(&output).contains("Usage: yingbao"), "{command}");
        assert_eq!(status(&yingbao(&[command, "--no-such-option"], "")), 2, "{command}");
    }
    for arguments in [&[][..], &["scren"], &["build"], &["explain"], &["schema"], &["schema", "x"]] {
        let output = yingbao(arguments, "");
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(out(&output).is_empty() && !error(&output).is_empty());
    }
    assert_eq!(status(&yingbao(&["screen", "--date", "2025-02-30"], "")), 2);
}

#[test]
fn a_document_is_answered_from_standard_input_a_file_a_folder_or_a_built_rulebook() {
    let answer = yingbao(&["screen", "--rulebook", GOOD], DOCUMENT);
    assert_eq!(status(&answer), 0, "{}", error(&answer));
    let read: serde_json::Value = serde_json::from_str(&out(&answer)).unwrap();
    assert_eq!(read["programs"][0]["verdict"], "likely");
    assert!(read["rulebook"]["digest"].as_str().unwrap().starts_with("sha256:"));

    let (file, built) = (scratch("document.json"), scratch("mini.rulebook"));
    std::fs::write(&file, DOCUMENT).unwrap();
    let build = yingbao(&["build", GOOD, "--out", built.to_str().unwrap()], "");
    assert_eq!(status(&build), 0, "{}", error(&build));
    assert!(out(&build).contains(read["rulebook"]["digest"].as_str().unwrap()));
    let again = yingbao(&["screen", file.to_str().unwrap(), "--rulebook", built.to_str().unwrap()], "");
    assert_eq!(out(&again), out(&answer));
}

#[test]
fn what_is_wrong_goes_to_standard_error_with_status_1() {
    let cases: [(&[&str], &str, &str); 7] = [
        (&["screen", "--rulebook", GOOD], "{", "JSON"),
        (&["screen", "--rulebook", GOOD], r#"{"version": 1, "members": [{"wage": 1}]}"#, "members[0].id"),
        (&["screen", "/no/such/file", "--rulebook", GOOD], "", "/no/such/file"),
        (&["screen", "--rulebook", "/no/such/rulebook"], DOCUMENT, "/no/such/rulebook"),
        (&["explain", "--program", "none", "--rulebook", GOOD], DOCUMENT, "none"),
        (&["regions", "990000", "--rulebook", GOOD], "", "990000"),
        (&["check", "/no/such/folder"], "", "/no/such/folder"),
    ];
    for (arguments, input, named) in cases {
        let output = yingbao(arguments, input);
        assert_eq!(status(&output), 1, "{arguments:?}");
        assert!(out(&output).is_empty(), "{arguments:?}");
        assert!(error(&output).contains(named), "{arguments:?}: {}", error(&output));
    }
}

#[test]
fn a_stream_goes_on_after_a_bad_line_and_says_so_at_its_end() {
    let line = DOCUMENT.replace('\n', "");
    let output = yingbao(&["screen", "--batch", "--rulebook", GOOD], &format!("{line}\nnone\n{line}\n"));
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], lines[2]);
    assert_eq!(lines[1]["line"], 2);
    assert_eq!(status(&output), 1);
    let good = yingbao(&["screen", "--batch", "--jobs", "2", "--rulebook", GOOD], &format!("{line}\n{line}"));
    assert_eq!((status(&good), out(&good).lines().count()), (0, 2));
}

#[test]
fn a_mistake_in_a_rulebook_is_said_with_file_and_line() {
    let good = yingbao(&["check", GOOD], "");
    assert_eq!((status(&good), error(&good).trim()), (0, "0 errors, 0 warnings"));
    let folder = scratch("unused");
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("unused"), &folder);
    for (strict, expected) in [(&[][..], 0), (&["--strict"], 1)] {
        let output = yingbao(&[&["check", folder.to_str().unwrap()], strict].concat(), "");
        assert_eq!(status(&output), expected);
        assert!(error(&output).contains("variables.toml:18:6: warning[unused]"), "{}", error(&output));
    }
    let folder = scratch("bad-date");
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("bad-date"), &folder);
    for command in ["check", "test"] {
        let output = yingbao(&[command, folder.to_str().unwrap()], "");
        assert_eq!(status(&output), 1);
        assert!(error(&output).contains("regions/nation.toml:27:8: error[bad-date]"), "{}", error(&output));
    }
    let built = scratch("bad.rulebook");
    let output = yingbao(&["build", folder.to_str().unwrap(), "--out", built.to_str().unwrap()], "");
    assert!(status(&output) == 1 && !built.exists());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn cases_are_run_and_differences_shown() {
    let good = yingbao(&["test", GOOD, "--coverage"], "");
    assert_eq!(status(&good), 0, "{}", out(&good));
    assert!(out(&good).contains("4 cases pass, 0 fail") && out(&good).contains("care.low_wage"));
    let folder = scratch("case-fails");
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("case-fails"), &folder);
    let bad = yingbao(&["test", folder.to_str().unwrap()], "");
    assert_eq!(status(&bad), 1);
    for part in ["FAILED just-below", "households/aid.toml:10", "expected 0.02", "found    0.01"] {
        assert!(out(&bad).contains(part), "{part} is not in {}", out(&bad));
    }
}

#[test]
fn reasons_are_told_in_both_languages() {
    let english = yingbao(&["explain", "--program", "aid", "--lang", "en", "--rulebook", GOOD], DOCUMENT);
    for part in ["Aid: ", "[met] Income", "100.00 is below 120.00", "Law A, article 1", "20.00 CNY a month"] {
        assert!(out(&english).contains(part), "{part} is not in {}", out(&english));
    }
    let chinese = yingbao(&["explain", "--program", "care", "--member", "a", "--rulebook", GOOD], DOCUMENT);
    for part in ["照料 (a)", "[符合] 年龄", "甲法 第3条"] {
        assert!(out(&chinese).contains(part), "{part} is not in {}", out(&chinese));
    }
}

#[test]
fn places_and_schemas_are_listed() {
    let regions = out(&yingbao(&["regions", "--rulebook", GOOD], ""));
    for part in ["000000 甲国 A", "120.00 a month from 2025-01-01  figures (official, checked 2026-01-01)"]
    {
        assert!(regions.contains(part), "{part} is not in {regions}");
    }
    for of in ["household", "screening", "rulebook"] {
        let output = yingbao(&["schema", of, "--rulebook", GOOD], "");
        let schema: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert!(schema["$schema"].as_str().unwrap().contains("2020-12"), "{of}");
    }
}
