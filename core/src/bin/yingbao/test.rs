//! `test`: runs a rulebook's own cases.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use yingbao_core::author::{Coverage, Loaded, load, run};

use super::{
    Failed,
    output::{Output, named},
    rules::{all, shipped},
    unwritten,
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
pub fn test(arguments: &Test) -> Result<(), Failed> {
    let dir = arguments.dir.clone().unwrap_or_else(shipped);
    let loaded = load(&dir).map_err(|found| all(&dir, &found))?;
    // What failed has been said.
    match run_all(&mut Output::text(), arguments, &dir, &loaded).map_err(unwritten)? {
        0 => Ok(()),
        _ => Err(String::new()),
    }
}

/// How many cases failed.
fn run_all(out: &mut impl Write, arguments: &Test, dir: &Path, loaded: &Loaded) -> io::Result<usize> {
    let mut coverage = Coverage::new(&loaded.book);
    let (mut passed, mut failed) = (0usize, 0usize);
    for case in &loaded.cases {
        if arguments.only.as_ref().is_some_and(|text| !case.id.contains(text.as_str())) {
            continue;
        }
        let file = loaded.log.files().get(case.place.file).map_or("", |f| f.name.as_str());
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
                    let (line, _) = loaded.log.line(difference.place);
                    writeln!(out, "  {}:{line}: {}", named(&dir.join(file)), difference.subject)?;
                    writeln!(out, "    expected {}", difference.expected)?;
                    writeln!(out, "    found    {}", difference.found)?;
                }
            }
            Err(error) => {
                failed += 1;
                let (line, _) = loaded.log.line(case.at(&error.path));
                writeln!(out, "FAILED {} ({})", case.id, case.why)?;
                writeln!(out, "  {}:{line}: no household document: {error}", named(&dir.join(file)))?;
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
