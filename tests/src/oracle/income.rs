//! Income (民发〔2021〕57号 art 13) and a person's own income for tekun (民发〔2021〕43号 art 6).
//!
//! Everything is CNY per year, exact: nothing is divided, per-person tests are made on totals.

use rust_decimal::Decimal;

use super::model::{Household, Member, Parameters};

/// The employment-cost deduction of a member, CNY per year: min(wage, cap, flat + rate × wage).
#[must_use]
pub fn employment_deduction(member: &Member, set: &Parameters) -> Decimal {
    let months = Decimal::from(12);
    let mut deduction = set.deduction_flat * months + set.deduction_rate * member.wage;
    if let Some(cap) = set.deduction_cap {
        deduction = deduction.min(cap * months);
    }
    deduction.min(member.wage)
}

/// What a member adds to the household's income by the dibao counting rules, CNY per year.
#[must_use]
pub fn counted(member: &Member, set: &Parameters, exclude_central_pension: bool) -> Decimal {
    let pension = if exclude_central_pension { Decimal::ZERO } else { member.central_basic_pension };
    let received = received(member) - employment_deduction(member, set) + pension;
    (received - paid(member)).max(Decimal::ZERO)
}

/// A person's own income as tekun tests it, CNY per year: no employment-cost deduction, and the
/// central basic pension is never part of it.
#[must_use]
pub fn own(member: &Member) -> Decimal {
    (received(member) - paid(member)).max(Decimal::ZERO)
}

fn received(member: &Member) -> Decimal {
    member.wage
        + member.business_income
        + member.property_income
        + member.pension
        + member.other_transfer_income
        + member.support_received
}

fn paid(member: &Member) -> Decimal {
    member.support_paid + member.social_insurance_paid
}

/// All that comes in for a member before anything is taken off, CNY per year: what the household's
/// total is the sum of.
#[must_use]
pub fn before_anything(member: &Member) -> Decimal {
    received(member) + member.central_basic_pension
}

/// The counted members' income, CNY per year.
#[must_use]
pub fn of_household(
    household: &Household,
    counted_members: &[bool],
    exclude_central_pension: bool,
) -> Decimal {
    let members = household.members.iter().zip(counted_members).filter(|(_, counted)| **counted);
    members.map(|(member, _)| counted(member, &household.parameters, exclude_central_pension)).sum()
}

/// The counted members' rigid spending, CNY in twelve months.
#[must_use]
pub fn rigid_spending(household: &Household, counted_members: &[bool]) -> Decimal {
    let members = household.members.iter().zip(counted_members).filter(|(_, counted)| **counted);
    members.flat_map(|(member, _)| member.rigid_spending).sum()
}

/// Whether `income` is under the threshold: strictly, unless the place includes the boundary.
#[must_use]
pub fn is_under(income: Decimal, threshold: Decimal, inclusive: bool) -> bool {
    income < threshold || (inclusive && income == threshold)
}
