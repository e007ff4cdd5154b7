//! Employment assistance (社会救助法 art 27; 就业促进法 art 52–56).

use super::model::{Household, Member};
use super::status::Person;
use super::truth::Truth;
use super::vocabulary::{Absence, Employment, Labour, Student};

/// Members of dibao, near-dibao and rigid-expenditure families who can work and are unemployed (art 27),
/// and those of an urban family in which nobody of working age has work (就业促进法 art 56). Anybody else
/// unemployed may be on the place's list of people who hardly find work (art 52). Who has not registered
/// does so first, with the job service.
#[must_use]
pub fn aid(household: &Household, people: &[Person], m: usize, counted: &[bool]) -> Truth {
    let (member, person) = (&household.members[m], people[m]);
    let without_work = Truth::from(counted[m]) & is_without_employment(household, people, counted);
    let family = person.dibao | person.has_low_income() | without_work | Truth::Open;
    let registered = if member.unemployment_registered { Truth::Yes } else { Truth::Open };
    Truth::from(
        member.labour != Labour::None
            && member.absence != Absence::Prison
            && is_of_working_age(household, member)
            && !is_pupil(member),
    ) & is_jobless(household, member, person)
        & family
        & registered
}

fn is_pupil(member: &Member) -> bool {
    matches!(
        member.student,
        Student::Preschool | Student::Primary | Student::JuniorMiddle | Student::SeniorHigh
    )
}

/// Unemployed, or registered as that. Whether no work or odd jobs are unemployment, each place says; a
/// trade or a farm of one's own is work, unless the family is in hardship and the office sees it otherwise.
/// Full-time students are at school.
fn is_jobless(household: &Household, member: &Member, person: Person) -> Truth {
    let at_school = member.student != Student::None;
    match member.employment {
        Employment::Unemployed => Truth::Yes,
        Employment::NotWorking if member.unemployment_registered => Truth::Yes,
        Employment::NotWorking | Employment::Flexible => Truth::Open & Truth::from(!at_school),
        Employment::SelfEmployed | Employment::Farming => {
            let hardship = person.family_in_hardship
                | Truth::from(household.monitored || member.unemployment_registered);
            Truth::Open & hardship & Truth::from(!at_school)
        }
        Employment::Employed | Employment::Retired => Truth::No,
    }
}

/// From 16 (劳动法 art 15) to the latest age of retirement, 63 and three years more by agreement (the decision
/// of 2024).
fn is_of_working_age(household: &Household, member: &Member) -> bool {
    (16..66).contains(&member.age(household.date))
}

/// Every counted member of working age is out of work, retired or at school.
fn is_without_employment(household: &Household, people: &[Person], counted: &[bool]) -> Truth {
    let concerned = (0..people.len()).filter(|&m| counted[m]).filter(|&m| {
        let member = &household.members[m];
        is_of_working_age(household, member)
            && member.employment != Employment::Retired
            && member.student == Student::None
    });
    concerned
        .map(|m| is_jobless(household, &household.members[m], people[m]))
        .fold(Truth::from(!household.rural), |all, jobless| all & jobless)
}
