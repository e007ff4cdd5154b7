//! The interview over many households: what it tells is true, what it says holds, and it ends.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use serde_json::Value;
use yingbao_tests::{
    generate::{self, plain::with},
    shipped::interviews::{Interviewed, interview, ordinary},
};

/// How many households of each kind.
const MANY: usize = 150;

fn keeps(families: impl IntoIterator<Item = (String, Value)>) -> Vec<Interviewed> {
    let play = |(name, document): (String, Value)| {
        let played = interview(&name, &document, &document);
        assert!(played.wrong.is_empty(), "{name}: {:#?}\n{document}", played.wrong);
        if played.people <= 6 {
            assert!(played.pages <= 20, "{name}: {} pages\n{document}", played.pages);
        }
        played
    };
    families.into_iter().map(play).collect()
}

/// How many in a thousand of the programmes that are likely were found.
fn found(played: &[Interviewed]) -> usize {
    let likely: usize = played.iter().map(|p| p.likely).sum();
    let lost: usize = played.iter().map(|p| p.lost.len()).sum();
    assert!(likely > MANY, "{likely} are likely");
    (likely - lost) * 1000 / likely
}

#[test]
fn ordinary_families_anywhere() {
    let found = found(&keeps(ordinary(MANY)));
    assert!(found >= 990, "{found} in a thousand were found");
}

#[test]
fn families_at_the_thresholds() {
    let drawn = (0..MANY as u64).map(|seed| (format!("seed {seed}"), generate::household(seed)));
    let found = found(&keeps(drawn));
    assert!(found >= 980, "{found} in a thousand were found");
}

#[test]
fn something_told_that_is_not_so_is_seen() {
    let mut seen = 0;
    for (name, told) in ordinary(10) {
        let mut truth = told.clone();
        let flipped = truth["household"]["disaster"] != true;
        truth["household"] = with(truth["household"].clone(), "disaster", flipped);
        let wrong = interview(&name, &told, &truth).wrong;
        assert!(wrong.iter().any(|w| w.starts_with("disaster of None")), "{name}: {wrong:?}");
        seen += usize::from(wrong.iter().any(|w| w.starts_with("disaster_relief turned")));
    }
    assert!(seen > 0, "no verdict turned");
}
