//! `test`: runs a rulebook's own cases.

use std::path::PathBuf;

use clap::Args;
use yingbao_core::author::{Coverage, Loaded, load, run};

use super::{
    Failed,
    rules::{all, shipped},
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
                println!("FAILED {} ({})", case.id, case.why);
                for difference in &answers.differences {
                    let (line, _) = loaded.log.line(difference.place);
                    println!("  {}:{line}: {}", dir.join(file).display(), difference.subject);
                    println!("    expected {}", difference.expected);
                    println!("    found    {}", difference.found);
                }
            }
            Err(error) => {
                failed += 1;
                let (line, _) = loaded.log.line(case.at(&error.path));
                println!("FAILED {} ({})", case.id, case.why);
                println!("  {}:{line}: no household document: {error}", dir.join(file).display());
            }
        }
    }
    if arguments.coverage {
        list(&loaded, &coverage);
    }
    let [conditions, passes, fails, open] = coverage.totals();
    println!("{passed} cases pass, {failed} fail");
    println!(
        "{conditions} conditions: {passes} pass in some case, {fails} fail in some case, {open} stay open in some case"
    );
    if failed > 0 { Err(String::new()) } else { Ok(()) }
}

fn list(loaded: &Loaded, coverage: &Coverage) {
    println!(
        "{:<50} {:>5} {:>5} {:>5} {:>6} {:>4} {:>6}",
        "condition", "pass", "fail", "open", "waived", "at", "beyond"
    );
    for (program, covered) in loaded.book.programs.iter().zip(&coverage.programs) {
        for (criterion, c) in program.criteria.iter().zip(covered) {
            let name = format!("{}.{}", program.id, criterion.id);
            let (at, beyond) = match criterion.unit {
                Some(_) => (c.at.to_string(), c.beyond.to_string()),
                None => ("-".to_owned(), "-".to_owned()),
            };
            println!(
                "{name:<50} {:>5} {:>5} {:>5} {:>6} {at:>4} {beyond:>6}",
                c.passes, c.fails, c.open, c.waived
            );
        }
    }
}
