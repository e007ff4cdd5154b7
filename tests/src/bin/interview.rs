//! Prints what interviews come to, `interview 300`: half of so many households ordinary ones in counties drawn at random,
//! half drawn at the thresholds.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::{cmp::Reverse, collections::BTreeMap};

use yingbao_tests::{
    generate,
    shipped::interviews::{Interviewed, interview, ordinary},
};

fn main() {
    let most: usize = std::env::args().nth(1).and_then(|t| t.parse().ok()).unwrap_or(300);
    let drawn = (0..most as u64 / 2).map(|seed| (format!("seed {seed}"), generate::household(seed)));
    for (kind, families) in
        [("ordinary", ordinary(most - most / 2)), ("at the thresholds", drawn.collect::<Vec<_>>())]
    {
        let mut played: Vec<Interviewed> =
            families.iter().map(|(name, document)| interview(name, document, document)).collect();
        let sum = |of: fn(&Interviewed) -> usize| -> usize { played.iter().map(of).sum() };
        let (likely, lost) = (sum(|p| p.likely), sum(|p| p.lost.len()));
        println!("{} households {kind}: of {likely} likely programmes {} found", played.len(), likely - lost);
        for (what, of) in [("pages", (|p| p.pages) as fn(&Interviewed) -> usize), ("taps", |p| p.taps)] {
            let mut all: Vec<usize> = played.iter().map(of).collect();
            all.sort_unstable();
            let part = |of_ten: usize| all[(all.len() - 1) * of_ten / 10];
            println!(
                "  {what}: from {} over {} (a tenth), {} (half), {} (nine tenths) to {}",
                part(0),
                part(1),
                part(5),
                part(9),
                part(10)
            );
        }
        let mut causes: BTreeMap<String, usize> = BTreeMap::new();
        for lack in played.iter().flat_map(|p| &p.lost).flat_map(|l| &l.missing) {
            let fact = lack.rsplit('.').next().unwrap_or(lack);
            *causes.entry(fact.to_owned()).or_default() += 1;
        }
        println!("  missing from those not found: {causes:?}");
        for wrong in played.iter().filter(|p| !p.wrong.is_empty()) {
            println!("  WRONG {}: {:?}", wrong.name, wrong.wrong);
        }
        played.sort_by_key(|p| Reverse((p.lost.len(), p.pages)));
        for worst in played.iter().take(10) {
            println!("  {}: {} people, {} pages, {} taps", worst.name, worst.people, worst.pages, worst.taps);
            for lost in &worst.lost {
                println!("    {} not found, missing {}", lost.program, lost.missing.join(", "));
            }
        }
    }
}
