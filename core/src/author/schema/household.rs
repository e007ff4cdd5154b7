//! The household document.

use serde_json::{Map, Value, json};

use crate::author::schema::{DIALECT, closed, day, region};
use crate::rulebook::{Entity, Fact, FactType, OLDEST, Parameter, ParameterType, Rulebook};

/// The schema of a household document.
#[must_use]
pub fn household(book: &Rulebook) -> Value {
    let mut member = facts(book, Entity::Member);
    let ids = json!({ "type": "string", "minLength": 1, "maxLength": 100 });
    member.insert("id".to_owned(), described(ids.clone(), "Unique in the document; carries no name."));
    let parents = nullable(vec![json!({ "type": "array", "items": ids })]);
    member.insert("parents".to_owned(), described(parents, "Ids of this member's parents."));
    member.insert("spouse".to_owned(), described(nullable(vec![ids]), "Id of this member's spouse."));
    let members = json!({
        "type": "array",
        "minItems": 1,
        "maxItems": 20,
        "items": closed(Value::Object(member), &["id"])
    });
    let mut schema = closed(
        json!({
            "version": { "const": 1 },
            "date": nullable(vec![day()]),
            "region": nullable(vec![region()]),
            "parameters": nullable(vec![closed(Value::Object(parameters(book)), &[])]),
            "household": nullable(vec![closed(Value::Object(facts(book, Entity::Household)), &[])]),
            "members": members
        }),
        &["version", "members"],
    );
    if let Some(root) = schema.as_object_mut() {
        root.insert("$schema".to_owned(), json!(DIALECT));
        root.insert("title".to_owned(), json!("Household document, version 1"));
    }
    schema
}

fn described(mut schema: Value, text: &str) -> Value {
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(text));
    }
    schema
}

/// One of some forms, or not known.
fn nullable(mut forms: Vec<Value>) -> Value {
    forms.push(json!({ "type": "null" }));
    json!({ "anyOf": forms })
}

fn facts(book: &Rulebook, entity: Entity) -> Map<String, Value> {
    let (facts, prefix) = match entity {
        Entity::Household => (&book.household_facts, "fact"),
        Entity::Member => (&book.member_facts, "fact.member"),
    };
    // What the office decides is never told.
    let told = facts.iter().filter(|f| f.kind != FactType::Local);
    told.map(|f| (f.id.clone(), titled(book, &format!("{prefix}.{}.title", f.id), fact(f)))).collect()
}

fn parameters(book: &Rulebook) -> Map<String, Value> {
    let titled = |p: &Parameter| titled(book, &format!("parameter.{}.title", p.id), parameter(p));
    book.parameters.iter().map(|p| (p.id.clone(), titled(p))).collect()
}

/// The title in English, or in the rulebook's first language.
fn titled(book: &Rulebook, key: &str, schema: Value) -> Value {
    let english = book.languages.iter().position(|l| l.starts_with("en")).unwrap_or(0);
    match book.message(english, key) {
        Some(text) if !text.is_empty() => described(schema, text),
        _ => schema,
    }
}

/// A number with at most so many decimals, as a number or in quotes.
fn number(decimals: u8, least: u32, most: Option<u32>) -> Value {
    let fraction = match decimals {
        0 => String::new(),
        n => format!("(\\.[0-9]{{1,{n}}})?"),
    };
    let mut plain = json!({
        "type": if decimals == 0 { "integer" } else { "number" },
        "minimum": least,
        "maximum": 1_000_000_000_000u64
    });
    if let (Some(most), Some(plain)) = (most, plain.as_object_mut()) {
        plain.insert("maximum".to_owned(), json!(most));
    }
    json!({ "anyOf": [plain, { "type": "string", "pattern": format!("^[0-9]{{1,13}}{fraction}$") }] })
}

/// A number that may be partly known.
fn numbers(one: &Value, per: bool, one_of: bool) -> Vec<Value> {
    let end = nullable(vec![one.clone()]);
    let mut range = json!({ "min": end, "max": end });
    let period = json!({ "enum": ["month", "year"] });
    let mut forms = vec![one.clone()];
    if per {
        if let Some(range) = range.as_object_mut() {
            range.insert("per".to_owned(), period.clone());
        }
        forms.push(closed(json!({ "amount": one, "per": period }), &["amount"]));
    }
    let mut range = closed(range, &[]);
    if let Some(range) = range.as_object_mut() {
        range.insert("minProperties".to_owned(), json!(1));
    }
    forms.push(range);
    if one_of {
        forms.push(some_of(one));
    }
    forms
}

