//! Households in hardship from rigid expenditure (社会救助法 art 22; the ministry's measure of 2024, art 4–5).

use rust_decimal::Decimal;

use super::model::Household;
use super::truth::Truth;
use super::world::World;
use super::{dibao, income, near_dibao};

/// No earlier status, estimated or recognised; income per person under last year's disposable
/// income; property within the rule; rigid spending over the set share of the income. `all_tekun`:
/// every counted member is tekun, so the family is supported that way.
#[must_use]
pub fn holds(household: &Household, world: &World, all_tekun: bool) -> Truth {
    let earlier = dibao::qualifies(household, world)
        || near_dibao::qualifies(household, world)
        || world.is_recognised(household, "dibao")
        || world.is_recognised(household, "near_dibao")
        || all_tekun;
    Truth::from(
        !earlier
            && world.income_is_under(household, world.per_capita_disposable_income)
            && world.rigid_property,
    ) & spends_over_the_ratio(household, world)
}

/// Spending over ratio × income, compared without dividing. Without income any spending passes.
/// Places add living costs (art 5 item 1), which nobody is asked for: with more than half of the
/// ratio told they may bring a household over it.
fn spends_over_the_ratio(household: &Household, world: &World) -> Truth {
    let spending = income::rigid_spending(household, &world.counted);
    let income = world.income(household);
    let threshold = world.rigid_spending_ratio * income;
    let at_the_ratio = spending == threshold && !spending.is_zero();
    if spending > threshold || (household.parameters.line_inclusive && at_the_ratio) {
        Truth::Yes
    } else if spending * Decimal::TWO > threshold {
        Truth::Open
    } else {
        Truth::No
    }
}
