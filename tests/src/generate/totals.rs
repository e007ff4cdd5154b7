//! The totals a family may tell of itself as a whole: what they can be, and households that hold them together with what its
//! members tell on their own.
//!
//! Flows are held by the year here, so that everything is exact to the fen.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::facts::{INCOME_TOTAL, Kind, TOTALS, Total};
use super::loosen::{fact, forget, money_around};
use super::partial::{Partial, ends, form, is_known, range};
use super::random::Random;
use crate::oracle::json::{flow_per_year, number, to_number};

/// The least and, where there is one, the most.
pub type Span = (Decimal, Option<Decimal>);

/// What a fact can be as it is told; anything from nothing on where it is not.
fn span(value: Option<&Value>, kind: Kind) -> Span {
    match form(value) {
        Partial::Known(value) => {
            let known = if kind == Kind::Flow { flow_per_year(value) } else { number(value) };
            (known.unwrap_or_default(), known)
        }
        Partial::Range { min, max, per_year } => {
            let (min, max) = ends(min, max);
            let times = Decimal::from(if kind == Kind::Flow && !per_year { 12 } else { 1 });
            (min.unwrap_or_default() * times, max.map(|max| max * times))
        }
        Partial::Unknown | Partial::OneOf(_) => (Decimal::ZERO, None),
    }
}

/// What the total can be as it is told.
#[must_use]
pub fn told(document: &Value, total: &Total) -> Span {
    span(document["household"].get(total.key), total.kind)
}

/// Whether anything is told of the total.
#[must_use]
pub fn is_told(document: &Value, total: &Total) -> bool {
    !matches!(form(document["household"].get(total.key)), Partial::Unknown)
}

/// What the members' own facts can add up to, whatever is told of the total.
#[must_use]
pub fn reach(document: &Value, total: &Total) -> Span {
    let members = document["members"].as_array().into_iter().flatten();
    let spans = members.flat_map(|member| total.parts.iter().map(|key| span(member.get(key), total.kind)));
    spans.fold((Decimal::ZERO, Some(Decimal::ZERO)), |(low, high), (least, most)| {
        (low + least, high.zip(most).map(|(high, most)| high + most))
    })
}

/// The sum of the members' own facts; `None` while one of them is open.
#[must_use]
pub fn sum(document: &Value, total: &Total) -> Option<Decimal> {
    let (low, high) = reach(document, total);
    high.filter(|high| *high == low)
}

/// What satisfies the total and the members' own facts; `None` where they contradict each other.
#[must_use]
pub fn agreed(document: &Value, total: &Total) -> Option<Span> {
    let ((least, most), (low, high)) = (told(document, total), reach(document, total));
    let both = (least.max(low), [most, high].into_iter().flatten().min());
    both.1.is_none_or(|high| both.0 <= high).then_some(both)
}

/// A sum as a document tells it: money as it is, a flow by the year, or by the month where that comes out even.
fn written(sum: Decimal, kind: Kind, random: &mut Random) -> Value {
    if kind != Kind::Flow {
        return to_number(sum);
    }
    match month(sum) {
        Some(month) if random.chance(30) => to_number(month),
        Some(month) if random.chance(20) => json!({"amount": to_number(month), "per": "month"}),
        _ => by_the_year(sum),
    }
}

/// A flow told by the year.
#[must_use]
pub fn by_the_year(sum: Decimal) -> Value {
    json!({"amount": to_number(sum), "per": "year"})
}

/// The twelfth part, where it is whole fen.
fn month(sum: Decimal) -> Option<Decimal> {
    let months = Decimal::from(12);
    let month = (sum / months).round_dp(2);
    (month * months == sum).then_some(month)
}

/// Tells one or both totals of some complete households.
pub fn tell(document: &mut Value, random: &mut Random) {
    if !random.chance(30) {
        return;
    }
    let which = random.below(3);
    for (i, total) in TOTALS.iter().enumerate() {
        if which != i
            && let Some(sum) = sum(document, total)
        {
            document["household"][total.key] = written(sum, total.kind, random);
        }
    }
}

