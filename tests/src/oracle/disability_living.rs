//! Living subsidy for disabled people in hardship (国发〔2015〕52号).

use super::disability_care::is_excluded;
use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::truth::Truth;

/// A certificate of any grade, in a dibao family; places may add near-dibao families. Not beside
/// tekun, work-injury nursing pay or a child allowance. `counted`: the person belongs to the
/// household; `dibao`, `near_dibao`: its status, estimated or recognised; `tekun`: the person's.
#[must_use]
pub fn outcome(
    household: &Household,
    member: &Member,
    counted: bool,
    (dibao, near_dibao): (bool, bool),
    tekun: bool,
) -> Outcome {
    let set = &household.parameters;
    let draws_child_allowance =
        member.is_recognised("orphan_allowance") || member.is_recognised("unsupported_child_allowance");
    let family = Truth::from(dibao)
        | (Truth::from(near_dibao) & Truth::unless_set(set.disability_living_extends_to_near_dibao));
    let holds = Truth::from(member.disability.is_some() && counted)
        & family
        & Truth::from(!is_excluded(member, tekun) && !draws_child_allowance);
    Outcome { holds, amount: set.disability_living_amount.map(Amount::monthly) }
}