fn some_of(one: &Value) -> Value {
    closed(json!({ "one_of": { "type": "array", "minItems": 1, "items": one } }), &["one_of"])
}

fn declined() -> Value {
    closed(json!({ "declined": { "const": true } }), &["declined"])
}

fn fact(fact: &Fact) -> Value {
    let mut forms = match &fact.kind {
        FactType::Truth | FactType::Local => {
            let one = json!({ "type": "boolean" });
            vec![one.clone(), some_of(&one)]
        }
        FactType::Choice(options) => {
            let one = json!({ "enum": options });
            vec![one.clone(), some_of(&one)]
        }
        FactType::Set(options) => vec![json!({ "type": "array", "items": { "enum": options } })],
        FactType::Count(low, high) => numbers(&number(0, *low, *high), false, true),
        FactType::Age => numbers(&number(0, 0, Some(OLDEST)), false, true),
        FactType::Flow(_) => numbers(&number(2, 0, None), true, true),
        FactType::Stock | FactType::Area => numbers(&number(2, 0, None), false, true),
        FactType::Date => numbers(&day(), false, true),
        FactType::Elsewhere => vec![region()],
    };
    forms.push(declined());
    nullable(forms)
}

fn parameter(parameter: &Parameter) -> Value {
    nullable(match &parameter.kind {
        ParameterType::Truth => vec![json!({ "type": "boolean" })],
        ParameterType::Choice(options) => {
            let one = json!({ "enum": options });
            vec![one.clone(), some_of(&one)]
        }
        ParameterType::Flow(_) => numbers(&number(2, 0, None), true, true),
        ParameterType::Stock | ParameterType::Area => numbers(&number(2, 0, None), false, true),
        ParameterType::Share => numbers(&number(10, 0, None), false, true),
        ParameterType::Count | ParameterType::Years => numbers(&number(0, 0, None), false, true),
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::household;
    use crate::{
        author::{
            lower::load,
            schema::{answer::screening, valid::valid},
        },
        document,
        engine::screen,
    };

    #[test]
    fn every_case_and_every_answer_to_one_fits_its_schema() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["rulebooks/cn", "rulebooks/sample", "rulebooks/template"].map(|f| folder.join(f)) {
            let loaded = load(&folder).unwrap();
            let (of_document, of_answer) = (household(&loaded.book), screening(&loaded.book));
            assert!(!loaded.cases.is_empty());
            for case in &loaded.cases {
                let text = serde_json::to_string(&case.document).unwrap();
                let document: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert!(valid(&of_document, &document), "{}: {text}", case.id);
                let Ok(request) = document::read_tree(&loaded.book, &case.document, None) else { continue };
                let rules = loaded.book.at(request.date, request.region, &request.overrides);
                let screening = screen(&rules, &request.household);
                let text = document::write(&rules, &request.household, &screening);
                let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert!(valid(&of_answer, &answer), "{}: {text}", case.id);
            }
        }
    }

    #[test]
    fn what_a_document_may_not_hold_does_not_fit() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rulebooks/good");
        let schema = household(&load(&folder).unwrap().book);
        let fits = |text: &str| valid(&schema, &serde_json::from_str(text).unwrap());
        assert!(fits(r#"{"version": 1, "members": [{"id": "a", "relation": "self", "age": 40}]}"#));
        assert!(fits(r#"{"version": 1, "members": [{"id": "a", "wage": {"min": 3, "per": "year"}}]}"#));
        for bad in [
            r#"{"version": 2, "members": [{"id": "a"}]}"#,
            r#"{"version": 1, "members": []}"#,
            r#"{"version": 1}"#,
            r#"{"version": 1, "members": [{"relation": "self"}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "relation": "boss"}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "wage": -1}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "wage": true}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "age": 40.5}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "age": {"min": 4, "per": "year"}}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "age": {"one_of": []}}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "age": {"declined": false}}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "receives": "aid"}]}"#,
            r#"{"version": 1, "members": [{"id": "a", "income": 3}]}"#,
            r#"{"version": 1, "parameters": {"standard": {"declined": true}}, "members": [{"id": "a"}]}"#,
            r#"{"version": 1, "parameters": {"norm": 3}, "members": [{"id": "a"}]}"#,
            r#"{"version": 1, "region": "3101", "members": [{"id": "a"}], "x": 1}"#,
        ] {
            assert!(!fits(bad), "{bad}");
        }
    }
}
