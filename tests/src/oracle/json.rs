//! From the contract's household document to the oracle's plain types.
//!
//! The oracle knows no rulebook: the document has to bring every fact and every parameter itself.
//! A parameter that is `null` is unknown; one that is absent would be looked up, so it is refused.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::day::Day;
use super::income;
use super::model::{Household, Member, Parameters};
use super::vocabulary::{
    Absence, Birth, Condition, Dependency, Disability, DisabilityType, Employment, Insurance, Labour,
    Marital, Method, ParentalCare, Relation, Rounding, Stack, Student, Supporters, Tenure,
};

/// Why a document cannot be evaluated by the oracle: the path, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incomplete {
    /// Path within the document.
    pub path: String,
    /// What was expected.
    pub expected: &'static str,
}

impl std::fmt::Display for Incomplete {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: expected {}", self.path, self.expected)
    }
}

impl std::error::Error for Incomplete {}

/// A JSON object with its path, for messages.
struct Facts<'a> {
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Facts<'a> {
    fn of(path: &str, value: Option<&'a Value>) -> Result<Self, Incomplete> {
        let map = value
            .and_then(Value::as_object)
            .ok_or_else(|| Incomplete { path: path.to_owned(), expected: "an object" })?;
        Ok(Facts { path: path.to_owned(), map })
    }

    fn lacks(&self, key: &str, expected: &'static str) -> Incomplete {
        Incomplete { path: format!("{}.{key}", self.path), expected }
    }

    fn text(&self, key: &str) -> Result<&'a str, Incomplete> {
        self.map.get(key).and_then(Value::as_str).ok_or_else(|| self.lacks(key, "a text"))
    }

    fn flag(&self, key: &str) -> Result<bool, Incomplete> {
        self.map.get(key).and_then(Value::as_bool).ok_or_else(|| self.lacks(key, "true or false"))
    }

    fn number(&self, key: &str) -> Result<Decimal, Incomplete> {
        self.map.get(key).and_then(number).ok_or_else(|| self.lacks(key, "a known number"))
    }

    fn small(&self, key: &str) -> Result<u8, Incomplete> {
        u8::try_from(self.number(key)?).map_err(|_| self.lacks(key, "a small whole number"))
    }

    /// A monthly flow, or one with `per`, as CNY per year.
    fn flow(&self, key: &str) -> Result<Decimal, Incomplete> {
        self.map.get(key).and_then(flow_per_year).ok_or_else(|| self.lacks(key, "a known flow of money"))
    }

    fn choice<T>(&self, key: &str, named: fn(&str) -> Option<T>) -> Result<T, Incomplete> {
        named(self.text(key)?).ok_or_else(|| self.lacks(key, "one of the contract's values"))
    }

    fn unless_null<T>(
        &self,
        key: &str,
        read: impl Fn(&Self, &str) -> Result<T, Incomplete>,
    ) -> Result<Option<T>, Incomplete> {
        match self.map.get(key) {
            None => Err(self.lacks(key, "a value, or null for unknown")),
            Some(Value::Null) => Ok(None),
            Some(_) => read(self, key).map(Some),
        }
    }
}

/// An exact decimal from a JSON number or a text.
#[must_use]
pub fn number(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    Decimal::from_str_exact(&text).or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// The JSON number with this decimal's own digits.
#[must_use]
pub fn to_number(value: Decimal) -> Value {
    serde_json::Number::from_str(&value.normalize().to_string()).map_or(Value::Null, Value::Number)
}

/// A known flow of money as CNY per year: plain is per month, `{"amount", "per"}` says it.
#[must_use]
pub fn flow_per_year(value: &Value) -> Option<Decimal> {
    let Some(map) = value.as_object() else {
        return number(value).map(|month| month * Decimal::from(12));
    };
    let amount = number(map.get("amount")?)?;
    match map.get("per").and_then(Value::as_str) {
        Some("year") => Some(amount),
        Some("month") | None => Some(amount * Decimal::from(12)),
        Some(_) => None,
    }
}

/// What a total may be as it is told: its ends, a flow's by the year.
fn told_total(value: &Value, is_flow: bool) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let known = if is_flow { flow_per_year(value) } else { number(value) };
    if let Some(known) = known {
        return Some((Some(known), Some(known)));
    }
    let map = value.as_object()?;
    if value["declined"] == true {
        return Some((None, None));
    }
    let months = match map.get("per").and_then(Value::as_str) {
        Some("year") => 1,
        _ if is_flow => 12,
        _ => 1,
    };
    let end = |key: &str| match map.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(end) => number(end).map(|end| Some(end * Decimal::from(months))),
    };
    end("min").zip(end("max"))
}

