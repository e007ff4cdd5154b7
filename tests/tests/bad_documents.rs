//! Every bad document of the contract: an error that names the path, the value and what was expected.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use serde_json::{Value, json};
use yingbao_core::document;
use yingbao_tests::{generate, shipped};

/// A good document; `change` makes it bad.
fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut good = json!({
        "version": 1,
        "date": "2026-11-01",
        "region": "310000",
        "parameters": { "dibao_standard": 1100 },
        "household": { "area": "urban", "savings": 20000 },
        "members": [
            { "id": "a", "relation": "self", "birth_date": "1980-05-01", "wage": 2400 },
            { "id": "b", "relation": "spouse", "age": 44, "wage": { "min": 0, "max": 600 } },
        ],
    });
    change(&mut good);
    good
}

fn refused(document: &Value) -> (String, String, String) {
    refused_text(&document.to_string())
}

fn refused_text(text: &str) -> (String, String, String) {
    match document::read(shipped(), text, None) {
        Ok(_) => panic!("read as if it were good: {text}"),
        Err(error) => (error.path, error.found, error.expected),
    }
}

#[test]
fn the_good_document_is_read() {
    assert!(document::read(shipped(), &with(|_| ()).to_string(), None).is_ok());
}

#[test]
fn every_bad_value_is_named_with_its_path() {
    type Change = fn(&mut Value);
    let cases: &[(&str, &str, Change)] = &[
        ("version", "2", |d| d["version"] = json!(2)),
        ("version", "\"1\"", |d| d["version"] = json!("1")),
        ("date", "\"2026-02-30\"", |d| d["date"] = json!("2026-02-30")),
        ("date", "20261101", |d| d["date"] = json!(20_261_101)),
        ("region", "\"999999\"", |d| d["region"] = json!("999999")),
        ("region", "310000", |d| d["region"] = json!(310_000)),
        ("extra", "1", |d| d["extra"] = json!(1)),
        ("parameters.nonsense", "1", |d| d["parameters"]["nonsense"] = json!(1)),
        ("parameters.dibao_standard", "-1", |d| d["parameters"]["dibao_standard"] = json!(-1)),
        ("parameters.counts_conscripts", "1", |d| d["parameters"]["counts_conscripts"] = json!(1)),
        ("parameters.dibao_method", "\"other\"", |d| d["parameters"]["dibao_method"] = json!("other")),
        ("household", "[]", |d| d["household"] = json!([])),
        ("household.nonsense", "true", |d| d["household"]["nonsense"] = json!(true)),
        ("household.savings", "-1", |d| d["household"]["savings"] = json!(-1)),
        ("household.savings", "\"a lot\"", |d| d["household"]["savings"] = json!("a lot")),
        ("household.savings", "\"1e3\"", |d| d["household"]["savings"] = json!("1e3")),
        ("household.savings", "1000000000001", |d| {
            d["household"]["savings"] = json!(1_000_000_000_001_i64);
        }),
        ("household.savings", "\"0.001\"", |d| d["household"]["savings"] = json!("0.001")),
        ("household.savings.per", "\"year\"", |d| {
            d["household"]["savings"] = json!({ "min": 1, "per": "year" });
        }),
        ("household.area", "\"town\"", |d| d["household"]["area"] = json!("town")),
        ("household.area", "true", |d| d["household"]["area"] = json!(true)),
        ("household.area.one_of", "[]", |d| d["household"]["area"] = json!({ "one_of": [] })),
        ("household.sudden_event", "0", |d| d["household"]["sudden_event"] = json!(0)),
        ("household.homes", "\"1.5\"", |d| d["household"]["homes"] = json!("1.5")),
        ("household.hukou_region", "\"000001\"", |d| d["household"]["hukou_region"] = json!("000001")),
        ("members", "0 members", |d| d["members"] = json!([])),
        ("members", "\"a\"", |d| d["members"] = json!("a")),
        ("members[1]", "3", |d| d["members"][1] = json!(3)),
        ("members[1].id", "\"a\" again", |d| d["members"][1]["id"] = json!("a")),
        ("members[1].id", "\"\"", |d| d["members"][1]["id"] = json!("")),
        ("members[1].id", &format!("\"{}...", "低".repeat(56)), |d| {
            d["members"][1]["id"] = json!("低".repeat(101));
        }),
        ("members[1].id", "7", |d| d["members"][1]["id"] = json!(7)),
        ("members", "2 members with relation \"self\"", |d| d["members"][1]["relation"] = json!("self")),
        ("members", "0 members with relation \"self\"", |d| d["members"][0]["relation"] = json!("child")),
        ("members[1].nonsense", "1", |d| d["members"][1]["nonsense"] = json!(1)),
        ("members[1].multiple_includes_mental", "true", |d| {
            d["members"][1]["multiple_includes_mental"] = json!(true)
        }),
        ("members[1].age", "-1", |d| d["members"][1]["age"] = json!(-1)),
        ("members[1].wage", "{\"min\": 2, \"max\": 1}", |d| {
            d["members"][1]["wage"] = json!({ "min": 2, "max": 1 });
        }),
        ("members[1].wage", "{}", |d| d["members"][1]["wage"] = json!({})),
        ("members[1].wage", "{\"min\": 1, \"declined\": true}", |d| {
            d["members"][1]["wage"] = json!({ "min": 1, "declined": true });
        }),
        ("members[1].wage.declined", "false", |d| d["members"][1]["wage"] = json!({ "declined": false })),
        ("members[1].wage.per", "\"week\"", |d| {
            d["members"][1]["wage"] = json!({ "amount": 1, "per": "week" });
        }),
        ("members[1].wage.most", "1", |d| d["members"][1]["wage"] = json!({ "min": 0, "most": 1 })),
        ("members[0].birth_date", "\"1980-02-30\"", |d| d["members"][0]["birth_date"] = json!("1980-02-30")),
        ("members[0].birth_date", "", |d| d["members"][0]["birth_date"] = json!("2026-11-02")),
        ("members[0].birth_date", "", |d| d["members"][0]["age"] = json!(30)),
        ("members[0].birth_date", "{\"min\": \"2000-01-02\", \"max\": \"2000-01-01\"}", |d| {
            d["members"][0]["birth_date"] = json!({ "min": "2000-01-02", "max": "2000-01-01" });
        }),
        ("members[0].disability_grade", "5", |d| d["members"][0]["disability_grade"] = json!(5)),
        ("members[0].disability_grade", "2", |d| {
            d["members"][0]["disability_type"] = json!("none");
            d["members"][0]["disability_grade"] = json!(2);
        }),
        ("members[0].receives", "\"dibao\"", |d| d["members"][0]["receives"] = json!("dibao")),
        ("members[0].receives[0]", "\"pension\"", |d| d["members"][0]["receives"] = json!(["pension"])),
        ("members[0].parents[0]", "\"z\"", |d| d["members"][0]["parents"] = json!(["z"])),
        ("members[0].spouse", "\"a\"", |d| d["members"][0]["spouse"] = json!("a")),
        ("members[0].spouse", "\"z\"", |d| d["members"][0]["spouse"] = json!("z")),
    ];
    assert!(
        document::read(
            shipped(),
            &with(|d| d["members"][1]["id"] = json!("低".repeat(100))).to_string(),
            None
        )
        .is_ok()
    );
    for (path, found, change) in cases {
        let (at, value, expected) = refused(&with(change));
        assert_eq!((at.as_str(), value.as_str()), (*path, *found), "expected {expected}");
        assert!(!expected.is_empty());
    }
}

