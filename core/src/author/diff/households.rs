//! For which families two rulebooks answer differently.

use std::collections::{BTreeMap, BTreeSet};

use crate::author::cases::{Answers, Case, run, shown};
use crate::{rulebook::Rulebook, screening::Verdict};

/// How often a programme's answer differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Households and people for whom its verdict differs.
    pub verdicts: usize,
    /// Households and people for whom the verdict is the same and the amount differs.
    pub amounts: usize,
    /// The first case in which it does.
    pub witness: String,
    /// What it was there.
    pub before: String,
    /// What it is there.
    pub after: String,
}

/// What two rulebooks say of the same households on the same day in the same place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// How many households were estimated by both.
    pub compared: usize,
    /// How many of them have an answer that differs.
    pub different: usize,
    /// By programme, the programmes that differ, of those that both have.
    pub programs: BTreeMap<String, Changed>,
    /// Cases that one of the two cannot read: a fact, a place or a parameter is not in both.
    pub unread: Vec<String>,
}

/// Compares two rulebooks over the cases of the new one, then over those cases of the old one whose id the new one does
/// not have. What the cases expect plays no part.
#[must_use]
pub fn families(old: (&Rulebook, &[Case]), new: (&Rulebook, &[Case])) -> Families {
    let (old, old_cases) = old;
    let (new, new_cases) = new;
    let known: BTreeSet<&str> = new_cases.iter().map(|case| case.id.as_str()).collect();
    let gone = old_cases.iter().filter(|case| !known.contains(case.id.as_str()));
    let mut found = Families::default();
    for case in new_cases.iter().chain(gone) {
        let (Ok(before), Ok(after)) = (run(old, case), run(new, case)) else {
            found.unread.push(case.id.clone());
            continue;
        };
        found.compared += 1;
        let (before, after) = (told(old, &before), told(new, &after));
        let mut differs = false;
        for (subject, then) in &before {
            let Some(now) = after.get(subject).filter(|now| *now != then) else { continue };
            differs = true;
            let changed = found.programs.entry(subject.0.clone()).or_insert_with(|| Changed {
                witness: case.id.clone(),
                before: then.words(),
                after: now.words(),
                ..Changed::default()
            });
            if then.verdict == now.verdict {
                changed.amounts += 1;
            } else {
                changed.verdicts += 1;
            }
        }
        found.different += usize::from(differs);
    }
    found
}

#[derive(PartialEq, Eq)]
struct Told {
    verdict: Verdict,
    amount: Option<String>,
}

impl Told {
    fn words(&self) -> String {
        let verdict = match self.verdict {
            Verdict::Likely => "likely",
            Verdict::Possible => "possible",
            Verdict::Unlikely => "unlikely",
        };
        self.amount.as_ref().map_or_else(|| verdict.to_owned(), |amount| format!("{verdict} {amount}"))
    }
}

/// What is told of each programme and person, by the programme's id.
fn told(book: &Rulebook, answers: &Answers) -> BTreeMap<(String, Option<usize>), Told> {
    let entries = answers.screening.entries.iter().filter_map(|entry| {
        let program = book.programs.get(entry.program.index())?;
        let amount = entry.amount.map(|a| {
            let per = format!("{:?}", a.per).to_lowercase();
            format!("{} ({per})", shown(a.range))
        });
        Some(((program.id.clone(), entry.member), Told { verdict: entry.verdict, amount }))
    });
    entries.collect()
}
