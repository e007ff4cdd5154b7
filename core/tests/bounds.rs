//! Floors and ceilings of the shipped rulebook: a verdict rests on one exactly where it says so.
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

use yingbao_core::{author, document::read_tree, engine::screen, screening::Verdict};

#[test]
fn a_verdict_has_the_note_where_it_would_be_open_without_bounds_and_nowhere_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
    let loaded = author::load(&folder).unwrap();
    let book = &loaded.book;
    let note = book.note("assumed_bound").unwrap();
    let (mut likely, mut unlikely) = (0, 0);
    for case in &loaded.cases {
        let request = read_tree(book, &case.document, None).unwrap();
        let rules = book.at(request.date, request.region, &request.overrides);
        let mut without = rules.clone();
        without.parameters.clone_from(&rules.unbounded);
        let pairs = screen(&rules, &request.household).entries.into_iter();
        for (entry, bare) in pairs.zip(screen(&without, &request.household).entries) {
            let name = format!("{} {:?}", case.id, book.programs[entry.program.index()].id);
            let rests = entry.verdict != bare.verdict;
            assert!(!rests || bare.verdict == Verdict::Possible, "{name}: bounds turn a verdict round");
            assert_eq!(entry.notes.contains(&note), rests, "{name}");
            assert!(entry.notes.is_sorted(), "{name}");
            likely += usize::from(rests && entry.verdict == Verdict::Likely);
            unlikely += usize::from(rests && entry.verdict == Verdict::Unlikely);
        }
    }
    assert!(likely > 3 && unlikely > 3, "{likely} {unlikely}");
}
