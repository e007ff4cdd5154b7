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
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
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

const COMMANDS: [&str; 11] = [
    "screen",
    "interview",
    "explain",
    "check",
    "build",
    "test",
    "mutants",
    "diff",
    "regions",
    "figures",
    "schema",
];

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
fn every_command_names_the_file_and_the_cause() {
    let (missing, built) = ("/no/such/place", scratch("never.rulebook"));
    let built = built.to_str().unwrap();
    let gone = "/no/such/place: No such file or directory (os error 2)\n";
    let no_folder = "/no/such/place: error[missing-file]: there is no such folder\n  instead: a rulebook's folder\n1 errors, 0 warnings\n";
    let folder = scratch("not-a-rulebook");
    std::fs::write(&folder, "yingbao?").unwrap();
    let no_rulebook = format!("{}: not a rulebook file\n", folder.display());
    let folder = folder.to_str().unwrap();
    let no_member =
        "standard input: members[0].id: expected a text that names this member in this document\n";
    let cases: [(&[&str], &str); 18] = [
        (&["screen", missing, "--rulebook", GOOD], gone),
        (&["screen", missing, "--batch", "--rulebook", GOOD], gone),
        (&["screen", "--rulebook", missing], gone),
        (&["screen", "--rulebook", folder], &no_rulebook),
        (&["screen", "--rulebook", GOOD], no_member),
        (&["screen", "--brief", "--rulebook", GOOD], no_member),
        (&["interview", missing, "--rulebook", GOOD], gone),
        (&["interview", "--rulebook", GOOD], no_member),
        (&["explain", missing, "--program", "aid", "--rulebook", GOOD], gone),
        (&["explain", "--program", "aid", "--rulebook", GOOD], no_member),
        (&["regions", "--rulebook", missing], gone),
        (&["figures", "--rulebook", missing], gone),
        (&["schema", "household", "--rulebook", missing], gone),
        (&["check", missing], no_folder),
        (&["test", missing], no_folder),
        (&["mutants", missing], no_folder),
        (&["build", missing, "--out", built], no_folder),
        (&["build", GOOD, "--out", "/no/such/place"], gone),
    ];
    for (arguments, expected) in cases {
        let output = yingbao(arguments, r#"{"version": 1, "members": [{"wage": 1}]}"#);
        assert_eq!((status(&output), error(&output).as_str()), (1, expected), "{arguments:?}");
        assert!(out(&output).is_empty(), "{arguments:?}");
    }
    let file = scratch("no-member.json");
    std::fs::write(&file, r#"{"version": 1, "members": []}"#).unwrap();
    let output = yingbao(&["screen", file.to_str().unwrap(), "--rulebook", GOOD], "");
    let expected = format!("{}: members: found 0 members; expected 1 to 20 members\n", file.display());
    assert_eq!((status(&output), error(&output)), (1, expected));
}

#[test]
fn a_mistyped_name_is_answered_by_the_nearest() {
    let document =
        |more: &str| format!(r#"{{"version": 1, {more} "members": [{{"id": "a", "relation": "self"}}]}}"#);
    for (input, meant) in [
        (document(r#""regoin": "000000","#), "region"),
        (document(r#""household": {"savigns": 0},"#), "savings"),
        (document(r#""household": {"savings": {"mni": 0}},"#), "min"),
        (document(r#""household": {"home": "onw"},"#), "own"),
        (document(r#""parameters": {"standrad": 1},"#), "standard"),
        (r#"{"version": 1, "members": [{"id": "a", "relation": "sefl"}]}"#.to_owned(), "self"),
        (r#"{"version": 1, "members": [{"id": "a", "relation": "self", "wgae": 1}]}"#.to_owned(), "wage"),
    ] {
        let output = yingbao(&["screen", "--date", "2025-06-01", "--rulebook", GOOD], &input);
        assert_eq!(status(&output), 1, "{input}");
        let said = error(&output);
        assert!(said.ends_with(&format!("; did you mean \"{meant}\"?\n")), "{input}: {said}");
    }
    let output = yingbao(&["screen", "--date", "2025-06-01", "--rulebook", GOOD], &document(r#""xyz": 1,"#));
    assert!(status(&output) == 1 && !error(&output).contains("did you mean"), "{}", error(&output));
    let output = yingbao(&["explain", "--program", "ad", "--rulebook", GOOD], DOCUMENT);
    let expected = "there is no programme ad; expected one of aid, care; did you mean \"aid\"?\n";
    assert_eq!((status(&output), error(&output).as_str()), (1, expected));
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

/// Of a screening document only what `--brief` keeps.
fn brief(whole: &serde_json::Value) -> serde_json::Value {
    let kept = ["id", "member", "verdict", "amount"];
    let programs = whole["programs"].as_array().unwrap().iter().map(|program| {
        let parts = program.as_object().unwrap().iter().filter(|(key, _)| kept.contains(&key.as_str()));
        parts.map(|(key, value)| (key.clone(), value.clone())).collect::<serde_json::Map<_, _>>().into()
    });
    serde_json::json!({ "programs": programs.collect::<Vec<serde_json::Value>>() })
}

#[test]
fn a_brief_answer_is_verdicts_and_amounts_of_the_whole_one() {
    let line = DOCUMENT.replace('\n', "");
    let other = line.replace("\"wage\": \"100\"", "\"wage\": {\"min\": 500}");
    let input = format!("{line}\nnone\n{other}\n");
    let told = |more: &[&str], input: &str| {
        let output = yingbao(&[&["screen", "--rulebook", GOOD], more].concat(), input);
        let lines: Vec<String> = out(&output).lines().map(str::to_owned).collect();
        (status(&output), lines)
    };
    let read = |line: &String| serde_json::from_str::<serde_json::Value>(line).unwrap();
    let (whole_status, whole) = told(&["--batch"], &input);
    let (brief_status, short) = told(&["--batch", "--brief"], &input);
    assert_eq!((whole_status, brief_status, short.len()), (1, 1, 3));
    assert_eq!(short[1], whole[1], "a bad line is answered as without --brief");
    for index in [0, 2] {
        assert_eq!(read(&short[index]), brief(&read(&whole[index])));
    }
    assert_ne!(short[0], short[2]);
    assert!(read(&short[0])["programs"][0]["amount"]["per"] == "month", "{}", short[0]);
    let (one_status, one) = told(&["--brief"], &line);
    assert_eq!((one_status, read(&one.concat())), (0, read(&short[0])));
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

/// Columns that a terminal gives a text.
fn width(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

#[test]
fn a_mistake_in_a_rulebook_is_shown_with_its_line_and_a_mark() {
    let folder = scratch("shown");
    let _ = std::fs::remove_dir_all(&folder);
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("bad-date"), &folder);
    let output = yingbao(&["check", folder.to_str().unwrap()], "");
    let expected = format!(
        r#"{}/regions/nation.toml:27:8: error[bad-date]: "2025-02-29" is no day
   |
27 | from = "2025-02-29"
   |        ^^^^^^^^^^^^
   |
   = instead: a day that exists, "2024-07-01"
1 errors, 0 warnings
"#,
        folder.display()
    );
    assert_eq!((status(&output), error(&output)), (1, expected));

    let folder = scratch("shown-wide");
    let _ = std::fs::remove_dir_all(&folder);
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("unknown-option"), &folder);
    let file = folder.join("variables.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let wide = text.replace("\"kid\"]", "\"孩子\"] || member.wgae > 1234567890123456");
    assert_ne!(text, wide);
    std::fs::write(&file, wide).unwrap();
    let output = yingbao(&["check", folder.to_str().unwrap()], "");
    assert_eq!(status(&output), 1);
    let said = error(&output);
    let marks =
        [("unknown-option", "\"孩子\""), ("unknown-name", ".wgae"), ("too-many-digits", "1234567890123456")];
    for (code, marked) in marks {
        let lines: Vec<&str> =
            said.lines().skip_while(|line| !line.contains(&format!("error[{code}]"))).take(4).collect();
        let before = lines[2].split(marked).next().unwrap();
        let mark = lines[3].split('|').nth(1).unwrap();
        assert!(mark.chars().all(|c| c == ' ' || c == '^'), "{said}");
        let start = "   |".len() + mark.chars().take_while(|c| *c == ' ').count();
        assert_eq!((start, mark.matches('^').count()), (width(before), width(marked)), "{said}");
    }
    assert!(said.contains("= instead: `wage`"), "{said}");
}

#[test]
fn a_case_that_fails_is_shown_with_its_line() {
    let folder = scratch("case-shown");
    let _ = std::fs::remove_dir_all(&folder);
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("case-fails"), &folder);
    let output = yingbao(&["test", folder.to_str().unwrap()], "");
    assert_eq!((status(&output), error(&output)), (1, String::new()));
    let expected = format!(
        r#"  {}/households/aid.toml:10:11: aid: amount
   |
10 | program = "aid"
   |           ^^^^^
    expected 0.02
    found    0.01
"#,
        folder.display()
    );
    assert!(out(&output).contains(&expected), "{}", out(&output));
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
    for part in ["Aid: ", "[met] Income", "100 is below 120", "Law A, article 1", "20 CNY a month"] {
        assert!(out(&english).contains(part), "{part} is not in {}", out(&english));
    }
    let chinese = yingbao(&["explain", "--program", "care", "--member", "a", "--rulebook", GOOD], DOCUMENT);
    for part in ["照料（a）", "[符合] 年龄", "甲法 第3条"] {
        assert!(out(&chinese).contains(part), "{part} is not in {}", out(&chinese));
    }
}

#[test]
fn texts_of_a_language_are_written_apart() {
    let (built, texts) = (scratch("apart.rulebook"), scratch("apart.rulebook.en"));
    let built = built.to_str().unwrap();
    let build = yingbao(&["build", GOOD, "--apart", "en", "--out", built], "");
    assert_eq!(status(&build), 0, "{}", error(&build));
    let length = |path: &str| std::fs::metadata(path).unwrap().len();
    assert!(length(texts.to_str().unwrap()) > 100);
    // What is left is a rulebook, and the same one.
    let told = |rulebook| {
        out(&yingbao(&["explain", "--program", "care", "--member", "a", "--rulebook", rulebook], DOCUMENT))
    };
    assert_eq!(told(built), told(GOOD));
    let same = yingbao(&["diff", built, GOOD], "");
    assert_eq!((status(&same), out(&same).as_str()), (0, "0 of 4 households are answered differently\n"));

    let english = yingbao(&["explain", "--program", "aid", "--lang", "en", "--rulebook", built], DOCUMENT);
    assert!(status(&english) == 1 && error(&english).contains("without --apart"), "{}", error(&english));
    for language in ["zh-CN", "fr"] {
        let refused = yingbao(&["build", GOOD, "--apart", language, "--out", built], "");
        let part = format!("--apart {language}: this rulebook has the languages zh-CN, en");
        assert!(status(&refused) == 1 && error(&refused).contains(&part), "{}", error(&refused));
    }
}

#[test]
fn chinese_reasons_have_chinese_punctuation() {
    let document = r#"{"version": 1, "date": "2026-11-01", "region": "310000",
        "household": {"savings": 20000}, "members": [{"id": "a", "relation": "self", "age": 46, "wage": 900}]}"#;
    let told = yingbao(&["explain", "--program", "dibao", "--changes", "--lang", "zh"], document);
    assert_eq!(status(&told), 0, "{}", error(&told));
    for line in out(&told).lines() {
        let characters: Vec<char> = line.chars().collect();
        let wrong = characters.windows(2).any(|pair| {
            let chinese = pair.iter().any(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
            chinese && pair.iter().any(|c| ",;:()".contains(*c))
        });
        assert!(!wrong, "{line}");
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

/// Every command that prints, with arguments that make it print something and what it reads.
const PRINTING: [(&[&str], &str); 13] = [
    (&["interview", "--rulebook", GOOD], DOCUMENT),
    (&["screen", "--rulebook", GOOD], DOCUMENT),
    (&["screen", "--brief", "--rulebook", GOOD], DOCUMENT),
    (&["screen", "--batch", "--rulebook", GOOD], "none\n"),
    (&["explain", "--program", "aid", "--changes", "--rulebook", GOOD], DOCUMENT),
    (&["test", GOOD, "--coverage"], ""),
    (&["regions", "--rulebook", GOOD], ""),
    (&["regions", "--stale", "--date", "2026-11-01", "--rulebook", GOOD], ""),
    (&["schema", "household", "--rulebook", GOOD], ""),
    (&["figures", "--rulebook", GOOD], ""),
    (&["schema", "rulebook"], ""),
    (&["--help"], ""),
    (&["screen", "--help"], ""),
];

/// A pipe that nobody reads.
fn unread() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

fn ended(mut child: Child, input: &str) -> (i32, String) {
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let mut said = String::new();
    if let Some(mut errors) = child.stderr.take() {
        errors.read_to_string(&mut said).unwrap();
    }
    (child.wait().unwrap().code().expect("ended by itself"), said)
}

#[test]
fn where_nobody_reads_a_command_ends_quietly() {
    let built = scratch("unread.rulebook");
    let build = ["build", GOOD, "--out", built.to_str().unwrap()];
    for (arguments, input) in PRINTING.into_iter().chain([(&build[..], "")]) {
        assert!(!yingbao(arguments, input).stdout.is_empty(), "{arguments:?} prints nothing");
        let mut command = Command::new(env!("CARGO_BIN_EXE_yingbao"));
        command.args(arguments).stdin(Stdio::piped());
        let child = command.stdout(unread()).stderr(Stdio::piped()).spawn().unwrap();
        assert_eq!(ended(child, input), (0, String::new()), "{arguments:?}");
    }
}

#[test]
fn a_message_that_nobody_reads_leaves_the_status_as_it_is() {
    let folder = scratch("unread-bad-date");
    copy(Path::new(GOOD), &folder);
    copy(&Path::new(BAD).join("bad-date"), &folder);
    let bad = ["check", folder.to_str().unwrap()];
    let cases: [(&[&str], i32); 5] = [
        (&["check", GOOD], 0),
        (&bad, 1),
        (&["screen", "--rulebook", GOOD], 1),
        (&["screen", "--batch", "--rulebook", GOOD], 1),
        (&["scren"], 2),
    ];
    for (arguments, expected) in cases {
        assert!(!yingbao(arguments, "none").stderr.is_empty(), "{arguments:?} says nothing");
        let mut command = Command::new(env!("CARGO_BIN_EXE_yingbao"));
        command.args(arguments).stdin(Stdio::piped());
        let child = command.stdout(Stdio::null()).stderr(unread()).spawn().unwrap();
        assert_eq!(ended(child, "none").0, expected, "{arguments:?}");
    }
}

#[test]
fn a_stream_that_nobody_reads_ends_while_more_could_still_come() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yingbao"));
    command.args(["screen", "--batch", "--rulebook", GOOD]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let line = DOCUMENT.replace('\n', "") + "\n";
    input.write_all(line.as_bytes()).unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap());
    assert!(answers.read_line(&mut String::new()).unwrap() > 0);
    drop(answers);
    // The answer to this one meets a closed pipe; the input stays open.
    input.write_all(line.as_bytes()).unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("waits for more input");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let file = scratch(&format!("input-{}", input.len()));
    std::fs::write(&file, input).unwrap();
    yingbao(&[arguments, &[file.to_str().unwrap()]].concat(), "")
}

#[test]
fn a_byte_order_mark_is_passed_over_and_utf_16_named() {
    let mark = format!("\u{feff}{DOCUMENT}");
    let plain = with_input(&["screen", "--rulebook", GOOD], DOCUMENT.as_bytes());
    let marked = with_input(&["screen", "--rulebook", GOOD], mark.as_bytes());
    assert_eq!((status(&marked), out(&marked)), (0, out(&plain)), "{}", error(&marked));
    let explained = with_input(&["explain", "--program", "aid", "--rulebook", GOOD], mark.as_bytes());
    assert_eq!(status(&explained), 0, "{}", error(&explained));
    for utf16 in [
        mark.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        mark.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        DOCUMENT.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        let output = with_input(&["screen", "--rulebook", GOOD], &utf16);
        assert_eq!((status(&output), out(&output)), (1, String::new()));
        assert!(error(&output).contains("UTF-16") && error(&output).contains("UTF-8"), "{}", error(&output));
        let batch = with_input(&["screen", "--batch", "--rulebook", GOOD], &utf16);
        assert!(out(&batch).contains("UTF-16"), "{}", out(&batch));
    }
}

#[test]
fn a_blank_line_of_a_stream_is_passed_over_and_counted() {
    let line = DOCUMENT.replace('\n', "");
    let input = format!("\u{feff}{line}\r\n\n  \t\r\nnone\n\n{line}\n\n");
    let output = with_input(&["screen", "--batch", "--rulebook", GOOD], input.as_bytes());
    let lines: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["programs"][0]["verdict"], "likely");
    assert_eq!((&lines[1]["line"], &lines[2]), (&4.into(), &lines[0]));
    let only = with_input(&["screen", "--batch", "--rulebook", GOOD], "\u{feff}\n\n".as_bytes());
    assert_eq!((status(&only), out(&only)), (0, String::new()));
}

#[test]
fn a_rulebook_saved_with_a_byte_order_mark_is_read_and_one_in_utf_16_named() {
    let folder = scratch("marked");
    copy(Path::new(GOOD), &folder);
    let file = folder.join("facts.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("\u{feff}{text}")).unwrap();
    let marked = yingbao(&["check", folder.to_str().unwrap()], "");
    assert_eq!((status(&marked), error(&marked).trim()), (0, "0 errors, 0 warnings"));
    std::fs::write(&file, format!("\u{feff}wrong = 1\n{text}")).unwrap();
    let wrong = yingbao(&["check", folder.to_str().unwrap()], "");
    assert!(error(&wrong).contains("facts.toml:1:1: error[unknown-key]"), "{}", error(&wrong));
    std::fs::write(&file, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()).unwrap();
    let wide = yingbao(&["check", folder.to_str().unwrap()], "");
    assert!(status(&wide) == 1 && error(&wide).contains("UTF-16"), "{}", error(&wide));
}

/// An escape sequence, the same in one character, a deletion, a reversal, nothing wide, a line of one's own.
const STEERING: &str = "\u{1b}[31m\u{9b}2J\u{7f}\u{202e}\u{200b}\nok";

fn shows_nothing_hidden(text: &str, of: &str) {
    let hidden = |c: &char| c.is_control() && *c != '\n' || "\u{202e}\u{200b}".contains(*c);
    assert_eq!(text.chars().find(hidden), None, "{of}: {text:?}");
    assert!(!text.lines().any(|line| line == "ok" || line.starts_with("ok")), "{of}: {text}");
}

#[test]
fn what_steers_a_terminal_is_shown_in_messages_not_sent() {
    let quoted = serde_json::Value::from(STEERING).to_string();
    let members = format!(r#""members": [{{"id": {quoted}, "relation": "self"}}]"#);
    let documents = [
        format!(r#"{{"version": {quoted}, {members}}}"#),
        format!(r#"{{"version": 1, {quoted}: 1, {members}}}"#),
        format!(r#"{{"version": 1, {quoted}: 1, {quoted}: 2, {members}}}"#),
        format!(r#"{{"version": 1, "region": {quoted}, {members}}}"#),
        format!(r#"{{"version": 1, "household": {{{quoted}: 1}}, {members}}}"#),
        format!(r#"{{"version": 1, "household": {{"home": {{{quoted}: {quoted}}}}}, {members}}}"#),
        format!(r#"{{"version": 1, "parameters": {{{quoted}: {quoted}}}, {members}}}"#),
        r#"{"version": 1, "members": [{"id": "a", "relation": "self"}, {"id": Q, "relation": Q}]}"#
            .replace('Q', &quoted),
        r#"{"version": 1, "members": [{"id": Q, "relation": "self"}, {"id": Q, "relation": "child"}]}"#
            .replace('Q', &quoted),
        r#"{"version": 1, "members": [{"id": "a", "relation": "self", "parents": [Q]}]}"#
            .replace('Q', &quoted),
    ];
    for document in &documents {
        let output = yingbao(&["screen", "--date", "2025-06-01", "--rulebook", GOOD], document);
        assert_eq!(status(&output), 1, "{document}");
        assert!(error(&output).contains("\\u{1b}"), "{document}: {}", error(&output));
        shows_nothing_hidden(&error(&output), document);
        let line = document.replace('\n', "");
        let output = yingbao(&["screen", "--batch", "--date", "2025-06-01", "--rulebook", GOOD], &line);
        let answer: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        shows_nothing_hidden(&out(&output), document);
        shows_nothing_hidden(answer["error"].as_str().unwrap(), document);
    }
    let missing = format!("/no/such/{STEERING}");
    // A line's end in a usage error is the caller's own.
    let mistyped = STEERING.replace('\n', "");
    let calls: [&[&str]; 10] = [
        &["screen", &missing],
        &["screen", &missing, "--batch"],
        &["screen", "--rulebook", &missing],
        &["screen", "--date", &mistyped],
        &["explain", "--program", STEERING, "--rulebook", GOOD],
        &["regions", STEERING, "--rulebook", GOOD],
        &["check", &missing],
        &["test", &missing],
        &["build", GOOD, "--out", &missing],
        &[&mistyped],
    ];
    for arguments in calls {
        let output = yingbao(arguments, DOCUMENT);
        assert_ne!(status(&output), 0, "{arguments:?}");
        assert!(!error(&output).is_empty(), "{arguments:?}");
        shows_nothing_hidden(&error(&output), &format!("{arguments:?}"));
    }
    let folder = scratch("steering");
    copy(Path::new(GOOD), &folder);
    let basic = quoted.replace('\u{7f}', "\\u007f").replace('\u{9b}', "\\u009b");
    let rulebook = format!("{}\n[{basic}]\n", std::fs::read_to_string(folder.join("facts.toml")).unwrap());
    std::fs::write(folder.join("facts.toml"), rulebook).unwrap();
    let output = yingbao(&["check", folder.to_str().unwrap()], "");
    assert!(error(&output).contains("\\u{1b}"), "{}", error(&output));
    shows_nothing_hidden(&error(&output), "a rulebook");
}

#[test]
fn what_steers_a_terminal_is_shown_in_answers_not_sent() {
    let quoted = serde_json::Value::from(STEERING).to_string();
    let document = DOCUMENT.replace("\"a\"", &quoted);
    let answer = yingbao(&["screen", "--rulebook", GOOD], &document);
    shows_nothing_hidden(&out(&answer), "screen");
    let read: serde_json::Value = serde_json::from_str(&out(&answer)).unwrap();
    assert_eq!(read["programs"][1]["member"], STEERING);
    let lines = yingbao(&["screen", "--batch", "--rulebook", GOOD], &document.replace('\n', ""));
    shows_nothing_hidden(&out(&lines), "screen --batch");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&out(&lines)).unwrap(), read);
    for lang in ["zh", "en"] {
        let told = yingbao(
            &["explain", "--program", "care", "--changes", "--lang", lang, "--rulebook", GOOD],
            &document,
        );
        assert!(out(&told).contains("\\u{1b}"), "{}", out(&told));
        shows_nothing_hidden(&out(&told), "explain");
    }
}

/// No figure of the shipped rulebook is hidden: each place's parameter and day stand there, and no others.
#[test]
fn the_list_of_regions_has_every_value() {
    let loaded = yingbao_core::author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn"));
    let book = loaded.unwrap().book;
    let mut values: Vec<(String, String, String)> = Vec::new();
    for region in &book.regions {
        values.extend(region.values.iter().map(|dated| {
            let parameter = &book.parameters[dated.parameter.index()];
            (format!("{:06}", region.code), parameter.id.clone(), dated.from.to_string())
        }));
    }
    let output = yingbao(&["regions", "--set"], "");
    assert_eq!(status(&output), 0, "{}", error(&output));
    let mut listed: Vec<(String, String, String)> = Vec::new();
    let text = out(&output);
    let mut place = "";
    for line in text.lines() {
        let Some(value) = line.strip_prefix("  ") else {
            place = line.split(' ').next().unwrap();
            continue;
        };
        let (what, rest) = value.split_once(" from ").unwrap();
        let (parameter, day) = (what.split(' ').next().unwrap(), rest.split(' ').next().unwrap());
        listed.push((place.to_owned(), parameter.to_owned(), day.to_owned()));
    }
    values.sort();
    listed.sort();
    assert!(values.len() > 500, "only {} values", values.len());
    assert_eq!(listed, values);
}

/// The lines of `regions --stale` below a province's: place, parameter, day, what is the matter.
fn stale(text: &str) -> Vec<[String; 4]> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("  "));
    let parts = lines.map(|line| {
        let day = line
            .split("  ")
            .map(str::trim)
            .find(|part| yingbao_core::domain::Day::parse(part).is_some())
            .unwrap();
        let (before, after) = line.split_once(day).unwrap();
        let mut words = before.split_whitespace();
        let (place, parameter) = (words.next().unwrap(), words.next().unwrap());
        let matter = after.split_once(" months  ").unwrap().1.split("  ").next().unwrap();
        [place, parameter, day, matter].map(str::to_owned)
    });
    parts.collect()
}

/// What is listed is what the engine takes for past review in its own place on that day, and what is second-hand.
#[test]
fn what_is_past_review_or_second_hand_is_listed_by_province() {
    let loaded = yingbao_core::author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn"));
    let book = loaded.unwrap().book;
    let day = yingbao_core::domain::Day::parse("2026-11-01").unwrap();
    let mut expected = std::collections::BTreeMap::new();
    for region in book.regions.iter().filter(|region| !region.values.is_empty()) {
        let place = book.region(region.code).unwrap();
        let rules = book.at(day, Some(place), &[]);
        for (parameter, resolved) in book.parameters.iter().zip(&rules.parameters) {
            for (_, origin) in [resolved.urban, resolved.rural] {
                if let yingbao_core::ruleset::Origin::Set { region: of, from, grade, stale, .. } = origin
                    && of == place
                {
                    let second_hand = grade == yingbao_core::rulebook::Grade::Secondary;
                    let figure = [format!("{:06}", region.code), parameter.id.clone(), from.to_string()];
                    expected.insert(figure, (stale, second_hand));
                }
            }
        }
    }
    let output = yingbao(&["regions", "--stale", "--date", "2026-11-01"], "");
    assert_eq!(status(&output), 0, "{}", error(&output));
    let text = out(&output);
    let mut listed = std::collections::BTreeMap::new();
    for [place, parameter, day, matter] in stale(&text) {
        let kinds = (matter.contains("past review"), matter.contains("second-hand"));
        assert!(kinds != (false, false) || matter == "range", "{matter}");
        assert_eq!(listed.insert([place, parameter, day], kinds), None);
    }
    for (figure, kinds) in &expected {
        let found = listed.remove(figure).unwrap_or_default();
        assert_eq!(found, *kinds, "{figure:?}");
    }
    assert!(listed.is_empty(), "{listed:?}");
    let heads: Vec<&str> = text.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads.len(), 32);
    for head in heads {
        let province = &head[..2];
        let of: Vec<_> = expected.iter().filter(|(figure, _)| figure[0].starts_with(province)).collect();
        let past_review = of.iter().filter(|(_, kinds)| kinds.0).count();
        let second_hand = of.iter().filter(|(_, kinds)| kinds.1).count();
        let (in_force, kinds) = (of.len(), format!("{past_review} past review, {second_hand} second-hand,"));
        assert!(head.contains(&format!(": {in_force} in force, {kinds}")), "{head}");
    }
    let shanghai = out(&yingbao(&["regions", "310000", "--stale", "--date", "2026-11-01"], ""));
    assert!(shanghai.starts_with("31 上海市 Shanghai: ") && text.contains(&shanghai), "{shanghai}");
}

/// 18 months after its first day a figure is still within review, a day later it is not; what follows it takes its place.
#[test]
fn a_figure_is_listed_from_the_day_on_which_it_is_past_review() {
    let folder = scratch("stale");
    copy(Path::new(GOOD), &folder);
    let file = folder.join("parameters.toml");
    let rising = std::fs::read_to_string(&file)
        .unwrap()
        .replace("id = \"standard\"\n", "id = \"standard\"\nrises = true\n");
    std::fs::write(&file, rising).unwrap();
    let list = |day: &str, more: &[&str]| {
        let told = ["regions", "--stale", "--date", day, "--rulebook", folder.to_str().unwrap()];
        let output = yingbao(&[&told, more].concat(), "");
        assert_eq!(status(&output), 0, "{}", error(&output));
        out(&output)
    };
    assert_eq!(list("2023-12-31", &[]), "00 甲国 A: none in force\n");
    let first = list("2024-03-01", &[]);
    assert!(
        first.starts_with("00 甲国 A: 3 in force, 0 past review, 0 second-hand, 1 range, oldest 2 months\n")
    );
    assert!(stale(&first)[0].iter().eq(["000000", "standard", "2024-01-01", "range"]), "{first}");
    assert!(first.contains("urban 100.00 a month, rural 90.00 to 100.00 a month  甲国 A\n"), "{first}");
    assert_eq!(stale(&list("2026-07-01", &[])), Vec::<[String; 4]>::new());
    let later = list("2026-07-02", &["000000"]);
    assert!(
        later
            .starts_with("00 甲国 A: 3 in force, 1 past review, 0 second-hand, 0 ranges, oldest 30 months\n")
    );
    assert!(stale(&later)[0].iter().eq(["000000", "standard", "2025-01-01", "past review"]), "{later}");
    assert!(later.contains("  18 months  "), "{later}");
    assert_eq!(list("2026-07-02", &["--summary"]).lines().count(), 2, "the nation is no province");
    for mistyped in [&["--summary"][..], &["--date", "2026-07-02"], &["--stale", "--set"]] {
        assert_eq!(status(&yingbao(&[&["regions"], mistyped].concat(), "")), 2, "{mistyped:?}");
    }
}

#[test]
fn mutants_that_survive_are_listed_and_too_many_are_a_failure() {
    let all = yingbao(&["mutants", GOOD], "");
    assert_eq!((status(&all), error(&all)), (0, String::new()));
    let text = out(&all);
    // No case is of someone of 65.
    let note = format!(
        "{GOOD}/programs/care.toml:26:8: care.note.check_locally: member.age < 65 -> member.age <= 65"
    );
    assert!(text.lines().any(|line| line == note), "{text}");
    // One exactly at the standard is.
    assert!(!text.contains("aid.income:"), "{text}");
    let last = text.lines().last().unwrap();
    assert!(last.contains(" mutants: ") && last.contains(" survived; "), "{last}");
    assert_eq!(out(&yingbao(&["mutants", GOOD], "")), text, "the same each time");

    let few = yingbao(&["mutants", GOOD, "--only", "care", "--min", "100"], "");
    assert!(status(&few) == 1 && error(&few).contains("at least 100 % were asked for"), "{}", error(&few));
    assert_eq!(status(&yingbao(&["mutants", GOOD, "--only", "care", "--min", "10"], "")), 0);
    assert_eq!(status(&yingbao(&["mutants", GOOD, "--min", "110"], "")), 2);
    let none = yingbao(&["mutants", GOOD, "--only", "cure"], "");
    assert!(status(&none) == 1 && error(&none).contains("cure"), "{}", error(&none));
}

/// A copy of the small rulebook in which one file reads otherwise.
fn copied(name: &str, file: &str, before: &str, after: &str) -> PathBuf {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap().path();
            let to = to.join(entry.file_name().unwrap());
            if entry.is_dir() {
                copy(&entry, &to);
            } else {
                std::fs::copy(&entry, &to).unwrap();
            }
        }
    }
    let folder = scratch(name);
    copy(Path::new(GOOD), &folder);
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(before), "{before}");
    std::fs::write(folder.join(file), text.replace(before, after)).unwrap();
    folder
}

#[test]
fn two_rulebooks_are_compared_with_the_status_of_diff() {
    let same = yingbao(&["diff", GOOD, GOOD], "");
    assert_eq!(
        (status(&same), out(&same).as_str()),
        (0, "0 of 4 households are answered differently\n"),
        "{}",
        error(&same)
    );
    let new = copied("diff-new", "regions/nation.toml", "value = \"120\"", "value = \"121\"");
    let new = new.to_str().unwrap();
    let differs = yingbao(&["diff", GOOD, new], "");
    let expected = "figures of 000000 甲国: 0 added, 1 changed, 0 removed\n  changed 000000 甲国: standard from 2025-01-01\n    \
                    - 120 a month (figures, official, checked 2026-01-01)\n    \
                    + 121 a month (figures, official, checked 2026-01-01)\n\
                    answers of aid: 1 verdicts and 2 amounts differ; just-below: likely 0.01 (month) -> likely 1.01 (month)\n\
                    3 of 4 households are answered differently\n";
    assert_eq!((status(&differs), out(&differs).as_str()), (1, expected), "{}", error(&differs));

    let rules = copied("diff-rules", "programs/care.toml", "member.age >= 60", "member.age >= 59");
    let rules = yingbao(&["diff", GOOD, rules.to_str().unwrap()], "");
    let first = "changed rule care.old\n  - member.age >= 60\n  + member.age >= 59\n";
    assert!(status(&rules) == 1 && out(&rules).starts_with(first), "{}", out(&rules));

    // A built file holds no cases: those of the other are taken.
    let built = scratch("diff.rulebook");
    let built = built.to_str().unwrap();
    assert_eq!(status(&yingbao(&["build", GOOD, "--out", built], "")), 0);
    let same = yingbao(&["diff", built, GOOD], "");
    assert_eq!((status(&same), out(&same).as_str()), (0, "0 of 4 households are answered differently\n"));

    let none = yingbao(&["diff", GOOD, "/no/such/place"], "");
    assert!(status(&none) == 2 && error(&none).contains("/no/such/place"), "{}", error(&none));
    assert_eq!(status(&yingbao(&["diff", GOOD], "")), 2);
}
