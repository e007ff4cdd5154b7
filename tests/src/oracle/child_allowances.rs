//! Allowances for orphans (国办发〔2010〕54号) and for children in fact without anybody's care (民发〔2019〕62号).

use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::status::{is_orphan, is_unsupported};
use super::truth::Truth;
use super::vocabulary::{Absence, Student};

/// For an orphan under 18. `beside`: the child has dibao, tekun or the living subsidy, so only the
/// difference is paid (民发〔2019〕62号 part 3(1)).
#[must_use]
pub fn orphan(household: &Household, member: &Member, beside: bool) -> Outcome {
    allowance(household, member, is_orphan(household, member), "orphan_allowance", beside)
}

/// For a child without anybody's care under 18, likewise.
#[must_use]
pub fn unsupported(household: &Household, member: &Member, beside: bool) -> Outcome {
    allowance(household, member, is_unsupported(household, member), "unsupported_child_allowance", beside)
}

fn allowance(household: &Household, member: &Member, is_one: bool, id: &str, beside: bool) -> Outcome {
    let set = &household.parameters;
    let age = member.age(household.date);
    // Who comes of age at school keeps what the state provides; how, is local. At 30 nobody is still at school
    // since childhood.
    let goes_on =
        Truth::from((18..30).contains(&age) && member.student != Student::None && member.is_recognised(id))
            & Truth::unless_set(set.child_allowance_goes_on_at_school);
    let holds = (Truth::from(is_one) | goes_on) & Truth::from(member.absence != Absence::Prison);
    let standard = set.orphan_standard[usize::from(member.in_institution)].map(Amount::monthly);
    Outcome { holds, amount: if beside { standard.map(Amount::or_less) } else { standard } }
}
