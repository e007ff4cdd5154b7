//! What the READMEs say, tried: their commands run, their rulebook keys are those there are, their figures are today's.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use yingbao_core::{
    author::{load, schema},
    document::{self, Tree},
    rulebook::{Fact, FactType, Per, Rulebook},
};

const READMES: [&str; 4] = ["README.md", "core/README.md", "core/rulebooks/README.md", "widget/README.md"];
/// What the commands are run by; `cargo verify` itself runs this test.
const ALIASES: [(&str, &str); 3] = [
    ("demo", "run --package yingbao-www -- demo"),
    ("verify", "run --package yingbao-www -- verify"),
    ("yingbao", "run -q --release --package yingbao-core --features cli --bin yingbao --"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The blocks of a language in a text.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let starts = text.split(&fence).skip(1);
    starts.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A text with every run of white space as one space.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_command_that_is_shown_runs() {
    let aliases = read(".cargo/config.toml");
    for (name, command) in ALIASES {
        assert!(aliases.contains(&format!("{name} = \"{command}\"\n")), "{name}");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).unwrap();
    symlink(root().join("core"), folder.join("core")).unwrap();
    // Stands for cargo: the alias is checked above, and the binary is the one of this build.
    let cargo = folder.join("bin/cargo");
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in\n  yingbao) shift; exec {} \"$@\";;\n  demo|verify) exit 0;;\n  *) exit 97;;\nesac\n",
        env!("CARGO_BIN_EXE_yingbao")
    );
    fs::write(&cargo, script).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.join("bin").display(), std::env::var("PATH").unwrap());
    let mut run = 0;
    let contributing = read("CONTRIBUTING.md");
    let own = contributing.split("## Start a rulebook of your own\n").nth(1).unwrap();
    let own = ("CONTRIBUTING.md", own.split("\n## ").next().unwrap().to_owned());
    for (readme, text) in READMES.map(|readme| (readme, read(readme))).into_iter().chain([own]) {
        for block in blocks(&text, "sh") {
            run += block.matches("cargo yingbao").count();
            let output = Command::new("sh")
                .args(["-ec", &block])
                .current_dir(&folder)
                .env("PATH", &path)
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{readme}:\n{block}\n{said}");
        }
    }
    assert!(run >= 10, "{run} commands");
}

#[test]
fn the_figures_are_those_of_the_shipped_rulebook() {
    let output = Command::new(env!("CARGO_BIN_EXE_yingbao")).arg("figures").output().unwrap();
    let sentence = String::from_utf8(output.stdout).unwrap();
    let sentence = sentence.trim();
    assert!(output.status.success() && sentence.contains(" programmes with "));
    assert!(flat(&read("README.md")).contains(sentence), "README.md has to say: {sentence}");
}

/// For the day that stands there, so that it does not age with the calendar.
#[test]
fn the_table_of_provinces_is_that_of_the_shipped_rulebook() {
    let readme = read("README.md");
    let (_, rest) = readme.split_once("<!-- yingbao ").unwrap();
    let (command, rest) = rest.split_once(" -->\n").unwrap();
    let (table, _) = rest.split_once("<!-- end -->").unwrap();
    assert!(command.starts_with("regions --stale --summary --date 20"), "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_yingbao")).args(command.split(' ')).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && printed.lines().count() > 30, "{printed}");
    assert_eq!(table.trim(), printed.trim(), "README.md has to have what `yingbao {command}` prints");
}

#[test]
fn the_condition_that_is_shown_is_one_of_the_shipped_rulebook() {
    let shown = blocks(&read("README.md"), "toml");
    assert_eq!(shown.len(), 1);
    assert!(read("core/rulebooks/cn/programs/dibao.toml").contains(&shown[0]), "{}", shown[0]);
}

/// Where a README speaks of code, the file is there, and the functions named after it in a row of a table are in it.
#[test]
fn every_file_and_function_that_is_named_is_there() {
    let (mut files, mut functions) = (0, 0);
    for readme in READMES.into_iter().chain(["CONTRIBUTING.md"]) {
        let text = read(readme);
        let folder = Path::new(readme).parent().unwrap();
        let where_is =
            text.split("## Where is …?").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap_or("");
        for line in text.lines() {
            let mut code = None;
            for word in line.split('`').skip(1).step_by(2) {
                if word.ends_with(".rs") && !word.contains(' ') {
                    let places =
                        ["".as_ref(), folder, &folder.join("src")].map(|base| root().join(base).join(word));
                    let place = places.iter().find(|place| place.is_file());
                    let place = place.unwrap_or_else(|| panic!("{readme}: there is no {word}"));
                    code = Some(fs::read_to_string(place).unwrap());
                    files += 1;
                } else if where_is.contains(line) && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
                {
                    let Some(code) = &code else { continue };
                    let is_there = ["(", "<"].iter().any(|next| code.contains(&format!("fn {word}{next}")));
                    assert!(is_there, "{readme}: there is no fn {word} as in: {line}");
                    functions += 1;
                }
            }
        }
    }
    assert!(files > 30 && functions > 15, "{files} files, {functions} functions");
}