/// A total that is told says nothing new of a household whose members' own facts are all known; it
/// only has to be their sum.
fn check_total(home: &Facts<'_>, key: &str, is_flow: bool, sum: Decimal) -> Result<(), Incomplete> {
    let Some(value) = home.map.get(key).filter(|value| !value.is_null()) else { return Ok(()) };
    let (min, max) = told_total(value, is_flow).ok_or_else(|| home.lacks(key, "a sum of money"))?;
    if min.is_none_or(|min| min <= sum) && max.is_none_or(|max| sum <= max) {
        Ok(())
    } else {
        Err(home.lacks(key, "the sum of what the members tell themselves"))
    }
}

/// Reads a complete document.
///
/// # Errors
/// The path of the first fact or parameter that is not known, or of a total that is not the members' sum.
pub fn household(document: &Value) -> Result<Household, Incomplete> {
    let top = Facts::of("", Some(document))?;
    let date = Day::parse(top.text("date")?).ok_or_else(|| top.lacks("date", "a date"))?;
    let home = Facts::of("household", document.get("household"))?;
    let people =
        document.get("members").and_then(Value::as_array).ok_or_else(|| top.lacks("members", "a list"))?;
    let mut members = people.iter().map(member).collect::<Result<Vec<_>, _>>()?;
    for member in &mut members {
        // Placed by the authorities: a child, or a relative kept like one; a grown-up applicant, spouse or parent is not.
        let may_be_placed = matches!(
            member.relation,
            Relation::Child | Relation::Grandchild | Relation::Sibling | Relation::Other
        );
        member.foster &= may_be_placed || member.age(date) < 18;
    }
    let income = members.iter().map(income::before_anything).sum();
    check_total(&home, "income_total", true, income)?;
    let spending = members.iter().flat_map(|member| member.rigid_spending).sum();
    check_total(&home, "rigid_spending_total", false, spending)?;
    Ok(Household {
        date,
        rural: home.text("area")? == "rural",
        savings: home.number("savings")?,
        vehicles: home.number("vehicles")?,
        homes: home.number("homes")?,
        home_area: home.number("home_area")?,
        tenure: home.choice("tenure", Tenure::named)?,
        home_condition: home.choice("home_condition", Condition::named)?,
        business_registered: home.flag("business_registered")?,
        other_property_over_limit: home.flag("other_property_over_limit")?,
        sudden_event: home.flag("sudden_event")?,
        necessary_spending_surge: home.flag("necessary_spending_surge")?,
        disaster: home.flag("disaster")?,
        no_shelter: home.flag("no_shelter")?,
        crime_victim_uncompensated: home.flag("crime_victim_uncompensated")?,
        monitored: home.flag("monitored_household")?,
        legal_need: home.flag("legal_need")?,
        members,
        parameters: parameters(&Facts::of("parameters", document.get("parameters"))?)?,
    })
}

