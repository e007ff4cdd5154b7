//! Living subsidy for disabled people in hardship (国发〔2015〕52号).

use super::disability_care::is_excluded;
use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::truth::Truth;

/// What the person's family has, estimated or recognised unless said.
#[derive(Clone, Copy, Debug)]
pub struct Status {
    /// The person belongs to a dibao household.
    pub dibao: bool,
    /// The person belongs to a near-dibao household.
    pub near_dibao: bool,
    /// The person is taken into dibao alone, and so is within dibao.
    pub dibao_single: Truth,
    /// The person draws dibao already, with the family or alone.
    pub receives_dibao: bool,
}

/// A certificate of any grade, in a dibao family; places may add near-dibao families. Not beside
/// tekun support, work-injury nursing pay or a full child allowance. An allowance that tops up dibao
/// is not the full one (民发〔2019〕62号 part 3(1)).
#[must_use]
pub fn outcome(household: &Household, member: &Member, status: Status) -> Outcome {
    let set = &household.parameters;
    let draws_full_allowance = member.draws_child_allowance() && !status.receives_dibao;
    let family = Truth::from(status.dibao)
        | status.dibao_single
        | (Truth::from(status.near_dibao) & Truth::unless_set(set.disability_living_extends_to_near_dibao));
    let holds = Truth::from(member.disability.is_some())
        & family
        & Truth::from(!is_excluded(member) && !draws_full_allowance);
    Outcome { holds, amount: set.disability_living_amount.map(Amount::monthly) }
}
