//! The forms a partly known fact may take (contract, 'values that may be partly known').

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::oracle::json::{number, to_number};

/// A fact as it stands in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Partial<'a> {
    /// Absent, `null` or declined.
    Unknown,
    /// Plain, or a flow with `amount` and `per`.
    Known(&'a Value),
    /// `min` and `max` as they stand, and whether the numbers are per year.
    Range {
        /// The lower end, inclusive.
        min: Option<&'a Value>,
        /// The upper end, inclusive.
        max: Option<&'a Value>,
        /// `"per": "year"`.
        per_year: bool,
    },
    /// One of these.
    OneOf(&'a [Value]),
}

/// Reads the form.
#[must_use]
pub fn form(value: Option<&Value>) -> Partial<'_> {
    let Some(value) = value else { return Partial::Unknown };
    let Some(map) = value.as_object() else {
        return if value.is_null() { Partial::Unknown } else { Partial::Known(value) };
    };
    if map.contains_key("declined") {
        Partial::Unknown
    } else if let Some(list) = map.get("one_of").and_then(Value::as_array) {
        Partial::OneOf(list)
    } else if map.contains_key("amount") {
        Partial::Known(value)
    } else {
        let end = |key| map.get(key).filter(|end: &&Value| !end.is_null());
        Partial::Range { min: end("min"), max: end("max"), per_year: map.get("per") == Some(&json!("year")) }
    }
}

/// The ends of a range of numbers.
#[must_use]
pub fn ends(min: Option<&Value>, max: Option<&Value>) -> (Option<Decimal>, Option<Decimal>) {
    (min.and_then(number), max.and_then(number))
}

/// A range with these ends; an end that is not known is left out.
#[must_use]
pub fn range(min: Option<Decimal>, max: Option<Decimal>) -> Value {
    let mut range = json!({});
    if let Some(min) = min {
        range["min"] = to_number(min);
    }
    if let Some(max) = max {
        range["max"] = to_number(max);
    }
    range
}

/// Whether this much is settled: a plain value, or a flow that is told.
#[must_use]
pub fn is_known(value: Option<&Value>) -> bool {
    matches!(form(value), Partial::Known(_))
}
