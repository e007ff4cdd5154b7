//! Places of the shipped rulebook: a place that is not known, and the tree itself.
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

use yingbao_core::{
    author,
    domain::Day,
    rulebook::{ParameterValue, RegionId, Rulebook},
    ruleset::{Origin, Resolved},
};

fn shipped() -> Rulebook {
    author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book
}

fn either(a: (ParameterValue, Origin), b: (ParameterValue, Origin)) -> (ParameterValue, Origin) {
    (a.0.hull(b.0), if a.1 == b.1 { a.1 } else { Origin::Unknown })
}

/// The engine resolves only places that set something; this resolves every one.
#[test]
fn a_place_that_is_not_known_allows_what_any_place_of_the_tree_has() {
    let book = shipped();
    for day in ["2009-01-01", "2021-02-01", "2024-07-01", "2026-11-01"] {
        let day = Day::parse(day).unwrap();
        let mut all: Option<Vec<Resolved>> = None;
        for index in 0..book.regions.len() {
            let here = book.at(day, Some(RegionId(u16::try_from(index).unwrap())), &[]).parameters;
            all = Some(match all {
                None => here,
                Some(before) => before
                    .into_iter()
                    .zip(here)
                    .map(|(a, b)| Resolved {
                        urban: either(a.urban, b.urban),
                        rural: either(a.rural, b.rural),
                    })
                    .collect(),
            });
        }
        assert_eq!(book.at(day, None, &[]).parameters, all.unwrap(), "{day}");
    }
}
