//! Single-person application for dibao (社会救助法 art 21; 民发〔2021〕57号 art 8; 民发〔2022〕83号).

use rust_decimal::Decimal;

use super::income;
use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{Absence, Dependency, Employment};
use super::world::World;

/// What is already settled about the household and the person.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// The household is dibao, estimated or recognised.
    pub dibao: bool,
    /// The household is near-dibao, estimated or recognised.
    pub near_dibao: bool,
    /// The person is counted in the household.
    pub counted: bool,
    /// The person is tekun, estimated or recognised.
    pub tekun: bool,
}

/// Whether the person may apply alone. How much is paid is a local rule: full standard, a fixed
/// amount or the difference, so no amount is estimated.
#[must_use]
pub fn holds(household: &Household, world: &World, member: &Member, standing: Standing) -> Truth {
    let severely_disabled = world.is_severely_disabled(member);
    if standing.tekun || member.absence == Absence::Prison {
        return Truth::No;
    }
    if member.absence == Absence::ClergyThreeYears {
        // Clergy living at a religious site, in difficulty: apart from the family, own income tested.
        let set = &household.parameters;
        let own = income::counted(member, set, world.exclude_central_pension);
        let poor = income::is_under(own, set.dibao_standard * Decimal::from(12), set.line_inclusive);
        return if poor { Truth::Open } else { Truth::No };
    }
    if standing.dibao || !standing.counted {
        return Truth::No;
    }
    if standing.near_dibao && (severely_disabled || member.serious_illness) {
        return Truth::Yes;
    }
    // Others in special hardship (art 21): the fully dependent and the very old.
    let age = member.age(household.date);
    if standing.near_dibao && (member.dependency == Dependency::Complete || age >= 90) {
        return Truth::Open;
    }
    let adult = age >= 18;
    let jobless = matches!(member.employment, Employment::Unemployed | Employment::NotWorking);
    if adult && severely_disabled && jobless { Truth::Open } else { Truth::No }
}
