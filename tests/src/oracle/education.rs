//! Education assistance, stage by stage (社会救助法 art 25; 教财〔2018〕16号): the school's to give.

use super::model::{Household, Member};
use super::outcome::{Amount, Outcome};
use super::status::{Person, is_child_without_care};
use super::truth::Truth;
use super::vocabulary::{Absence, Student};

/// On the lists that schools take as they are: the four kinds of art 25, orphans and children without care,
/// disabled pupils, monitored households. A school may find any other family in difficulty.
fn in_difficulty(household: &Household, member: &Member, person: Person) -> Truth {
    person.is_in_hardship()
        | Truth::from(person.monitored)
        | Truth::from(member.disability.is_some())
        | Truth::from(is_child_without_care(household, member))
        | Truth::Open
}

fn at(member: &Member, stages: &[Student]) -> Truth {
    Truth::from(stages.contains(&member.student) && member.absence != Absence::Prison)
}

/// No text sets an age for a stage. Who is told as a full-time pupil of a school up to the senior level at
/// 30, or of a kindergarten at 18, is taken as told wrongly.
fn below(household: &Household, member: &Member, age: i32) -> Truth {
    Truth::from(member.age(household.date) < age)
}

/// The last year before primary school is free for all (国办发〔2025〕27号); before it, for families in difficulty.
#[must_use]
pub fn preschool(household: &Household, member: &Member, person: Person) -> Outcome {
    let free = Truth::from(member.last_preschool_year);
    Outcome::unpaid(
        at(member, &[Student::Preschool])
            & below(household, member, 18)
            & (free | in_difficulty(household, member, person)),
    )
}

/// A living allowance, by the stage and by whether the pupil boards.
#[must_use]
pub fn compulsory(household: &Household, member: &Member, person: Person) -> Outcome {
    let holds = at(member, &[Student::Primary, Student::JuniorMiddle]) & below(household, member, 30);
    let which = usize::from(member.student == Student::JuniorMiddle) * 2 + usize::from(!member.boarding);
    let amount = household.parameters.compulsory_allowance[which].map(Amount::yearly);
    Outcome { holds: holds & in_difficulty(household, member, person), amount }
}

/// Ordinary senior high school.
#[must_use]
pub fn senior_high(household: &Household, member: &Member, person: Person) -> Outcome {
    Outcome::unpaid(at(member, &[Student::SeniorHigh]) & in_difficulty(household, member, person))
}

/// Secondary vocational school.
#[must_use]
pub fn vocational(household: &Household, member: &Member, person: Person) -> Outcome {
    Outcome::unpaid(at(member, &[Student::Vocational]) & in_difficulty(household, member, person))
}

/// Higher education: the grant is for studies up to the bachelor's degree, loans and work beyond them too.
#[must_use]
pub fn university(household: &Household, member: &Member, person: Person) -> Outcome {
    let holds = at(member, &[Student::Undergraduate, Student::Postgraduate]);
    let grant = household.parameters.university_grant.filter(|_| member.student == Student::Undergraduate);
    let amount = grant.map(Amount::yearly);
    Outcome { holds: holds & in_difficulty(household, member, person), amount }
}
