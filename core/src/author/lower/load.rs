//! From a folder to a rulebook, its cases and every mistake on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use toml::{Spanned, de::DeTable};

use crate::author::{
    cases::{self, Case},
    compile::{names::Names, typecheck::Compiler},
    lower::{facts, messages, parameters, programs, questions, regions, sources::Sources, variables},
    source::{
        Code, Diagnostic,
        files::{Diagnostics, File, Span},
        table::Table,
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

/// Where things stand, by dotted name: `program.dibao`, `criterion.dibao.income`.
pub type Places = BTreeMap<String, Span>;

/// What all readers of files share.
pub(in crate::author) struct Context<'a> {
    /// Mistakes so far.
    pub log: &'a Diagnostics,
    /// The files as tables.
    pub tables: &'a BTreeMap<usize, Spanned<DeTable<'a>>>,
    /// The rulebook as far as it is read.
    pub book: Rulebook,
    /// Where things stand.
    pub places: Places,
    /// Names whose definition has a mistake.
    pub broken: BTreeSet<String>,
}

impl<'a> Context<'a> {
    /// The top table of a file.
    pub fn file(&self, index: usize) -> Option<Table<'a>> {
        let table = self.tables.get(&index)?;
        Some(Table::new(self.log, table.get_ref(), Span { file: index, offset: Some(0) }))
    }

    /// The top table of a file that must be there.
    pub fn required(&self, name: &str) -> Option<Table<'a>> {
        match self.log.file(name) {
            Some(index) => self.file(index),
            None => {
                self.log.absent(name, "the file is not there", "see rulebooks/README.md for what it holds");
                None
            }
        }
    }

    /// Notes where something stands; a mistake if something of the same name stood elsewhere.
    pub fn place(&mut self, name: String, place: Span) {
        if let Some(before) = self.places.get(&name) {
            let (line, _) = self.log.line(*before);
            let file = self.log.files().get(before.file).map_or("", |f| f.name.as_str());
            let shown = name.split_once('.').map_or(name.as_str(), |(_, rest)| rest);
            let what = format!("`{shown}` stands twice; first at {file}:{line}");
            self.log.report(Code::DuplicateName, place, what, "another name, or only one of the two");
        } else {
            self.places.insert(name, place);
        }
    }

    /// Notes a name that no expression could use.
    pub fn good_name(&self, text: crate::author::source::table::Text<'_>) {
        let mut bytes = text.text.bytes();
        let good = bytes.next().is_some_and(|b| b.is_ascii_lowercase())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !good {
            self.log.report(
                Code::BadName,
                text.place,
                format!("`{}` is no name that expressions can use", text.text),
                "lower-case letters, digits and underscores, a letter first",
            );
        }
    }
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
                let what = format!("\"{}\" stands twice", text.text);
                context.log.report(Code::DuplicateName, text.place, what, "only one of the two");
            } else {
                names.push(text.text.to_owned());
            }
        }
        names
    };
    book.languages = list("languages");
    book.sections = list("sections");
    book.notes = list("notes");
    table.finish();
}
