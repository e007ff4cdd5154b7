//! How the programmes that a family may have go together: one excludes, opens or tops up another.

use crate::{
    rulebook::{Citation, InteractionKind},
    ruleset::Ruleset,
    screening::{Entry, Screening, Verdict},
};

/// Two entries that a rule speaks of, neither of them unlikely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together<'s> {
    /// Which rule.
    pub kind: InteractionKind,
    /// The one the rule is said of: it excludes, opens, tops up.
    pub entry: &'s Entry,
    /// The other one.
    pub with: &'s Entry,
    /// Articles, of texts in force on the day.
    pub cites: &'s [Citation],
}

/// The rules between programmes that look likely or possible. Of two programmes tested per member, both are the
/// same member's; one tested for the household concerns whoever of its members has the other.
#[must_use]
pub fn together<'s>(rules: &'s Ruleset<'_>, screening: &'s Screening) -> Vec<Together<'s>> {
    let may = |e: &&Entry| e.verdict != Verdict::Unlikely;
    let mut found = Vec::new();
    for entry in screening.entries.iter().filter(may) {
        let program = rules.programs.get(entry.program.index());
        for rule in program.into_iter().flat_map(|p| &p.interactions) {
            let same = |e: &&Entry| match (entry.member, e.member) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            let others = screening.entries.iter().filter(|e| e.program == rule.with).filter(may).filter(same);
            found.extend(others.map(|with| Together { kind: rule.kind, entry, with, cites: &rule.cites }));
        }
    }
    found
}
