//! The test vectors of the national rulebook's section 7, as far as these programmes go.
//!
//! Standard 800, line 1 200, disposable income 36 000 a year, rigid ratio 0.5, property in order
//! unless said.

use serde_json::{Value, json};

use super::{Expected, Verdict, screen, try_screen};
use crate::generate::plain::{at, document, member, with};
use Verdict::{Likely, Possible, Unlikely};

/// The entry of a household programme.
pub(super) fn of(document: &Value, id: &str) -> Expected {
    entry(document, id, None)
}

/// The entry of a member's programme.
pub(super) fn of_member(document: &Value, id: &str, member: &str) -> Expected {
    entry(document, id, Some(member))
}

fn entry(document: &Value, id: &str, member: Option<&str>) -> Expected {
    let found =
        screen(document).into_iter().find(|entry| entry.id == id && entry.member.as_deref() == member);
    found.expect("the programme has an entry")
}

/// Verdict of a household programme.
pub(super) fn verdict(document: &Value, id: &str) -> Verdict {
    of(document, id).verdict
}

/// The amount as the screening document shows it.
pub(super) fn amount(entry: &Expected) -> Value {
    entry.to_json()["amount"].clone()
}

fn couple_and_child(pension: i64) -> Value {
    document(vec![
        with(with(member("a", "self", "1980-05-01"), "pension", pension), "marital_status", "married"),
        member("b", "spouse", "1982-05-01"),
        member("c", "child", "2016-05-01"),
    ])
}

#[test]
fn v1_difference_is_taken_on_the_total() {
    let dibao = of(&couple_and_child(1894), "dibao");
    assert_eq!(dibao.verdict, Likely);
    assert_eq!(amount(&dibao), json!({"min": "506.00", "max": "506.00", "per": "month"}));
    let up = at(couple_and_child(1894), "/parameters/amount_rounding", "yuan_up");
    assert_eq!(amount(&of(&up, "dibao"))["max"], "506.00");
}

#[test]
fn a_total_that_is_the_sum_changes_nothing() {
    let home = at(couple_and_child(1894), "/members/1/central_basic_pension", 106);
    let home = at(home, "/members/2/medical_spending", "30000.01");
    for (key, told) in [
        ("income_total", json!(2000)),
        ("income_total", json!({"amount": 24000, "per": "year"})),
        ("income_total", json!({"min": 2000})),
        ("income_total", json!({"max": "24000.00", "per": "year"})),
        ("income_total", Value::Null),
        ("income_total", json!({"declined": true})),
        ("rigid_spending_total", json!("30000.01")),
        ("rigid_spending_total", json!({"min": 0, "max": 30001})),
    ] {
        let told = at(home.clone(), &format!("/household/{key}"), told);
        assert_eq!(try_screen(&told), Ok(screen(&home)), "{}", told["household"][key]);
    }
}

#[test]
fn a_total_that_is_not_the_sum_is_refused() {
    let home = at(couple_and_child(1894), "/members/2/medical_spending", "30000.01");
    for (key, told) in [
        ("income_total", json!(1893)),
        ("income_total", json!({"amount": "22728.01", "per": "year"})),
        ("income_total", json!({"min": "1894.01"})),
        ("income_total", json!({"min": 0, "max": "22727.99", "per": "year"})),
        ("income_total", json!("a lot")),
        ("rigid_spending_total", json!(30000)),
        ("rigid_spending_total", json!({"min": "30000.02"})),
    ] {
        let told = at(home.clone(), &format!("/household/{key}"), told);
        let refused = try_screen(&told).expect_err("a total that is not the sum");
        assert_eq!(refused.path, format!("household.{key}"), "{}", told["household"][key]);
    }
}

#[test]
fn v2_at_the_standard_is_near_dibao() {
    let home = couple_and_child(2400);
    assert_eq!(verdict(&home, "dibao"), Unlikely);
    assert_eq!(verdict(&home, "near_dibao"), Likely);
}

#[test]
fn v3_at_the_line_is_not_near_dibao() {
    let home = couple_and_child(3600);
    assert_eq!(verdict(&home, "near_dibao"), Unlikely);
    assert_eq!(verdict(&home, "rigid_expenditure"), Unlikely);
    let spending = at(home, "/members/2/medical_spending", 21601);
    assert_eq!(verdict(&spending, "rigid_expenditure"), Likely);
}

#[test]
fn v4_severely_disabled_child_of_a_near_dibao_family_may_apply_alone() {
    let home = at(couple_and_child(2400), "/members/2/disability_type", "physical");
    let home = at(home, "/members/2/disability_grade", 2);
    assert_eq!(of_member(&home, "dibao_single", "c").verdict, Likely);
    assert_eq!(of_member(&home, "dibao_single", "a").verdict, Unlikely);
}