#[test]
fn a_total_that_the_members_cannot_make_up_is_refused_by_its_name() {
    let income = "household.income_total";
    let spending = "household.rigid_spending_total";
    let flows = ["business_income", "property_income", "pension", "central_basic_pension"];
    let quiet = |d: &mut Value| {
        for member in d["members"].as_array_mut().expect("members") {
            for key in flows.into_iter().chain(["other_transfer_income", "support_received"]) {
                member[key] = json!(0);
            }
            for key in ["education_spending", "rehabilitation_spending", "other_rigid_spending"] {
                member[key] = json!(0);
            }
            member["medical_spending"] = json!(500);
        }
    };
    // Both wages come to 2,400 to 3,000 a month, both illnesses to 1,000.
    let read = [
        ("income_total", json!(2400)),
        ("income_total", json!({ "amount": 36_000, "per": "year" })),
        ("income_total", json!({ "max": 2400 })),
        ("income_total", json!({ "min": 28_000, "max": 50_000, "per": "year" })),
        ("income_total", Value::Null),
        ("income_total", json!({ "declined": true })),
        ("rigid_spending_total", json!(1000)),
        ("rigid_spending_total", json!({ "min": 0, "max": 1000 })),
    ];
    for (key, told) in read {
        let document = with(|d| {
            quiet(d);
            d["household"][key] = told;
        });
        assert!(document::read(shipped(), &document.to_string(), None).is_ok(), "{document}");
    }
    let bad = [
        (income, "income_total", json!(2399.99), "2399.99"),
        (income, "income_total", json!(3000.01), "3000.01"),
        (income, "income_total", json!({ "min": 3001 }), "{\"min\": 3001}"),
        (income, "income_total", json!({ "max": "2399.99" }), "{\"max\": \"2399.99\"}"),
        (
            income,
            "income_total",
            json!({ "amount": 3000, "per": "year" }),
            "{\"amount\": 3000, \"per\": \"year\"}",
        ),
        (spending, "rigid_spending_total", json!(0), "0"),
        (spending, "rigid_spending_total", json!({ "min": "1000.01" }), "{\"min\": \"1000.01\"}"),
    ];
    for (path, key, told, found) in bad {
        let document = with(|d| {
            quiet(d);
            d["household"][key] = told;
        });
        let (at, value, expected) = refused(&document);
        assert_eq!((at.as_str(), value.as_str()), (path, found), "expected {expected}");
        let sum = if path == income { "2400" } else { "1000" };
        assert!(expected.contains(sum), "{expected}");
    }
}

