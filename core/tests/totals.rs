//! Totals of a family in the shipped rulebook: what they narrow, and that they never tell too much.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg(feature = "author")]

use std::{path::Path, sync::OnceLock};

use yingbao_core::{
    author,
    document::{DocumentError, Tree, read_tree},
    domain::Range,
    engine::screen,
    rulebook::Rulebook,
    screening::{Entry, Verdict},
};

const INCOMES: [&str; 7] = [
    "wage",
    "business_income",
    "property_income",
    "pension",
    "central_basic_pension",
    "other_transfer_income",
    "support_received",
];
const SPENDINGS: [&str; 4] =
    ["medical_spending", "education_spending", "rehabilitation_spending", "other_rigid_spending"];

/// The shipped rulebook and its cases by name.
struct Shipped {
    book: Rulebook,
    cases: Vec<(String, Tree)>,
}

fn loaded() -> &'static Shipped {
    static LOADED: OnceLock<Shipped> = OnceLock::new();
    LOADED.get_or_init(|| {
        let loaded = author::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn")).unwrap();
        let cases = loaded.cases.into_iter().map(|case| (case.id, case.document)).collect();
        Shipped { book: loaded.book, cases }
    })
}

fn number(value: i64) -> Tree {
    Tree::Number(value.to_string())
}

fn between(low: i64, high: i64) -> Tree {
    Tree::Map(vec![("min".to_owned(), number(low)), ("max".to_owned(), number(high))])
}

/// The value of a key; an empty object where there is none.
fn inside<'t>(tree: &'t mut Tree, key: &str) -> &'t mut Tree {
    let Tree::Map(entries) = tree else { panic!("no object around {key}") };
    if !entries.iter().any(|(k, _)| k == key) {
        entries.push((key.to_owned(), Tree::Map(Vec::new())));
    }
    entries.iter_mut().find(|(k, _)| k == key).map(|(_, value)| value).unwrap()
}

fn set(tree: &mut Tree, key: &str, value: Tree) {
    *inside(tree, key) = value;
}

fn unset(tree: &mut Tree, key: &str) {
    let Tree::Map(entries) = tree else { panic!("no object around {key}") };
    entries.retain(|(k, _)| k != key);
}

fn members(tree: &mut Tree) -> &mut Vec<Tree> {
    match inside(tree, "members") {
        Tree::List(members) => members,
        other => panic!("{other:?}"),
    }
}

/// A family of two with one total and each member's values of one fact.
fn family(total: &str, told: Tree, fact: &str, own: [Tree; 2]) -> Tree {
    let member = |id: &str, relation: &str| {
        let text = |text: &str| Tree::Text(text.to_owned());
        Tree::Map(vec![("id".to_owned(), text(id)), ("relation".to_owned(), text(relation))])
    };
    let mut people = vec![member("a", "self"), member("b", "spouse")];
    for (person, value) in people.iter_mut().zip(own) {
        for other in INCOMES.iter().chain(&SPENDINGS) {
            set(person, other, number(0));
        }
        set(person, fact, value);
    }
    Tree::Map(vec![
        ("version".to_owned(), number(1)),
        ("date".to_owned(), Tree::Text("2026-11-01".to_owned())),
        ("household".to_owned(), Tree::Map(vec![(total.to_owned(), told)])),
        ("members".to_owned(), Tree::List(people)),
    ])
}

fn refused(document: &Tree) -> DocumentError {
    read_tree(&loaded().book, document, None).map(|_| ()).unwrap_err()
}

#[test]
fn a_total_that_its_parts_cannot_make_up_is_refused_with_its_path() {
    let (wage, spent) = ("wage", "medical_spending");
    let at_least = || Tree::Map(vec![("min".to_owned(), number(2000))]);
    for (total, told, fact, own, found, expected) in [
        ("income_total", number(2999), wage, [number(2000), number(1000)], "2999", "3000 a month"),
        ("income_total", number(3001), wage, [number(2000), number(1000)], "3001", "3000 a month"),
        ("income_total", number(1999), wage, [at_least(), Tree::Null], "1999", "at least 2000 a month"),
        (
            "income_total",
            between(3601, 4000),
            wage,
            [number(2600), between(0, 1000)],
            "{\"min\": 3601, \"max\": 4000}",
            "from 2600 to 3600 a month",
        ),
        ("rigid_spending_total", number(100), spent, [number(101), number(0)], "100", "101 a year"),
        ("rigid_spending_total", number(102), spent, [number(101), number(0)], "102", "101 a year"),
    ] {
        let error = refused(&family(total, told, fact, own));
        assert_eq!(error.path, format!("household.{total}"));
        assert_eq!(error.found, found);
        assert!(error.expected.starts_with(expected), "{}", error.expected);
        assert!(error.expected.contains(fact) && error.expected.contains("leave the total out"), "{error}");
    }
}

