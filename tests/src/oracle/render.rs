//! From the oracle's plain types back to the contract's household document.
//!
//! Only the facts the programmes use are written; flows are written per year.

use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::json::to_number;
use super::model::{Household, Member, Parameters};
use super::vocabulary::Birth;

/// Writes the household as a document of the given region.
#[must_use]
pub fn document(household: &Household, region: &str) -> Value {
    json!({
        "version": 1,
        "date": household.date.to_string(),
        "region": region,
        "parameters": parameters(&household.parameters),
        "household": {
            "area": if household.rural { "rural" } else { "urban" },
            "savings": to_number(household.savings),
            "vehicles": to_number(household.vehicles),
            "homes": to_number(household.homes),
            "home_area": to_number(household.home_area),
            "tenure": household.tenure.name(),
            "home_condition": household.home_condition.name(),
            "business_registered": household.business_registered,
            "other_property_over_limit": household.other_property_over_limit,
            "sudden_event": household.sudden_event,
            "necessary_spending_surge": household.necessary_spending_surge,
            "disaster": household.disaster,
            "no_shelter": household.no_shelter,
            "crime_victim_uncompensated": household.crime_victim_uncompensated,
            "monitored_household": household.monitored,
            "legal_need": household.legal_need,
        },
        "members": household.members.iter().map(member).collect::<Vec<_>>(),
    })
}

fn flow(value: Decimal) -> Value {
    json!({"amount": to_number(value), "per": "year"})
}

fn member(member: &Member) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("id", member.id.clone().into());
    put("relation", member.relation.name().into());
    match member.birth {
        Birth::Date(day) => put("birth_date", day.to_string().into()),
        Birth::Age(years) => put("age", years.into()),
    }
    put("marital_status", member.marital.name().into());
    put("co_resident", member.co_resident.into());
    if let Some(parents) = &member.parents {
        put("parents", parents.clone().into());
    }
    if let Some(spouse) = &member.spouse {
        put("spouse", spouse.clone().into());
    }
    put("absence", member.absence.name().into());
    put("lives_in", if member.in_institution { "institution" } else { "home" }.into());
    put("foster", member.foster.into());
    put("student", member.student.name().into());
    put("boarding", member.boarding.into());
    put("last_preschool_year", member.last_preschool_year.into());
    put("disability_type", member.disability.map_or("none", |held| held.kind.name()).into());
    if let Some(held) = member.disability {
        put("disability_grade", held.grade.into());
    }
    put("needs_long_term_care", member.needs_long_term_care.into());
    put("serious_illness", member.serious_illness.into());
    put("labour_capacity", member.labour.name().into());
    put("employment", member.employment.name().into());
    put("unemployment_registered", member.unemployment_registered.into());
    put("self_care_items", member.self_care_items.into());
    put("dependency", member.dependency.name().into());
    put("wage", flow(member.wage));
    put("business_income", flow(member.business_income));
    put("property_income", flow(member.property_income));
    put("pension", flow(member.pension));
    put("other_transfer_income", flow(member.other_transfer_income));
    put("support_received", flow(member.support_received));
    put("central_basic_pension", flow(member.central_basic_pension));
    put("support_paid", flow(member.support_paid));
    put("social_insurance_paid", flow(member.social_insurance_paid));
    let spending =
        ["medical_spending", "education_spending", "rehabilitation_spending", "other_rigid_spending"];
    for (key, value) in spending.into_iter().zip(member.rigid_spending) {
        put(key, to_number(value));
    }
    put("supporters", member.supporters.name().into());
    put("lacks_civil_capacity", member.lacks_civil_capacity.into());
    if let Some(counted) = member.counts_as_family {
        put("counts_as_family", counted.into());
    }
    put("medical_insured", member.insurance.name().into());
    put("parental_care", member.parental_care.name().into());
    put("receives", member.receives.clone().into());
    put("work_injury_nursing_pay", member.work_injury_nursing_pay.into());
    put("veteran_or_survivor", member.veteran_or_survivor.into());
    Value::Object(map)
}