/// The keys of every table of a schema, by the table's path.
fn keys(schema: &serde_json::Value, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    let Some(properties) = schema["properties"].as_object() else { return };
    for (key, value) in properties {
        found.entry(path.to_owned()).or_default().insert(key.clone());
        let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        keys(value, &inner, found);
        keys(&value["items"], &inner, found);
    }
}

/// The same of a TOML text.
fn used(value: &toml::Table, path: &str, found: &mut BTreeMap<String, BTreeSet<String>>) {
    for (key, value) in value {
        found.entry(path.to_owned()).or_default().insert(key.clone());
        let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            toml::Value::Table(table) => used(table, &inner, found),
            toml::Value::Array(items) => {
                for table in items.iter().filter_map(toml::Value::as_table) {
                    used(table, &inner, found);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_keys_of_a_rulebook_are_all_told_and_no_others() {
    let schema = schema::rulebook();
    let text = blocks(&read("core/rulebooks/README.md"), "toml").concat();
    let files = [
        ("rulebook.toml", "# rulebook.toml"),
        ("facts.toml", "# facts.toml"),
        ("parameters.toml", "# parameters.toml"),
        ("variables.toml", "# variables.toml"),
        ("questions.toml", "# questions.toml"),
        ("programs", "# programs/"),
        ("sources.toml", "# sources.toml"),
        ("regions", "# regions/"),
        ("households", "# households/"),
    ];
    let starts: Vec<usize> = files.iter().map(|(_, head)| text.find(head).expect(head)).collect();
    for (index, (kind, _)) in files.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let part = &text[starts[index]..end];
        let mut known = BTreeMap::new();
        keys(&schema["$defs"][kind], "", &mut known);
        let mut told = BTreeMap::new();
        used(&part.parse().unwrap_or_else(|error| panic!("{kind}: {error}")), "", &mut told);
        for (path, keys) in &told {
            // What a case's document and its criteria hold are names of the rulebook.
            let Some(known) = known.get(path) else { continue };
            assert!(keys.is_subset(known), "{kind} [{path}]: {:?} is not there", keys.difference(known));
        }
        for (path, keys) in &known {
            // A source is described once, in sources.toml.
            if path == "source" && *kind == "regions" {
                continue;
            }
            for key in keys {
                let word =
                    |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == key);
                assert!(part.lines().any(word), "{kind} [{path}]: `{key}` is not told");
            }
        }
    }
}

#[test]
fn every_kind_of_text_is_told() {
    let book = load(&root().join("core/rulebooks/cn")).unwrap().book;
    let told = read("core/rulebooks/README.md");
    let kinds: BTreeSet<&str> = book.message_keys.iter().filter_map(|key| key.split('.').next()).collect();
    assert!(kinds.len() > 10);
    for kind in kinds {
        assert!(told.contains(&format!("\n[{kind}.")), "[{kind}.…] is not told");
    }
}

/// The rows of the tables below a heading: the name in the first column, and what stands in the second.
fn rows(text: &str, heading: &str) -> BTreeMap<String, String> {
    let after = text.split(&format!("### {heading}\n")).nth(1).expect(heading);
    let part = after.split("\n#").next().unwrap();
    let cells = part.lines().filter_map(|line| line.strip_prefix("| `"));
    let mut found = BTreeMap::new();
    for row in cells {
        let (name, rest) = row.split_once("` | ").unwrap();
        let before = found.insert(name.to_owned(), rest.split(" | ").next().unwrap().to_owned());
        assert_eq!(before, None, "{name} is a duplicate");
    }
    found
}

fn in_words(kind: &FactType) -> String {
    match kind {
        FactType::Truth => "bool".to_owned(),
        FactType::Choice(options) => {
            options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>().join(" ")
        }
        FactType::Set(_) => "list of program ids".to_owned(),
        FactType::Count(_, None) => "count".to_owned(),
        FactType::Count(low, Some(high)) => format!("{low} to {high}"),
        FactType::Flow(Per::Month) => "CNY/month".to_owned(),
        FactType::Flow(_) => "CNY in the last 12 months".to_owned(),
        FactType::Stock => "CNY".to_owned(),
        FactType::Area => "m²".to_owned(),
        FactType::Date => "date".to_owned(),
        FactType::Age => "completed years".to_owned(),
        FactType::Elsewhere => "code".to_owned(),
        FactType::Local => unreachable!("no document holds it"),
    }
}

#[test]
fn the_contract_has_every_fact_with_its_type_and_every_parameter_and_no_others() {
    let book = load(&root().join("core/rulebooks/cn")).unwrap().book;
    let text = read("core/README.md");
    let of = |facts: &[Fact]| -> BTreeMap<String, String> {
        let told = facts.iter().filter(|fact| fact.kind != FactType::Local);
        told.map(|fact| (fact.id.clone(), in_words(&fact.kind))).collect()
    };
    assert_eq!(rows(&text, "Facts of the household"), of(&book.household_facts));
    let mut members = of(&book.member_facts);
    for (key, kind) in [("id", "text"), ("parents", "list of ids"), ("spouse", "id")] {
        members.insert(key.to_owned(), kind.to_owned());
    }
    assert_eq!(rows(&text, "Facts of a member"), members);
    let parameters: BTreeSet<String> = book.parameters.iter().map(|parameter| parameter.id.clone()).collect();
    assert_eq!(rows(&text, "Parameters").into_keys().collect::<BTreeSet<_>>(), parameters);
}

#[test]
fn the_household_of_the_contract_is_read_and_the_answers_have_the_keys_they_show() {
    let shown = blocks(&read("core/README.md"), "json");
    let [household, screening, page] = &shown[..] else { panic!("{} documents", shown.len()) };
    let book = load(&root().join("core/rulebooks/cn")).unwrap().book;
    document::read(&book, household, None).unwrap();
    let schema = schema::screening(&book);
    let (mut known, mut told) = (BTreeMap::new(), BTreeMap::new());
    keys(&schema, "", &mut known);
    let screening: toml::Table = serde_json::from_str(&screening.replace("null", "\"\"")).unwrap();
    used(&screening, "", &mut told);
    assert_eq!(known[""], told[""]);
    for (path, keys) in &told {
        if let Some(known) = known.get(path) {
            assert!(keys.is_subset(known), "[{path}]: {keys:?}, known are {known:?}");
        }
    }
    pages(&book, household, page);
}

/// What the interview's pages are, for who is not sure of anything further, against the one that is shown.
fn pages(book: &Rulebook, household: &str, shown: &str) {
    let household: Tree = serde_json::from_str(household).unwrap();
    let shown: serde_json::Value = serde_json::from_str(shown).unwrap();
    let names = |object: &serde_json::Value| -> BTreeSet<String> {
        object.as_object().unwrap().keys().cloned().collect()
    };
    let items = |page: &serde_json::Value| page["items"].as_array().unwrap().clone();
    let (mut asked, mut written) = (Vec::new(), BTreeSet::new());
    for _ in 0..40 {
        let page = yingbao_core::api::page(
            &mut yingbao_core::ruleset::Rulesets::new(book, 1),
            &household,
            &Tree::List(asked.clone()),
            &Tree::Null,
            None,
        )
        .unwrap();
        let page: serde_json::Value = serde_json::from_str(&page).unwrap();
        assert_eq!(names(&page), names(&shown));
        for item in items(&page) {
            written.extend(names(&item));
            let keys = item["keys"].as_array().unwrap().clone();
            asked.extend(keys.iter().map(|key| Tree::Text(format!("?{}", key.as_str().unwrap()))));
        }
        if page["page"].is_null() {
            break;
        }
    }
    assert!(asked.len() > 20, "{asked:?}");
    assert_eq!(written, items(&shown).iter().flat_map(names).collect());
    for item in items(&shown) {
        assert!(book.questions.iter().any(|question| item["key"] == *question.id), "{item}");
    }
}

/// Words in backquotes that begin so.
fn quoted<'t>(text: &'t str, prefix: &str) -> BTreeSet<&'t str> {
    text.split('`').skip(1).step_by(2).filter(|word| word.starts_with(prefix)).collect()
}