#[test]
fn v5_grade_3_physical_may_not() {
    for (kind, expected) in [("physical", Unlikely), ("mental", Likely), ("multiple", Possible)] {
        let home = at(couple_and_child(2400), "/members/1/disability_type", kind);
        let home = at(home, "/members/1/disability_grade", 3);
        assert_eq!(of_member(&home, "dibao_single", "b").verdict, expected, "{kind}");
    }
}

#[test]
fn v6_father_in_prison_is_not_counted() {
    let home = document(vec![
        with(with(member("a", "self", "1985-01-01"), "wage", 2000), "marital_status", "married"),
        with(with(member("b", "spouse", "1983-01-01"), "absence", "prison"), "co_resident", false),
        member("c", "child", "2014-01-01"),
        member("d", "child", "2018-01-01"),
    ]);
    let dibao = of(&home, "dibao");
    assert_eq!(dibao.verdict, Likely);
    assert_eq!(amount(&dibao)["max"], "400.00");
}

#[test]
fn v8_man_of_58_is_dibao_not_tekun() {
    let home = document(vec![member("a", "self", "1968-01-01")]);
    assert_eq!(of_member(&home, "tekun", "a").verdict, Unlikely);
    assert_eq!(verdict(&home, "dibao"), Likely);
}

#[test]
fn v9_poor_son_of_72_is_an_unable_supporter() {
    let outside = with(member("a", "self", "1930-01-01"), "supporters", "all_unable");
    assert_eq!(of_member(&document(vec![outside]), "tekun", "a").verdict, Likely);
    let son = |income: i64| {
        let son = with(
            with(member("b", "child", "1954-01-01"), "employment", "retired"),
            "pension",
            json!({"amount": income, "per": "year"}),
        );
        document(vec![member("a", "self", "1930-01-01"), son])
    };
    assert_eq!(of_member(&son(20000), "tekun", "a").verdict, Likely);
    assert_eq!(of_member(&son(36000), "tekun", "a").verdict, Unlikely);
}

#[test]
fn v10_able_son_who_refuses_rules_out_tekun() {
    let home = document(vec![with(member("a", "self", "1965-01-01"), "supporters", "some_able")]);
    assert_eq!(of_member(&home, "tekun", "a").verdict, Unlikely);
    assert_eq!(verdict(&home, "dibao"), Likely);
}

#[test]
fn v11_the_line_is_the_provinces() {
    let home = couple_and_child(3900);
    assert_eq!(verdict(&home, "near_dibao"), Unlikely);
    assert_eq!(verdict(&at(home, "/parameters/near_dibao_line", 1440), "near_dibao"), Likely);
}

#[test]
fn v12_ratio_must_be_exceeded() {
    let spending = |own_share: i64| at(couple_and_child(5000), "/members/0/medical_spending", own_share);
    assert_eq!(verdict(&spending(33000), "rigid_expenditure"), Likely);
    // At the ratio, living costs that a place counts may bring the family over it; at half of it not.
    assert_eq!(verdict(&spending(30000), "rigid_expenditure"), Possible);
    assert_eq!(verdict(&spending(15001), "rigid_expenditure"), Possible);
    assert_eq!(verdict(&spending(15000), "rigid_expenditure"), Unlikely);
}

#[test]
fn v14_tekun_support_that_is_paid_takes_the_place_of_the_disability_subsidies() {
    let person =
        with(with(member("a", "self", "1980-01-01"), "disability_type", "physical"), "disability_grade", 1);
    let person = with(with(person, "needs_long_term_care", true), "self_care_items", 2);
    let alone = document(vec![person.clone()]);
    let tekun = of_member(&alone, "tekun", "a");
    assert_eq!(tekun.verdict, Likely);
    assert_eq!(amount(&tekun), json!({"min": "1640.00", "max": "1640.00", "per": "month"}));
    // Only estimated: both are shown, and the person chooses.
    assert_eq!(of_member(&alone, "disability_care", "a").verdict, Likely);
    assert_eq!(of_member(&alone, "disability_living", "a").verdict, Likely);
    let recognised = at(alone, "/members/0/receives", json!(["tekun"]));
    assert_eq!(of_member(&recognised, "disability_care", "a").verdict, Unlikely);
    assert_eq!(of_member(&recognised, "disability_living", "a").verdict, Unlikely);
    let supported = document(vec![with(person, "supporters", "some_able")]);
    assert_eq!(of_member(&supported, "disability_care", "a").verdict, Likely);
    assert_eq!(of_member(&supported, "disability_living", "a").verdict, Likely);
}

#[test]
fn v15_sudden_event_needs_no_test() {
    let home = at(couple_and_child(50000), "/household/sudden_event", true);
    let aid = of(&home, "temporary_emergency");
    assert_eq!(aid.verdict, Likely);
    assert_eq!(amount(&aid), json!({"min": "0.00", "max": "800.00", "per": "once"}));
}

