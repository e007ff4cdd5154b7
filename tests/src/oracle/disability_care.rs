//! Care subsidy for severely disabled people (国发〔2015〕52号): not means-tested.

use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::truth::Truth;
use super::vocabulary::Absence;
use super::world::World;

/// Grade 1 or 2 and in need of long-term care, which some places do not ask for; places may add
/// grade 3 intellectual and mental, with that need.
#[must_use]
pub fn outcome(household: &Household, world: &World, member: &Member) -> Outcome {
    let set = &household.parameters;
    let Some(held) = member.disability else {
        return Outcome::unpaid(Truth::No);
    };
    let needs_care = Truth::from(member.needs_long_term_care);
    let severe = match held.grade {
        1 | 2 => needs_care | Truth::Open,
        3 if world.is_mental(held) => needs_care & Truth::unless_set(set.disability_care_extends_to_grade_3),
        _ => Truth::No,
    };
    let holds = severe & Truth::from(!is_excluded(member));
    let amount = match held.grade {
        grade @ 1..=3 => set.disability_care_amount[usize::from(grade) - 1],
        _ => None,
    };
    Outcome { holds, amount: amount.map(Amount::monthly) }
}

/// What stops both subsidies: tekun support that is paid already (one that is only estimated is the
/// person's to choose), work-injury nursing pay, a sentence being served.
#[must_use]
pub fn is_excluded(member: &Member) -> bool {
    member.is_recognised("tekun") || member.work_injury_nursing_pay || member.absence == Absence::Prison
}
