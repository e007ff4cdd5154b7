//! A rulebook's mistakes in print: for each the line that an editor jumps by, then what stands there with the place marked.

use std::{
    env,
    io::{IsTerminal, Write, stderr},
    path::{Path, PathBuf},
};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use yingbao_core::{author::Diagnostic, wording::Visible};

/// What a tab is shown as, so that the mark stands below what it means.
const TAB: &str = "    ";

/// A rulebook that has mistakes.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", super::output::named(folder), sum(found))]
pub struct Mistakes {
    /// The rulebook's folder.
    folder: PathBuf,
    found: Vec<Diagnostic>,
}

impl Mistakes {
    /// The mistakes that were found in a folder.
    pub fn of(folder: &Path, found: Vec<Diagnostic>) -> Self {
        Self { folder: folder.to_path_buf(), found }
    }

    /// Says all of them on standard error. Where nobody reads that, the exit status says it still.
    pub fn complain(&self) {
        let mut out = stderr().lock();
        let printer = Printer::to(&out);
        for diagnostic in &self.found {
            if writeln!(out, "{}", printer.diagnostic(&self.folder, diagnostic)).is_err() {
                return;
            }
        }
        let _ = writeln!(out, "{}", sum(&self.found));
    }
}

fn sum(found: &[Diagnostic]) -> String {
    let errors = found.iter().filter(|d| d.is_error()).count();
    format!("{errors} errors, {} warnings", found.len() - errors)
}

/// A line of a file and the place in it, from 1.
#[derive(Clone, Copy)]
pub struct Marked<'t> {
    /// The line as it is written.
    pub text: &'t str,
    /// Its number.
    pub line: usize,
    /// The character.
    pub column: usize,
}

/// How mistakes are printed.
pub struct Printer {
    renderer: Renderer,
    coloured: bool,
}

impl Printer {
    /// In colours on a terminal, unless NO_COLOR is set.
    pub fn to(stream: &impl IsTerminal) -> Self {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        Self::new(stream.is_terminal() && !refused)
    }

    fn new(coloured: bool) -> Self {
        Self { renderer: if coloured { Renderer::styled() } else { Renderer::plain() }, coloured }
    }

    /// `file:line:column: error[code]: …`, the line that is meant, and what to write instead.
    pub fn diagnostic(&self, folder: &Path, diagnostic: &Diagnostic) -> String {
        let head = Diagnostic {
            file: folder.join(&diagnostic.file).display().to_string(),
            instead: String::new(),
            ..diagnostic.clone()
        };
        let head = if self.coloured { format!("\u{1b}[1m{head}\u{1b}[0m") } else { head.to_string() };
        let Diagnostic { line, column, source, instead, .. } = diagnostic;
        if *line == 0 {
            let instead = Visible(instead);
            return if diagnostic.instead.is_empty() {
                head
            } else {
                format!("{head}\n  instead: {instead}")
            };
        }
        let level = if diagnostic.is_error() { Level::ERROR } else { Level::WARNING };
        let marked = Marked { text: source, line: *line, column: *column };
        format!("{head}\n{}", self.marked(level, marked, instead))
    }

    /// A line with a place marked, and below it what to write instead.
    pub fn marked(&self, level: Level<'_>, marked: Marked<'_>, instead: &str) -> String {
        let from = marked.column.saturating_sub(1);
        let until = from + extent(marked.text.chars().skip(from));
        let (mut shown, mut start, mut end) = (String::new(), None, None);
        for (index, character) in marked.text.chars().enumerate() {
            if index == from {
                start = Some(shown.len());
            }
            if index == until {
                end = Some(shown.len());
            }
            match character {
                '\t' => shown.push_str(TAB),
                other => shown.push_str(&Visible(other.encode_utf8(&mut [0; 4])).to_string()),
            }
        }
        let span = start.unwrap_or(shown.len())..end.unwrap_or(shown.len());
        let snippet = Snippet::source(shown.as_str()).line_start(marked.line);
        let group = Group::with_level(level).element(snippet.annotation(AnnotationKind::Primary.span(span)));
        let told = Visible(instead).to_string();
        let group = if told.is_empty() {
            group
        } else {
            group.element(Level::HELP.with_name("instead").message(told.as_str()))
        };
        self.renderer.render(&[group])
    }
}

