//! Medical assistance (社会救助法 art 24; 国办发〔2021〕42号; 国办发〔2023〕39号 part 4).

use super::model::{Household, Member};
use super::status::{Person, is_child_without_care};
use super::truth::Truth;
use super::vocabulary::{Absence, Insurance, Labour};
use super::world::World;

/// The premium of the residents' insurance: paid for tekun people and members of dibao families (art 24)
/// and of monitored households, by list; each province says for whom else in hardship, the disabled who
/// cannot work among them (社会保险法 art 25). Who is insured as an employee pays none of it.
#[must_use]
pub fn premium(household: &Household, world: &World, member: &Member, person: Person) -> Truth {
    let cannot_work = member.disability.is_some() && member.labour == Labour::None;
    let further = person.has_low_income()
        | Truth::from(cannot_work || world.is_severely_disabled(member))
        | Truth::from(is_child_without_care(household, member));
    let extends = Truth::unless_set(household.parameters.medical_premium_extends_to_low_income);
    (person.has_basic_living() | Truth::from(person.monitored) | (further & extends))
        & Truth::from(member.insurance != Insurance::Employee && member.absence != Absence::Prison)
}

/// Aid with costs: for tekun people, members of dibao and near-dibao families and of monitored households,
/// by list, and for the seriously ill of rigid-expenditure ones (art 24). Anybody else with costs may be
/// poor by illness, and children without care are often on the list. It comes after the insurance has paid.
#[must_use]
pub fn aid(household: &Household, member: &Member, person: Person) -> Truth {
    let ill = Truth::from(member.serious_illness);
    let listed = person.has_basic_living()
        | Truth::from(person.near_dibao || person.monitored)
        | (person.rigid_expenditure & ill);
    let may_be_poor_by_illness = person.rigid_expenditure
        | ill
        | Truth::from(!member.rigid_spending[0].is_zero() || is_child_without_care(household, member));
    let insured = if member.insurance == Insurance::None { Truth::Open } else { Truth::Yes };
    (listed | (may_be_poor_by_illness & Truth::Open))
        & insured
        & Truth::from(member.absence != Absence::Prison)
}
