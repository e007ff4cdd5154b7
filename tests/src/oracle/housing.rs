//! Housing assistance (社会救助法 art 26): public rental housing in towns, dangerous dwellings in the country.

use rust_decimal::Decimal;

use super::model::Household;
use super::status::{Family, Person, has_low_income};
use super::truth::Truth;
use super::vocabulary::{Condition, Relation, Tenure};

/// Public rental housing or a subsidy for rent, in town: who is short of room, by terms of each place that
/// nobody is asked for (住房城乡建设部令第11号 art 7: registration or years of work, income and property). Who lives
/// in a house of their own in a village has its renovation instead (art 26).
#[must_use]
pub fn public_rental(household: &Household) -> Truth {
    let in_town = !household.rural || household.tenure != Tenure::Own;
    Truth::from(in_town) & short_of_room(household) & Truth::Open
}

/// Art 7(1): no dwelling in the place, or less floor area than the place's limit. Where a family does not
/// live in a dwelling of its own, or owns more than one, what it owns may be elsewhere, and its area says
/// nothing of the place.
fn short_of_room(household: &Household) -> Truth {
    if household.homes.is_zero() {
        return Truth::Yes;
    }
    let Some(limit) = household.parameters.housing_area_limit else { return Truth::Open };
    // The applicant, the spouse and minor children are one family; of the others each place says.
    let core = household.members.iter().filter(|member| match member.relation {
        Relation::Applicant | Relation::Spouse => true,
        Relation::Child => member.age(household.date) < 18 && !member.foster,
        _ => false,
    });
    let within = |heads: usize| household.home_area <= limit * Decimal::from(heads);
    let all_is_here = household.tenure == Tenure::Own && household.homes == Decimal::ONE;
    match (within(core.count()), within(household.members.len())) {
        (true, _) => Truth::Yes,
        (false, false) if all_is_here => Truth::No,
        _ => Truth::Open,
    }
}

/// A dangerous dwelling in the country, the family's own and only one, or none at all: of a dibao,
/// near-dibao, rigid-expenditure or monitored household or of a tekun person at home (art 26). Other
/// families who cannot mend it themselves are for the village to say.
#[must_use]
pub fn rural_renovation(household: &Household, family: Family, people: &[Person]) -> Truth {
    let homeless = household.homes.is_zero();
    let dangerous = homeless || household.home_condition != Condition::Sound;
    // What is told of is the dwelling lived in, which may be somebody else's.
    let its_own = if homeless || household.tenure == Tenure::Own { Truth::Yes } else { Truth::Open };
    let only_one = if household.homes <= Decimal::ONE { Truth::Yes } else { Truth::Open };
    let mut at_home = household.members.iter().zip(people).filter(|(member, _)| !member.in_institution);
    let supported = at_home.any(|(_, person)| person.belongs && person.tekun);
    let listed = Truth::from(family.dibao || supported || household.monitored) | has_low_income(family);
    Truth::from(household.rural && dangerous) & its_own & only_one & (listed | Truth::Open)
}
