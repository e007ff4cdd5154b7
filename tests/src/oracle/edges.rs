//! Edges that neither a vector nor a trap names: each rule at its boundary, one at a time.

use serde_json::{Value, json};

use super::Verdict::{Likely, Possible, Unlikely};
use super::vectors::{amount, of, of_member, verdict};
use crate::generate::plain::{at, document, member, with};

fn person(changes: &[(&str, Value)]) -> Value {
    let start = member("a", "self", "1985-06-15");
    changes.iter().fold(start, |person, (key, value)| with(person, key, value.clone()))
}

fn alone(changes: &[(&str, Value)]) -> Value {
    document(vec![person(changes)])
}

fn disabled(grade: i64) -> [(&'static str, Value); 2] {
    [("disability_type", json!("physical")), ("disability_grade", json!(grade))]
}

/// A household at 1 000 a month for each: near-dibao, not dibao.
fn near_dibao_pair(other: Value) -> Value {
    document(vec![with(member("a", "self", "1970-06-15"), "pension", 2000), other])
}

#[test]
fn transfers_paid_come_off_one_member_not_below_zero() {
    let home = |paid: &str| {
        let payer = with(with(member("a", "self", "1985-06-15"), "wage", 300), paid, 500);
        document(vec![payer, with(member("b", "parent", "1950-06-15"), "pension", 700)])
    };
    for paid in ["support_paid", "social_insurance_paid"] {
        assert_eq!(amount(&of(&home(paid), "dibao"))["max"], "900.00", "{paid}");
        let own = alone(&[("birth_date", json!("1960-01-01")), ("pension", json!(900)), (paid, json!(101))]);
        assert_eq!(of_member(&own, "tekun", "a").verdict, Likely, "{paid}");
    }
}

#[test]
fn the_deduction_is_never_more_than_the_wage() {
    let home = alone(&[("wage", json!(100)), ("pension", json!(300))]);
    let home = at(home, "/parameters/employment_cost_deduction_flat", 200);
    assert_eq!(amount(&of(&home, "dibao"))["max"], "500.00");
    let own = at(
        alone(&[("birth_date", json!("1960-01-01")), ("wage", json!(900))]),
        "/parameters/employment_cost_deduction_flat",
        200,
    );
    assert_eq!(of_member(&own, "tekun", "a").verdict, Unlikely, "own income has no deduction");
}

#[test]
fn children_of_18_at_home_count_and_postgraduates_are_asked_about() {
    let verdict_of = |born: &str, changes: &[(&str, Value)]| {
        let child = with(with(member("b", "child", born), "student", "postgraduate"), "supporters", "none");
        let child = changes.iter().fold(child, |child, (key, value)| with(child, key, value.clone()));
        verdict(&document(vec![with(member("a", "self", "1970-06-15"), "pension", 1000), child]), "dibao")
    };
    assert_eq!(verdict_of("2008-11-02", &[]), Likely);
    assert_eq!(verdict_of("2008-11-01", &[]), Possible);
    let adult = |key: &'static str, value: Value| {
        verdict_of("1995-01-01", &[("student", json!("none")), (key, value)])
    };
    // Living here, able or not (57号 art 7(3) and (4)).
    for (key, value) in [
        ("boarding", json!(false)),
        ("serious_illness", json!(true)),
        ("needs_long_term_care", json!(true)),
        ("labour_capacity", json!("none")),
        ("dependency", json!("severe")),
        ("counts_as_family", json!(false)),
    ] {
        assert_eq!(adult(key, value), Likely, "{key}");
    }
}

