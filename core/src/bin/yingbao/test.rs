//! `test`: runs a rulebook's own cases.

use std::{
    fmt,
    io::{self, Write},
    path::{Path, PathBuf},
};

use annotate_snippets::Level;
use anyhow::{Context, Result};
use clap::Args;
use yingbao_core::author::{Coverage, Loaded, Span, load, run};

use super::{
    output::{OUTPUT, Output, Said, named},
    report::{Marked, Mistakes, Printer},
    rules::shipped,
};

/// Which cases to run.
#[derive(Args)]
pub struct Test {
    /// The rulebook folder; the shipped one unless told.
    dir: Option<PathBuf>,
    /// Only cases whose id holds this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Prints the coverage of every condition, not only the sums.
    #[arg(long)]
    coverage: bool,
}

/// Runs the cases, says what differs, counts what they cover.
pub fn test(arguments: &Test) -> Result<()> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let loaded = load(&dir).map_err(|found| Mistakes::of(&dir, found))?;
    match run_all(&mut Output::text(), arguments, &dir, &loaded).context(OUTPUT)? {
        0 => Ok(()),
        _ => Err(Said.into()),
    }
}

/// How many cases failed.
fn run_all(out: &mut Output, arguments: &Test, dir: &Path, loaded: &Loaded) -> io::Result<usize> {
    let mut coverage = Coverage::new(&loaded.book);
    let (mut passed, mut failed) = (0usize, 0usize);
    let printer = Printer::to(&io::stdout());
    for case in &loaded.cases {
        if arguments.only.as_ref().is_some_and(|text| !case.id.contains(text.as_str())) {
            continue;
        }
        let file = loaded.log.files().get(case.place.file).map_or("", |f| f.name.as_str());
        let file = named(&dir.join(file));
        let at = |out: &mut Output, place: Span, what: &dyn fmt::Display| -> io::Result<()> {
            let (line, column) = loaded.log.line(place);
            writeln!(out, "  {file}:{line}:{column}: {what}")?;
            let text = loaded.log.text_of_line(place);
            out.styled(&printer.marked(Level::ERROR, Marked { text, line, column }, ""))
        };
        match run(&loaded.book, case) {
            Ok(answers) => {
                coverage.add(&loaded.book, case, &answers);
                if answers.differences.is_empty() {
                    passed += 1;
                    continue;
                }
                failed += 1;
                writeln!(out, "FAILED {} ({})", case.id, case.why)?;
                for difference in &answers.differences {
                    at(out, difference.place, &difference.subject)?;
                    writeln!(out, "    expected {}", difference.expected)?;
                    writeln!(out, "    found    {}", difference.found)?;
                }
            }
            Err(error) => {
                failed += 1;
                writeln!(out, "FAILED {} ({})", case.id, case.why)?;
                at(out, case.at(&error.path), &format_args!("no household document: {error}"))?;
            }
        }
    }
    if arguments.coverage {
        list(out, loaded, &coverage)?;
    }
    let [conditions, passes, fails, open] = coverage.totals();
    writeln!(out, "{passed} cases pass, {failed} fail")?;
    writeln!(
        out,
        "{conditions} conditions: {passes} pass in some case, {fails} fail in some case, {open} stay open in some case"
    )?;
    out.flush()?;
    Ok(failed)
}

fn list(out: &mut impl Write, loaded: &Loaded, coverage: &Coverage) -> io::Result<()> {
    writeln!(
        out,
        "{:<50} {:>5} {:>5} {:>5} {:>6} {:>4} {:>6}",
        "condition", "pass", "fail", "open", "waived", "at", "beyond"
    )?;
    for (program, covered) in loaded.book.programs.iter().zip(&coverage.programs) {
        for (criterion, c) in program.criteria.iter().zip(covered) {
            let name = format!("{}.{}", program.id, criterion.id);
            let (at, beyond) = match criterion.unit {
                Some(_) => (c.at.to_string(), c.beyond.to_string()),
                None => ("-".to_owned(), "-".to_owned()),
            };
            writeln!(
                out,
                "{name:<50} {:>5} {:>5} {:>5} {:>6} {at:>4} {beyond:>6}",
                c.passes, c.fails, c.open, c.waived
            )?;
        }
    }
    Ok(())
}
