//! The rulebook that is shipped, loaded from its sources.

use std::{path::Path, sync::OnceLock};

use rust_decimal::Decimal;
use serde_json::Value;
use yingbao_core::{Fault, Options, Rulebook, author::Case, document};

fn loaded() -> &'static (Rulebook, Vec<Case>) {
    static LOADED: OnceLock<(Rulebook, Vec<Case>)> = OnceLock::new();
    LOADED.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/rulebooks/cn");
        match yingbao_core::author::load(&folder) {
            Ok(loaded) => {
                // By way of its file, as the widget reads it: with the digest.
                let bytes = loaded.book.to_bytes().unwrap_or_else(|error| panic!("{error}"));
                let book = Rulebook::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"));
                (book, loaded.cases)
            }
            Err(mistakes) => panic!("{mistakes:#?}"),
        }
    })
}

/// The rulebook `cn`.
///
/// # Panics
/// Where it does not load: every test of it then fails with the loader's words.
#[must_use]
pub fn shipped() -> &'static Rulebook {
    &loaded().0
}

/// The household documents of the rulebook's own cases.
///
/// # Panics
/// Where a case is no document.
#[must_use]
pub fn cases() -> Vec<Value> {
    loaded()
        .1
        .iter()
        .map(|case| serde_json::to_value(&case.document).unwrap_or_else(|error| panic!("{error}")))
        .collect()
}

pub mod firm;
pub mod interviews;
pub mod laws;

/// Screens a household document with the shipped rulebook, as the command line does.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen(document: &Value, fault: Option<Fault>) -> Value {
    screen_with(document, fault, Options::default())
}

/// As [`screen()`], trying as hard as told.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen_with(document: &Value, fault: Option<Fault>, options: Options) -> Value {
    let cut = (fault == Some(Fault::RoundsMonths)).then(|| whole_months(document));
    let document = cut.as_ref().unwrap_or(document);
    serde_json::from_str(&text(document, fault, options)).unwrap_or_else(|error| panic!("{error}"))
}

/// The screening document of a household document, as text.
#[must_use]
pub fn screen_text(document: &Value) -> String {
    text(document, None, Options::default())
}

fn text(document: &Value, fault: Option<Fault>, options: Options) -> String {
    let book = shipped();
    let request = document::read(book, &document.to_string(), None)
        .unwrap_or_else(|error| panic!("{error} in {document}"));
    let mut rules = book.at(request.date, request.region, &request.overrides);
    rules.fault = fault;
    let screening = yingbao_core::screen_with(&rules, &request.household, options);
    let written = document::write(&rules, &request.household, &screening);
    serde_json::to_string(&written).unwrap_or_else(|error| panic!("{error}"))
}

/// A broken reader: sums told by the year become months of whole yuan.
fn whole_months(document: &Value) -> Value {
    match document {
        Value::Object(parts) if parts.get("per").is_some_and(|p| p == "year") => {
            let month = |v: &Value| {
                let text = v.as_str().map_or_else(|| v.to_string(), str::to_owned);
                text.parse::<Decimal>().map_or_else(
                    |_| v.clone(),
                    |sum| Value::String((sum / Decimal::from(12)).trunc().to_string()),
                )
            };
            let mut cut: serde_json::Map<String, Value> =
                parts.iter().filter(|(k, _)| *k != "per").map(|(k, v)| (k.clone(), month(v))).collect();
            cut.insert("per".to_owned(), "month".into());
            Value::Object(cut)
        }
        Value::Object(parts) => {
            Value::Object(parts.iter().map(|(k, v)| (k.clone(), whole_months(v))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(whole_months).collect()),
        other => other.clone(),
    }
}