#[test]
fn conscripts_by_the_local_rule() {
    let soldier = with(
        with(member("b", "child", "2005-01-01"), "absence", "military_service"),
        "student",
        "undergraduate",
    );
    let home = document(vec![with(member("a", "self", "1970-06-15"), "pension", 1000), soldier]);
    for (set, expected) in [(json!(false), Unlikely), (json!(true), Likely), (json!(null), Possible)] {
        let home = at(home.clone(), "/parameters/counts_conscripts", set.clone());
        assert_eq!(verdict(&home, "dibao"), expected);
        // What the office says holds only while the parameter is not set.
        for (says, settled) in [(true, Likely), (false, Unlikely)] {
            let expected = if set.is_null() { settled } else { expected };
            assert_eq!(verdict(&at(home.clone(), "/members/1/counts_as_family", says), "dibao"), expected);
        }
    }
    // A son-in-law is no conscript of the family while his wife does not count.
    let in_law = at(home.clone(), "/members/1/relation", "child_in_law");
    assert_eq!(verdict(&at(in_law, "/parameters/counts_conscripts", Value::Null), "dibao"), Unlikely);
    let away = at(at(home, "/parameters/counts_conscripts", true), "/members/1/co_resident", false);
    assert_eq!(verdict(&at(away, "/members/1/student", "none"), "dibao"), Likely);
}

#[test]
fn supporters_of_60_on_dibao_and_of_70() {
    let beside = |born: &str, receives: Value| {
        let child = with(with(member("b", "child", born), "pension", 1500), "receives", receives);
        let home = document(vec![member("a", "self", "1940-01-01"), with(child, "co_resident", false)]);
        of_member(&home, "tekun", "a").verdict
    };
    assert_eq!(beside("1966-11-01", json!(["dibao"])), Likely);
    assert_eq!(beside("1966-11-02", json!(["dibao"])), Unlikely);
    // With 1 500 a month of their own the family would not be dibao.
    assert_eq!(beside("1966-11-01", json!([])), Unlikely);
    assert_eq!(beside("1956-11-01", json!([])), Likely);
    assert_eq!(beside("1956-11-02", json!([])), Unlikely);
}

#[test]
fn tekun_goes_on_at_school_and_stops_in_prison() {
    let at_school = |born: &str, stage: &str, receives: Value| {
        let home = alone(&[("birth_date", json!(born)), ("student", json!(stage)), ("receives", receives)]);
        of_member(&home, "tekun", "a").verdict
    };
    assert_eq!(at_school("2007-01-01", "vocational", json!(["tekun"])), Likely);
    assert_eq!(at_school("2007-01-01", "vocational", json!([])), Unlikely);
    assert_eq!(at_school("2007-01-01", "undergraduate", json!(["tekun"])), Unlikely);
    assert_eq!(at_school("2009-06-01", "none", json!(["tekun"])), Likely);
    let old = |absence: &str| {
        let home = alone(&[("birth_date", json!("1950-01-01")), ("absence", json!(absence))]);
        of_member(&home, "tekun", "a").verdict
    };
    assert_eq!([old("prison"), old("declared_missing"), old("detained")], [Unlikely, Unlikely, Likely]);
}

#[test]
fn care_grade_of_tekun() {
    for (items, paid) in [(6, "1140.00"), (5, "1340.00"), (3, "1340.00"), (2, "1640.00"), (0, "1640.00")] {
        let home = alone(&[("birth_date", json!("1950-01-01")), ("self_care_items", json!(items))]);
        assert_eq!(amount(&of_member(&home, "tekun", "a"))["max"], paid, "{items}");
    }
    let unset =
        at(alone(&[("birth_date", json!("1950-01-01"))]), "/parameters/tekun_living_standard", Value::Null);
    assert_eq!(amount(&of_member(&unset, "tekun", "a")), json!({"min": "1140.00", "per": "month"}));
}

#[test]
fn elderly_topup_from_the_birthday() {
    let paid = |born: &str, age: i64| {
        let home = at(alone(&[("birth_date", json!(born))]), "/parameters/topup_elderly", 0.25);
        amount(&of(&at(home, "/parameters/topup_elderly_age", age), "dibao"))["max"].clone()
    };
    assert_eq!(paid("1966-11-01", 60), "1000.00");
    assert_eq!(paid("1966-11-02", 60), "800.00");
    assert_eq!(paid("1966-11-01", 70), "800.00");
}

