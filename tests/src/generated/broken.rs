//! Broken engines over drawn rulebooks: the engine as it is behind a reader that misreads the household, or before
//! something that says what it did not. A law that cannot fail shows nothing.

use rust_decimal::Decimal;
use yingbao_core::{
    domain::{Bound, Range, Value},
    engine::{Options, screen_with},
    household::Household,
    rulebook::{FactType, ProgramId, Rulebook},
    ruleset::Ruleset,
    screening::{Open, Screening, Verdict},
};

/// How the engine is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// What the first member has over time is left out.
    ForgetsFirst,
    /// A range keeps its lower end alone.
    LowEnds,
    /// Sums by the year become twelve months of whole yuan.
    RoundsMonths,
    /// What is not known fails.
    UnknownFails,
    /// Of two things that are missing one is named.
    ForgetsMissing,
    /// Whatever is open follows the programme before it.
    FollowsAlways,
}

/// What an engine says, as it is or broken.
#[must_use]
pub fn screened(
    rules: &Ruleset<'_>,
    household: &Household,
    broken: Option<Breakage>,
    options: Options,
) -> Screening {
    let Some(broken) = broken else { return screen_with(rules, household, options) };
    let mut screening = screen_with(rules, &broken.reads(rules.book, household), options);
    broken.answers(&mut screening);
    screening
}

impl Breakage {
    fn reads(self, book: &Rulebook, household: &Household) -> Household {
        let mut taken = household.clone();
        let misread = |kind: &FactType, first: bool, value: Value| match (self, kind, value) {
            (Self::ForgetsFirst, FactType::Flow(_), _) if first => Value::Number(Range::exact(Decimal::ZERO)),
            (Self::LowEnds, _, Value::Number(range)) => match range.low {
                Some(low) => Value::Number(Range::exact(low.value)),
                None => value,
            },
            (Self::RoundsMonths, FactType::Flow(_), Value::Number(range)) => {
                let months = Decimal::from(12);
                let round = |end: Bound| Bound { value: (end.value / months).trunc() * months, ..end };
                Value::Number(Range { low: range.low.map(round), high: range.high.map(round) })
            }
            (_, _, value) => value,
        };
        for (fact, given) in book.household_facts.iter().zip(&mut taken.facts) {
            given.value = misread(&fact.kind, false, given.value);
        }
        for (m, member) in taken.members.iter_mut().enumerate() {
            for (fact, given) in book.member_facts.iter().zip(&mut member.facts) {
                given.value = misread(&fact.kind, m == 0, given.value);
            }
        }
        taken
    }

    fn answers(self, screening: &mut Screening) {
        if self == Self::ForgetsMissing {
            screening.next = screening.next.iter().copied().step_by(2).collect();
        }
        for entry in screening.entries.iter_mut().filter(|entry| entry.verdict == Verdict::Possible) {
            match self {
                Self::UnknownFails => entry.verdict = Verdict::Unlikely,
                Self::FollowsAlways => {
                    let before = entry.program.0.checked_sub(1);
                    entry.open = before.map(|id| Open::Follows(vec![ProgramId(id)]));
                }
                _ => {}
            }
        }
    }
}
