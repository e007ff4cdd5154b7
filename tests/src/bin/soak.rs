//! Runs the laws over as many households as told and counts what breaks them: `soak 100000`; one law alone, and from a
//! household on: `soak 100000 soundness 50000`.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::collections::BTreeMap;

use yingbao_tests::shipped::laws;

fn main() {
    let most: u64 = std::env::args().nth(1).and_then(|t| t.parse().ok()).unwrap_or(10_000);
    let laws: [(&str, laws::Law); 10] = [
        ("twin", laws::twin),
        ("soundness", laws::soundness),
        ("refinement", laws::refinement),
        ("relevance", laws::relevance),
        ("open", laws::open),
        ("order", laws::order),
        ("units", laws::units),
        ("monotony", laws::monotony),
        ("monotony_of_totals", laws::monotony_of_totals),
        ("contradiction", laws::contradiction),
    ];
    let only = std::env::args().nth(2);
    let first: u64 = std::env::args().nth(3).and_then(|t| t.parse().ok()).unwrap_or(0);
    for (name, law) in laws {
        if only.as_ref().is_some_and(|o| o != name) {
            continue;
        }
        // The two sides of each break, shortened to who and what, with the shortest household.
        let mut broken: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for message in (first..most).filter_map(|seed| law(seed, None).err()).map(|broken| broken.to_string())
        {
            let key: Vec<&str> = message.lines().skip(1).take(2).map(|l| l.get(..110).unwrap_or(l)).collect();
            let entry = broken.entry(key.join(" | ")).or_insert((0, message.clone()));
            entry.0 += 1;
            if message.len() < entry.1.len() {
                entry.1 = message;
            }
        }
        println!(
            "{name}: {} households, {} breaks",
            most.saturating_sub(first),
            broken.values().map(|b| b.0).sum::<u64>()
        );
        for (key, (count, message)) in &broken {
            println!("  {count} x {key}");
            if only.is_some() {
                println!("{message}");
            }
        }
    }
}