#[test]
fn single_person_application() {
    let single = |home: &Value| of_member(home, "dibao_single", "b").verdict;
    let other = |born: &str, changes: &[(&str, Value)]| {
        let start = with(member("b", "child", born), "co_resident", true);
        changes.iter().fold(start, |person, (key, value)| with(person, key, value.clone()))
    };
    let ill = [("serious_illness", json!(true))];
    assert_eq!(single(&near_dibao_pair(other("2015-01-01", &ill))), Likely);
    // The same family as dibao: no single person beside it.
    let dibao = at(near_dibao_pair(other("2015-01-01", &ill)), "/members/0/pension", 100);
    assert_eq!(single(&dibao), Unlikely);
    let recognised = at(near_dibao_pair(other("2015-01-01", &ill)), "/members/0/receives", json!(["dibao"]));
    assert_eq!(single(&recognised), Unlikely);
    // Outside near-dibao: only an adult without work.
    let jobless =
        [&disabled(2)[..], &[("employment", json!("unemployed")), ("supporters", json!("some_able"))]]
            .concat();
    let rich = |born: &str| {
        let born_and_disabled = with(other(born, &jobless), "relation", "parent");
        at(near_dibao_pair(born_and_disabled), "/members/0/pension", 9000)
    };
    assert_eq!(single(&rich("1950-01-01")), Possible);
    assert_eq!(single(&rich("2008-11-02")), Unlikely);
    let working = at(rich("1950-01-01"), "/members/1/employment", "flexible");
    assert_eq!(single(&working), Unlikely);
    // Tekun comes first.
    let tekun = [&disabled(1)[..], &[("receives", json!(["tekun"]))]].concat();
    let home = at(near_dibao_pair(other("2015-01-01", &tekun)), "/parameters/counts_tekun_members", true);
    assert_eq!(verdict(&home, "near_dibao"), Likely);
    assert_eq!(single(&home), Unlikely);
    // Clergy apply for themselves, away from the family.
    let clergy = |pension: i64| {
        let away = [("absence", json!("clergy_three_years")), ("pension", json!(pension))];
        single(&near_dibao_pair(other("1990-01-01", &away)))
    };
    assert_eq!([clergy(799), clergy(800)], [Possible, Unlikely]);
    // Others in special hardship of a near-dibao family (Law art 21): fully dependent, or 90 and over.
    let dependent =
        |degree: &str| single(&near_dibao_pair(other("2015-01-01", &[("dependency", json!(degree))])));
    assert_eq!([dependent("complete"), dependent("severe")], [Possible, Unlikely]);
    let aged = |born: &str| {
        let parent = [("relation", json!("parent")), ("supporters", json!("some_able"))];
        single(&near_dibao_pair(other(born, &parent)))
    };
    assert_eq!([aged("1936-11-01"), aged("1936-11-02")], [Possible, Unlikely]);
    let richer = at(
        near_dibao_pair(other("2015-01-01", &[("dependency", json!("complete"))])),
        "/members/0/pension",
        9000,
    );
    assert_eq!(single(&richer), Unlikely);
    // Who serves a sentence applies for nothing.
    let prison = [&ill[..], &[("absence", json!("prison"))]].concat();
    assert_eq!(single(&near_dibao_pair(other("2015-01-01", &prison))), Unlikely);
}

#[test]
fn rigid_expenditure_gives_way_to_every_earlier_status() {
    let home = |changes: &[(&str, Value)]| {
        let spending = [("pension", json!(1300)), ("medical_spending", json!(9000))];
        alone(&[&spending[..], changes].concat())
    };
    assert_eq!(verdict(&home(&[]), "rigid_expenditure"), Likely);
    for status in ["dibao", "near_dibao"] {
        assert_eq!(
            verdict(&home(&[("receives", json!([status]))]), "rigid_expenditure"),
            Unlikely,
            "{status}"
        );
    }
    let tekun = at(home(&[("receives", json!(["tekun"]))]), "/parameters/counts_tekun_members", true);
    assert_eq!(verdict(&tekun, "rigid_expenditure"), Unlikely);
    assert_eq!(verdict(&home(&[("medical_spending", json!(7800))]), "rigid_expenditure"), Possible);
    assert_eq!(verdict(&home(&[("medical_spending", json!(3900.01))]), "rigid_expenditure"), Possible);
    assert_eq!(verdict(&home(&[("medical_spending", json!(3900))]), "rigid_expenditure"), Unlikely);
    assert_eq!(verdict(&home(&[("medical_spending", json!(7800.01))]), "rigid_expenditure"), Likely);
    let inclusive = at(home(&[("medical_spending", json!(7800))]), "/parameters/line_inclusive", true);
    assert_eq!(verdict(&inclusive, "rigid_expenditure"), Likely);
    assert_eq!(
        verdict(&home(&[("pension", json!(3000)), ("medical_spending", json!(90000))]), "rigid_expenditure"),
        Unlikely
    );
    assert_eq!(
        verdict(
            &home(&[("pension", json!(2999.99)), ("medical_spending", json!(90000))]),
            "rigid_expenditure"
        ),
        Likely
    );
}

