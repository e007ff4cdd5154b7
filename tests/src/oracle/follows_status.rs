//! What follows a status without a test of its own: relief of utilities (国办发〔2023〕39号 part 4(5)) and the
//! price subsidy (社会救助法 art 32; 发改价格〔2021〕1553号).

use super::model::Household;
use super::status::{Family, Person, has_basic_living, has_low_income, is_child_without_care};
use super::truth::Truth;

/// Electricity and heating for dibao households and tekun people at home, who pay bills there; places may
/// add low-income families and those on a village's list of monitored ones.
#[must_use]
pub fn utility_relief(household: &Household, family: Family, people: &[Person]) -> Truth {
    let at_home = household.members.iter().zip(people).filter(|(member, _)| !member.in_institution);
    let somebody = at_home.map(|(_, person)| *person).collect::<Vec<_>>();
    let further = has_low_income(family) | Truth::from(household.rural && household.monitored);
    let extends = Truth::unless_set(household.parameters.utility_relief_covers_low_income);
    has_basic_living(family, &somebody) | (further & extends)
}

/// Dibao, tekun, orphans and children without care; at times near-dibao too. Who draws unemployment
/// insurance, having registered, or preferential pay is on a list of its own.
#[must_use]
pub fn price_subsidy(household: &Household, family: Family, people: &[Person]) -> Truth {
    let set = &household.parameters;
    let mut members = household.members.iter().zip(people).filter(|(_, person)| person.belongs);
    let child = members.clone().any(|(member, _)| is_child_without_care(household, member));
    let benefits = members.any(|(member, _)| {
        let registered = member.unemployment_registered && (16..66).contains(&member.age(household.date));
        member.veteran_or_survivor || registered
    });
    has_basic_living(family, people)
        | Truth::from(child)
        | (Truth::from(family.near_dibao) & Truth::unless_set(set.price_subsidy_covers_low_income))
        | (Truth::from(benefits) & Truth::unless_set(set.price_subsidy_covers_benefit_recipients))
}