fn parameters(set: &Parameters) -> Value {
    let maybe = |value: Option<Decimal>| value.map_or(Value::Null, to_number);
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        map.insert(key.to_owned(), value);
    };
    put("dibao_standard", to_number(set.dibao_standard));
    put("near_dibao_line", maybe(set.near_dibao_line));
    put("savings_limit", maybe(set.savings_limit));
    put("homes_limit", maybe(set.homes_limit));
    put("vehicles_limit", maybe(set.vehicles_limit));
    put("near_savings_limit", maybe(set.near_savings_limit));
    put("near_homes_limit", maybe(set.near_homes_limit));
    put("near_vehicles_limit", maybe(set.near_vehicles_limit));
    put("employment_cost_deduction_flat", to_number(set.deduction_flat));
    put("employment_cost_deduction_rate", to_number(set.deduction_rate));
    put("employment_cost_deduction_cap", maybe(set.deduction_cap));
    put("exclude_central_basic_pension", set.exclude_central_basic_pension.into());
    put("per_capita_disposable_income", maybe(set.per_capita_disposable_income));
    put("rigid_spending_ratio", maybe(set.rigid_spending_ratio));
    put("tekun_living_standard", maybe(set.tekun_living_standard));
    for (grade, value) in ["none", "partial", "full"].into_iter().zip(set.tekun_care_standard) {
        put(&format!("tekun_care_standard_{grade}"), maybe(value));
    }
    for (label, value) in ["minor", "elderly", "disabled", "ill"].into_iter().zip(set.topup) {
        put(&format!("topup_{label}"), maybe(value));
    }
    put("topup_stack", set.topup_stack.map(super::vocabulary::Stack::name).into());
    put("topup_elderly_age", set.topup_elderly_age.into());
    put("disability_living_amount", maybe(set.disability_living_amount));
    for (grade, value) in (1..).zip(set.disability_care_amount) {
        put(&format!("disability_care_amount_{grade}"), maybe(value));
    }
    put("disability_care_extends_to_grade_3", set.disability_care_extends_to_grade_3.into());
    put("disability_living_extends_to_near_dibao", set.disability_living_extends_to_near_dibao.into());
    for (home, value) in ["dispersed", "institution"].into_iter().zip(set.orphan_standard) {
        put(&format!("orphan_standard_{home}"), maybe(value));
    }
    put("child_allowance_goes_on_at_school", set.child_allowance_goes_on_at_school.into());
    put("elder_age_allowance_age", set.elder_age_allowance_age.into());
    put("elder_age_allowance_amount", maybe(set.elder_age_allowance_amount));
    put("elder_age_allowance_without_means_test", set.elder_age_allowance_without_means_test.into());
    put("elder_care_voucher_cap", maybe(set.elder_care_voucher_cap));
    put("childcare_subsidy_amount", maybe(set.childcare_subsidy_amount));
    put("child_rehabilitation_extends_age", set.child_rehabilitation_extends_age.into());
    put("child_rehabilitation_covers_other_families", set.child_rehabilitation_covers_other_families.into());
    let stages = ["primary_boarding", "primary_day", "junior_boarding", "junior_day"];
    for (stage, value) in stages.into_iter().zip(set.compulsory_allowance) {
        put(&format!("compulsory_allowance_{stage}"), maybe(value));
    }
    put("university_grant", maybe(set.university_grant));
    put("housing_area_limit", maybe(set.housing_area_limit));
    put("medical_premium_extends_to_low_income", set.medical_premium_extends_to_low_income.into());
    put("utility_relief_covers_low_income", set.utility_relief_covers_low_income.into());
    put("price_subsidy_covers_low_income", set.price_subsidy_covers_low_income.into());
    put("price_subsidy_covers_benefit_recipients", set.price_subsidy_covers_benefit_recipients.into());
    put("temporary_small_cap", maybe(set.temporary_small_cap));
    put("counts_conscripts", set.counts_conscripts.into());
    put("counts_tekun_members", set.counts_tekun_members.into());
    put("line_inclusive", set.line_inclusive.into());
    put("dibao_method", set.dibao_method.name().into());
    put("amount_rounding", set.amount_rounding.name().into());
    Value::Object(map)
}
