//! The traps of the national rulebook's section 10, as far as these programmes go, and the
//! contract's decisions where the texts leave room.

use serde_json::{Value, json};

use super::Verdict::{self, Likely, Possible, Unlikely};
use super::day::Day;
use super::outcome::monthly_rounded;
use super::vectors::{amount, of, of_member, verdict};
use super::vocabulary::Rounding;
use super::{json as document_json, render};
use crate::generate::plain::{REGION, at, document, member, with};

fn alone(changes: &[(&str, Value)]) -> Value {
    let person = changes
        .iter()
        .fold(member("a", "self", "1985-06-15"), |person, (key, value)| with(person, key, value.clone()));
    document(vec![person])
}

fn pair(changes: &[(&str, Value)]) -> Value {
    let other = changes.iter().fold(json!({}), |other, (key, value)| with(other, key, value.clone()));
    let relation = other["relation"].as_str().expect("a relation").to_owned();
    let born = other["birth_date"].as_str().unwrap_or("1990-01-01").to_owned();
    let other = changes
        .iter()
        .fold(member("b", &relation, &born), |member, (key, value)| with(member, key, value.clone()));
    document(vec![with(member("a", "self", "1960-06-15"), "pension", 1000), other])
}

/// How much dibao pays says how many count: 800 each, less the 1 000 of `self`.
fn heads(home: &Value) -> (Verdict, Value) {
    let dibao = of(home, "dibao");
    (dibao.verdict, amount(&dibao)["max"].clone())
}

#[test]
fn t1_thresholds_are_strict_unless_the_place_includes_them() {
    for (pension, strict, inclusive) in
        [(799, Likely, Likely), (800, Unlikely, Likely), (801, Unlikely, Unlikely)]
    {
        let home = alone(&[("pension", json!(pension))]);
        assert_eq!(verdict(&home, "dibao"), strict);
        assert_eq!(verdict(&at(home, "/parameters/line_inclusive", true), "dibao"), inclusive);
    }
    let fen = alone(&[("pension", json!(799.99))]);
    assert_eq!(amount(&of(&fen, "dibao"))["min"], "0.01");
}

#[test]
fn t4_prison_and_custody_differ() {
    for (absence, counts) in [
        ("prison", false),
        ("detox", false),
        ("declared_missing", false),
        ("clergy_three_years", false),
        ("detained", true),
        ("community_correction", true),
        ("out_of_contact", true),
        ("work", true),
    ] {
        let home = pair(&[
            ("relation", json!("spouse")),
            ("birth_date", json!("1962-01-01")),
            ("absence", json!(absence)),
            ("co_resident", json!(false)),
        ]);
        let expected = if counts { (Likely, json!("600.00")) } else { (Unlikely, Value::Null) };
        assert_eq!(heads(&home), expected, "{absence}");
    }
}

#[test]
fn t5_students_and_other_children() {
    let child = |born: &str, stage: &str, home: bool, absence: &str| {
        heads(&pair(&[
            ("relation", json!("child")),
            ("birth_date", json!(born)),
            ("student", json!(stage)),
            ("co_resident", json!(home)),
            ("absence", json!(absence)),
        ]))
        .0
    };
    assert_eq!(child("2004-01-01", "vocational", false, "study"), Likely);
    assert_eq!(child("2004-01-01", "postgraduate", true, "none"), Possible);
    assert_eq!(child("2015-01-01", "primary", false, "none"), Possible);
    assert_eq!(child("2015-01-01", "none", true, "none"), Likely);
    // Not living here and not away to study: no shared residence (57号 art 7(4)).
    assert_eq!(child("2004-01-01", "none", false, "work"), Unlikely);
    assert_eq!(child("2004-01-01", "undergraduate", false, "work"), Possible);
    assert_eq!(child("2004-01-01", "undergraduate", true, "none"), Likely);
}

#[test]
fn t6_excluded_income_is_not_income() {
    assert_eq!(verdict(&alone(&[("excluded_income", json!(5000))]), "dibao"), Likely);
}

