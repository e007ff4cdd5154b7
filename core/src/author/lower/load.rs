//! From a folder to a rulebook, its cases and every mistake on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::OnceLock,
};

use toml::de::DeTable;

use crate::author::{
    cases::{self, Case},
    compile::{names::Names, typecheck::Compiler},
    lower::{
        context::{Context, Places},
        facts, messages, parameters, programs, questions, regions,
        sources::Sources,
        variables,
    },
    source::{
        Code, Diagnostic,
        files::{Diagnostics, File, Span},
    },
};
use crate::rulebook::Rulebook;

/// A rulebook as its author sees it.
#[derive(Debug)]
pub struct Loaded {
    /// The rules.
    pub book: Rulebook,
    /// Households with the answers they must get.
    pub cases: Vec<Case>,
    /// The files, and what was found in them.
    pub log: Diagnostics,
    /// Where things stand, by dotted name.
    pub places: Places,
}

/// Loads a rulebook folder.
///
/// # Errors
/// Every mistake that keeps the rulebook from being used.
pub fn load(folder: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    usable(open(folder))
}

/// Loads a rulebook from files in memory, named by their paths.
///
/// # Errors
/// Every mistake that keeps the rulebook from being used.
pub fn load_files(files: Vec<(String, String)>) -> Result<Loaded, Vec<Diagnostic>> {
    usable(open_files(files))
}

fn usable(loaded: Loaded) -> Result<Loaded, Vec<Diagnostic>> {
    if loaded.log.has_errors() { Err(loaded.log.found()) } else { Ok(loaded) }
}

/// Reads a rulebook folder as far as it can be read; the log says what is wrong with it.
#[must_use]
pub fn open(folder: &Path) -> Loaded {
    if folder.is_dir() {
        return from_log(Diagnostics::read(folder));
    }
    let log = Diagnostics::default();
    log.absent(&folder.display().to_string(), "there is no such folder", "a rulebook's folder");
    Loaded { book: Rulebook::default(), cases: Vec::new(), log, places: Places::new() }
}

/// As [`open`], from files in memory.
#[must_use]
pub fn open_files(files: Vec<(String, String)>) -> Loaded {
    let mut files: Vec<File> = files.into_iter().map(|(name, text)| File { name, text }).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    from_log(Diagnostics::of(files))
}

fn from_log(log: Diagnostics) -> Loaded {
    let (book, cases, places) = read(&log);
    Loaded { book, cases, log, places }
}

fn read(log: &Diagnostics) -> (Rulebook, Vec<Case>, Places) {
    let mut tables = BTreeMap::new();
    for (index, file) in log.files().iter().enumerate() {
        match DeTable::parse(&file.text) {
            Ok(table) => {
                tables.insert(index, table);
            }
            Err(error) => {
                let place = Span { file: index, offset: error.span().map(|s| s.start).or(Some(0)) };
                let message = error.message().lines().next().unwrap_or_default().to_owned();
                log.report(
                    Code::TomlSyntax,
                    place,
                    format!("not TOML: {message}"),
                    "TOML as rulebooks/README.md shows it: texts in quotes, tables in brackets",
                );
            }
        }
    }
    if log.has_errors() {
        return (Rulebook::default(), Vec::new(), Places::new());
    }
    let mut context = Context {
        log,
        tables: &tables,
        book: Rulebook::default(),
        places: Places::new(),
        broken: BTreeSet::new(),
    };
    head(&mut context);
    let mut sources = Sources::read(&mut context);
    let mut names = Names::default();
    facts::read(&mut context, &mut names);
    parameters::declare(&mut context, &mut names);
    variables::declare(&mut context, &mut names);
    let drafts = programs::declare(&mut context, &mut names);
    context.broken.clone_from(&names.broken);
    let compiler = Compiler::new(log, &names);
    parameters::compile(&mut context, &compiler);
    variables::compile(&mut context, &compiler);
    programs::compile(&mut context, &compiler, &mut sources, drafts);
    context.book.find_uses();
    questions::read(&mut context, &compiler);
    regions::read(&mut context, &mut sources);
    sources.finish(&context);
    messages::read(&mut context);
    engine_names(&context);
    let cases = cases::read(&mut context);
    (context.book, cases, context.places)
}

/// Facts of a name that the engine itself knows are what it takes them for.
fn engine_names(context: &Context<'_>) {
    if let Some(unfit) = context.book.builtin().unfit(&context.book) {
        let place = context.places.get(&format!("fact.{}.{}", unfit.entity, unfit.fact));
        let place = place.copied().unwrap_or(Span { file: 0, offset: None });
        let what = format!("the engine reads `{}`, and cannot read this", unfit.fact);
        context.log.report(Code::UnknownOption, place, what, unfit.expected);
    }
}

/// rulebook.toml
fn head(context: &mut Context<'_>) {
    let Some(table) = context.required("rulebook.toml") else { return };
    let book = &mut context.book;
    book.id = table.required_text("id").map_or_else(String::new, |t| t.text.to_owned());
    book.version = table.required_text("version").map_or_else(String::new, |t| t.text.to_owned());
    if table.required("review_after_months").is_some() {
        book.review_after_months =
            table.whole("review_after_months").and_then(|n| u16::try_from(n).ok()).unwrap_or(18);
    }
    let list = |key: &'static str| {
        table.required(key);
        let mut names: Vec<String> = Vec::new();
        for text in table.texts(key) {
            if names.iter().any(|n| n == text.text) {
                let what = format!("duplicate \"{}\"", text.text);
                context.log.report(Code::DuplicateName, text.place, what, "only one of the two");
            } else {
                names.push(text.text.to_owned());
            }
        }
        names
    };
    book.languages = list("languages");
    book.later.resize_with(book.languages.len(), OnceLock::new);
    book.sections = list("sections");
    book.notes = list("notes");
    table.finish();
}