fn member(value: &Value) -> Result<Member, Incomplete> {
    let id = value.get("id").and_then(Value::as_str).unwrap_or("?");
    let facts = Facts::of(&format!("members.{id}"), Some(value))?;
    let birth = if facts.map.contains_key("birth_date") {
        Birth::Date(Day::parse(facts.text("birth_date")?).ok_or_else(|| facts.lacks("birth_date", "a date"))?)
    } else {
        Birth::Age(facts.small("age")?.into())
    };
    let disability = match facts.text("disability_type")? {
        "none" => None,
        _ => Some(Disability {
            kind: facts.choice("disability_type", DisabilityType::named)?,
            grade: facts.small("disability_grade")?,
        }),
    };
    let ids = |key: &str| -> Result<Vec<String>, Incomplete> {
        let list = facts.map.get(key).and_then(Value::as_array).ok_or_else(|| facts.lacks(key, "a list"))?;
        Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    };
    let told = |key: &str| facts.map.get(key).is_some_and(|value| !value.is_null());
    Ok(Member {
        id: id.to_owned(),
        relation: facts.choice("relation", Relation::named)?,
        birth,
        marital: facts.choice("marital_status", Marital::named)?,
        co_resident: facts.flag("co_resident")?,
        parents: if told("parents") { Some(ids("parents")?) } else { None },
        spouse: if told("spouse") { Some(facts.text("spouse")?.to_owned()) } else { None },
        absence: facts.choice("absence", Absence::named)?,
        in_institution: facts.text("lives_in")? == "institution",
        foster: facts.flag("foster")?,
        student: facts.choice("student", Student::named)?,
        boarding: facts.flag("boarding")?,
        last_preschool_year: facts.flag("last_preschool_year")?,
        disability,
        needs_long_term_care: facts.flag("needs_long_term_care")?,
        serious_illness: facts.flag("serious_illness")?,
        labour: facts.choice("labour_capacity", Labour::named)?,
        employment: facts.choice("employment", Employment::named)?,
        unemployment_registered: facts.flag("unemployment_registered")?,
        self_care_items: facts.small("self_care_items")?,
        dependency: facts.choice("dependency", Dependency::named)?,
        wage: facts.flow("wage")?,
        business_income: facts.flow("business_income")?,
        property_income: facts.flow("property_income")?,
        pension: facts.flow("pension")?,
        other_transfer_income: facts.flow("other_transfer_income")?,
        support_received: facts.flow("support_received")?,
        central_basic_pension: facts.flow("central_basic_pension")?,
        support_paid: facts.flow("support_paid")?,
        social_insurance_paid: facts.flow("social_insurance_paid")?,
        rigid_spending: [
            facts.number("medical_spending")?,
            facts.number("education_spending")?,
            facts.number("rehabilitation_spending")?,
            facts.number("other_rigid_spending")?,
        ],
        supporters: facts.choice("supporters", Supporters::named)?,
        lacks_civil_capacity: facts.flag("lacks_civil_capacity")?,
        counts_as_family: if told("counts_as_family") { Some(facts.flag("counts_as_family")?) } else { None },
        insurance: facts.choice("medical_insured", Insurance::named)?,
        parental_care: facts.choice("parental_care", ParentalCare::named)?,
        receives: ids("receives")?,
        work_injury_nursing_pay: facts.flag("work_injury_nursing_pay")?,
        veteran_or_survivor: facts.flag("veteran_or_survivor")?,
    })
}

