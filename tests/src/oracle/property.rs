//! Property (民发〔2021〕57号 art 14; limits are local, only savings can fail by themselves).

use rust_decimal::Decimal;

use super::bounds;
use super::model::Household;
use super::truth::Truth;

/// The property test of dibao, which tekun uses too, for a household of so many counted members.
#[must_use]
pub fn dibao(household: &Household, heads: Decimal) -> Truth {
    let set = &household.parameters;
    dibao_savings(household, heads)
        & count(household.homes, set.homes_limit, Decimal::ONE)
        & count(household.vehicles, set.vehicles_limit, Decimal::ZERO)
        & not_told_of_more(household)
}

/// The property test of near-dibao and rigid-expenditure households: no limit is under dibao's.
#[must_use]
pub fn near(household: &Household, heads: Decimal) -> Truth {
    let set = &household.parameters;
    let passed_by_dibao = |test: Truth| if test == Truth::Yes { Truth::Yes } else { Truth::No };
    (savings(household, set.near_savings_limit, heads) | passed_by_dibao(dibao_savings(household, heads)))
        & (count(household.homes, set.near_homes_limit, Decimal::ONE)
            | passed_by_dibao(count(household.homes, set.homes_limit, Decimal::ONE)))
        & (count(household.vehicles, set.near_vehicles_limit, Decimal::ZERO)
            | passed_by_dibao(count(household.vehicles, set.vehicles_limit, Decimal::ZERO)))
        & not_told_of_more(household)
}

/// Savings by the dibao rule; a limit that is not set allows a year of the standard a head.
fn dibao_savings(household: &Household, heads: Decimal) -> Truth {
    let set = &household.parameters;
    let allowed_anywhere = bounds::least_savings_limit(set.dibao_standard) * heads;
    match set.savings_limit {
        None if household.savings <= allowed_anywhere => Truth::Yes,
        limit => savings(household, limit, heads),
    }
}

/// Savings up to and including the limit pass, above a known limit they fail.
fn savings(household: &Household, limit: Option<Decimal>, heads: Decimal) -> Truth {
    match limit {
        _ if household.savings.is_zero() => Truth::Yes,
        Some(limit) => Truth::from(household.savings <= limit * heads),
        None => Truth::Open,
    }
}

/// Homes or vehicles: over a limit the place decides; the floor is always allowed.
fn count(owned: Decimal, limit: Option<Decimal>, floor: Decimal) -> Truth {
    if owned <= limit.unwrap_or(floor).max(floor) { Truth::Yes } else { Truth::Open }
}

/// Other property and a registered company: the place decides.
fn not_told_of_more(household: &Household) -> Truth {
    if household.other_property_over_limit || household.business_registered {
        Truth::Open
    } else {
        Truth::Yes
    }
}
