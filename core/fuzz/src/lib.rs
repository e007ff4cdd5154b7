//! What the targets share: small rulebooks, and documents of the right shape with values nobody should write.

mod documents;
mod rulebooks;

pub use documents::document;
pub use rulebooks::{files, good, sample};

use yingbao_core::{
    Day, Household, Rulebook, Verdict, document,
    engine::{Options, screen_with},
    rulebook::RegionId,
    ruleset::Override,
};

/// The day that stands in where a document tells none.
pub const TODAY: Day = Day(20_000);

/// What is held beside that nothing stops; each takes about as long as the screening itself, so that a run holds one.
#[derive(Clone, Copy)]
pub enum Law {
    /// The answer is JSON, with an entry for each that was screened.
    Json,
    /// So is the brief one.
    Brief,
    /// Nothing firm is turned round by splitting into cases.
    Splitting,
}

impl Law {
    /// The one that a byte stands for.
    pub fn of(byte: u8) -> Self {
        match byte % 3 {
            0 => Self::Json,
            1 => Self::Brief,
            _ => Self::Splitting,
        }
    }
}

/// Screens a household and holds one of the laws over what is said.
pub fn answered(
    book: &Rulebook,
    date: Day,
    region: Option<RegionId>,
    overrides: &[Override],
    household: &Household,
    law: Law,
) {
    let rules = book.at(date, region, overrides);
    let screening = screen_with(&rules, household, Options { cases: 4 });
    let programs = |written: &str| {
        let read: serde_json::Value = serde_json::from_str(written).expect("JSON");
        read["programs"].as_array().map_or(0, Vec::len)
    };
    match law {
        Law::Json => {
            assert_eq!(programs(&document::write(&rules, household, &screening)), screening.entries.len());
        }
        Law::Brief => {
            assert_eq!(
                programs(&document::write_brief(&rules, household, &screening)),
                screening.entries.len()
            );
        }
        Law::Splitting => {
            let plain = screen_with(&rules, household, Options { cases: 0 });
            assert_eq!(plain.entries.len(), screening.entries.len());
            for (before, after) in plain.entries.iter().zip(&screening.entries) {
                assert_eq!((before.program, before.member), (after.program, after.member));
                let is_kept = before.verdict == after.verdict || before.verdict == Verdict::Possible;
                assert!(is_kept, "{before:?} {after:?}");
            }
        }
    }
}
