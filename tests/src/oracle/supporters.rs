//! Who owes support to whom within a document, and who of them is unable (tekun, test C).

use serde_json::{Value, json};

use super::Verdict::{self, Likely, Possible, Unlikely};
use super::vectors::of_member;
use crate::generate::plain::{at, document, member, with};

/// The verdict of tekun for `a`, beside one other member.
fn beside(mine: Value, other: Value) -> Verdict {
    of_member(&document(vec![mine, other]), "tekun", "a").verdict
}

fn old_self() -> Value {
    member("a", "self", "1950-01-01")
}

fn disabled(person: Value, kind: &str, grade: i64) -> Value {
    with(with(person, "disability_type", kind), "disability_grade", grade)
}

#[test]
fn adult_children_owe_support_and_minors_do_not() {
    assert_eq!(beside(old_self(), member("b", "child", "1980-01-01")), Unlikely);
    assert_eq!(beside(old_self(), member("b", "child", "2008-11-01")), Unlikely);
    assert_eq!(beside(old_self(), member("b", "child", "2008-11-02")), Likely);
    assert_eq!(beside(old_self(), with(member("b", "child", "1980-01-01"), "co_resident", false)), Unlikely);
}

#[test]
fn unable_supporters_by_the_list() {
    let child = || member("b", "child", "1980-01-01");
    let near_limit = |other: Value, savings: i64| {
        of_member(&at(document(vec![old_self(), other]), "/household/savings", savings), "tekun", "a").verdict
    };
    for (other, expected) in [
        (disabled(child(), "hearing", 2), Likely),
        (disabled(child(), "hearing", 3), Unlikely),
        (disabled(child(), "mental", 3), Likely),
        (disabled(child(), "multiple", 3), Possible),
        (with(disabled(child(), "physical", 1), "pension", 2999), Likely),
        (with(disabled(child(), "physical", 1), "pension", 3000), Unlikely),
        (with(child(), "absence", "prison"), Likely),
        (with(child(), "absence", "detox"), Unlikely),
        (with(child(), "absence", "declared_missing"), Likely),
        (with(child(), "receives", json!(["tekun"])), Likely),
        (with(child(), "receives", json!(["dibao"])), Unlikely),
        (with(member("b", "child", "1966-11-01"), "receives", json!(["dibao"])), Likely),
        (with(member("b", "child", "1966-11-02"), "receives", json!(["dibao"])), Unlikely),
    ] {
        assert_eq!(beside(old_self(), other.clone()), expected, "{other}");
    }
    let without_capacity = with(child(), "lacks_civil_capacity", true);
    assert_eq!(near_limit(without_capacity.clone(), 0), Likely);
    assert_eq!(near_limit(with(without_capacity, "co_resident", false), 20000), Likely);
    assert_eq!(near_limit(disabled(child(), "physical", 1), 0), Likely);
    // Over the dibao limit of two people the person's own property fails.
    assert_eq!(near_limit(disabled(child(), "physical", 1), 80001), Unlikely);
}

#[test]
fn children_in_law_and_strangers_owe_nothing() {
    let in_law = with(member("b", "child_in_law", "1980-01-01"), "parents", json!([]));
    assert_eq!(beside(old_self(), in_law), Likely);
    assert_eq!(beside(old_self(), with(member("b", "other", "1980-01-01"), "parents", json!([]))), Likely);
    assert_eq!(beside(old_self(), with(member("b", "child", "1980-01-01"), "foster", true)), Likely);
}

#[test]
fn parents_owe_support_to_minors_and_to_the_listed_disabled() {
    let mine = |born: &str| member("a", "self", born);
    let parent = || member("b", "parent", "1970-01-01");
    assert_eq!(beside(mine("2012-01-01"), parent()), Unlikely);
    assert_eq!(beside(disabled(mine("1995-01-01"), "mental", 2), parent()), Unlikely);
    assert_eq!(
        beside(disabled(mine("1995-01-01"), "mental", 2), with(parent(), "birth_date", "1956-11-01")),
        Likely
    );
    // A parent of somebody who is only old: whether support is owed depends.
    let old_parent = with(member("b", "parent", "1930-01-01"), "pension", 9000);
    assert_eq!(beside(old_self(), old_parent), Possible);
}

#[test]
fn conditional_duties_stay_open() {
    let minor = || member("a", "self", "2014-01-01");
    for relation in ["grandparent", "sibling"] {
        let other = with(member("b", relation, "1970-01-01"), "parents", json!([]));
        assert_eq!(beside(minor(), other), Possible, "{relation}");
    }
    let grandchild = with(member("b", "grandchild", "2000-01-01"), "parents", json!([]));
    assert_eq!(beside(old_self(), grandchild), Possible);
    // An elder brother owes nothing to an adult, a younger one perhaps to who raised him.
    let adult = || disabled(member("a", "self", "1980-01-01"), "physical", 1);
    let sibling = |born: &str| with(member("b", "sibling", born), "parents", json!([]));
    assert_eq!(beside(adult(), sibling("1975-01-01")), Likely);
    assert_eq!(beside(adult(), sibling("1985-01-01")), Possible);
}

