//! Households on the margin of dibao (社会救助法 art 21).

use super::dibao;
use super::model::Household;
use super::world::World;
use rust_decimal::Decimal;

/// Not dibao for any reason, income per person under the near-dibao line, and property within the
/// near-dibao rule. There is no lower bound on income and no allowance of its own.
#[must_use]
pub fn qualifies(household: &Household, world: &World) -> bool {
    !dibao::qualifies(household, world)
        && world.income_is_under(household, world.near_dibao_line * Decimal::from(12))
        && world.near_property
}
