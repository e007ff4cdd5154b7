//! The files of a rulebook folder, for editors that complete and check TOML.

use serde_json::{Value, json};

use crate::author::schema::{DIALECT, closed, day, region};

fn text() -> Value {
    json!({ "type": "string" })
}

fn name() -> Value {
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}

fn whole() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn amount() -> Value {
    json!({ "anyOf": [{ "type": "number" }, { "type": "string" }] })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn tables(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

fn entity() -> Value {
    json!({ "enum": ["household", "member"] })
}

fn unit() -> Value {
    json!({ "enum": ["household", "member", "event"] })
}

fn verdict() -> Value {
    json!({ "enum": ["likely", "possible", "unlikely"] })
}

/// One schema for each kind of file, under `$defs`; a file fits one of them. Of parameters, variables and sources it may
/// hold none.
#[must_use]
pub fn rulebook() -> Value {
    let kinds = json!({
        "rulebook.toml": head(),
        "facts.toml": facts(),
        "parameters.toml": parameters(),
        "variables.toml": variables(),
        "questions.toml": questions(),
        "sources.toml": closed(json!({ "source": tables(&source()) }), &[]),
        "programs": program(),
        "regions": regions(),
        "households": cases(),
        "messages": { "type": "object", "additionalProperties": { "type": "object" } }
    });
    let one = |kind: &str| json!({ "$ref": format!("#/$defs/{kind}") });
    let any: Vec<Value> =
        kinds.as_object().map(|kinds| kinds.keys().map(|k| one(k)).collect()).unwrap_or_default();
    json!({
        "$schema": DIALECT,
        "title": "A file of a rulebook folder",
        "anyOf": any,
        "$defs": kinds
    })
}

fn head() -> Value {
    let properties = json!({
        "id": text(), "version": text(), "review_after_months": whole(),
        "languages": texts(), "sections": texts(), "notes": texts()
    });
    closed(properties, &["id", "version", "review_after_months", "languages", "sections", "notes"])
}

fn facts() -> Value {
    let kinds = ["bool", "choice", "set", "count", "flow", "stock", "area", "date", "age", "region", "local"];
    let fact = closed(
        json!({
            "id": name(), "entity": entity(), "type": { "enum": kinds }, "options": texts(),
            "min": whole(), "max": whole(), "per": { "enum": ["month", "year"] }, "depends_on": name(),
            "total_of": texts()
        }),
        &["id", "entity", "type"],
    );
    let record =
        closed(json!({ "id": name(), "entity": entity(), "facts": texts() }), &["id", "entity", "facts"]);
    closed(json!({ "fact": tables(&fact), "record": tables(&record) }), &["fact"])
}

fn parameters() -> Value {
    let kinds = ["flow", "stock", "area", "count", "share", "years", "bool", "choice"];
    let parameter = closed(
        json!({
            "id": name(), "type": { "enum": kinds }, "options": texts(), "per": { "enum": ["month", "year"] },
            "areas": truth(), "rises": truth(), "above": amount(), "at_least": amount(),
            "floor": text(), "ceiling": text(),
            "unset": { "const": "anywhere" }, "unset_min": text(), "unset_max": text(), "unset_note": text(),
            "group": text(), "group_default": amount()
        }),
        &["id", "type"],
    );
    closed(json!({ "parameter": tables(&parameter) }), &[])
}

fn variables() -> Value {
    let variable = closed(
        json!({ "id": name(), "entity": entity(), "value": text(), "because": text() }),
        &["id", "entity", "value"],
    );
    closed(json!({ "variable": tables(&variable) }), &[])
}

fn questions() -> Value {
    let page = closed(
        json!({ "id": name(), "section": text(), "each": truth(), "joins": truth(), "always": truth() }),
        &["id", "section"],
    );
    let question = closed(
        json!({
            "id": name(), "page": name(), "section": text(), "entity": entity(), "facts": texts(),
            "hardness": { "type": "integer", "minimum": 1, "maximum": 5 },
            "form": { "enum": ["field", "tick", "band", "region", "parents", "spouse"] },
            "unticked": { "anyOf": [
                truth(), text(), texts(), whole(), { "type": "object", "additionalProperties": true }
            ] },
            "blank": { "const": 0 }, "cuts": texts(), "inclusive": truth(), "concerns": text(), "refine": truth()
        }),
        &["id", "entity", "hardness"],
    );
    let need = closed(json!({ "id": name(), "programs": texts() }), &["id", "programs"]);
    closed(
        json!({ "page": tables(&page), "question": tables(&question), "need": tables(&need) }),
        &["question"],
    )
}

fn source() -> Value {
    closed(
        json!({
            "id": text(), "title": text(), "title_en": text(), "number": text(), "issuer": text(),
            "issued": text(), "in_force": text(), "read": truth(), "parts": truth()
        }),
        &["id", "title", "title_en", "issuer", "read"],
    )
}

fn program() -> Value {
    let head = closed(
        json!({
            "id": name(), "unit": unit(), "order": whole(), "tier": text(), "group": text(),
            "papers": texts(), "office": text(), "time_limit": text(), "verifies": texts(),
            "phones": texts(), "review": text(), "objection": text()
        }),
        &["id", "unit", "order", "tier", "office", "time_limit"],
    );
    let criterion = closed(
        json!({
            "id": name(), "applies": text(), "test": text(), "per_head": text(), "soft": text(), "cite": texts(),
            "from": day(), "until": day()
        }),
        &["id", "test", "cite"],
    );
    let note = closed(
        json!({
            "id": text(), "when": text(), "on": { "type": "array", "items": verdict() }, "from": day(), "until": day()
        }),
        &["id"],
    );
    let interaction = closed(
        json!({
            "kind": { "enum": ["excludes", "opens", "tops_up", "higher_of"] }, "with": name(), "cite": texts()
        }),
        &["kind", "with", "cite"],
    );
    let amount = closed(
        json!({ "applies": text(), "value": text(), "per": { "enum": ["month", "year", "once"] } }),
        &["value", "per"],
    );
    closed(
        json!({
            "program": head, "criterion": tables(&criterion), "note": tables(&note), "amount": amount,
            "interaction": tables(&interaction)
        }),
        &["program", "criterion"],
    )
}

fn regions() -> Value {
    let place = closed(json!({ "code": region(), "name": text(), "name_en": text() }), &["code", "name"]);
    let ends = closed(json!({ "min": amount(), "max": amount() }), &[]);
    let times = json!({ "anyOf": [amount(), ends] });
    let multiple = closed(json!({ "times": times, "of": name() }), &["times", "of"]);
    let setting = json!({ "anyOf": [amount(), truth(), ends, multiple] });
    let value = closed(
        json!({
            "region": { "anyOf": [region(), { "type": "array", "items": region() }] },
            "parameter": name(), "from": day(), "value": setting, "urban": setting,
            "rural": setting, "per": { "enum": ["month", "year"] }, "source": text(),
            "grade": { "enum": ["official", "reported", "secondary", "assumed"] },
            "checked": day(), "evidence": text()
        }),
        &["region", "parameter", "from", "grade", "checked"],
    );
    let former = closed(
        json!({
            "code": region(), "name": text(), "successor": region(), "until": whole(), "source": text()
        }),
        &["name", "successor", "until", "source"],
    );
    closed(
        json!({
            "region": tables(&place), "source": tables(&source()), "value": tables(&value),
            "former": tables(&former)
        }),
        &[],
    )
}

fn cases() -> Value {
    let ends = closed(json!({ "min": amount(), "max": amount() }), &[]);
    let expect = closed(
        json!({
            "program": name(), "member": text(), "verdict": verdict(),
            "amount": { "anyOf": [amount(), ends] },
            "criteria": {
                "type": "object",
                "additionalProperties": { "anyOf": [truth(), { "enum": ["open", "waived"] }] }
            },
            "notes": texts(), "without": texts()
        }),
        &["program"],
    );
    let case = closed(
        json!({
            "id": text(), "why": text(), "version": { "const": 1 }, "date": day(), "region": region(),
            "parameters": { "type": "object" }, "household": { "type": "object" },
            "members": { "type": "array", "items": { "type": "object" } }, "expect": tables(&expect)
        }),
        &["id", "why", "members"],
    );
    closed(json!({ "case": tables(&case) }), &["case"])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::rulebook;
    use crate::author::{schema::valid::valid, source::Diagnostics};

    #[test]
    fn every_file_of_a_good_rulebook_fits_the_schema_of_its_kind() {
        let schema = rulebook();
        let kinds = schema.get("$defs").unwrap();
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["rulebooks/cn", "rulebooks/sample", "rulebooks/template"].map(|f| here.join(f)) {
            let log = Diagnostics::read(&folder);
            assert!(log.files().len() > 10);
            for file in log.files() {
                let kind = file.name.split('/').next().unwrap();
                let value: serde_json::Value = toml::from_str(&file.text).unwrap();
                assert!(valid(kinds.get(kind).unwrap(), &value), "{}", file.name);
            }
        }
    }

    #[test]
    fn a_mistyped_key_does_not_fit() {
        let schema = rulebook();
        let kinds = schema.get("$defs").unwrap();
        let value = serde_json::json!({ "fact": [{ "id": "a", "entity": "household", "typ": "bool" }] });
        assert!(!valid(kinds.get("facts.toml").unwrap(), &value));
    }
}
