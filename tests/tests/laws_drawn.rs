//! The laws of evaluation over drawn rulebooks and households; each must also be seen to fail.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use yingbao_tests::generated::{broken::Breakage, laws};

/// Enough for every broken engine below to be caught many times over.
const SEEDS: u64 = 1500;

type Law = fn(u64, Option<Breakage>) -> Result<(), String>;

fn keeps(law: Law) {
    for seed in 0..SEEDS {
        if let Err(broken) = law(seed, None) {
            panic!("{broken}");
        }
    }
}

fn catches(law: Law, broken: Breakage) {
    let caught = (0..SEEDS).filter(|seed| law(*seed, Some(broken)).is_err()).count();
    assert!(caught > 0, "{broken:?} was not caught in {SEEDS} seeds");
    println!("{broken:?} caught in {caught} of {SEEDS} seeds");
}

#[test]
fn twin_holds_and_can_fail() {
    keeps(laws::twin);
    catches(laws::twin, Breakage::ForgetsFirst);
    catches(laws::twin, Breakage::RoundsMonths);
}

#[test]
fn soundness_holds_and_can_fail() {
    keeps(laws::soundness);
    catches(laws::soundness, Breakage::UnknownFails);
    catches(laws::soundness, Breakage::LowEnds);
}

#[test]
fn refinement_holds_and_can_fail() {
    keeps(laws::refinement);
    catches(laws::refinement, Breakage::UnknownFails);
    catches(laws::refinement, Breakage::LowEnds);
}

#[test]
fn relevance_holds_and_can_fail() {
    keeps(laws::relevance);
    catches(laws::relevance, Breakage::ForgetsMissing);
}

#[test]
fn follows_holds_and_can_fail() {
    let checked: usize =
        (0..SEEDS).map(|seed| laws::follows(seed, None).unwrap_or_else(|broken| panic!("{broken}"))).sum();
    assert!(checked > 100, "only {checked} entries follow others");
    let caught =
        (0..SEEDS).filter(|seed| laws::follows(*seed, Some(Breakage::FollowsAlways)).is_err()).count();
    assert!(
        caught > 0,
        "whatever is open was said to follow another, and nothing was seen of it in {SEEDS} seeds"
    );
}

#[test]
fn order_holds_and_can_fail() {
    keeps(laws::order);
    catches(laws::order, Breakage::ForgetsFirst);
}

#[test]
fn splitting_only_settles() {
    let mut counts = [0u32; 3];
    for seed in 0..SEEDS {
        match laws::splitting(seed, None) {
            Ok(more) => counts.iter_mut().zip(more).for_each(|(a, b)| *a += b),
            Err(broken) => panic!("{broken}"),
        }
    }
    let [without, with, decidable] = counts;
    println!("firm without splitting {without}, with {with}, of at most {decidable} decidable");
    assert!(with > without, "splitting settled nothing");
}
