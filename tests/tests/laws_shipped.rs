//! The laws over the shipped rulebook; each must also be seen to fail.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yingbao_core::engine::Options;
use yingbao_tests::{
    generate::{plain, shrink},
    shipped::{
        self, Breakage,
        laws::{self, Law},
    },
};

/// How many households: `YINGBAO_SEEDS=100000` for a soak.
fn seeds() -> u64 {
    std::env::var("YINGBAO_SEEDS").ok().and_then(|t| t.parse().ok()).unwrap_or(1500)
}

/// So many facts that are not a plain household's show any broken engine, in all documents together.
const FEW: usize = 8;

fn keeps(law: Law) {
    keeps_over(law, seeds());
}

fn keeps_over(law: Law, seeds: u64) {
    let broken: Vec<laws::Broken> = (0..seeds).filter_map(|seed| law(seed, None).err()).collect();
    if let Some(first) = broken.first() {
        panic!("{} of {seeds} households: {first}", broken.len());
    }
}

/// What a broken engine gets wrong is seen, and the household that shows it is small.
fn catches(law: Law, broken: Breakage) {
    let caught = (0..400).find_map(|seed| law(seed, Some(broken)).err());
    let caught = caught.unwrap_or_else(|| panic!("{broken:?} was not caught"));
    let told: BTreeSet<String> = caught.documents.iter().flat_map(shrink::told).collect();
    let members = caught.documents[0]["members"].as_array().map_or(0, Vec::len);
    println!("{broken:?} caught by seed {}: {members} members, {told:?}", caught.seed);
    assert!(told.len() <= FEW, "{broken:?} is shown by no less than {told:?}");
    assert!(members <= 3, "{broken:?} is shown by {members} members");
}

#[test]
fn twin() {
    keeps(laws::twin);
    catches(laws::twin, Breakage::ForgetsFirst);
    catches(laws::twin, Breakage::RoundsMonths);
    catches(laws::twin, Breakage::OnlyTotals);
}

#[test]
fn soundness() {
    keeps(laws::soundness);
    catches(laws::soundness, Breakage::UnknownFails);
    catches(laws::soundness, Breakage::LowEnds);
    catches(laws::soundness, Breakage::LowTotals);
    catches(laws::soundness, Breakage::TotalsOnFirst);
}

#[test]
fn refinement() {
    keeps(laws::refinement);
    catches(laws::refinement, Breakage::UnknownFails);
    catches(laws::refinement, Breakage::LowTotals);
}

#[test]
fn relevance() {
    // A dozen open facts of each household are settled in turn.
    keeps_over(laws::relevance, seeds() / 5);
    catches(laws::relevance, Breakage::ForgetsMissing);
}

#[test]
fn open() {
    keeps_over(laws::open, seeds() / 10);
    catches(laws::open, Breakage::OfficeAlways);
}

#[test]
fn an_answer_behind_what_the_office_decides_is_not_the_offices() {
    // Whether contributions are taken off the own income is the office's to say, unless none are paid.
    let told = |paid: Value| {
        let old = plain::with(plain::member("a", "self", "1955-05-01"), "pension", 900);
        plain::document(vec![plain::with(old, "social_insurance_paid", paid)])
    };
    let (partial, answered) = (told(Value::Null), [(told(json!(0)), true)]);
    let law = |cases, broken| laws::open_before(&partial, &answered, Options { cases }, broken);
    assert_eq!(law(0, None), Ok(()));
    assert_eq!(law(Options::default().cases, None), Ok(()));
    assert!(law(0, Some(Breakage::OfficeAlways)).is_err());
    let tekun = |document: &Value| {
        let screening = shipped::screen(document, None);
        let entry =
            screening["programs"].as_array().and_then(|list| list.iter().find(|e| e["id"] == "tekun"));
        entry.map(|e| (e["verdict"].clone(), e["open"].clone()))
    };
    assert_eq!(tekun(&partial), Some((json!("possible"), json!("answers"))));
    assert_eq!(tekun(&told(json!(0))), Some((json!("unlikely"), Value::Null)));
    assert_eq!(tekun(&told(json!(300))), Some((json!("possible"), json!("office"))));
}

#[test]
fn order() {
    keeps(laws::order);
    catches(laws::order, Breakage::ForgetsFirst);
    catches(laws::order, Breakage::TotalsOnFirst);
}

#[test]
fn units() {
    keeps(laws::units);
    catches(laws::units, Breakage::RoundsMonths);
    catches(laws::units, Breakage::YearlyTotals);
}

#[test]
fn monotony() {
    keeps(laws::monotony);
    catches(laws::monotony, Breakage::WrapsAround);
}

#[test]
fn monotony_of_totals() {
    keeps_over(laws::monotony_of_totals, seeds() / 3);
    catches(laws::monotony_of_totals, Breakage::TotalsWrap);
}

#[test]
fn contradiction() {
    keeps_over(laws::contradiction, seeds() / 3);
    catches(laws::contradiction, Breakage::OnlyTotals);
}