fn parameters(facts: &Facts<'_>) -> Result<Parameters, Incomplete> {
    let maybe = |key: &str| facts.unless_null(key, Facts::number);
    let flag = |key: &str| facts.unless_null(key, Facts::flag);
    // Setting one of the three deductions drops the other two: here absent and null are alike.
    let deduction = |part: &str| -> Result<Option<Decimal>, Incomplete> {
        let key = format!("employment_cost_deduction_{part}");
        if facts.map.get(&key).is_none_or(Value::is_null) { Ok(None) } else { facts.number(&key).map(Some) }
    };
    let (flat, rate, cap) = (deduction("flat")?, deduction("rate")?, deduction("cap")?);
    if flat.is_none() && rate.is_none() && cap.is_none() {
        return Err(facts.lacks("employment_cost_deduction_flat", "one of the three deductions"));
    }
    Ok(Parameters {
        dibao_standard: facts.number("dibao_standard")?,
        near_dibao_line: maybe("near_dibao_line")?,
        savings_limit: maybe("savings_limit")?,
        homes_limit: maybe("homes_limit")?,
        vehicles_limit: maybe("vehicles_limit")?,
        near_savings_limit: maybe("near_savings_limit")?,
        near_homes_limit: maybe("near_homes_limit")?,
        near_vehicles_limit: maybe("near_vehicles_limit")?,
        deduction_flat: flat.unwrap_or_default(),
        deduction_rate: rate.unwrap_or_default(),
        deduction_cap: cap,
        exclude_central_basic_pension: flag("exclude_central_basic_pension")?,
        per_capita_disposable_income: maybe("per_capita_disposable_income")?,
        rigid_spending_ratio: maybe("rigid_spending_ratio")?,
        tekun_living_standard: maybe("tekun_living_standard")?,
        tekun_care_standard: [
            maybe("tekun_care_standard_none")?,
            maybe("tekun_care_standard_partial")?,
            maybe("tekun_care_standard_full")?,
        ],
        topup: [
            maybe("topup_minor")?,
            maybe("topup_elderly")?,
            maybe("topup_disabled")?,
            maybe("topup_ill")?,
        ],
        topup_stack: facts.unless_null("topup_stack", |facts, key| facts.choice(key, Stack::named))?,
        topup_elderly_age: facts.unless_null("topup_elderly_age", Facts::small)?.map_or(60, i32::from),
        disability_living_amount: maybe("disability_living_amount")?,
        disability_care_amount: [
            maybe("disability_care_amount_1")?,
            maybe("disability_care_amount_2")?,
            maybe("disability_care_amount_3")?,
        ],
        disability_care_extends_to_grade_3: flag("disability_care_extends_to_grade_3")?,
        disability_living_extends_to_near_dibao: flag("disability_living_extends_to_near_dibao")?,
        orphan_standard: [maybe("orphan_standard_dispersed")?, maybe("orphan_standard_institution")?],
        child_allowance_goes_on_at_school: flag("child_allowance_goes_on_at_school")?,
        elder_age_allowance_age: facts
            .unless_null("elder_age_allowance_age", Facts::small)?
            .map_or(80, i32::from),
        elder_age_allowance_amount: maybe("elder_age_allowance_amount")?,
        elder_age_allowance_without_means_test: flag("elder_age_allowance_without_means_test")?,
        elder_care_voucher_cap: maybe("elder_care_voucher_cap")?,
        childcare_subsidy_amount: maybe("childcare_subsidy_amount")?,
        child_rehabilitation_extends_age: flag("child_rehabilitation_extends_age")?,
        child_rehabilitation_covers_other_families: flag("child_rehabilitation_covers_other_families")?,
        compulsory_allowance: [
            maybe("compulsory_allowance_primary_boarding")?,
            maybe("compulsory_allowance_primary_day")?,
            maybe("compulsory_allowance_junior_boarding")?,
            maybe("compulsory_allowance_junior_day")?,
        ],
        university_grant: maybe("university_grant")?,
        housing_area_limit: maybe("housing_area_limit")?,
        medical_premium_extends_to_low_income: flag("medical_premium_extends_to_low_income")?,
        utility_relief_covers_low_income: flag("utility_relief_covers_low_income")?,
        price_subsidy_covers_low_income: flag("price_subsidy_covers_low_income")?,
        price_subsidy_covers_benefit_recipients: flag("price_subsidy_covers_benefit_recipients")?,
        temporary_small_cap: maybe("temporary_small_cap")?,
        counts_conscripts: flag("counts_conscripts")?,
        counts_tekun_members: flag("counts_tekun_members")?,
        line_inclusive: flag("line_inclusive")?.unwrap_or(false),
        dibao_method: facts
            .unless_null("dibao_method", |facts, key| facts.choice(key, Method::named))?
            .unwrap_or(Method::Difference),
        amount_rounding: facts
            .unless_null("amount_rounding", |facts, key| facts.choice(key, Rounding::named))?
            .unwrap_or(Rounding::Fen),
    })
}
