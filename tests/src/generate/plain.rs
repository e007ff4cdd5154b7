//! A plain complete document to start from: every fact answered, the quiet way.

use serde_json::{Value, json};

/// The region of every generated document; its parameters are all overridden.
pub const REGION: &str = "310000";

/// The day of a plain document.
pub const DATE: &str = "2026-11-01";

/// Every parameter the oracle's programmes use, with the made-up numbers of the test vectors:
/// standard 800, line 1 200, disposable income 36 000 a year, rigid ratio 0.5.
#[must_use]
pub fn parameters() -> Value {
    let mut set = json!({
        "dibao_standard": 800,
        "near_dibao_line": 1200,
        "savings_limit": 20000,
        "homes_limit": 1,
        "vehicles_limit": 0,
        "near_savings_limit": 40000,
        "near_homes_limit": 2,
        "near_vehicles_limit": 1,
        "employment_cost_deduction_flat": 0,
        "exclude_central_basic_pension": true,
        "per_capita_disposable_income": 36000,
        "rigid_spending_ratio": 0.5,
        "tekun_living_standard": 1040,
        "tekun_care_standard_none": 100,
        "tekun_care_standard_partial": 300,
        "tekun_care_standard_full": 600,
        "topup_minor": 0,
        "topup_elderly": 0,
        "topup_disabled": 0,
        "topup_ill": 0,
        "topup_stack": "max",
        "topup_elderly_age": 60,
        "disability_living_amount": 110,
        "disability_care_amount_1": 200,
        "disability_care_amount_2": 110,
        "disability_care_amount_3": 60,
        "disability_care_extends_to_grade_3": false,
        "disability_living_extends_to_near_dibao": false,
        "temporary_small_cap": 800,
        "counts_conscripts": false,
        "counts_tekun_members": false,
        "line_inclusive": false,
        "dibao_method": "difference",
        "amount_rounding": "fen"
    });
    if let (Some(set), Value::Object(further)) = (set.as_object_mut(), further_parameters()) {
        set.extend(further);
    }
    set
}

/// Those on which no sum of the family's depends.
fn further_parameters() -> Value {
    json!({
        "orphan_standard_dispersed": 1500,
        "orphan_standard_institution": 2100,
        "child_allowance_goes_on_at_school": null,
        "elder_age_allowance_age": 80,
        "elder_age_allowance_amount": 100,
        "elder_age_allowance_without_means_test": null,
        "elder_care_voucher_cap": 800,
        "childcare_subsidy_amount": 3600,
        "child_rehabilitation_extends_age": null,
        "child_rehabilitation_covers_other_families": null,
        "compulsory_allowance_primary_boarding": 1250,
        "compulsory_allowance_primary_day": 625,
        "compulsory_allowance_junior_boarding": 1500,
        "compulsory_allowance_junior_day": 750,
        "university_grant": 3700,
        "housing_area_limit": null,
        "medical_premium_extends_to_low_income": null,
        "utility_relief_covers_low_income": null,
        "price_subsidy_covers_low_income": null,
        "price_subsidy_covers_benefit_recipients": null
    })
}

/// Every household fact: no property, nothing urgent.
#[must_use]
pub fn household() -> Value {
    json!({
        "area": "urban",
        "hukou_region": REGION,
        "residence_permit": false,
        "savings": 0,
        "vehicles": 0,
        "homes": 1,
        "home_area": 60,
        "tenure": "own",
        "home_condition": "sound",
        "business_registered": false,
        "other_property_over_limit": false,
        "sudden_event": false,
        "necessary_spending_surge": false,
        "disaster": false,
        "no_shelter": false,
        "monitored_household": false,
        "crime_victim_uncompensated": false,
        "legal_need": false
    })
}

/// A member of whom everything is known: healthy, at home, without income.
#[must_use]
pub fn member(id: &str, relation: &str, birth_date: &str) -> Value {
    json!({
        "id": id,
        "relation": relation,
        "birth_date": birth_date,
        "sex": "female",
        "marital_status": if matches!(relation, "spouse" | "child_in_law") { "married" } else { "single" },
        "co_resident": true,
        "absence": "none",
        "lives_in": "home",
        "foster": false,
        "student": "none",
        "boarding": false,
        "last_preschool_year": false,
        "disability_type": "none",
        "needs_long_term_care": false,
        "serious_illness": false,
        "labour_capacity": "full",
        "employment": "employed",
        "unemployment_registered": false,
        "self_care_items": 6,
        "dependency": "none",
        "wage": 0,
        "business_income": 0,
        "property_income": 0,
        "pension": 0,
        "other_transfer_income": 0,
        "support_received": 0,
        "central_basic_pension": 0,
        "support_paid": 0,
        "social_insurance_paid": 0,
        "excluded_income": 0,
        "medical_spending": 0,
        "education_spending": 0,
        "rehabilitation_spending": 0,
        "other_rigid_spending": 0,
        "supporters": "none",
        "medical_insured": "resident",
        "lacks_civil_capacity": false,
        "parental_care": "normal",
        "receives": [],
        "work_injury_nursing_pay": false,
        "veteran_or_survivor": false
    })
}

/// A complete document of these members.
#[must_use]
pub fn document(members: Vec<Value>) -> Value {
    json!({
        "version": 1,
        "date": DATE,
        "region": REGION,
        "parameters": parameters(),
        "household": household(),
        "members": members
    })
}

/// Sets a fact of an object and gives it back, for writing documents in one breath.
#[must_use]
pub fn with(mut object: Value, key: &str, value: impl Into<Value>) -> Value {
    if let Some(map) = object.as_object_mut() {
        map.insert(key.to_owned(), value.into());
    }
    object
}

/// Sets the value at a JSON pointer whose parent object exists.
#[must_use]
pub fn at(mut document: Value, pointer: &str, value: impl Into<Value>) -> Value {
    if let Some((parent, key)) = pointer.rsplit_once('/')
        && let Some(map) = document.pointer_mut(parent).and_then(Value::as_object_mut)
    {
        map.insert(key.to_owned(), value.into());
    }
    document
}