#[test]
fn t9_employment_deductions() {
    let paid = |flat: Value, rate: Value, cap: Value, wage: i64| {
        let home = alone(&[("wage", json!(wage))]);
        let home = at(home, "/parameters/employment_cost_deduction_flat", flat);
        let home = at(home, "/parameters/employment_cost_deduction_rate", rate);
        amount(&of(&at(home, "/parameters/employment_cost_deduction_cap", cap), "dibao"))["max"].clone()
    };
    assert_eq!(paid(json!(200), json!(null), json!(null), 700), "300.00");
    assert_eq!(paid(json!(200), json!(null), json!(null), 100), "800.00");
    assert_eq!(paid(json!(null), json!(0.1), json!(null), 700), "170.00");
    assert_eq!(paid(json!(100), json!(0.1), json!(150), 700), "250.00");
    assert_eq!(paid(json!(null), json!(null), json!(150), 700), "100.00");
}

#[test]
fn t10_child_in_law_only_as_partner() {
    let home = |child_away: bool| {
        let child =
            with(with(member("b", "child", "1990-01-01"), "spouse", "c"), "marital_status", "married");
        let child = if child_away { with(child, "absence", "prison") } else { child };
        document(vec![
            with(member("a", "self", "1960-06-15"), "pension", 1000),
            child,
            member("c", "child_in_law", "1991-01-01"),
        ])
    };
    assert_eq!(heads(&home(false)), (Likely, json!("1400.00")));
    assert_eq!(heads(&home(true)).0, Unlikely);
}

#[test]
fn t11_parents_count_by_living_together_t15_foster_children_never() {
    let parent = [("relation", json!("parent")), ("birth_date", json!("1935-01-01"))];
    assert_eq!(heads(&pair(&parent)).0, Likely);
    let apart = [&parent[..], &[("co_resident", json!(false))]].concat();
    assert_eq!(heads(&pair(&apart)).0, Unlikely);
    let child = [("relation", json!("child")), ("birth_date", json!("2016-01-01")), ("foster", json!(true))];
    assert_eq!(heads(&pair(&child)).0, Unlikely);
    for relation in ["grandparent", "grandchild", "sibling", "other"] {
        assert_eq!(heads(&pair(&[("relation", json!(relation))])).0, Possible, "{relation}");
    }
}

#[test]
fn t13_a_year_is_twelve_months() {
    let year = alone(&[("wage", json!({"amount": 9599.99, "per": "year"}))]);
    assert_eq!(verdict(&year, "dibao"), Likely);
    assert_eq!(verdict(&alone(&[("wage", json!({"amount": 9600, "per": "year"}))]), "dibao"), Unlikely);
}

#[test]
fn t18_tekun_list_of_disabilities() {
    for (kind, last_grade) in
        [("visual", 1), ("hearing", 0), ("speech", 0), ("physical", 2), ("intellectual", 3), ("mental", 3)]
    {
        for grade in 1..=4 {
            let home = alone(&[("disability_type", json!(kind)), ("disability_grade", json!(grade))]);
            let expected = if grade <= last_grade { Likely } else { Unlikely };
            assert_eq!(of_member(&home, "tekun", "a").verdict, expected, "{kind} {grade}");
        }
    }
    for (grade, expected) in [(1, Possible), (3, Possible), (4, Unlikely)] {
        let home = alone(&[("disability_type", json!("multiple")), ("disability_grade", json!(grade))]);
        assert_eq!(of_member(&home, "tekun", "a").verdict, expected, "multiple {grade}");
    }
}

#[test]
fn t19_recognised_tekun_member_in_the_headcount() {
    let home = pair(&[("relation", json!("spouse")), ("receives", json!(["tekun"]))]);
    assert_eq!(heads(&home).0, Unlikely);
    assert_eq!(heads(&at(home.clone(), "/parameters/counts_tekun_members", true)).0, Likely);
    assert_eq!(heads(&at(home, "/parameters/counts_tekun_members", Value::Null)).0, Possible);
}

#[test]
fn t20_entry_at_16_is_asked_and_birthdays_count() {
    for (born, expected) in [
        ("2010-11-02", Likely),
        ("2010-11-01", Possible),
        ("2008-11-02", Possible),
        ("2008-11-01", Unlikely),
        ("1966-11-02", Unlikely),
        ("1966-11-01", Likely),
    ] {
        assert_eq!(
            of_member(&alone(&[("birth_date", json!(born))]), "tekun", "a").verdict,
            expected,
            "{born}"
        );
    }
    let born = Day::parse("2008-02-29").expect("a leap day");
    for (date, age) in [("2026-02-28", 17), ("2026-03-01", 18), ("2028-02-28", 19), ("2028-02-29", 20)] {
        assert_eq!(born.age_on(Day::parse(date).expect("a date")), age, "{date}");
    }
    assert_eq!(Day::parse("2026-02-29"), None);
}

