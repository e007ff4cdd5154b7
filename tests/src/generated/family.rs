//! Draws households: complete ones, looser ones that still allow them, and completions of what is open.

use fastrand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{
    domain::{Bound, Range, Truth, Value},
    household::{Household, top},
    rulebook::{Fact, FactType, Rulebook},
};

/// A value of a type, exactly.
fn exact(rng: &mut Rng, kind: &FactType) -> Value {
    match kind {
        FactType::Truth | FactType::Elsewhere | FactType::Local => Value::Truth(rng.bool().into()),
        FactType::Choice(options) => Value::Choice(1 << rng.usize(0..options.len())),
        FactType::Set(options) => {
            let bits = rng.u64(0..1 << options.len());
            Value::Set { sure: bits, possible: bits }
        }
        FactType::Count(low, high) => {
            Value::Number(Range::exact(rng.u32(*low..=high.unwrap_or(low + 6)).into()))
        }
        FactType::Flow(_) => {
            // A year's sum, now and then a fen beside a whole month's.
            let fen = if rng.u8(0..4) == 0 { rng.i64(0..3) } else { 0 };
            Value::Number(Range::exact(Decimal::from(rng.i64(0..6) * 12) + Decimal::new(fen, 2)))
        }
        FactType::Stock | FactType::Area => Value::Number(Range::exact(rng.i64(0..6).into())),
        FactType::Age => Value::Number(Range::exact(rng.i64(0..7).into())),
        FactType::Date => Value::Number(Range::exact(rng.i64(0..20_000).into())),
    }
}

/// A value that allows another, and more.
fn looser(rng: &mut Rng, kind: &FactType, value: Value) -> Value {
    match rng.u8(0..4) {
        0 => value,
        1 => top(kind),
        _ => match (value, top(kind)) {
            (Value::Truth(_), _) => Value::Truth(Truth::Unknown),
            (Value::Choice(bits), Value::Choice(all)) => Value::Choice(bits | rng.u64(..) & all),
            (Value::Set { sure, possible }, Value::Set { possible: all, .. }) => {
                Value::Set { sure: sure & rng.u64(..), possible: possible | rng.u64(..) & all }
            }
            (Value::Number(range), all) => {
                let unit = if matches!(kind, FactType::Flow(_)) { 12 } else { 1 };
                let mut spread = |bound: Option<Bound>, sign: i64| {
                    bound.map(|b| Bound { value: b.value + Decimal::from(sign * unit * rng.i64(0..4)), ..b })
                };
                let wide = Range { low: spread(range.low, -1), high: spread(range.high, 1) };
                Value::Number(wide.meet(all.number()))
            }
            (value, _) => value,
        },
    }
}

/// One value that a looser one allows.
fn within(rng: &mut Rng, kind: &FactType, value: Value) -> Value {
    match value {
        Value::Truth(Truth::Unknown) => Value::Truth(rng.bool().into()),
        Value::Truth(_) => value,
        Value::Choice(bits) => {
            let left: Vec<u32> = (0..64).filter(|i| bits >> i & 1 == 1).collect();
            Value::Choice(1 << left[rng.usize(0..left.len())])
        }
        Value::Set { sure, possible } => {
            let bits = sure | rng.u64(..) & possible;
            Value::Set { sure: bits, possible: bits }
        }
        Value::Number(range) if range.known().is_some() => value,
        Value::Number(range) => {
            let unit = Decimal::from(if matches!(kind, FactType::Flow(_)) { 12 } else { 1 });
            let low = range.low.map_or(Decimal::from(-5), |b| b.value);
            let high = range.high.map_or(low + unit * Decimal::from(7), |b| b.value);
            let steps = ((high - low) / unit).to_i64().expect("small");
            let mut number = low + unit * Decimal::from(rng.i64(0..=steps));
            // Money is finer than a yuan.
            let fen = Decimal::new(rng.i64(0..3), 2);
            if matches!(kind, FactType::Flow(_)) && number + fen <= high {
                number += fen;
            }
            Value::Number(Range::exact(number))
        }
    }
}

/// Replaces every fact of a household by way of a rule, and works out the links.
fn each(
    book: &Rulebook,
    household: &Household,
    mut rule: impl FnMut(Option<usize>, usize, &Fact, Value) -> Value,
) -> Household {
    let mut changed = household.clone();
    for (index, (fact, given)) in book.household_facts.iter().zip(&mut changed.facts).enumerate() {
        given.value = rule(None, index, fact, given.value);
    }
    for (who, member) in changed.members.iter_mut().enumerate() {
        for (index, (fact, given)) in book.member_facts.iter().zip(&mut member.facts).enumerate() {
            if fact.id != "relation" {
                given.value = rule(Some(who), index, fact, given.value);
            }
        }
    }
    changed.link(book);
    changed
}

/// A complete household.
#[must_use]
pub fn complete(book: &Rulebook, rng: &mut Rng) -> Household {
    let n = rng.usize(1..=4);
    let mut household = Household::unknown(book, n);
    let relation = book.member_fact("relation").expect("drawn").index();
    for (index, member) in household.members.iter_mut().enumerate() {
        member.facts[relation].value = Value::Choice(if index == 0 { 1 } else { 2 });
        member.parents = Some((0..n).filter(|&p| p != index && rng.u8(0..4) == 0).collect());
        // Nobody is told to have a spouse; drawn rules do not ask for it.
    }
    each(book, &household, |_, _, fact, _| exact(rng, &fact.kind))
}

/// The household with less known; everything it was is still allowed.
#[must_use]
pub fn loosen(book: &Rulebook, household: &Household, rng: &mut Rng) -> Household {
    let mut open = household.clone();
    // Nearly everything known, or nearly nothing: both ends of the way through the questions.
    let share = rng.u8(1..=8);
    for member in &mut open.members {
        if rng.u8(0..8) < share {
            member.parents = None;
        }
    }
    each(
        book,
        &open,
        |_, _, fact, value| {
            if rng.u8(0..8) < share { looser(rng, &fact.kind, value) } else { value }
        },
    )
}

/// Facts that a refinement or completion may touch.
pub type Touch<'t> = &'t dyn Fn(Option<usize>, usize) -> bool;

/// A completion of the touched facts; the others stay as they are.
#[must_use]
pub fn narrow(
    book: &Rulebook,
    household: &Household,
    rng: &mut Rng,
    touch: Touch<'_>,
    parents: &dyn Fn(usize) -> bool,
) -> Household {
    let mut closed = household.clone();
    let n = closed.members.len();
    for (index, member) in closed.members.iter_mut().enumerate() {
        if member.parents.is_none() && parents(index) {
            member.parents = Some((0..n).filter(|&p| p != index && rng.bool()).collect());
        }
    }
    each(
        book,
        &closed,
        |who, index, fact, value| {
            if touch(who, index) { within(rng, &fact.kind, value) } else { value }
        },
    )
}
