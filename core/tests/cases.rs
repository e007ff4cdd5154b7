//! The cases of the shipped rulebook: households with the answers that its sources give them.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::path::Path;

use yingbao_core::author;

#[test]
fn every_household_gets_the_answers_that_its_case_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
    let loaded = author::load(&folder).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"));
    assert!(!loaded.cases.is_empty());
    for case in &loaded.cases {
        let answers = author::run(&loaded.book, case).unwrap_or_else(|error| panic!("{}: {error}", case.id));
        assert!(answers.differences.is_empty(), "{}: {:?}", case.id, answers.differences);
    }
}
