//! The files of a rulebook folder, places in them, and the mistakes found so far.

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
};

use crate::{
    author::source::{Code, Diagnostic},
    quantity::decode,
};

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Which file.
    pub file: usize,
    /// Byte offset; `None`: the whole file.
    pub offset: Option<usize>,
}

/// A file of a rulebook.
#[derive(Clone, Debug)]
pub struct File {
    /// Path relative to the folder, with `/`.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The files that were read, and the mistakes in them.
#[derive(Debug, Default)]
pub struct Diagnostics {
    files: Vec<File>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Diagnostics {
    /// Reads every TOML file of a folder, sorted by path.
    #[must_use]
    pub fn read(folder: &Path) -> Self {
        let mut paths = Vec::new();
        walk(folder, &mut paths);
        paths.sort();
        let mut log = Self::default();
        for path in paths {
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<_> = relative.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            let name = parts.join("/");
            let read = std::fs::read(&path).map_err(|error| (error.to_string(), ""));
            let text = read.and_then(|bytes| match decode(&bytes) {
                Ok(text) => Ok(text.to_owned()),
                Err(found) => Err((found.to_string(), "the file saved as UTF-8")),
            });
            match text {
                Ok(text) => log.files.push(File { name, text }),
                Err((error, instead)) => {
                    log.files.push(File { name, text: String::new() });
                    let place = Span { file: log.files.len() - 1, offset: None };
                    log.report(Code::MissingFile, place, format!("cannot be read: {error}"), instead);
                }
            }
        }
        log
    }

    /// A log over given files.
    #[must_use]
    pub fn of(files: Vec<File>) -> Self {
        Self { files, found: RefCell::default() }
    }

    /// The files, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The slot of a file.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|f| f.name == name)
    }

    /// Files whose path begins and ends so.
    pub fn within<'l>(&'l self, folder: &'l str) -> impl Iterator<Item = usize> + 'l {
        self.files.iter().enumerate().filter(move |(_, f)| f.name.starts_with(folder)).map(|(i, _)| i)
    }

    /// Line and column of a place, from 1.
    #[must_use]
    pub fn line(&self, place: Span) -> (usize, usize) {
        let (Some(file), Some(offset)) = (self.files.get(place.file), place.offset) else { return (0, 0) };
        let before = file.text.get(..offset.min(file.text.len())).unwrap_or_default();
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }

    /// The line of a place as it is written, without its end; empty where the whole file is meant.
    #[must_use]
    pub fn text_of_line(&self, place: Span) -> &str {
        let (Some(file), Some(offset)) = (self.files.get(place.file), place.offset) else { return "" };
        let (before, after) = file.text.split_at_checked(offset).unwrap_or((&file.text, ""));
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after.find('\n').map_or(file.text.len(), |end| before.len() + end);
        file.text.get(start..end).unwrap_or_default().trim_end_matches('\r')
    }

    /// Notes a mistake.
    pub fn report(&self, code: Code, place: Span, what: impl Into<String>, instead: impl Into<String>) {
        let (line, column) = self.line(place);
        let file = self.files.get(place.file).map_or_else(String::new, |f| f.name.clone());
        let (source, what, instead) = (self.text_of_line(place).to_owned(), what.into(), instead.into());
        let found = Diagnostic { code, file, line, column, source, what, instead };
        let mut list = self.found.borrow_mut();
        if !list.contains(&found) {
            list.push(found);
        }
    }

    /// Notes a mistake of a file that is not there.
    pub fn absent(&self, name: &str, what: impl Into<String>, instead: impl Into<String>) {
        self.found.borrow_mut().push(Diagnostic {
            code: Code::MissingFile,
            file: name.to_owned(),
            line: 0,
            column: 0,
            source: String::new(),
            what: what.into(),
            instead: instead.into(),
        });
    }

    /// Whether any mistake so far keeps the rulebook from being built.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.borrow().iter().any(Diagnostic::is_error)
    }

    /// The mistakes so far, by file and line.
    #[must_use]
    pub fn found(&self) -> Vec<Diagnostic> {
        let mut list = self.found.borrow().clone();
        list.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
        list
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "toml") {
            found.push(path);
        }
    }
}
