//! The laws of evaluation over drawn rulebooks and households; each must also be seen to fail.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use yingbao_core::ruleset::Fault;
use yingbao_tests::generated::laws;

/// Enough for every broken engine below to be caught many times over.
const SEEDS: u64 = 1500;

type Law = fn(u64, Option<Fault>) -> Result<(), String>;

fn keeps(law: Law) {
    for seed in 0..SEEDS {
        if let Err(broken) = law(seed, None) {
            panic!("{broken}");
        }
    }
}

fn catches(law: Law, fault: Fault) {
    let caught = (0..SEEDS).filter(|seed| law(*seed, Some(fault)).is_err()).count();
    assert!(caught > 0, "{fault:?} was not caught in {SEEDS} seeds");
    println!("{fault:?} caught in {caught} of {SEEDS} seeds");
}

#[test]
fn twin_holds_and_can_fail() {
    keeps(laws::twin);
    catches(laws::twin, Fault::DropsFirst);
    catches(laws::twin, Fault::AddsDeductions);
    catches(laws::twin, Fault::RoundsMonths);
}

#[test]
fn soundness_holds_and_can_fail() {
    keeps(laws::soundness);
    catches(laws::soundness, Fault::UnknownFails);
    catches(laws::soundness, Fault::TakesFirst);
    catches(laws::soundness, Fault::OneCase);
    catches(laws::soundness, Fault::LowEnd);
}

#[test]
fn refinement_holds_and_can_fail() {
    keeps(laws::refinement);
    catches(laws::refinement, Fault::UnknownFails);
    catches(laws::refinement, Fault::LowEnd);
}

#[test]
fn relevance_holds_and_can_fail() {
    keeps(laws::relevance);
    catches(laws::relevance, Fault::ForgetsBranches);
}

#[test]
fn follows_holds_and_can_fail() {
    let checked: usize =
        (0..SEEDS).map(|seed| laws::follows(seed, None).unwrap_or_else(|broken| panic!("{broken}"))).sum();
    assert!(checked > 100, "only {checked} entries follow others");
    let caught = (0..SEEDS).filter(|seed| laws::follows(*seed, Some(Fault::OneCase)).is_err()).count();
    assert!(caught > 0, "one case stood for all, and nothing was seen of it in {SEEDS} seeds");
}

#[test]
fn order_holds_and_can_fail() {
    keeps(laws::order);
    catches(laws::order, Fault::DropsFirst);
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
