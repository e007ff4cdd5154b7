//! What an event opens, whatever the income: disaster relief (社会救助法 art 28; 自然灾害救助条例), a night's shelter
//! (art 31), judicial aid (art 36; the joint opinion of 2014), legal aid (法律援助法), and services and charity
//! (art 34, 54–59).

use super::model::Household;
use super::status::{Family, Person, has_low_income, is_child_without_care};
use super::truth::Truth;
use super::vocabulary::{Dependency, ParentalCare};
use super::world::World;

/// A natural disaster has done damage.
#[must_use]
pub fn disaster_relief(household: &Household) -> Truth {
    Truth::from(household.disaster)
}

/// Nowhere to stay tonight.
#[must_use]
pub fn homeless_relief(household: &Household) -> Truth {
    Truth::from(household.no_shelter)
}

/// The victim of a crime or tort, without compensation and in hardship.
#[must_use]
pub fn judicial_aid(household: &Household) -> Truth {
    Truth::from(household.crime_victim_uncompensated)
}

/// In one of the matters of art 31. Means are not checked of people on social assistance, of children
/// without care and of those on preferential treatment (art 42): where that is the family, or everybody
/// here, whose matter it is need not be known. Else the place's line decides, or a matter that has none
/// (art 32).
#[must_use]
pub fn legal_aid(household: &Household, family: Family, people: &[Person]) -> Truth {
    let here = household.members.iter().zip(people).filter(|(_, person)| person.belongs);
    let each = here.fold(Truth::Yes, |all, (member, person)| {
        let aided = person.tekun || member.veteran_or_survivor || is_child_without_care(household, member);
        all & (Truth::from(aided) | person.dibao_single)
    });
    let assisted = Truth::from(family.dibao) | has_low_income(family) | each;
    Truth::from(household.legal_need) & (assisted | Truth::Open)
}

/// No entitlement: services are for people on social assistance and with low incomes first (art 34;
/// 国办发〔2023〕39号 part 4), for the severely disabled, children whose parents cannot care for them
/// (国发〔2016〕36号) and old people who depend on others. Whether somebody can be found to help is open for
/// every other family.
#[must_use]
pub fn charity_and_services(
    household: &Household,
    world: &World,
    family: Family,
    people: &[Person],
) -> Truth {
    let struck = household.disaster || household.sudden_event || household.necessary_spending_surge;
    let named = household.members.iter().any(|member| {
        let age = member.age(household.date);
        let dependent =
            matches!(member.dependency, Dependency::Moderate | Dependency::Severe | Dependency::Complete);
        world.is_severely_disabled(member)
            || (age < 18 && member.parental_care != ParentalCare::Normal)
            || (age >= 60 && dependent)
    });
    people.iter().fold(Truth::from(family.dibao), |found, person| found | person.has_basic_living())
        | has_low_income(family)
        | Truth::from(household.monitored || struck || named)
        | Truth::Open
}