#[test]
fn links_settle_what_relations_do_not_tell() {
    let home = |links: Value| {
        let grandchild = member("a", "self", "1980-01-01");
        let child = member("c", "grandchild", "2014-01-01");
        let child = if links.is_null() { child } else { with(child, "parents", links) };
        document(vec![
            with(grandchild, "birth_date", "1945-01-01"),
            member("b", "child", "1985-01-01"),
            child,
        ])
    };
    let verdict = |links: Value| of_member(&home(links), "tekun", "c").verdict;
    assert_eq!(verdict(json!(["b"])), Unlikely);
    assert_eq!(verdict(Value::Null), Possible);
    // Not this child's, and the grandparent is over 70 and poor.
    assert_eq!(verdict(json!([])), Likely);
}

#[test]
fn a_chain_of_unable_supporters_resolves() {
    // The son is tekun by himself once his own supporters are unable: his mother, over 70 and poor.
    let son = disabled(member("b", "child", "1980-01-01"), "intellectual", 3);
    let rich = with(son.clone(), "support_received", 0);
    let home = document(vec![old_self(), rich]);
    assert_eq!(of_member(&home, "tekun", "a").verdict, Likely);
    assert_eq!(of_member(&home, "tekun", "b").verdict, Likely);
    let wealthy = at(home, "/members/0/pension", 3100);
    assert_eq!(of_member(&wealthy, "tekun", "a").verdict, Unlikely);
    assert_eq!(of_member(&wealthy, "tekun", "b").verdict, Unlikely);
}

#[test]
fn outside_supporters_are_told() {
    for (outside, expected) in [("none", Likely), ("all_unable", Likely), ("some_able", Unlikely)] {
        let home = document(vec![with(old_self(), "supporters", outside)]);
        assert_eq!(of_member(&home, "tekun", "a").verdict, expected, "{outside}");
    }
}

#[test]
fn imagined_links_need_an_elder_parent_and_two_married_people() {
    let cousin = disabled(member("c", "grandchild", "1995-01-01"), "physical", 1);
    let home = |born: &str| {
        document(vec![member("a", "self", "1945-01-01"), member("b", "child", born), cousin.clone()])
    };
    assert_eq!(of_member(&home("1970-01-01"), "tekun", "c").verdict, Possible);
    assert_eq!(of_member(&home("1999-01-01"), "tekun", "c").verdict, Likely);
    let in_law = |marital: &str| {
        let child = with(member("b", "child", "1990-01-01"), "marital_status", marital);
        let first = with(member("a", "self", "1960-06-15"), "pension", 1700);
        let home = document(vec![first, child, member("c", "child_in_law", "1990-01-01")]);
        super::vectors::verdict(&home, "dibao")
    };
    assert_eq!(in_law("married"), Possible);
    assert_eq!(in_law("divorced"), Unlikely);
}

#[test]
fn a_supporter_of_60_whose_family_would_be_dibao_is_left_to_the_office() {
    // 43号 art 8(2) speaks of recipients.
    let beside_child = |born: &str, pension: i64, receives: Value| {
        let child = with(with(member("b", "child", born), "pension", pension), "receives", receives);
        beside(with(old_self(), "birth_date", "1940-01-01"), child)
    };
    assert_eq!(beside_child("1966-11-01", 1599, json!([])), Possible);
    assert_eq!(beside_child("1966-11-01", 1600, json!([])), Unlikely);
    assert_eq!(beside_child("1966-11-02", 1599, json!([])), Unlikely);
    assert_eq!(beside_child("1966-11-01", 1599, json!(["dibao"])), Likely);
    assert_eq!(beside_child("1966-11-01", 9000, json!(["dibao_single"])), Likely);
}

#[test]
fn a_supporter_without_capacity_needs_property_within_the_rule() {
    // 43号 art 8(5) with the property rule of low-income families.
    let home = |savings: i64| {
        let mother = with(old_self(), "co_resident", true);
        let child = with(member("b", "child", "1980-01-01"), "lacks_civil_capacity", true);
        let home = at(document(vec![mother, child]), "/parameters/savings_limit", 50000);
        at(at(home, "/parameters/near_savings_limit", 50000), "/household/savings", savings)
    };
    assert_eq!(of_member(&home(100_000), "tekun", "a").verdict, Likely);
    assert_eq!(of_member(&home(100_001), "tekun", "a").verdict, Unlikely);
}

#[test]
fn parents_owe_support_to_a_child_of_age_who_is_at_school() {
    // 民法典 art 1067 as the Supreme People's Court reads it (婚姻家庭编解释（一） art 41).
    let pupil = |stage: &str| {
        let pupil = with(member("a", "self", "2007-01-01"), "receives", json!(["tekun"]));
        let pupil = with(with(pupil, "student", stage), "disability_type", "physical");
        beside(with(pupil, "disability_grade", 3), member("b", "parent", "1970-01-01"))
    };
    assert_eq!([pupil("senior_high"), pupil("vocational")], [Unlikely, Unlikely]);
}

#[test]
fn a_link_that_is_not_told_is_there_as_far_as_the_counting_says() {
    // Savings for three heads: they are in order only where the daughter-in-law counts as the son's
    // wife, and then she owes him support.
    let home = |savings: i64| {
        let mother = with(member("m", "self", "1936-01-01"), "supporters", "some_able");
        let son = with(with(member("a", "child", "1960-01-01"), "marital_status", "married"), "pension", 10);
        let home = document(vec![mother, son, member("b", "child_in_law", "1990-01-01")]);
        at(home, "/household/savings", savings)
    };
    assert_eq!(of_member(&home(60000), "tekun", "a").verdict, Unlikely);
    // For two heads: she may be a stranger's wife, and his mother of ninety is unable.
    assert_eq!(of_member(&home(40000), "tekun", "a").verdict, Possible);
}