#[test]
fn subsidies_need_a_person_who_is_free_and_counted() {
    let base =
        [&disabled(2)[..], &[("needs_long_term_care", json!(true)), ("supporters", json!("some_able"))]]
            .concat();
    let other = |absence: &str| {
        let start = with(member("b", "parent", "1970-01-01"), "absence", absence);
        let other = base.iter().fold(start, |person, (key, value)| with(person, key, value.clone()));
        document(vec![member("a", "self", "1995-01-01"), other])
    };
    let of_both =
        |home: &Value| ["disability_living", "disability_care"].map(|id| of_member(home, id, "b").verdict);
    assert_eq!(of_both(&other("none")), [Likely, Likely]);
    assert_eq!(of_both(&other("prison")), [Unlikely, Unlikely]);
    assert_eq!(of_both(&other("detox")), [Unlikely, Likely]);
    assert_eq!(of_both(&at(other("none"), "/members/1/co_resident", false)), [Unlikely, Likely]);
    // Taken into dibao alone is within dibao.
    let single = at(other("none"), "/members/1/receives", json!(["dibao_single"]));
    assert_eq!(of_both(&at(single, "/members/0/pension", 9000)), [Likely, Likely]);
}

#[test]
fn the_small_aid_without_a_cap_is_one_standard() {
    let home = at(alone(&[]), "/household/sudden_event", true);
    let unset = at(home, "/parameters/temporary_small_cap", Value::Null);
    assert_eq!(amount(&of(&unset, "temporary_emergency"))["max"], "800.00");
}

#[test]
fn nobody_is_no_household() {
    let home = at(alone(&[("absence", json!("prison"))]), "/parameters/line_inclusive", true);
    for id in ["dibao", "near_dibao", "rigid_expenditure"] {
        assert_eq!(verdict(&home, id), Unlikely, "{id}");
    }
    // Tekun is a test of the person: savings up to the limit of one are in order (43号 art 6).
    for (savings, expected) in [(20000, Likely), (20001, Unlikely)] {
        let soldier = alone(&[("birth_date", json!("1950-01-01")), ("absence", json!("military_service"))]);
        let soldier = at(soldier, "/household/savings", savings);
        assert_eq!(of_member(&soldier, "tekun", "a").verdict, expected, "{savings}");
    }
}

/// Whether the last of these counts beside `self` and so many certain members, read off the dibao
/// verdict: what comes in is the standard for the certain ones, and so under it with one more.
fn last_counts(certain: i64, others: Vec<Value>) -> super::Verdict {
    let first = with(member("a", "self", "1960-06-15"), "pension", 800 * certain);
    verdict(&document([vec![first], others].concat()), "dibao")
}

#[test]
fn a_grown_up_child_elsewhere_who_may_be_unable_is_left_to_the_office() {
    let elsewhere = |changes: &[(&str, Value)]| {
        let child = with(member("b", "child", "1990-01-01"), "co_resident", false);
        let child = with(child, "absence", "work");
        last_counts(
            1,
            vec![changes.iter().fold(child, |child, (key, value)| with(child, key, value.clone()))],
        )
    };
    assert_eq!(elsewhere(&[]), Unlikely);
    assert_eq!(elsewhere(&[("counts_as_family", json!(true))]), Unlikely, "nothing left to the office");
    let disabled = |kind: &'static str, grade: i64| {
        vec![("disability_type", json!(kind)), ("disability_grade", json!(grade))]
    };
    for signs in [
        disabled("hearing", 2),
        disabled("mental", 3),
        disabled("hearing", 3),
        vec![("needs_long_term_care", json!(true))],
        vec![("labour_capacity", json!("none"))],
        vec![("labour_capacity", json!("partial"))],
        vec![("serious_illness", json!(true))],
        vec![("self_care_items", json!(5))],
        vec![("dependency", json!("mild"))],
        vec![("student", json!("postgraduate"))],
        vec![("student", json!("undergraduate"))],
    ] {
        assert_eq!(elsewhere(&signs), Possible, "{signs:?}");
        assert_eq!(elsewhere(&[&signs[..], &[("counts_as_family", json!(false))]].concat()), Unlikely);
    }
    let told = [("labour_capacity", json!("none")), ("counts_as_family", json!(true))];
    assert_eq!(elsewhere(&told), Likely);
}

