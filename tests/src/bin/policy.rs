//! Prints the gathered figures of `tests/policy` that are neither in `core/rulebooks/cn` nor left out with a reason,
//! province by province, each as a line for its left-out list; for some provinces alone: `policy 51 53`. Run in the root of
//! the repository.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use yingbao_core::{author, rulebook::Rulebook};
use yingbao_tests::policy::{Account, Policy, differences, join};

fn main() -> ExitCode {
    match print() {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}

fn print() -> Result<(), String> {
    let policy = Policy::read(Path::new("tests/policy"))?;
    let book = author::load(Path::new("core/rulebooks/cn"))
        .map_err(|found| found.iter().map(|d| format!("{d}\n")).collect::<String>())?
        .book;
    let only: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |province: &str| only.is_empty() || only.iter().any(|o| o == province);
    let accounts = join(&policy, &book);
    for (province, rows) in accounts.open.iter().filter(|(province, _)| wanted(province)) {
        println!("{province} {}: {} rows unaccounted for", name(&book, province), rows.len());
        for row in rows {
            println!("  {row}");
        }
    }
    let doubtful = accounts.doubtful.iter().filter(|row| row.get(..2).is_some_and(wanted));
    for (index, row) in doubtful.enumerate() {
        if index == 0 {
            println!("within a range that began before, perhaps never entered:");
        }
        println!("  {row}");
    }
    for line in &accounts.wrong_lines {
        println!("{line}");
    }
    for (row, account) in policy.rows.iter().zip(&accounts.of) {
        if *account == Account::Exact && wanted(row.province()) {
            for difference in differences(&policy, &book, row) {
                println!("{} {}: {difference}", row.at, row.key().join(","));
            }
        }
    }
    let mut without: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, account) in policy.rows.iter().zip(&accounts.of) {
        if *account == Account::NoParameter {
            *without.entry(&row.program).or_default() += 1;
        }
    }
    let without: Vec<String> = without.iter().map(|(program, count)| format!("{program} {count}")).collect();
    println!("no parameter: {}", without.join(", "));
    let usable =
        accounts.of.len() - accounts.count(&[Account::Average]) - accounts.count(&[Account::NoParameter]);
    println!(
        "{} rows: {} averages, {} without a parameter, {usable} usable: {} exact, {} within a range, {} \
         within an earlier range, {} left out, {} unaccounted for",
        accounts.of.len(),
        accounts.count(&[Account::Average]),
        accounts.count(&[Account::NoParameter]),
        accounts.count(&[Account::Exact]),
        accounts.count(&[Account::Within]),
        accounts.count(&[Account::WithinEarlier]),
        accounts.count(&[Account::LeftOut]),
        accounts.open()
    );
    Ok(())
}

fn name<'b>(book: &'b Rulebook, province: &str) -> &'b str {
    let region = format!("{province}0000").parse().ok().and_then(|code| book.region(code));
    region.and_then(|id| book.regions.get(id.index())).map_or("", |region| &region.name)
}
