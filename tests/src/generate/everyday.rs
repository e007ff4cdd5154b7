//! The facts on which no sum depends: the dwelling, the school, insurance, an institution. Drawn apart from the
//! others, so that a new one here leaves every household's sums as they are.

use serde_json::{Value, json};

use super::random::Random;
use crate::oracle::day::Day;

/// Draws them for a household that is otherwise complete.
pub fn tell(document: &mut Value, seed: u64) {
    let mut random = Random::new(seed ^ 0x5EED_0FEE_D0DA_1117);
    let random = &mut random;
    home(&mut document["household"], random);
    places(&mut document["parameters"], random);
    let date = document["date"].as_str().and_then(Day::parse);
    for member in document["members"].as_array_mut().into_iter().flatten() {
        let born = member["birth_date"].as_str().and_then(Day::parse);
        if let (Some(date), Some(born)) = (date, born) {
            person(member, born.age_on(date), random);
        }
    }
}

fn home(household: &mut Value, random: &mut Random) {
    household["tenure"] =
        random.pick(&["own", "own", "own", "rent", "public_rental", "lodging", "none"]).into();
    household["home_condition"] = random.pick(&["sound", "sound", "grade_c", "grade_d", "destroyed"]).into();
    household["home_area"] = random.pick(&[0, 15, 30, 45, 60, 90, 200]).into();
    household["legal_need"] = random.chance(25).into();
}

/// What a place sets of these: mostly left to the office, sometimes settled.
fn places(set: &mut Value, random: &mut Random) {
    for key in [
        "child_allowance_goes_on_at_school",
        "elder_age_allowance_without_means_test",
        "child_rehabilitation_extends_age",
        "medical_premium_extends_to_low_income",
        "utility_relief_covers_low_income",
        "price_subsidy_covers_low_income",
        "price_subsidy_covers_benefit_recipients",
    ] {
        set[key] = random.pick(&[None, None, Some(true), Some(false)]).into();
    }
    // A place that does not take every family still takes those it finds in hardship.
    set["child_rehabilitation_covers_other_families"] = random.pick(&[None, None, Some(true)]).into();
    set["elder_age_allowance_age"] = random.pick(&[80, 80, 80, 70, 90]).into();
    set["housing_area_limit"] = random.pick(&[None, Some(15.0), Some(20.5)]).into();
    for key in ["orphan_standard_dispersed", "orphan_standard_institution", "elder_age_allowance_amount"] {
        if random.chance(15) {
            set[key] = Value::Null;
        }
    }
}

fn person(member: &mut Value, age: i32, random: &mut Random) {
    let institution = if age < 18 && member["parental_care"] != "normal" { 30 } else { 5 };
    member["lives_in"] = if random.chance(institution) { "institution" } else { "home" }.into();
    member["medical_insured"] = random.pick(&["resident", "resident", "resident", "employee", "none"]).into();
    member["veteran_or_survivor"] = random.chance(6).into();
    member["last_preschool_year"] = (member["student"] == "preschool" && random.chance(40)).into();
    let jobless = member["employment"] == "unemployed";
    member["unemployment_registered"] = (jobless && random.chance(50)).into();
    if age >= 55 && random.chance(15) {
        member["dependency"] = random.pick(&["mild", "moderate", "severe"]).into();
    }
    let drawn = random.pick(&["childcare_subsidy", "elder_age_allowance", "orphan_allowance"]);
    let receives = member["receives"].as_array().is_some_and(Vec::is_empty);
    if receives
        && (drawn == "orphan_allowance") == (age >= 18)
        && !(3..18).contains(&age)
        && random.chance(10)
    {
        member["receives"] = json!([drawn]);
    }
}
