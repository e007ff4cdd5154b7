//! Writes a rule: a rulebook of a few lines in memory, with one programme, one figure and one case, which is run.
//!
//! `cargo run --package yingbao-core --features author --example write_a_rule`
//!
//! A real one is a folder with these files (`rulebooks/README.md` says what each holds), with texts for people beside
//! them, which `yingbao check` asks for: `rulebooks/sample` is a small whole one, `rulebooks/template` one to copy.
//! Nothing here is a real figure.

use std::error::Error;

use yingbao_core::author;

const FILES: [(&str, &str); 9] = [
    (
        "rulebook.toml",
        r#"
id = "example"
version = "1"
review_after_months = 18
languages = ["en"]
sections = ["money"]
notes = []
"#,
    ),
    (
        "facts.toml",
        r#"
[[fact]]
id = "relation"
entity = "member"
type = "choice"
options = ["self", "child"]

[[fact]]
id = "wage"
entity = "member"
type = "flow"    # money over time, told by the month
"#,
    ),
    (
        "parameters.toml",
        r#"
[[parameter]]
id = "standard"
type = "flow"
above = 0
"#,
    ),
    (
        "variables.toml",
        r#"
[[variable]]
id = "income"
entity = "household"
value = "sum(m, m.wage)"

[[variable]]
id = "heads"
entity = "household"
value = "count(m, true)"
"#,
    ),
    (
        "programs/aid.toml",
        r#"
[program]
id = "aid"
unit = "household"
order = 1
tier = "basic"
office = "window"
time_limit = "days"

[[criterion]]
id = "income"
test = "household.income < standard * household.heads"
per_head = "household.heads"
cite = ["law:1"]

[amount]
value = "standard * household.heads - household.income"
per = "month"
"#,
    ),
    (
        "questions.toml",
        r#"
[[question]]
id = "wage"
section = "money"
entity = "member"
facts = ["wage"]
hardness = 1
"#,
    ),
    (
        "sources.toml",
        r#"
[[source]]
id = "law"
title = "Law A"
title_en = "Law A"
issuer = "A"
in_force = "2026-01-01"
read = true
"#,
    ),
    (
        "regions/nation.toml",
        r#"
[[region]]
code = "000000"
name = "A"
name_en = "A"

[[value]]
region = "000000"
parameter = "standard"
from = "2026-01-01"
value = "1000"
per = "month"
source = "law"
grade = "official"
checked = "2026-11-30"
"#,
    ),
    (
        "households/aid.toml",
        r#"
[[case]]
id = "below-the-standard"
why = "two people with 1500 where 2000 is the standard"
date = "2026-11-01"
region = "000000"
members = [{ id = "a", relation = "self", wage = 1500 }, { id = "b", relation = "child", wage = 0 }]
[[case.expect]]
program = "aid"
verdict = "likely"
amount = "500"
criteria = { income = true }
"#,
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    let files = FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let loaded = author::load_files(files.into())
        .map_err(|mistakes| mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    for case in &loaded.cases {
        let answers = author::run(&loaded.book, case)?;
        for entry in &answers.screening.entries {
            let amount =
                entry.amount.map_or_else(|| "no amount".to_owned(), |amount| author::shown(amount.range));
            println!("{}: {:?}, {amount}", case.id, entry.verdict);
        }
        if let Some(difference) = answers.differences.first() {
            let found = format!("{}: {}, not {}", difference.subject, difference.found, difference.expected);
            return Err(found.into());
        }
    }
    Ok(())
}
