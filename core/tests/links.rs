//! Who is whose parent and spouse, as far as it is told: what is settled stays so, whatever the rest turns out to be.
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
    domain::{Day, Truth, Value},
    household::{Builder, Household, Link},
    rulebook::{FactId, FactType, Rulebook},
};

/// Slots of a member's facts, and how many relations there are.
struct Facts {
    relation: FactId,
    marital: FactId,
    relations: u32,
}

fn facts(book: &Rulebook) -> Facts {
    let relation = book.member_fact("relation").unwrap();
    let FactType::Choice(options) = &book.member_facts[relation.index()].kind else { panic!("no choice") };
    assert_eq!(options[0], "self");
    Facts {
        relation,
        marital: book.member_fact("marital_status").unwrap(),
        relations: u32::try_from(options.len()).unwrap(),
    }
}

/// What is told of one of the two beside the one who asks.
#[derive(Clone, Copy)]
struct Told {
    relation: u64,
    marital: Option<u64>,
    parents: Option<&'static [usize]>,
    spouse: Option<usize>,
}

/// The family, where it can be.
fn family(book: &Rulebook, facts: &Facts, two: [Told; 2]) -> Option<Household> {
    let mut builder = Builder::new(book, Day(20_000), 3);
    let household = builder.household();
    household.members[0].facts[facts.relation.index()].value = Value::Choice(1);
    for (member, told) in household.members[1..].iter_mut().zip(two) {
        member.facts[facts.relation.index()].value = Value::Choice(told.relation);
        if let Some(marital) = told.marital {
            member.facts[facts.marital.index()].value = Value::Choice(marital);
        }
        member.parents = told.parents.map(<[usize]>::to_vec);
        member.spouse = told.spouse;
    }
    builder.build().ok()
}

#[test]
fn a_link_that_is_settled_holds_whatever_the_relation_turns_out_to_be() {
    let book = author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap().book;
    let facts = facts(&book);
    let relations = || (1..facts.relations).map(|bit| 1u64 << bit);
    let pairs = || relations().flat_map(|a| relations().filter(move |b| a < *b).map(move |b| a | b));
    let (mut settled, mut completions) = (0u32, 0u32);
    // Single and married; told to be nobody's child, a child of the one who asks, of the other; a spouse or none.
    for (marital, parents, spouse) in [None, Some(1), Some(2)].into_iter().flat_map(|marital| {
        [None, Some(&[] as &[usize]), Some(&[0]), Some(&[2])]
            .into_iter()
            .flat_map(move |parents| [None, Some(0), Some(2)].map(|spouse| (marital, parents, spouse)))
    }) {
        for (set, other) in pairs().flat_map(|set| relations().map(move |other| (set, other))) {
            let second = Told { relation: other, marital: None, parents: None, spouse: None };
            let told = |relation| [Told { relation, marital, parents, spouse }, second];
            let Some(open) = family(&book, &facts, told(set)) else { continue };
            for one in relations().filter(|one| one & set != 0) {
                let Some(complete) = family(&book, &facts, told(one)) else { continue };
                completions += 1;
                for link in [Link::ParentOf, Link::SpouseOf] {
                    for (a, b) in (0..3).flat_map(|a| (0..3).map(move |b| (a, b))) {
                        let (before, after) = (open.linked(link, a, b), complete.linked(link, a, b));
                        settled += u32::from(before != Truth::Unknown);
                        assert!(
                            before == after || before == Truth::Unknown,
                            "{link:?} {a} {b} was {before:?} and became {after:?}: relation {set:b} became {one:b}, the \
                             other is {other:b}, marital {marital:?}, parents {parents:?}, spouse {spouse:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(completions > 5_000 && settled > 50_000, "{completions} completions, {settled} settled links");
}