#[test]
fn a_total_that_its_parts_can_make_up_is_read_and_narrows_them() {
    let book = &loaded().book;
    let wage = book.member_fact("wage").unwrap().index();
    let twelve = |low: i64, high: i64| Range::between(Some((low * 12).into()), Some((high * 12).into()));
    for (told, own, narrowed) in [
        (number(3000), [number(2000), Tree::Null], [(2000, 2000), (1000, 1000)]),
        (between(2500, 3000), [number(2000), Tree::Null], [(2000, 2000), (500, 1000)]),
        (between(2500, 3000), [Tree::Null, Tree::Null], [(0, 3000), (0, 3000)]),
        (Tree::Null, [between(1, 2), number(5)], [(1, 2), (5, 5)]),
    ] {
        let read = read_tree(book, &family("income_total", told, "wage", own), None).unwrap();
        let wages = [0, 1].map(|m: usize| read.household.members[m].facts[wage].value.number());
        assert_eq!(wages, narrowed.map(|(low, high)| twelve(low, high)));
    }
    // A third of a month's fen: the year's sum is exact, and so is the other's part of the month's.
    let year = |amount: i64| {
        Tree::Map(vec![
            ("amount".to_owned(), number(amount)),
            ("per".to_owned(), Tree::Text("year".to_owned())),
        ])
    };
    let read =
        read_tree(book, &family("income_total", year(100), "wage", [year(1), Tree::Null]), None).unwrap();
    assert_eq!(read.household.members[1].facts[wage].value.number(), Range::exact(99.into()));
}

/// Numbers that look drawn by lot and are the same in every run.
struct Lot(u64);

impl Lot {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    fn sum(&mut self) -> i64 {
        let top = [1, 1, 400, 900, 3000][usize::try_from(self.below(5)).unwrap()];
        i64::try_from(self.below(top)).unwrap()
    }
}

/// A total as someone may tell it: exactly, as a band, or as more than something.
fn told(lot: &mut Lot, total: i64) -> Tree {
    let (less, more) = (total - lot.sum().min(total), total + lot.sum());
    match lot.below(4) {
        0 => Tree::Map(vec![("min".to_owned(), number(less))]),
        1 => between(less, more),
        _ => number(total),
    }
}

/// A case with sums of its own for everybody; and the same with totals in place of some of them.
fn drawn(lot: &mut Lot, case: &Tree) -> (Tree, Tree) {
    let mut whole = case.clone();
    let parameters = inside(&mut whole, "parameters");
    for (key, most) in [
        ("employment_cost_deduction_flat", 600),
        ("employment_cost_deduction_cap", 900),
        ("employment_cost_deduction_rate", 1),
    ] {
        unset(parameters, key);
        if lot.below(3) == 0 {
            let set_to = if most == 1 {
                Tree::Text(format!("0.{}", lot.below(6)))
            } else {
                number(lot.sum().min(most))
            };
            set(parameters, key, set_to);
        }
    }
    for key in ["exclude_central_basic_pension", "own_income_less_transfers"] {
        if lot.yes() {
            set(parameters, key, Tree::Truth(lot.yes()));
        }
    }
    let (mut totals, poor) = ([0, 0], lot.yes());
    for member in members(&mut whole) {
        for (total, facts) in totals.iter_mut().zip([&INCOMES[..], &SPENDINGS[..]]) {
            for fact in facts {
                let sum = if poor && lot.below(8) > 0 { 0 } else { lot.sum() };
                *total += sum;
                set(member, fact, number(sum));
            }
        }
        for fact in ["support_paid", "social_insurance_paid"] {
            let paid = if poor || lot.yes() { 0 } else { lot.sum() };
            set(member, fact, number(paid));
        }
    }
    for total in ["income_total", "rigid_spending_total"] {
        unset(inside(&mut whole, "household"), total);
    }
    let mut partly = whole.clone();
    for (name, total) in ["income_total", "rigid_spending_total"].into_iter().zip(totals) {
        set(inside(&mut partly, "household"), name, told(lot, total));
    }
    let all = lot.yes();
    for member in members(&mut partly) {
        for fact in INCOMES.iter().chain(&SPENDINGS) {
            if all || lot.yes() {
                unset(member, fact);
            }
        }
    }
    (whole, partly)
}

fn entries(document: &Tree) -> Vec<Entry> {
    let book = &loaded().book;
    let request = read_tree(book, document, None).unwrap();
    let rules = book.at(request.date, request.region, &request.overrides);
    screen(&rules, &request.household).entries
}

/// Whether one range is within another.
fn within(inner: Range, outer: Range) -> bool {
    inner.hull(outer) == outer
}

#[test]
fn what_a_total_settles_is_what_the_members_own_sums_settle() {
    let book = &loaded().book;
    let mut lot = Lot(17);
    let mut firm = [0, 0];
    for (id, case) in loaded().cases.iter().step_by(4) {
        let (whole, partly) = drawn(&mut lot, case);
        for (complete, open) in entries(&whole).iter().zip(entries(&partly)) {
            let name =
                || format!("{} {} {:?}: {partly:?}", id, book.programs[open.program.index()].id, open.member);
            if open.verdict != Verdict::Possible {
                assert_eq!(open.verdict, complete.verdict, "{}", name());
            }
            let wide = |entry: &Entry| entry.amount.map(|a| a.range);
            if let (Some(narrow), Some(wide), true) =
                (wide(complete), wide(&open), complete.verdict != Verdict::Unlikely)
            {
                assert!(within(narrow, wide), "{narrow:?} is not in {wide:?}: {}", name());
            }
            if book.programs[open.program.index()].id == "dibao" {
                firm[0] += usize::from(open.verdict == Verdict::Likely);
                firm[1] += usize::from(open.verdict == Verdict::Unlikely);
            }
        }
    }
    assert!(firm.iter().all(|n| *n > 3), "{firm:?}");
}
