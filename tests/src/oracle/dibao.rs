//! Minimum living allowance (社会救助法 art 18–20; 民发〔2021〕57号).

use rust_decimal::Decimal;

use super::model::{Household, Member, Parameters};
use super::outcome::{Amount, Outcome, Per, monthly_rounded};
use super::truth::Truth;
use super::vocabulary::{Method, Stack};
use super::world::World;

const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// Income per person under the standard, and property in order.
#[must_use]
pub fn qualifies(household: &Household, world: &World) -> bool {
    world.income_is_under(household, household.parameters.dibao_standard * MONTHS) && world.dibao_property
}

/// The verdict with what it pays each month: the difference to the standard and the top-ups of
/// the counted members, rounded once on the total. A tiered table is not known here.
#[must_use]
pub fn outcome(household: &Household, world: &World) -> Outcome {
    let set = &household.parameters;
    let holds = Truth::from(qualifies(household, world));
    if set.dibao_method == Method::Tiered {
        return Outcome::unpaid(holds);
    }
    let difference = set.dibao_standard * MONTHS * world.heads() - world.income(household);
    let topups = |stack: Stack| -> (Decimal, bool) {
        let members = household.members.iter().zip(&world.counted).filter(|(_, counted)| **counted);
        members.fold((Decimal::ZERO, true), |(sum, known), (member, _)| {
            let (share, complete) = topup(member, stack, household, world);
            (sum + share * set.dibao_standard * MONTHS, known && complete)
        })
    };
    let ((low, known), (high, _)) = match set.topup_stack {
        Some(stack) => (topups(stack), topups(stack)),
        None => (topups(Stack::Max), topups(Stack::Sum)),
    };
    let paid = |topups: Decimal| monthly_rounded(difference + topups, set.amount_rounding);
    let amount = Amount { min: paid(low), max: known.then(|| paid(high)), per: Per::Month };
    Outcome { holds, amount: Some(amount) }
}

/// The top-up of one member as a share of the standard, and whether every share it needs is known.
fn topup(member: &Member, stack: Stack, household: &Household, world: &World) -> (Decimal, bool) {
    let shares = labels(member, household, world)
        .into_iter()
        .zip(household.parameters.topup)
        .filter_map(|(has, share)| has.then_some(share));
    let mut total = Decimal::ZERO;
    let mut known = true;
    for share in shares {
        known &= share.is_some();
        let share = share.unwrap_or_default();
        total = match stack {
            Stack::Max => total.max(share),
            Stack::Sum => total + share,
        };
    }
    (total, known)
}

/// Minor, elderly, severely disabled, seriously ill, in the order of [`Parameters::topup`].
fn labels(member: &Member, household: &Household, world: &World) -> [bool; 4] {
    let age = member.age(household.date);
    let set: &Parameters = &household.parameters;
    [age < 18, age >= set.topup_elderly_age, world.is_severely_disabled(member), member.serious_illness]
}
