//! The gathered figures and the rulebook: none is lost on the way, and what arrives is what was read.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{path::Path, sync::OnceLock};

use yingbao_tests::{
    policy::{Accounts, Policy, differences, drawn, join},
    shipped,
};

fn gathered() -> &'static (Policy, Accounts) {
    static GATHERED: OnceLock<(Policy, Accounts)> = OnceLock::new();
    GATHERED.get_or_init(|| {
        let policy = Policy::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policy")).unwrap();
        let accounts = join(&policy, shipped());
        (policy, accounts)
    })
}

#[test]
#[ignore = "figures are being entered"]
fn every_figure_is_in_the_rulebook_or_left_out_with_a_reason() {
    let (_, accounts) = gathered();
    let rows: Vec<String> = accounts.open.values().flatten().map(|row| format!("\n  {row}")).collect();
    assert!(rows.is_empty(), "{} rows are not accounted for:{}", rows.len(), rows.concat());
}

#[test]
#[ignore = "figures are being entered"]
fn every_line_that_leaves_a_figure_out_has_its_figure_and_a_reason() {
    let (_, accounts) = gathered();
    assert!(accounts.wrong_lines.is_empty(), "{:#?}", accounts.wrong_lines);
}

/// Amount, unit, day, area and document of fifty drawn at random.
#[test]
fn a_figure_that_is_in_is_as_it_was_read() {
    let (policy, accounts) = gathered();
    let rows = drawn(policy, accounts, 20_261_130, 50);
    assert_eq!(rows.len(), 50);
    let found = rows.iter().flat_map(|row| {
        let differences = differences(policy, shipped(), row).into_iter();
        differences.map(|difference| format!("\n  {} {}: {difference}", row.at, row.key().join(",")))
    });
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "not as it was read:{}", found.concat());
}