#[test]
fn more_than_twenty_members_are_too_many() {
    let member = |i: u32| json!({ "id": i.to_string(), "relation": if i == 0 { "self" } else { "other" } });
    let of = |n: u32| with(|d| d["members"] = (0..n).map(member).collect());
    assert!(document::read(shipped(), &of(20).to_string(), None).is_ok());
    assert_eq!(refused(&of(21)).1, "21 members");
}

#[test]
fn what_is_no_json_is_placed_by_line_and_column() {
    let (_, found, _) = refused_text("{\n  \"version\": 1,\n  oops");
    assert!(found.contains("line 3"), "{found}");
    let (_, found, _) = refused_text(r#"{"version": 1, "version": 1, "members": []}"#);
    assert!(found.contains("duplicate key"), "{found}");
    assert!(!refused_text("").1.is_empty());
    assert_eq!(refused_text("[]").1, "[]");
}

#[test]
fn numbers_are_read_by_their_text() {
    // As a float this would be 0.1 + 0.2 and more digits than money has.
    let text = with(|_| ()).to_string().replace("20000", "0.30");
    let request = document::read(shipped(), &text, None).expect("a good document");
    let savings = shipped().household_fact("savings").expect("a fact");
    let value = request.household.facts[savings.index()].value.number();
    assert_eq!(value.known().map(|v| v.to_string()), Some("0.30".to_owned()));
    for same in ["3e-1", "0.3", "0.300"] {
        let text = with(|_| ()).to_string().replace("20000", same);
        let request = document::read(shipped(), &text, None).expect("a good document");
        assert_eq!(request.household.facts[savings.index()].value.number(), value, "{same}");
    }
}

#[test]
fn a_rule_called_unknown_is_not_taken_for_the_usual_one() {
    // Exactly at the line: below it by no rule but an inclusive one.
    let at_the_line = |told: Value| {
        let mut member = generate::plain::member("a", "self", "1980-01-01");
        member["wage"] = json!(800);
        let mut document = generate::plain::document(vec![member]);
        document["parameters"]["line_inclusive"] = told;
        document["parameters"]["dibao_standard"] = json!(800);
        document["parameters"]["employment_cost_deduction_flat"] = json!(0);
        document["household"]["savings"] = json!(0);
        let screening = shipped::screen(&document, None);
        let dibao = screening["programs"].as_array().and_then(|l| l.iter().find(|p| p["id"] == "dibao"));
        dibao.map(|d| d["verdict"].clone())
    };
    assert_eq!(at_the_line(json!(false)), Some(json!("unlikely")));
    assert_eq!(at_the_line(json!(true)), Some(json!("likely")));
    assert_eq!(at_the_line(Value::Null), Some(json!("possible")));
}

/// Members that cannot be related so; the member the error is about, the key, and what it says of it.
#[test]
fn links_that_contradict_each_other_the_relations_or_the_ages_are_refused() {
    let member = |id: &str, relation: &str, age: u32| json!({ "id": id, "relation": relation, "age": age });
    let linked = |mut member: Value, key: &str, to: Value| {
        member[key] = to;
        member
    };
    let own = || member("a", "self", 46);
    let cases: Vec<(&str, &str, Vec<Value>)> = vec![
        ("members[0].relation", "two", vec![own(), member("b", "spouse", 40), member("c", "spouse", 41)]),
        (
            "members[0].spouse",
            "not the spouse",
            vec![linked(own(), "spouse", json!("c")), member("b", "spouse", 40), member("c", "sibling", 41)],
        ),
        (
            "members[1].spouse",
            "another's",
            vec![
                own(),
                linked(member("b", "other", 40), "spouse", json!("c")),
                linked(member("c", "other", 41), "spouse", json!("d")),
                member("d", "other", 42),
            ],
        ),
        (
            "members[1].spouse",
            "another's",
            vec![
                own(),
                linked(member("b", "other", 40), "spouse", json!("d")),
                linked(member("c", "other", 41), "spouse", json!("d")),
                member("d", "other", 42),
            ],
        ),
        (
            "members[1].parents",
            "no parent",
            vec![own(), linked(member("b", "child", 10), "parents", json!(["c"])), member("c", "parent", 70)],
        ),
        (
            "members[1].parents",
            "twice",
            vec![
                own(),
                linked(member("b", "grandchild", 8), "parents", json!(["c", "c"])),
                member("c", "child", 40),
            ],
        ),
        (
            "members[1].parents",
            "at most two",
            vec![
                own(),
                linked(member("b", "other", 8), "parents", json!(["c", "d", "e"])),
                member("c", "other", 40),
                member("d", "other", 40),
                member("e", "other", 40),
            ],
        ),
        (
            "members[1].parents",
            "younger",
            vec![own(), linked(member("b", "other", 41), "parents", json!(["c"])), member("c", "other", 40)],
        ),
        ("members[0].relation", "younger", vec![own(), member("b", "parent", 12)]),
        ("members[1].relation", "younger", vec![own(), member("b", "child", 47)]),
        // Without ages only the ring itself is wrong.
        (
            "members[1].parents",
            "child or grandchild",
            vec![
                own(),
                json!({ "id": "b", "relation": "other", "parents": ["c"] }),
                json!({ "id": "c", "relation": "other", "parents": ["b"] }),
            ],
        ),
    ];
    for (path, says, members) in cases {
        let document = json!({ "version": 1, "date": "2026-11-24", "members": members });
        let (at, _, expected) = refused(&document);
        assert_eq!(at, path, "{document}");
        assert!(expected.contains(says), "{expected}: {document}");
    }
}

#[test]
fn families_that_there_are_are_read() {
    let families = [
        // a step child who is older than the stepmother
        json!([{ "id": "a", "relation": "self", "age": 65 }, { "id": "b", "relation": "spouse", "age": 33 },
               { "id": "c", "relation": "child", "age": 35 }]),
        // one parent named, who is one by relation too
        json!([{ "id": "a", "relation": "self", "age": 40 }, { "id": "b", "relation": "child", "age": 9, "parents": ["a"] }]),
        // nobody here
        json!([{ "id": "a", "relation": "self", "age": 60 }, { "id": "b", "relation": "grandchild", "age": 9, "parents": [] }]),
        // ages that may go together
        json!([{ "id": "a", "relation": "self" }, { "id": "b", "relation": "other", "age": 40, "parents": ["c"] },
               { "id": "c", "relation": "other", "age": { "min": 30, "max": 70 } }]),
        // the other may be the parent who is older
        json!([{ "id": "a", "relation": "self", "age": 18 }, { "id": "b", "relation": "parent", "age": 12 },
               { "id": "c", "relation": { "one_of": ["parent", "other"] }, "age": 60 }]),
        // both say the same
        json!([{ "id": "a", "relation": "self" }, { "id": "b", "relation": "other", "spouse": "c" },
               { "id": "c", "relation": "other", "spouse": "b" }]),
    ];
    for members in families {
        let document = json!({ "version": 1, "date": "2026-11-24", "members": members });
        assert!(document::read(shipped(), &document.to_string(), None).is_ok(), "{document}");
    }
}
