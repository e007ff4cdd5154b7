//! households/**/*.toml: households with the answers they must get.

pub(in crate::author) mod answers;
mod prepared;

use toml::de::DeValue;

use crate::author::{
    lower::context::Context,
    source::{
        Code,
        files::Span,
        table::{Item, Table, Text, tree},
    },
};
use crate::{quantity::Tree, screening::Verdict};

pub use answers::{Answers, Difference, outcome, run, shown};
pub(in crate::author) use prepared::PreparedCase;

/// A household and the answers it must get.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name.
    pub id: String,
    /// What it shows.
    pub why: String,
    /// The household document.
    pub document: Tree,
    /// The answers.
    pub expects: Vec<Expect>,
    /// Where it stands.
    pub place: Span,
    /// Where the parts of the document stand, by path.
    parts: Vec<(String, Span)>,
}

impl Case {
    /// Where a part of the document stands, or the nearest part that holds it.
    #[must_use]
    pub fn at(&self, path: &str) -> Span {
        let holds = |part: &str| {
            path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let nearest = self.parts.iter().filter(|(part, _)| holds(part)).max_by_key(|(part, _)| part.len());
        nearest.map_or(self.place, |(_, place)| *place)
    }
}

/// Notes where every part of a document stands.
fn places(path: &str, value: &DeValue<'_>, place: Span, found: &mut Vec<(String, Span)>) {
    let at = |offset| Span { file: place.file, offset: Some(offset) };
    match value {
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(&format!("{path}[{index}]"), item.get_ref(), at(item.span().start), found);
            }
        }
        DeValue::Table(entries) => {
            for (key, item) in entries {
                let inner = format!("{path}.{}", key.get_ref());
                places(&inner, item.get_ref(), at(item.span().start), found);
            }
        }
        _ => {}
    }
    found.push((path.to_owned(), place));
}

/// What one programme must answer.
#[derive(Clone, Debug)]
pub struct Expect {
    /// The programme.
    pub program: String,
    /// The member, for a programme tested per member.
    pub member: Option<String>,
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The amount as the document writes it.
    pub amount: Option<ExpectedAmount>,
    /// Conditions by name.
    pub criteria: Vec<(String, ExpectedTruth)>,
    /// Notes that must be there.
    pub notes: Vec<String>,
    /// Notes that must not be there.
    pub without: Vec<String>,
    /// Where it stands.
    pub place: Span,
}

/// What an amount must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedAmount {
    /// No amount is estimated.
    None,
    /// Lower and upper end as the document writes them.
    Between(Option<String>, Option<String>),
}

/// What a condition must come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedTruth {
    /// Holds.
    Met,
    /// Fails.
    NotMet,
    /// Not known.
    Open,
    /// Does not apply.
    Waived,
}

impl ExpectedTruth {
    /// As a case writes it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Met => "true",
            Self::NotMet => "false",
            Self::Open => "\"open\"",
            Self::Waived => "\"waived\"",
        }
    }
}

/// Reads every case.
pub(in crate::author) fn read(context: &mut Context<'_>) -> Vec<Case> {
    let files: Vec<usize> = context.log.within("households/").collect();
    let mut cases = Vec::new();
    for file in files {
        let Some(table) = context.file(file) else { continue };
        for part in table.tables("case") {
            cases.extend(case(context, &part));
        }
        table.finish();
    }
    cases
}

fn case(context: &mut Context<'_>, table: &Table<'_>) -> Option<Case> {
    let id = table.required_text("id");
    let why = table.required_text("why").map_or_else(String::new, |t| t.text.to_owned());
    table.required("expect");
    let expects = table.tables("expect").iter().filter_map(|t| expect(context, t)).collect();
    let mut parts = Vec::new();
    let mut document = vec![("version".to_owned(), Tree::Number("1".to_owned()))];
    for key in ["version", "date", "region", "parameters", "household", "members"] {
        if let Some(item) = table.item(key) {
            if key == "version" {
                document.clear();
            }
            document.push((key.to_owned(), tree(item.value)));
            places(key, item.value, item.place, &mut parts);
        }
    }
    table.finish();
    let id = id?;
    context.place(format!("case.{}", id.text), id.place);
    Some(Case { id: id.text.to_owned(), why, document: Tree::Map(document), expects, place: id.place, parts })
}