/// Makes what is told of the totals of `full` loose, and with it what the members tell themselves.
pub fn loosen(loose: &mut Value, full: &Value, random: &mut Random) {
    for total in &TOTALS {
        let Some(sum) = sum(full, total) else { continue };
        let is_exact = is_told(full, total);
        if random.chance(if is_exact { 60 } else { 20 }) {
            loose["household"][total.key] = band(sum, total, full, random);
        } else if is_exact
            && random.chance(30)
            && let Some(household) = loose["household"].as_object_mut()
        {
            forget(household, total.key, random);
        }
        if is_told(loose, total) {
            loosen_parts(loose, total, random);
        }
    }
}

/// What the members tell themselves beside a total: everything, nothing, some of it.
fn loosen_parts(loose: &mut Value, total: &Total, random: &mut Random) {
    let way = random.below(5);
    for member in loose["members"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let is_silent = random.chance(50);
        for key in total.parts {
            match way {
                0 => forget(member, key, random),
                1 if is_silent => forget(member, key, random),
                2 if random.chance(50) => forget(member, key, random),
                3 => fact(member, key, total.kind, 60, random),
                _ => {}
            }
        }
    }
}

/// A range around the sum: any, or one of the bands that the lines cut.
fn band(sum: Decimal, total: &Total, full: &Value, random: &mut Random) -> Value {
    if random.chance(40)
        && let Some(band) = cut(sum, total, full, random)
    {
        return band;
    }
    match month(sum) {
        _ if total.kind != Kind::Flow => money_around(sum, random),
        Some(month) if random.chance(60) => money_around(month, random),
        _ => {
            let mut band = money_around(sum, random);
            band["per"] = "year".into();
            band
        }
    }
}

/// The band between two lines that the sum lies in. Income is cut where the standards of some people are: one, one and a
/// half, two and four of them; spending at half of the ratio of the income, the ratio, and twice that.
fn cut(sum: Decimal, total: &Total, full: &Value, random: &mut Random) -> Option<Value> {
    let parameter = |key: &str| number(&full["parameters"][key]);
    let (unit, steps) = if total.kind == Kind::Flow {
        let members = full["members"].as_array().map_or(1, Vec::len);
        let people = if random.chance(70) { members } else { 1 + random.below(members) };
        (parameter("dibao_standard")? * Decimal::from(12 * people), [10, 15, 20, 40])
    } else {
        (parameter("rigid_spending_ratio")? * self::sum(full, &INCOME_TOTAL)?, [0, 5, 10, 20])
    };
    let mut lines = vec![Decimal::ZERO];
    lines.extend(steps.map(|step| (unit * Decimal::new(step, 1)).trunc_with_scale(2)));
    let bands = lines.iter().zip(lines.iter().skip(1).map(Some).chain([None]));
    let held: Vec<_> =
        bands.filter(|(low, high)| **low <= sum && high.is_none_or(|high| sum <= *high)).collect();
    let (low, high) = *held.get(random.below(held.len()))?;
    let low = Some(*low).filter(|low| !low.is_zero() || high.is_none() || random.chance(50));
    let high = high.copied();
    if total.kind != Kind::Flow {
        return Some(range(low, high));
    }
    // By the month where both ends come out even.
    let (low_month, high_month) = (low.map(month), high.map(month));
    if low_month != Some(None) && high_month != Some(None) && random.chance(70) {
        return Some(range(low_month.flatten(), high_month.flatten()));
    }
    let mut band = range(low, high);
    band["per"] = "year".into();
    Some(band)
}

/// Settles every total that is told, and the facts it is the sum of, so that both are satisfied.
pub fn settle(full: &mut Value, random: &mut Random) {
    for total in TOTALS.iter().filter(|total| is_told(full, total)).collect::<Vec<_>>() {
        let Some((low, high)) = agreed(full, total) else { continue };
        let room = Decimal::from(random.pick(&[0, 0, 1, 1_000, 50_000, 3_000_000]));
        let sum = random.money(low, high.unwrap_or(low + room));
        full["household"][total.key] = written(sum, total.kind, random);
        spread(full, total, sum, random);
    }
}

