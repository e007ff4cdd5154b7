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

use yingbao_core::{
    domain::{Day, Range},
    rulebook::{Dated, Figure, Grade, Multiple, ParameterValue, Rulebook, SourceId},
};
use yingbao_tests::{
    policy::{Account, Accounts, LeftOut, Policy, Row, Span, differences, drawn, join},
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
fn every_figure_is_in_the_rulebook_or_left_out_with_a_reason() {
    let (_, accounts) = gathered();
    let rows: Vec<String> = accounts.open.values().flatten().map(|row| format!("\n  {row}")).collect();
    assert!(rows.is_empty(), "{} rows are not accounted for:{}", rows.len(), rows.concat());
}

#[test]
fn every_line_that_leaves_a_figure_out_has_its_figure_and_a_reason() {
    let (_, accounts) = gathered();
    assert!(accounts.wrong_lines.is_empty(), "{:#?}", accounts.wrong_lines);
}

fn fifty() -> Vec<&'static Row> {
    let (policy, accounts) = gathered();
    let rows = drawn(policy, accounts, 20_261_130, 50);
    assert_eq!(rows.len(), 50);
    rows
}

/// Amount, unit, day, area and document of fifty drawn at random.
#[test]
fn a_figure_that_is_in_is_as_it_was_read() {
    let (policy, _) = gathered();
    let rows = fifty();
    let found = rows.iter().flat_map(|row| {
        let differences = differences(policy, shipped(), row).into_iter();
        differences.map(|difference| format!("\n  {} {}: {difference}", row.at, row.key().join(",")))
    });
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "not as it was read:{}", found.concat());
}

/// The rulebook, of a row's place only the values that begin on its day, each broken; `None` where there are none.
fn broken(row: &Row, breakage: fn(&mut Dated)) -> Option<Rulebook> {
    let day = Span::parse(&row.effective_from)?.day()?;
    let mut book = shipped().clone();
    let place = book.region(row.region_code.parse().ok()?)?;
    let region = book.regions.get_mut(place.index())?;
    region.values.retain(|dated| dated.from == day);
    region.values.iter_mut().for_each(breakage);
    (!region.values.is_empty()).then_some(book)
}

fn in_both_areas(dated: &mut Dated, change: fn(Range) -> Range) {
    for figure in [&mut dated.urban, &mut dated.rural].into_iter().flatten() {
        match figure {
            Figure::Set(ParameterValue::Number(range)) => *range = change(*range),
            Figure::Times(multiple) => multiple.times = change(multiple.times),
            Figure::Set(_) => {}
        }
    }
}

/// A month's sum taken for a year's, a yuan a month too much, a day too late, one area forgotten, another document.
#[test]
fn what_is_not_as_it_was_read_is_found() {
    let (policy, _) = gathered();
    let found = |row: &Row, breakage: fn(&mut Dated)| {
        broken(row, breakage).is_none_or(|book| !differences(policy, &book, row).is_empty())
    };
    let unit = |dated: &mut Dated| in_both_areas(dated, |range| range.divide(Range::exact(12.into())));
    let amount = |dated: &mut Dated| in_both_areas(dated, |range| range + Range::exact(12.into()));
    let mut documents = 0;
    for row in fifty() {
        let what = row.key().join(",");
        assert!(row.amount == "0" || found(row, unit), "{what}: unit");
        assert!(found(row, amount), "{what}: amount");
        assert!(found(row, |dated| dated.from = dated.from.next()), "{what}: day");
        let urban = found(row, |dated| dated.urban = None);
        assert!(urban || found(row, |dated| dated.rural = None), "{what}: area");
        if !row.document_number.is_empty() {
            assert!(found(row, |dated| dated.source = Some(SourceId(0))), "{what}: document");
            documents += 1;
        }
    }
    assert!(documents > 3, "{documents} rows with a document");
}

/// Without a value that holds it, a row is missing; with its line in a left-out list as well, it is both.
#[test]
fn what_is_lost_or_said_twice_is_found() {
    for row in fifty() {
        let only = Policy { rows: vec![row.clone()], left_out: Vec::new() };
        let mut book = shipped().clone();
        book.regions.iter_mut().for_each(|region| region.values.clear());
        let accounts = join(&only, &book);
        assert_eq!((accounts.of.as_slice(), accounts.open()), ([Account::Missing].as_slice(), 1));
        let line =
            LeftOut { at: String::new(), key: row.key().map(str::to_owned), reason: "none".to_owned() };
        let twice = Policy { left_out: vec![line], ..only };
        assert_eq!(join(&twice, shipped()).of, [Account::Both]);
        assert_eq!(join(&twice, &book).of, [Account::LeftOut]);
        let unknown = Policy { rows: Vec::new(), ..twice };
        assert_eq!(join(&unknown, &book).wrong_lines.len(), 1);
    }
}

/// '24 months of the standard' is in where the rulebook has 24 times the standard, and not where it has 25 times.
#[test]
fn a_multiple_is_in_as_the_same_multiple() {
    let (policy, _) = gathered();
    let twenty_four = |row: &&Row| row.amount == "24" && row.unit == "x monthly dibao";
    let row = policy.rows.iter().find(twenty_four).unwrap();
    let only = Policy { rows: vec![row.clone()], left_out: Vec::new() };
    for (times, account) in [(24, Account::Exact), (25, Account::Missing)] {
        let mut book = shipped().clone();
        let times = Range::exact(times.into());
        let multiple = Figure::Times(Multiple { times, of: book.parameter("dibao_standard").unwrap() });
        let dated = Dated {
            parameter: book.parameter("savings_limit").unwrap(),
            from: Span::parse(&row.effective_from).unwrap().first,
            urban: Some(multiple),
            rural: Some(multiple),
            source: None,
            grade: Grade::Official,
            checked: Day::parse("2026-11-30").unwrap(),
        };
        let place = book.region(row.region_code.parse().unwrap()).unwrap();
        book.regions[place.index()].values = vec![dated];
        assert_eq!(join(&only, &book).of, [account], "{times:?}");
        assert_eq!(differences(&only, &book, row).is_empty(), account == Account::Exact, "{times:?}");
    }
}
