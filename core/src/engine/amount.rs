//! What a programme pays, as far as it is known, rounded as it is paid.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    domain::{Bound, Range, Truth},
    engine::{evaluate::scope, judge::Judge},
    rulebook::{AmountRule, ParameterValue, Per, ProgramId, Unit},
    ruleset::{Origin, Ruleset},
    screening::Amount,
};

/// What a programme pays; `None` where it pays nothing by rule.
pub(crate) fn estimate(
    judge: &mut Judge<'_>,
    (program, member): (ProgramId, Option<usize>),
    rule: &AmountRule,
) -> Option<Amount> {
    let scope = scope(member);
    let applies = rule.applies.as_ref().map_or(Truth::True, |e| judge.evaluator.value(e, scope).truth());
    if applies == Truth::False {
        return None;
    }
    let mut range = judge.evaluator.value(&rule.value, scope).number();
    if range.known().is_none() {
        range = judge.amount_by_cases((program, member), rule, range);
    }
    if rule.unit == Unit::Flow && rule.per != Per::Year {
        range = range.in_a_month();
    }
    // Only what is worked out on a household's total is rounded as the place does; the rest is set in fen.
    let upwards =
        if member.is_none() && rule.per == Per::Month { rounding(judge.rules) } else { Truth::False };
    let fen = |v: Decimal| v.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let yuan = |v: Decimal| v.round_dp_with_strategy(0, RoundingStrategy::AwayFromZero);
    let end = |bound: Option<Bound>, up: bool| {
        bound.map(|b| Bound { value: if up { yuan(b.value) } else { fen(b.value) }, open: false })
    };
    let range =
        Range { low: end(range.low, upwards == Truth::True), high: end(range.high, upwards != Truth::False) };
    Some(Amount { range, per: rule.per })
}

/// Whether amounts are rounded up to whole yuan; else to the fen, half up.
fn rounding(rules: &Ruleset<'_>) -> Truth {
    let Some(rule) = rules.book.builtin().amount_rounding else { return Truth::False };
    let Some(resolved) = rules.parameters.get(rule.id.index()) else { return Truth::False };
    // Set nowhere: to the fen.
    if resolved.urban.1 == Origin::Unset {
        return Truth::False;
    }
    match resolved.setting(None) {
        ParameterValue::Choice(left) if left == rule.option => Truth::True,
        ParameterValue::Choice(left) if left & rule.option == 0 => Truth::False,
        _ => Truth::Unknown,
    }
}