#[test]
fn relatives_at_home_count_by_a_link_to_who_counts() {
    // Art 7(4): a duty of support and a shared home.
    let linked = |id: &str, relation: &str, born: &str, parents: Value| {
        with(member(id, relation, born), "parents", parents)
    };
    let child = || member("p", "child", "1985-01-01");
    let mother = || member("p", "parent", "1935-01-01");
    let sibling = |parents: Value| linked("b", "sibling", "1970-01-01", parents);
    for (case, certain, others, expected) in [
        ("a grandchild", 2, vec![child(), linked("b", "grandchild", "2015-01-01", json!(["p"]))], Likely),
        ("a sibling by the mother", 2, vec![mother(), sibling(json!(["p"]))], Likely),
        ("a sibling by the father elsewhere", 2, vec![mother(), sibling(json!([]))], Possible),
        ("a sibling by whom is not told", 2, vec![mother(), member("b", "sibling", "1970-01-01")], Possible),
        (
            "a grandmother by the mother",
            2,
            vec![linked("p", "parent", "1935-01-01", json!(["b"])), member("b", "grandparent", "1915-01-01")],
            Likely,
        ),
        (
            "a grandmother by the mother elsewhere",
            1,
            vec![
                with(linked("p", "parent", "1935-01-01", json!(["b"])), "co_resident", false),
                member("b", "grandparent", "1915-01-01"),
            ],
            Possible,
        ),
        ("a sibling alone", 1, vec![sibling(json!([]))], Possible),
        ("a cousin", 1, vec![linked("b", "other", "1970-01-01", json!([]))], Possible),
        (
            "a cousin the office counts",
            1,
            vec![with(member("b", "other", "1970-01-01"), "counts_as_family", true)],
            Likely,
        ),
        (
            "a cousin the office does not",
            1,
            vec![with(member("b", "other", "1970-01-01"), "counts_as_family", false)],
            Unlikely,
        ),
        ("a sibling elsewhere", 1, vec![with(sibling(json!([])), "co_resident", false)], Unlikely),
    ] {
        assert_eq!(last_counts(certain, others), expected, "{case}");
    }
    let grandchild = |changes: &[(&str, Value)]| {
        let young = linked("b", "grandchild", "2015-01-01", json!(["p"]));
        let young = changes.iter().fold(young, |young, (key, value)| with(young, key, value.clone()));
        last_counts(2, vec![child(), young])
    };
    assert_eq!(grandchild(&[("counts_as_family", json!(false))]), Likely, "nothing left to the office");
    assert_eq!(grandchild(&[("parents", json!([]))]), Possible);
    assert_eq!(grandchild(&[("parents", json!([])), ("counts_as_family", json!(true))]), Likely);
    assert_eq!(grandchild(&[("parents", json!([])), ("counts_as_family", json!(false))]), Unlikely);
    assert_eq!(grandchild(&[("foster", json!(true))]), Unlikely);
}

#[test]
fn a_parent_in_law_at_home_counts_with_their_own_child() {
    let home = |certain: i64, absence: &str, here: bool| {
        let spouse = with(member("b", "spouse", "1962-01-01"), "absence", absence);
        let in_law = with(member("c", "parent_in_law", "1935-01-01"), "co_resident", here);
        last_counts(certain, vec![spouse, in_law])
    };
    assert_eq!(home(2, "none", true), Likely);
    assert_eq!(home(2, "none", false), Unlikely);
    assert_eq!(home(1, "prison", true), Unlikely, "their child does not count");
}

