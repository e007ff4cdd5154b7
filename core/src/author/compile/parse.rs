//! From the text of an expression to its tree, with a place in the file for every part.

use cel::{
    common::ast::{IdedExpr, SourceInfo},
    parser::Parser,
};

use crate::author::source::{
    Code,
    files::{Diagnostics, Span},
    table::Text,
};

/// An expression that is well formed, not yet understood.
pub struct Parsed<'a> {
    /// The tree.
    pub root: IdedExpr,
    info: SourceInfo,
    text: Text<'a>,
    log: &'a Diagnostics,
}

/// Parses an expression; notes what is wrong with it.
pub fn parse<'a>(log: &'a Diagnostics, text: Text<'a>) -> Option<Parsed<'a>> {
    match Parser::new().parse_with_source_info(text.text) {
        Ok((root, info)) => Some(Parsed { root, info, text, log }),
        Err(errors) => {
            for error in errors.errors.iter().take(1) {
                let (line, column) = error.pos;
                let line = usize::try_from(line).unwrap_or(1).max(1);
                let column = usize::try_from(column).unwrap_or(1).max(1);
                let lines = text.text.split_inclusive('\n').take(line - 1);
                let before: usize = lines.map(|line| line.chars().count()).sum();
                log.report(
                    Code::ExpressionSyntax,
                    within(log, text, before + column - 1),
                    format!("the expression cannot be read: {}", first_line(&error.msg)),
                    "an expression such as `household.savings <= savings_limit * household.headcount`",
                );
            }
            None
        }
    }
}

fn first_line(text: &str) -> &str {
    let line = text.lines().next().unwrap_or(text);
    line.split("expecting {").next().unwrap_or(line).trim_end()
}

impl<'a> Parsed<'a> {
    /// Where a part stands in the file.
    #[must_use]
    pub fn place(&self, id: u64) -> Span {
        // In bytes; of a mistake in the syntax the parser counts characters.
        let offset = self.info.offset_for(id).map_or(0, |(start, _)| start as usize);
        let before = self.text.text.get(..offset).unwrap_or(self.text.text);
        within(self.log, self.text, before.chars().count())
    }

    /// The characters of a token.
    #[must_use]
    pub fn token(&self, id: u64) -> &'a str {
        let Some((start, stop)) = self.info.offset_for(id) else { return "" };
        self.text.text.get(start as usize..=stop as usize).unwrap_or_default()
    }
}

/// The place within a quoted text, after so many of its characters.
fn within(log: &Diagnostics, text: Text<'_>, characters_before: usize) -> Span {
    let raw = log
        .files()
        .get(text.place.file)
        .and_then(|f| f.text.get(text.place.offset.unwrap_or(0)..))
        .unwrap_or_default();
    let open = if raw.starts_with("'''") || raw.starts_with("\"\"\"") { 3 } else { 1 };
    let escapes = raw.starts_with('"');
    let mut at = open;
    if open == 3 {
        at += raw
            .get(3..)
            .map_or(0, |r| if r.starts_with("\r\n") { 2 } else { usize::from(r.starts_with('\n')) });
    }
    let mut left = characters_before;
    let mut characters = raw.get(at..).unwrap_or_default().chars();
    while left > 0 {
        let Some(character) = characters.next() else { break };
        at += character.len_utf8();
        if escapes && character == '\\' {
            at += characters.next().map_or(0, char::len_utf8);
        }
        left -= 1;
    }
    Span { file: text.place.file, offset: text.place.offset.map(|start| start + at) }
}
