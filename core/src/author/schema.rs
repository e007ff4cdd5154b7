//! JSON Schemas of the documents, made from a rulebook's facts and parameters, and of the rulebook's own files.

mod answer;
mod files;
mod household;
#[cfg(test)]
mod valid;

use serde_json::{Value, json};

pub use answer::screening;
pub use files::rulebook;
pub use household::household;

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A day that documents write.
fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

/// A place that documents write.
fn region() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]{6}$" })
}

/// An object that holds no other keys.
fn closed(properties: Value, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}