#[test]
fn a_surge_beside_a_tekun_person_is_likely() {
    let home = |mother: Value| {
        let home = document(vec![with(member("a", "self", "1980-01-01"), "pension", 9000), mother]);
        verdict(&at(home, "/household/necessary_spending_surge", true), "temporary_expenditure")
    };
    let brother = |receives: Value| {
        with(with(member("b", "sibling", "1985-01-01"), "parents", json!([])), "receives", receives)
    };
    assert_eq!(home(brother(json!([]))), Possible);
    assert_eq!(home(brother(json!(["tekun"]))), Likely);
    let elsewhere = |status: &str| home(with(brother(json!([status])), "co_resident", false));
    assert_eq!([elsewhere("tekun"), elsewhere("dibao_single")], [Possible, Possible]);
    assert_eq!(home(brother(json!(["dibao_single"]))), Likely, "taken in alone is within dibao");
    // Everyone lives where they live: the applicant is always here.
    let applicant = [("receives", json!(["tekun"])), ("co_resident", json!(false)), ("pension", json!(9000))];
    let applicant = at(alone(&applicant), "/household/necessary_spending_surge", true);
    assert_eq!(verdict(&applicant, "temporary_expenditure"), Likely);
    // Estimated: nobody in the document owes an uncle of 60 anything.
    let uncle = |born: &str| home(with(member("b", "other", born), "parents", json!([])));
    assert_eq!([uncle("1966-11-01"), uncle("1966-11-02")], [Likely, Possible]);
}

#[test]
fn a_child_allowance_has_been_chosen_instead_of_tekun() {
    // 43号 art 9; beside dibao the allowance is only the difference (62号 part 3(1)).
    let orphan = |receives: Value| {
        let home = alone(&[("birth_date", json!("2014-01-01")), ("receives", receives)]);
        of_member(&home, "tekun", "a").verdict
    };
    assert_eq!(orphan(json!([])), Likely);
    for allowance in ["orphan_allowance", "unsupported_child_allowance"] {
        assert_eq!(orphan(json!([allowance])), Unlikely);
        assert_eq!(orphan(json!([allowance, "dibao"])), Possible);
    }
}

#[test]
fn the_care_subsidy_of_grade_3_needs_the_place_and_the_need() {
    let verdict = |need: bool, extends: Value| {
        let person = [
            ("disability_type", json!("mental")),
            ("disability_grade", json!(3)),
            ("needs_long_term_care", json!(need)),
        ];
        let home = at(alone(&person), "/parameters/disability_care_extends_to_grade_3", extends);
        of_member(&home, "disability_care", "a").verdict
    };
    assert_eq!(verdict(false, json!(true)), Unlikely);
    assert_eq!([verdict(true, json!(true)), verdict(true, json!(null))], [Likely, Possible]);
}

#[test]
fn what_is_not_set_lies_within_its_bounds() {
    let unset = |parameter: &str, changes: &[(&str, Value)]| {
        at(alone(changes), &format!("/parameters/{parameter}"), Value::Null)
    };
    // The near-dibao line: 1.5 to 2 times the standard of 800.
    for (pension, expected) in
        [(1199.99, Likely), (1200.0, Possible), (1599.99, Possible), (1600.0, Unlikely)]
    {
        let home = unset("near_dibao_line", &[("pension", json!(pension))]);
        assert_eq!(verdict(&home, "near_dibao"), expected, "{pension}");
    }
    // Disposable income: 6 500 to 150 000 a year; over both lines with 1 300 a month.
    for (month, expected) in [(1300, Possible), (12_499, Possible), (12_500, Unlikely)] {
        let spending = [("pension", json!(month)), ("medical_spending", json!(200_000))];
        let home = unset("per_capita_disposable_income", &spending);
        assert_eq!(verdict(&home, "rigid_expenditure"), expected, "{month}");
    }
    // The ratio: 0.3 to 0.8 of 15 600 a year, and half of the least is too little anywhere.
    for (spent, expected) in
        [(12_480.01, Likely), (12_480.0, Possible), (2_340.01, Possible), (2_340.0, Unlikely)]
    {
        let home =
            unset("rigid_spending_ratio", &[("pension", json!(1300)), ("medical_spending", json!(spent))]);
        assert_eq!(verdict(&home, "rigid_expenditure"), expected, "{spent}");
    }
}
