//! For the old: the old-age allowance (老年人权益保障法 art 33) and the care voucher (民办函〔2025〕49号).

use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::status::Person;
use super::truth::Truth;
use super::vocabulary::{Absence, Dependency};

/// From the place's age on; the law speaks of people of 80 and over with low incomes, many places pay
/// whatever the income. More is paid at 90 and at 100, how much is local.
#[must_use]
pub fn age_allowance(household: &Household, member: &Member, person: Person) -> Outcome {
    let set = &household.parameters;
    let age = member.age(household.date);
    // Whether it is paid beside tekun support that is drawn already, the place says with its rule on means.
    let drawn = member.is_recognised("tekun");
    let low_income = (person.dibao | Truth::from(person.near_dibao)) & Truth::from(!drawn);
    let holds = Truth::from(age >= set.elder_age_allowance_age && member.absence != Absence::Prison)
        & (low_income | Truth::unless_set(set.elder_age_allowance_without_means_test));
    let amount = if age >= 90 { Amount::monthly_from } else { Amount::monthly };
    Outcome { holds, amount: set.elder_age_allowance_amount.map(amount) }
}

/// At 60 and over, found moderately dependent or worse; not means-tested. The phase ends with 2026, and
/// what follows is not known.
#[must_use]
pub fn care_voucher(household: &Household, member: &Member) -> Outcome {
    let dependent =
        matches!(member.dependency, Dependency::Moderate | Dependency::Severe | Dependency::Complete);
    let running = if household.date.year == 2026 { Truth::Yes } else { Truth::Open };
    // That it does not go with tekun support in an institution, one weak source says.
    let beside_tekun =
        if member.is_recognised("tekun") && member.in_institution { Truth::Open } else { Truth::Yes };
    let holds =
        Truth::from(dependent && member.age(household.date) >= 60 && member.absence != Absence::Prison)
            & running
            & beside_tekun;
    let cap = household.parameters.elder_care_voucher_cap;
    Outcome { holds, amount: cap.map(|cap| Amount::monthly(cap).or_less()) }
}
