//! The screening document.

use serde_json::{Map, Value, json};

use crate::author::schema::{DIALECT, closed, day, region};
use crate::rulebook::Rulebook;

/// The schema of a screening document.
#[must_use]
pub fn screening(book: &Rulebook) -> Value {
    let sum = json!({ "type": "string", "pattern": "^-?[0-9]+\\.[0-9]{2}$" });
    let range = closed(json!({ "min": sum, "max": sum }), &[]);
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let criterion = closed(
        json!({
            "id": { "type": "string" },
            "holds": { "anyOf": [{ "type": "boolean" }, { "type": "null" }] },
            "waived": { "const": true },
            "left": range,
            "op": { "enum": ["<", "<=", ">", ">=", "==", "!="] },
            "right": range,
            "margin": range,
            "cites": texts,
            "uses": texts
        }),
        &["id", "holds", "cites", "uses"],
    );
    let programs: Vec<&str> = book.programs.iter().map(|p| p.id.as_str()).collect();
    let entry = closed(
        json!({
            "id": { "enum": programs },
            "unit": { "enum": ["household", "member"] },
            "member": { "anyOf": [{ "type": "string" }, { "type": "null" }] },
            "verdict": { "enum": ["likely", "possible", "unlikely"] },
            "open": { "enum": ["answers", "office", "follows"] },
            "follows": { "type": "array", "items": { "enum": programs }, "minItems": 1 },
            "amount": closed(
                json!({ "min": sum, "max": sum, "per": { "enum": ["month", "year", "once"] } }),
                &["per"],
            ),
            "criteria": { "type": "array", "items": criterion },
            "missing": texts,
            "amount_missing": texts,
            "notes": { "type": "array", "items": { "enum": book.notes } }
        }),
        &["id", "unit", "member", "verdict", "criteria", "missing", "notes"],
    );
    let id = json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] });
    let pair = closed(
        json!({
            "kind": { "enum": ["excludes", "opens", "tops_up", "higher_of"] },
            "program": { "enum": programs },
            "member": id,
            "with": { "enum": programs },
            "with_member": id,
            "cites": texts
        }),
        &["kind", "program", "member", "with", "with_member", "cites"],
    );
    let figures: Map<String, Value> = book.parameters.iter().map(|p| (p.id.clone(), areas())).collect();
    let mut schema = closed(
        json!({
            "version": { "const": 1 },
            "date": day(),
            "region": { "anyOf": [region(), { "type": "null" }] },
            "rulebook": closed(
                json!({
                    "id": { "type": "string" },
                    "version": { "type": "string" },
                    "digest": { "type": "string" }
                }),
                &["id", "version", "digest"],
            ),
            "programs": { "type": "array", "items": entry },
            "together": { "type": "array", "items": pair },
            "next": texts,
            "parameters": closed(Value::Object(figures), &[])
        }),
        &["version", "date", "region", "rulebook", "programs", "together", "next", "parameters"],
    );
    if let Some(root) = schema.as_object_mut() {
        root.insert("$schema".to_owned(), json!(DIALECT));
        root.insert("title".to_owned(), json!("Screening document, version 1"));
    }
    schema
}

/// A figure, or an urban and a rural one.
fn areas() -> Value {
    let one = figure();
    json!({ "anyOf": [one, closed(json!({ "urban": one, "rural": one }), &["urban", "rural"])] })
}

/// A figure and where it stands.
fn figure() -> Value {
    let sum = json!({ "type": "string" });
    closed(
        json!({
            "value": { "anyOf": [{ "type": "string" }, { "type": "boolean" }, { "type": "null" }] },
            "min": sum,
            "max": sum,
            "limit": { "const": false },
            "one_of": { "type": "array", "items": { "type": "string" } },
            "from": day(),
            "region": region(),
            "cite": { "type": "string" },
            "grade": { "enum": ["official", "reported", "secondary", "assumed"] },
            "stale": { "const": true },
            "times": { "anyOf": [sum, closed(json!({ "min": sum, "max": sum }), &[])] },
            "of": sum,
            "override": { "const": true },
            "unset": { "const": true }
        }),
        &[],
    )
}