fn expect(context: &Context<'_>, table: &Table<'_>) -> Option<Expect> {
    let program = table.required_text("program").filter(|text| {
        let known = context.places.contains_key(&format!("program.{}", text.text));
        if !known {
            let what = format!("there is no programme \"{}\"", text.text);
            context.log.report(Code::UnknownName, text.place, what, "the id of a file in programs/");
        }
        known
    });
    let verdict = table.text("verdict").and_then(|text| verdict(context, text));
    let amount = table.item("amount").and_then(|item| amount(table, item));
    let mut criteria = Vec::new();
    if let Some(part) = table.table("criteria") {
        for (key, item) in part.entries() {
            let named =
                |p: Text<'_>| context.places.contains_key(&format!("criterion.{}.{}", p.text, key.text));
            if program.is_some_and(|p| !named(p)) {
                let what = format!("the programme has no condition `{}`", key.text);
                context.log.report(Code::UnknownName, key.place, what, "a [[criterion]] of the programme");
            }
            match item.value {
                DeValue::Boolean(true) => criteria.push((key.text.to_owned(), ExpectedTruth::Met)),
                DeValue::Boolean(false) => criteria.push((key.text.to_owned(), ExpectedTruth::NotMet)),
                DeValue::String(text) if text == "open" => {
                    criteria.push((key.text.to_owned(), ExpectedTruth::Open));
                }
                DeValue::String(text) if text == "waived" => {
                    criteria.push((key.text.to_owned(), ExpectedTruth::Waived));
                }
                _ => part.wrong(key.text, item, "true, false, \"open\" or \"waived\""),
            }
        }
    }
    let notes = |key: &'static str| -> Vec<String> {
        let texts = table.texts(key);
        for text in &texts {
            crate::author::lower::parameters::note(context, *text);
        }
        texts.iter().map(|text| text.text.to_owned()).collect()
    };
    let (notes, without) = (notes("notes"), notes("without"));
    let member = table.text("member").map(|t| t.text.to_owned());
    table.finish();
    let program = program?;
    Some(Expect {
        program: program.text.to_owned(),
        member,
        verdict,
        amount,
        criteria,
        notes,
        without,
        place: program.place,
    })
}

fn verdict(context: &Context<'_>, text: Text<'_>) -> Option<Verdict> {
    match text.text {
        "likely" => Some(Verdict::Likely),
        "possible" => Some(Verdict::Possible),
        "unlikely" => Some(Verdict::Unlikely),
        other => {
            let what = format!("there is no verdict \"{other}\"");
            context.log.report(
                Code::UnknownOption,
                text.place,
                what,
                "\"likely\", \"possible\" or \"unlikely\"",
            );
            None
        }
    }
}

fn amount(table: &Table<'_>, item: Item<'_>) -> Option<ExpectedAmount> {
    let text = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.clone().into_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        _ => None,
    };
    match item.value {
        DeValue::String(none) if none == "none" => Some(ExpectedAmount::None),
        DeValue::Table(entries) => {
            let ends = Table::new(table.log(), entries, item.place);
            let get = |key: &'static str| {
                let end = ends.item(key)?;
                let sum = text(end.value);
                if sum.is_none() {
                    ends.wrong(key, end, "a sum in quotes, \"506.00\"");
                }
                sum
            };
            let (low, high) = (get("min"), get("max"));
            ends.finish();
            Some(ExpectedAmount::Between(low, high))
        }
        value => {
            let sum = text(value);
            if sum.is_none() {
                table.wrong("amount", item, "\"506.00\", { min = \"…\", max = \"…\" } or \"none\"");
            }
            sum.map(|sum| ExpectedAmount::Between(Some(sum.clone()), Some(sum)))
        }
    }
}
