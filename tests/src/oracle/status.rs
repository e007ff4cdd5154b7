//! What a world says of the family and of each person: the statuses that other programmes follow, whether
//! found here or recognised before (社会救助法 art 13, 42).

use super::model::{Household, Member};
use super::truth::Truth;
use super::vocabulary::{ParentalCare, Relation};
use super::world::World;

/// The family's statuses, estimated or recognised.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The household is dibao.
    pub dibao: bool,
    /// The household is near-dibao.
    pub near_dibao: bool,
    /// The household is a rigid-expenditure one.
    pub rigid_expenditure: Truth,
}

/// One person's statuses, estimated or recognised.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The person counts, or lives here.
    pub belongs: bool,
    /// Tekun.
    pub tekun: bool,
    /// Within dibao, with the counted family or alone.
    pub dibao: Truth,
    /// Within dibao alone.
    pub dibao_single: Truth,
    /// Counted in a near-dibao household.
    pub near_dibao: bool,
    /// Counted in a rigid-expenditure household.
    pub rigid_expenditure: Truth,
    /// The household is one in hardship, whether or not the person counts.
    pub family_in_hardship: Truth,
    /// Counted in a monitored household.
    pub monitored: bool,
}

impl Person {
    /// What the family's statuses mean for a member who is tekun, or taken into dibao alone, as said.
    #[must_use]
    pub fn of(
        household: &Household,
        world: &World,
        family: Family,
        m: usize,
        tekun: bool,
        dibao_single: Truth,
    ) -> Self {
        let member = &household.members[m];
        let counted = world.counted[m];
        let dibao_single = dibao_single | Truth::from(member.is_recognised("dibao_single"));
        Person {
            belongs: counted || member.co_resident || member.relation == Relation::Applicant,
            tekun,
            dibao: Truth::from(family.dibao && counted) | dibao_single,
            dibao_single,
            near_dibao: family.near_dibao && counted,
            rigid_expenditure: family.rigid_expenditure & Truth::from(counted),
            family_in_hardship: Truth::from(family.dibao || family.near_dibao) | family.rigid_expenditure,
            monitored: household.monitored && counted,
        }
    }

    /// Tekun or within dibao: what basic living assistance is (art 15).
    #[must_use]
    pub fn has_basic_living(self) -> Truth {
        Truth::from(self.tekun) | self.dibao
    }

    /// On the margin of dibao or in hardship from rigid expenditure.
    #[must_use]
    pub fn has_low_income(self) -> Truth {
        Truth::from(self.near_dibao) | self.rigid_expenditure
    }

    /// One of the four kinds of people and families that special aid is for (art 24–27).
    #[must_use]
    pub fn is_in_hardship(self) -> Truth {
        self.has_basic_living() | self.has_low_income()
    }
}

/// Whether the household is dibao, or somebody who belongs to it is tekun or within dibao.
#[must_use]
pub fn has_basic_living(family: Family, people: &[Person]) -> Truth {
    let somebody = people.iter().filter(|person| person.belongs).map(|person| person.has_basic_living());
    somebody.fold(Truth::from(family.dibao), |found, person| found | person)
}

/// Whether the household is near-dibao or a rigid-expenditure one.
#[must_use]
pub fn has_low_income(family: Family) -> Truth {
    Truth::from(family.near_dibao) | family.rigid_expenditure
}

/// Under 18 and an orphan (国办发〔2010〕54号), as told.
#[must_use]
pub fn is_orphan(household: &Household, member: &Member) -> bool {
    member.age(household.date) < 18 && member.parental_care == ParentalCare::Orphaned
}

/// Under 18 and in fact without anybody's care (民发〔2019〕62号 part 1; 民发〔2020〕125号), as told.
#[must_use]
pub fn is_unsupported(household: &Household, member: &Member) -> bool {
    member.age(household.date) < 18
        && matches!(member.parental_care, ParentalCare::BothUnable | ParentalCare::OneDeadOneUnable)
}

/// One of the two, by the facts or by an allowance that is drawn.
#[must_use]
pub fn is_child_without_care(household: &Household, member: &Member) -> bool {
    is_orphan(household, member) || is_unsupported(household, member) || member.draws_child_allowance()
}