fn sources(folder: &str, ending: &str, found: &mut String) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let path = format!("{folder}/{name}");
        if root().join(&path).is_dir() {
            sources(&path, ending, found);
        } else if name.ends_with(ending) {
            found.push_str(&read(&path));
        }
    }
}

#[test]
fn what_a_host_page_can_style_and_hear_is_there() {
    let readme = read("widget/README.md");
    let mut style = String::new();
    sources("widget/style", ".css", &mut style);
    let styled = style.split("var(").skip(1).filter_map(|rest| rest.split([',', ')']).next());
    let properties: BTreeSet<&str> = styled.filter(|name| name.starts_with("--yingbao-")).collect();
    assert_eq!(quoted(&readme, "--yingbao-"), properties);
    let mut code = read("www/site/yingbao.js");
    sources("widget/src", ".rs", &mut code);
    let parts = readme.split("## Parts").nth(1).unwrap().split("##").next().unwrap();
    let parts = quoted(parts, "");
    assert!(parts.len() > 30);
    for part in parts.into_iter().filter(|part| *part != "::part(…)") {
        let named = [format!("\"{part}\""), format!("'{part}'"), format!("\"{part} "), format!(" {part}\"")];
        assert!(named.iter().any(|name| code.contains(name)), "no part {part}");
    }
    for event in quoted(&readme, "yingbao-").into_iter().chain(quoted(&read("README.md"), "yingbao-")) {
        let named = [format!("\"{event}\""), format!("'{event}'")];
        assert!(named.iter().any(|name| code.contains(name)), "no event {event}");
    }
}
