//! The generator checks itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::facts::{HOUSEHOLD, MEMBER, PARAMETERS};
use super::transform::{more_income, open_facts, per_year, refine, settle, shuffle_members};
use super::{admits, complete, household, loosen};
use crate::oracle::{Expected, Verdict, screen, try_screen};

const SEEDS: std::ops::Range<u64> = 0..400;

#[test]
fn every_household_is_complete_and_the_same_again() {
    for seed in SEEDS {
        let home = household(seed);
        assert_eq!(home, household(seed));
        assert!(try_screen(&home).is_ok(), "{seed}: {:?}", try_screen(&home));
        let known = |facts: &Value, key: &str| !facts[key].is_null();
        assert!(HOUSEHOLD.iter().all(|(key, _)| known(&home["household"], key)), "{seed}");
        let members = home["members"].as_array().expect("members");
        assert!((1..=8).contains(&members.len()), "{seed}");
        assert!(members.iter().all(|m| MEMBER.iter().all(|(key, _)| known(m, key))), "{seed}");
        assert_eq!(members.iter().filter(|m| m["relation"] == "self").count(), 1, "{seed}");
    }
}

#[test]
fn every_name_is_declared() {
    for seed in SEEDS {
        let home = loosen(&household(seed), seed);
        for (key, _) in home["parameters"].as_object().expect("parameters") {
            assert!(PARAMETERS.iter().any(|(name, ..)| name == key), "{key}");
        }
        for (key, _) in home["household"].as_object().expect("household") {
            assert!(HOUSEHOLD.iter().any(|(name, _)| name == key), "{key}");
        }
    }
}

#[test]
fn a_partial_document_admits_its_original() {
    for seed in SEEDS {
        let home = household(seed);
        let loose = loosen(&home, seed.wrapping_mul(31));
        assert_eq!(admits(&loose, &home), Ok(()), "{seed}");
        assert_eq!(admits(&home, &home), Ok(()), "{seed}");
    }
}

#[test]
fn a_partial_document_admits_its_completions() {
    for seed in SEEDS {
        let loose = loosen(&household(seed), seed + 7);
        for other in 0..3 {
            let full = complete(&loose, seed * 3 + other);
            assert_eq!(admits(&loose, &full), Ok(()), "{seed} {other}");
            assert!(try_screen(&full).is_ok(), "{seed} {other}: {:?}", try_screen(&full));
        }
    }
}

#[test]
fn admits_refuses_what_does_not_fit() {
    let mut refused = 0;
    for seed in SEEDS {
        let home = household(seed);
        let other = complete(&loosen(&home, seed), seed + 1);
        refused += usize::from(other != home && admits(&home, &other).is_err());
    }
    assert!(refused > 250, "{refused}");
}

#[test]
fn refinements_lie_between() {
    for seed in SEEDS {
        let loose = loosen(&household(seed), seed + 3);
        let full = complete(&loose, seed);
        let refined = refine(&loose, &full, seed);
        assert_eq!(admits(&refined, &full), Ok(()), "{seed}");
        assert!(open_facts(&refined).len() <= open_facts(&loose).len(), "{seed}");
        if let Some(path) = open_facts(&loose).first() {
            let settled = settle(&loose, path, seed);
            assert!(!open_facts(&settled).contains(path), "{seed} {path}");
        }
    }
}

#[test]
fn order_and_units_do_not_matter_to_the_oracle() {
    let sorted = |mut entries: Vec<Expected>| {
        entries.sort_by(|a, b| (a.id, &a.member).cmp(&(b.id, &b.member)));
        entries
    };
    for seed in SEEDS {
        let home = household(seed);
        let expected = sorted(screen(&home));
        assert_eq!(sorted(screen(&shuffle_members(&home, seed))), expected, "{seed}");
        assert_eq!(sorted(screen(&per_year(&home))), expected, "{seed}");
    }
}

#[test]
fn more_income_never_makes_dibao_likelier() {
    let rank = |document: &Value| {
        let entries = screen(document);
        entries.into_iter().find(|entry| entry.id == "dibao").map(|entry| entry.verdict as u8)
    };
    for seed in SEEDS {
        let home = household(seed);
        if let Some((_, richer)) = more_income(&home, seed) {
            assert!(rank(&richer) >= rank(&home), "{seed}");
        }
    }
}

#[test]
fn every_verdict_of_every_programme_occurs() {
    let mut seen: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for seed in 0..3000 {
        for entry in screen(&household(seed)) {
            seen.entry(entry.id).or_default()[entry.verdict as usize] += 1;
        }
    }
    for (id, counts) in &seen {
        assert!(counts.iter().all(|count| *count > 10), "{id}: {counts:?}");
    }
    assert_eq!(Verdict::Likely as usize, 0);
}