/// Tells some totals of a household whose members' own facts are all settled, and drops what says nothing of the others.
pub fn settle_untold(full: &mut Value, random: &mut Random) {
    for total in TOTALS.iter().filter(|total| !is_told(full, total)).collect::<Vec<_>>() {
        let is_there = full["household"].get(total.key).is_some();
        if random.chance(if is_there { 50 } else { 15 })
            && let Some(sum) = sum(full, total)
        {
            full["household"][total.key] = written(sum, total.kind, random);
        } else if let Some(household) = full["household"].as_object_mut() {
            household.shift_remove(total.key);
        }
    }
}

/// One open fact of a member that the rest of a total may go to.
struct Slot {
    member: usize,
    key: &'static str,
    given: Decimal,
    most: Option<Decimal>,
}

impl Slot {
    /// Takes as much of it as fits, and gives what it took.
    fn take(&mut self, offered: Decimal) -> Decimal {
        let room = self.most.map_or(offered, |most| most - self.given);
        let taken = offered.min(room);
        self.given += taken;
        taken
    }
}

/// Settles the open facts of the members so that all of them add up to the sum, which they can.
fn spread(full: &mut Value, total: &Total, sum: Decimal, random: &mut Random) {
    let mut rest = sum - reach(full, total).0;
    let mut slots = Vec::new();
    for (m, member) in full["members"].as_array().into_iter().flatten().enumerate() {
        for key in total.parts.iter().filter(|key| !is_known(member.get(**key))) {
            let (given, most) = span(member.get(key), total.kind);
            slots.push(Slot { member: m, key, given, most });
        }
    }
    random.shuffle(&mut slots);
    match random.below(5) {
        // All on one member, as far as it fits.
        0 => {
            if let Some(favoured) = slots.first().map(|slot| slot.member) {
                slots.sort_by_key(|slot| slot.member != favoured);
            }
        }
        // As wages over everybody; evenly over all there is.
        way @ (1 | 2) => {
            let takes = |slot: &Slot| way == 2 || slot.key == total.parts[0];
            let takers = slots.iter().filter(|slot| takes(slot)).count().max(1);
            let share = (rest / Decimal::from(takers)).trunc_with_scale(2);
            for slot in slots.iter_mut().filter(|slot| takes(slot)) {
                rest -= slot.take(share);
            }
            slots.sort_by_key(|slot| !takes(slot));
        }
        // Everywhere a part of what is left.
        3 => {
            for slot in &mut slots {
                rest -= slot.take(random.money(Decimal::ZERO, rest));
            }
        }
        // Whatever comes first takes all it can.
        _ => {}
    }
    for slot in &mut slots {
        rest -= slot.take(rest);
        full["members"][slot.member][slot.key] = written(slot.given, total.kind, random);
    }
}

/// Raises a total that is told by as much as one of the incomes it is the sum of, by the year.
pub fn raise(document: &mut Value, total: &Total, by: Decimal) {
    if !is_told(document, total) {
        return;
    }
    let told = &mut document["household"][total.key];
    let mut raised = match form(Some(told)) {
        Partial::Range { min, max, per_year } => {
            let times = Decimal::from(if per_year { 1 } else { 12 });
            let (min, max) = ends(min, max);
            let raised = |end: Option<Decimal>| end.map(|end| end * times + by);
            range(raised(min), raised(max))
        }
        _ => json!({"amount": to_number(span(Some(told), total.kind).0 + by)}),
    };
    raised["per"] = "year".into();
    *told = raised;
}

/// The complete household as it is told by totals alone: exactly, and nothing by its members.
#[must_use]
pub fn alone(full: &Value) -> Value {
    let mut alone = full.clone();
    for total in &TOTALS {
        let Some(sum) = sum(full, total) else { continue };
        alone["household"][total.key] =
            if total.kind == Kind::Flow { by_the_year(sum) } else { to_number(sum) };
        forget_parts(&mut alone, total);
    }
    alone
}

/// Takes out what the members themselves tell of a total.
pub fn forget_parts(document: &mut Value, total: &Total) {
    for member in document["members"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for key in total.parts {
            member.shift_remove(*key);
        }
    }
}
