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

/// So many facts that are not a plain household's show a broken engine, in all households together.
const FEW: usize = 8;

type Law = fn(u64, Option<Breakage>) -> Result<(), laws::Broken>;

fn keeps(law: Law) {
    for seed in 0..SEEDS {
        if let Err(broken) = law(seed, None) {
            panic!("{broken}");
        }
    }
}

/// What a broken engine gets wrong is seen, and most households that show it are small.
fn catches(law: Law, broken: Breakage) {
    let mut caught: Vec<laws::Broken> = (0..SEEDS).filter_map(|seed| law(seed, Some(broken)).err()).collect();
    assert!(!caught.is_empty(), "{broken:?} was not caught in {SEEDS} seeds");
    caught.sort_by_key(|broken| broken.told.concat().len());
    let (least, middle) = (&caught[0], &caught[caught.len() / 2]);
    println!("{broken:?} caught in {} of {SEEDS} seeds, at the least by {least}", caught.len());
    assert!(
        middle.told.concat().len() <= FEW,
        "half of those that show {broken:?} are no smaller than {middle}"
    );
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