#[test]
fn t21_to_t23_disability_subsidies() {
    let person = |changes: &[(&str, Value)]| {
        let base = [
            ("disability_type", json!("hearing")),
            ("disability_grade", json!(2)),
            ("needs_long_term_care", json!(true)),
        ];
        let home = alone(&[&base[..], changes].concat());
        (of_member(&home, "disability_living", "a").verdict, of_member(&home, "disability_care", "a").verdict)
    };
    assert_eq!(person(&[]), (Likely, Likely));
    assert_eq!(person(&[("disability_grade", json!(3))]), (Likely, Unlikely));
    // Places may leave out the need for long-term care (grades 1 and 2): told false is no plain no.
    assert_eq!(person(&[("needs_long_term_care", json!(false))]), (Likely, Possible));
    assert_eq!(person(&[("work_injury_nursing_pay", json!(true))]), (Unlikely, Unlikely));
    assert_eq!(person(&[("receives", json!(["tekun"]))]), (Unlikely, Unlikely));
    // The full child allowance excludes; beside dibao it is only the difference (62号 part 3(1)).
    for allowance in ["orphan_allowance", "unsupported_child_allowance"] {
        assert_eq!(person(&[("receives", json!([allowance]))]), (Unlikely, Likely));
        assert_eq!(person(&[("receives", json!([allowance, "dibao"]))]), (Likely, Likely));
    }
    assert_eq!(person(&[("pension", json!(9000))]), (Unlikely, Likely));
    assert_eq!(person(&[("pension", json!(9000)), ("receives", json!(["dibao"]))]), (Likely, Likely));
}

#[test]
fn t21_extensions_are_open_where_unset() {
    // Near-dibao: over the standard, under the line.
    let person = |kind: &str, pension: i64| {
        alone(&[
            ("disability_type", json!(kind)),
            ("disability_grade", json!(3)),
            ("needs_long_term_care", json!(true)),
            ("pension", json!(pension)),
        ])
    };
    for (set, expected) in [(json!(true), Likely), (json!(null), Possible), (json!(false), Unlikely)] {
        let home = at(person("mental", 1000), "/parameters/disability_care_extends_to_grade_3", set.clone());
        assert_eq!(of_member(&home, "disability_care", "a").verdict, expected);
        let home = at(person("hearing", 1000), "/parameters/disability_living_extends_to_near_dibao", set);
        assert_eq!(of_member(&home, "disability_living", "a").verdict, expected);
    }
    // Severely disabled, so within dibao by single application: no extension is needed.
    assert_eq!(of_member(&person("mental", 1000), "disability_living", "a").verdict, Likely);
}

#[test]
fn t29_only_the_emergency_counts() {
    for (fact, expected) in
        [("sudden_event", Likely), ("disaster", Possible), ("no_shelter", Possible), ("legal_need", Unlikely)]
    {
        let home = at(alone(&[("wage", json!(90000))]), &format!("/household/{fact}"), true);
        assert_eq!(verdict(&home, "temporary_emergency"), expected, "{fact}");
    }
    let surge =
        |pension: i64| at(alone(&[("pension", json!(pension))]), "/household/necessary_spending_surge", true);
    assert_eq!(verdict(&surge(1000), "temporary_expenditure"), Likely);
    // A dibao family is in hardship too (Law art 29); one far over every line may ask.
    assert_eq!(verdict(&surge(100), "temporary_expenditure"), Likely);
    assert_eq!(verdict(&surge(9000), "temporary_expenditure"), Possible);
    assert_eq!(verdict(&alone(&[]), "temporary_expenditure"), Unlikely);
}