/// How many characters belong to what begins here: a text in quotes, brackets, a name, what is read of one, a number;
/// else one.
fn extent(rest: impl Iterator<Item = char>) -> usize {
    let rest: Vec<char> = rest.collect();
    let mut after = rest.iter().skip(1);
    match rest.first() {
        Some(quote @ ('"' | '\'')) => {
            let mut escaped = false;
            let closing = after.position(|c| {
                let closes = c == quote && !escaped;
                escaped = *c == '\\' && *quote == '"' && !escaped;
                closes
            });
            closing.map_or(rest.len(), |at| at + 2)
        }
        Some('[') => after.position(|c| *c == ']').map_or(1, |at| {
            let doubled = rest.get(1) == Some(&'[') && rest.get(at + 2) == Some(&']');
            at + 2 + usize::from(doubled)
        }),
        Some(first) => {
            let number = first.is_ascii_digit();
            let belongs = |c: &&char| c.is_alphanumeric() || **c == '_' || (number && ".-".contains(**c));
            let name = rest.iter().take_while(belongs).count();
            let read = if *first == '.' { after.take_while(belongs).count() } else { 0 };
            name.max(1 + read)
        }
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use annotate_snippets::Level;

    use super::{Marked, Printer, extent};

    fn marked(text: &str, column: usize) -> String {
        Printer::new(false).marked(Level::ERROR, Marked { text, line: 7, column }, "")
    }

    #[test]
    fn what_begins_at_a_place_is_marked_whole() {
        for (text, marked) in [
            ("\"a b\" # c", 5),
            ("'a' 'b'", 3),
            ("\"a \\\" b\"", 8),
            ("'a\\' b", 4),
            ("\"never closed", 13),
            ("[[criterion]]", 13),
            ("[a] # x]", 3),
            ("[1, 2]", 6),
            ("income < 3", 6),
            ("收入低 = 1", 3),
            ("2025-02-30", 10),
            ("12.5 * x", 4),
            ("a-b", 1),
            (".saving <= limit", 7),
            ("== 1", 1),
            ("", 0),
        ] {
            assert_eq!(extent(text.chars()), marked, "{text}");
        }
    }

    #[test]
    fn the_mark_stands_below_the_place_whatever_stands_before_it() {
        // Chinese characters take two columns each.
        for (text, column, expected) in [
            ("when = incom", 8, "  |\n7 | when = incom\n  |        ^^^^^"),
            ("标准 = incom", 6, "  |\n7 | 标准 = incom\n  |        ^^^^^"),
            ("低保", 2, "  |\n7 | 低保\n  |   ^^"),
            ("\tx", 2, "  |\n7 |     x\n  |     ^"),
            ("\u{1b}[2J\u{202e}x", 6, "  |\n7 | \\u{1b}[2J\\u{202e}x\n  |                  ^"),
            ("end", 4, "  |\n7 | end\n  |    ^"),
            ("end", 9, "  |\n7 | end\n  |    ^"),
            ("", 1, "  |\n7 |\n  | ^"),
        ] {
            assert_eq!(marked(text, column), expected, "{text:?}");
        }
    }

    #[test]
    fn colours_are_asked_for() {
        let place = Marked { text: "x = 1", line: 7, column: 1 };
        let coloured = Printer::new(true).marked(Level::ERROR, place, "y\u{1b}[2J");
        assert!(coloured.contains("\u{1b}[1m") && coloured.contains("y\\u{1b}[2J"), "{coloured:?}");
        assert!(!marked("x = 1", 1).contains('\u{1b}'));
    }
}
