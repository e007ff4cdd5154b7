//! Whether the parts of a total are worth asking for once the total is told.

use rust_decimal::Decimal;

use crate::{
    domain::{Range, Truth, Value},
    engine::evaluate::Evaluator,
    household::Household,
    rulebook::{FactId, ProgramId},
    ruleset::Ruleset,
    screening::{MissingInput, Screening, Verdict},
};

/// What is worth asking once a total is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// Nothing: all that the total leaves open stays open.
    Nothing,
    /// What is asked beside the parts: what is paid may decide, and once it is told, whether the parts do.
    Beside,
    /// The parts.
    Parts,
}

/// Whether knowing a total's parts could settle a verdict that the total leaves open: whether one becomes firm with the
/// total near one of its ends, all of it in the first part (wages, of which something may be taken off) or all in the last
/// (of which nothing is). Near the end and not at it: bands end where something is decided, and what holds at that one
/// amount alone is no reason to ask everybody. What is asked `beside` the parts counts as told: as little as it may be, and
/// where somebody said that they pay something, an eighth of the total too.
pub(super) fn worth(
    rules: &Ruleset<'_>,
    household: &Household,
    screening: &Screening,
    total: FactId,
    beside: &[FactId],
) -> Worth {
    let Some(fact) = rules.book.household_facts.get(total.index()) else { return Worth::Parts };
    let range = household.facts.get(total.index()).map_or(Range::ALL, |g| g.value.number());
    let low = range.low.map_or(Decimal::ZERO, |b| b.value);
    // In a band without an upper end: twice its lower one.
    let width = range.high.map_or(low, |b| b.value - low);
    let (eighth, seven) = (width / Decimal::from(8), width * Decimal::from(7) / Decimal::from(8));
    let of_total = |lack: &MissingInput| match lack {
        MissingInput::Household(id) => *id == total,
        MissingInput::Member(_, id) => fact.total_of.contains(id),
        _ => false,
    };
    let open: Vec<(ProgramId, Option<usize>)> = screening
        .entries
        .iter()
        .filter(|e| e.verdict == Verdict::Possible && e.missing.iter().any(of_total))
        .map(|entry| (entry.program, entry.member))
        .collect();
    let shapes = [fact.total_of.first(), fact.total_of.last()];
    let payer = household.members.iter().position(|member| {
        beside
            .iter()
            .filter_map(|id| member.facts.get(id.index()))
            .any(|given| given.value.number().known().is_none())
    });
    let settles = |tries: &[(Decimal, Option<usize>)]| {
        shapes.into_iter().flatten().any(|part| {
            tries.iter().any(|(end, payer)| {
                let end = *end;
                let mut at_end = household.clone();
                let exact = |value| Value::Number(Range::exact(value));
                if let Some(given) = at_end.facts.get_mut(total.index()) {
                    given.value = exact(end);
                }
                // Everything else is told to be nothing where it is not known to be something.
                for (index, member) in at_end.members.iter_mut().enumerate() {
                    for id in fact.total_of.iter().chain(beside) {
                        let Some(given) = member.facts.get_mut(id.index()) else { continue };
                        let range = given.value.number();
                        let rest = index == 0 && id == part;
                        let pays = *payer == Some(index) && beside.contains(id) && range.known().is_none();
                        if pays {
                            given.value = exact(end / Decimal::from(8));
                        } else if let (false, Some(low)) = (rest, range.low) {
                            given.value = exact(low.value);
                        }
                    }
                }
                if !at_end.agree(rules.book).is_empty() {
                    return true;
                }
                let mut evaluator = Evaluator::new(rules.rules(), &at_end);
                open.iter().any(|(program, member)| match (evaluator.verdict(*program, *member), payer) {
                    // Who pays may get more, so only what becomes likely is worth the sums of everybody.
                    (Truth::True, _) | (Truth::False, None) => true,
                    (Truth::False, Some(_)) | (Truth::Unknown, _) => false,
                })
            })
        })
    };
    if settles(&[(low + eighth, None), (low + seven, None)]) {
        Worth::Parts
    } else if payer.is_some() && settles(&[(low + eighth, payer)]) {
        Worth::Beside
    } else {
        Worth::Nothing
    }
}