#[test]
fn t30_property_only_savings_can_fail() {
    for (pointer, value, expected) in [
        ("/household/savings", json!(20000), Likely),
        ("/household/savings", json!(20000.01), Unlikely),
        ("/household/homes", json!(2), Possible),
        ("/household/vehicles", json!(1), Possible),
        ("/household/business_registered", json!(true), Possible),
        ("/household/other_property_over_limit", json!(true), Possible),
    ] {
        assert_eq!(verdict(&at(alone(&[]), pointer, value), "dibao"), expected, "{pointer}");
    }
    let unknown = at(alone(&[]), "/parameters/savings_limit", Value::Null);
    assert_eq!(verdict(&unknown, "dibao"), Likely);
    // No place that is known allows less than a year of the standard a head, nor more than its near-dibao rule.
    for (savings, expected) in
        [(9600.0, Likely), (9600.01, Possible), (40_000.0, Possible), (40_000.01, Unlikely)]
    {
        assert_eq!(verdict(&at(unknown.clone(), "/household/savings", savings), "dibao"), expected);
    }
    let near = at(at(unknown, "/parameters/near_savings_limit", Value::Null), "/members/0/pension", 1000);
    assert_eq!(verdict(&at(near.clone(), "/household/savings", 9600), "near_dibao"), Likely);
    assert_eq!(verdict(&at(near, "/household/savings", 9600.01), "near_dibao"), Possible);
}

#[test]
fn t38_rounding_is_exact_and_on_the_total() {
    let year = |text: &str| document_json::number(&json!(text)).expect("a number");
    for (per_year, fen, yuan) in
        [("0.06", "0.01", "1"), ("0.05", "0", "1"), ("6072", "506", "506"), ("12.01", "1", "2")]
    {
        assert_eq!(monthly_rounded(year(per_year), Rounding::Fen), year(fen));
        assert_eq!(monthly_rounded(year(per_year), Rounding::YuanUp), year(yuan));
    }
}

#[test]
fn t46_no_income() {
    let home = |spending: i64| {
        let home = alone(&[("medical_spending", json!(spending))]);
        at(home, "/household/savings", 20001)
    };
    let poor = at(home(1), "/parameters/near_savings_limit", 20000);
    assert_eq!(verdict(&poor, "near_dibao"), Unlikely, "savings fail the near-dibao rule");
    assert_eq!(verdict(&poor, "rigid_expenditure"), Possible, "the last rule may be looser");
    let line = |spending: i64| at(home(spending), "/parameters/near_dibao_line", 0);
    assert_eq!(verdict(&line(1), "rigid_expenditure"), Likely);
    assert_eq!(verdict(&line(0), "rigid_expenditure"), Unlikely);
}

#[test]
fn two_spouses_who_have_only_each_other_are_possible() {
    let home = document(vec![
        with(member("a", "self", "1960-01-01"), "marital_status", "married"),
        member("b", "spouse", "1960-01-01"),
    ]);
    assert_eq!(of_member(&home, "tekun", "a").verdict, Possible);
    let settled = at(home, "/members/1/receives", json!(["tekun"]));
    assert_eq!(of_member(&settled, "tekun", "a").verdict, Likely);
}

#[test]
fn topups_stack_by_the_local_rule() {
    let person = |stack: Value| {
        let home = alone(&[("birth_date", json!("1950-01-01")), ("serious_illness", json!(true))]);
        let home = at(at(home, "/parameters/topup_elderly", 0.25), "/parameters/topup_ill", 0.35);
        amount(&of(&at(home, "/parameters/topup_stack", stack), "dibao"))
    };
    assert_eq!(person(json!("max"))["max"], "1080.00");
    assert_eq!(person(json!("sum"))["max"], "1280.00");
    assert_eq!(person(json!(null)), json!({"min": "1080.00", "max": "1280.00", "per": "month"}));
    let unknown = at(alone(&[("serious_illness", json!(true))]), "/parameters/topup_ill", Value::Null);
    assert_eq!(amount(&of(&unknown, "dibao")), json!({"min": "800.00", "per": "month"}));
}

#[test]
fn rendering_and_reading_give_the_same_household() {
    let home = pair(&[("relation", json!("child")), ("wage", json!(1234.56)), ("spouse", json!("a"))]);
    let read = document_json::household(&home).expect("a complete document");
    let again = document_json::household(&render::document(&read, REGION)).expect("a complete document");
    assert_eq!(read, again);
    let lacking = at(home, "/members/0/wage", Value::Null);
    assert_eq!(document_json::household(&lacking).expect_err("incomplete").path, "members.a.wage");
}