#[test]
fn v16_undergraduate_counts_and_v17_postgraduate_is_asked() {
    let with_student = |stage: &str| {
        let student = with(member("c", "child", "2003-01-01"), "student", stage);
        let student = with(with(student, "co_resident", false), "absence", "study");
        document(vec![
            with(with(member("a", "self", "1975-01-01"), "pension", 2000), "marital_status", "married"),
            member("b", "spouse", "1975-01-01"),
            student,
        ])
    };
    assert_eq!(verdict(&with_student("undergraduate"), "dibao"), Likely);
    let open = of(&with_student("postgraduate"), "dibao");
    assert_eq!(open.verdict, Possible);
    assert_eq!(amount(&open)["max"], "400.00");
}

#[test]
fn v18_employment_cost_comes_off_the_wage() {
    let home = at(
        document(vec![with(member("a", "self", "1990-01-01"), "wage", 900)]),
        "/parameters/employment_cost_deduction_flat",
        200,
    );
    assert_eq!(amount(&of(&home, "dibao"))["max"], "100.00");
}

#[test]
fn v19_central_basic_pension() {
    let home = document(vec![with(member("a", "self", "1950-01-01"), "central_basic_pension", 103)]);
    assert_eq!(amount(&of(&home, "dibao"))["max"], "800.00");
    let counted = at(home.clone(), "/parameters/exclude_central_basic_pension", false);
    assert_eq!(amount(&of(&counted, "dibao"))["max"], "697.00");
    let unknown = at(home, "/parameters/exclude_central_basic_pension", Value::Null);
    assert_eq!(amount(&of(&unknown, "dibao")), json!({"min": "697.00", "max": "800.00", "per": "month"}));
}

#[test]
fn v20_second_flat_is_for_the_place_to_judge() {
    let home = at(
        document(vec![member("a", "self", "1990-01-01"), member("b", "parent", "1965-01-01")]),
        "/household/homes",
        2,
    );
    assert_eq!(verdict(&home, "dibao"), Possible);
}

#[test]
fn v21_fails_dibao_property_only() {
    let home = at(couple_and_child(2100), "/household/savings", 60001);
    assert_eq!(verdict(&home, "dibao"), Unlikely);
    assert_eq!(verdict(&home, "near_dibao"), Likely);
}

#[test]
fn v22_fails_near_property_too() {
    let home = at(at(couple_and_child(2100), "/household/vehicles", 2), "/members/0/medical_spending", 15120);
    assert_eq!(verdict(&home, "dibao"), Possible);
    assert_eq!(verdict(&home, "near_dibao"), Possible);
    assert_eq!(verdict(&home, "rigid_expenditure"), Possible);
}

#[test]
fn v23_jobless_disabled_adult_kept_by_her_mother() {
    let daughter =
        with(with(member("a", "self", "1990-01-01"), "disability_type", "physical"), "disability_grade", 2);
    let home = document(vec![
        with(daughter, "employment", "not_working"),
        with(member("b", "parent", "1964-01-01"), "pension", 5000),
    ]);
    assert_eq!(verdict(&home, "near_dibao"), Unlikely);
    assert_eq!(of_member(&home, "dibao_single", "a").verdict, Possible);
    assert_eq!(of_member(&home, "dibao_single", "b").verdict, Unlikely);
}

#[test]
fn v7_child_with_grandmother_counts_where_the_parents_are_unable() {
    let home = document(vec![
        with(member("a", "self", "1960-06-15"), "pension", 1000),
        with(
            with(member("b", "grandchild", "2017-06-15"), "parental_care", "both_unable"),
            "parents",
            json!([]),
        ),
    ]);
    // The grandmother's duty is plain (民法典 art 1074), and the two live together.
    assert_eq!(verdict(&home, "dibao"), Likely);
    let allowance = at(home.clone(), "/members/1/excluded_income", 2000);
    assert_eq!(of(&allowance, "dibao"), of(&home, "dibao"));
    for (care, expected) in [
        ("orphaned", Likely),
        ("one_dead_one_unable", Likely),
        ("one_unable", Possible),
        ("normal", Possible),
    ] {
        assert_eq!(verdict(&at(home.clone(), "/members/1/parental_care", care), "dibao"), expected, "{care}");
    }
}

#[test]
fn v13_only_the_comparable_public_fee_counts() {
    // The document already brings the capped 6 000, not the 25 000 paid.
    let home = |fee: i64| at(couple_and_child(5000), "/members/2/education_spending", fee);
    assert_eq!(verdict(&home(6000), "rigid_expenditure"), Unlikely);
    assert_eq!(verdict(&at(home(6000), "/members/0/medical_spending", 24001), "rigid_expenditure"), Likely);
}

#[test]
fn v24_and_v25_the_caring_household_is_dibao() {
    for care in ["both_unable", "one_dead_one_unable", "normal"] {
        let home = document(vec![
            with(member("a", "self", "1990-06-15"), "marital_status", "divorced"),
            with(member("b", "child", "2016-06-15"), "parental_care", care),
        ]);
        assert_eq!(verdict(&home, "dibao"), Likely, "{care}");
    }
}
