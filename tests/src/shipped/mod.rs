//! The rulebook that is shipped, loaded from its sources.

use std::{path::Path, sync::OnceLock};

use rust_decimal::Decimal;
use serde_json::Value;
use yingbao_core::{author::Case, document, engine::Options, rulebook::Rulebook, ruleset::Fault};

use crate::{
    generate::{
        facts::{Kind, TOTALS, Total},
        totals,
    },
    oracle,
};

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

/// How the engine, or the reader before it, is broken: a law that cannot fail shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// The engine's own fault.
    Engine(Fault),
    /// The reader takes the low end of a total for the total.
    LowTotals,
    /// The reader forgets what the members tell themselves where a total is told.
    OnlyTotals,
    /// As that, and it takes a total told by the year for one of a month.
    YearlyTotals,
    /// The reader gives all of a total to whoever is named first.
    TotalsOnFirst,
    /// The reader has no room for totals of 40,000 a year and more, and begins again at nothing.
    TotalsWrap,
}

impl From<Fault> for Breakage {
    fn from(fault: Fault) -> Self {
        Breakage::Engine(fault)
    }
}

/// Screens a household document with the shipped rulebook, as the command line does.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen(document: &Value, broken: Option<Breakage>) -> Value {
    screen_with(document, broken, Options::default())
}

/// As [`screen()`], trying as hard as told.
///
/// # Panics
/// Where the document is refused: the generators make good ones.
#[must_use]
pub fn screen_with(document: &Value, broken: Option<Breakage>, options: Options) -> Value {
    serde_json::from_str(&text(document, broken, options)).unwrap_or_else(|error| panic!("{error}"))
}

/// The screening document of a household document, as text.
#[must_use]
pub fn screen_text(document: &Value) -> String {
    text(document, None, Options::default())
}

/// Reads a household document by the shipped rulebook.
///
/// # Errors
/// What is wrong with the document.
pub fn read(
    document: &Value,
    broken: Option<Breakage>,
) -> Result<document::Request, document::DocumentError> {
    let misread = broken.and_then(|broken| misread(document, broken));
    document::read(shipped(), &misread.as_ref().unwrap_or(document).to_string(), None)
}

fn text(document: &Value, broken: Option<Breakage>, options: Options) -> String {
    let book = shipped();
    let request = read(document, broken).unwrap_or_else(|error| panic!("{error} in {document}"));
    let mut rules = book.at(request.date, request.region, &request.overrides);
    rules.fault = match broken {
        Some(Breakage::Engine(fault)) => Some(fault),
        _ => None,
    };
    let screening = yingbao_core::engine::screen_with(&rules, &request.household, options);
    let written = document::write(&rules, &request.household, &screening);
    serde_json::to_string(&written).unwrap_or_else(|error| panic!("{error}"))
}

/// The document as a broken reader takes it, if it is the reader that is broken.
fn misread(document: &Value, broken: Breakage) -> Option<Value> {
    let mut taken = document.clone();
    let is_told = |document: &Value, total: &Total| totals::is_told(document, total);
    match broken {
        Breakage::Engine(Fault::RoundsMonths) => {
            taken = whole_months(document);
            // What no longer adds up would be refused.
            for total in
                TOTALS.iter().filter(|total| totals::agreed(&taken, total).is_none()).collect::<Vec<_>>()
            {
                taken["household"][total.key] = Value::Null;
            }
        }
        Breakage::Engine(_) => return None,
        Breakage::LowTotals => {
            for total in TOTALS.iter().filter(|total| is_told(document, total)) {
                let Some((low, _)) = totals::agreed(document, total) else { continue };
                taken["household"][total.key] = exactly(low, total);
            }
        }
        Breakage::OnlyTotals | Breakage::YearlyTotals => {
            for total in TOTALS.iter().filter(|total| is_told(document, total)) {
                totals::forget_parts(&mut taken, total);
                if broken == Breakage::YearlyTotals
                    && let Some(told) = taken["household"][total.key].as_object_mut()
                {
                    told.shift_remove("per");
                }
            }
        }
        Breakage::TotalsWrap => {
            for total in TOTALS.iter().filter(|total| is_told(document, total)) {
                let (low, _) = totals::told(document, total);
                taken["household"][total.key] = exactly(low % Decimal::from(40_000), total);
            }
        }
        Breakage::TotalsOnFirst => {
            for total in TOTALS.iter().filter(|total| is_told(document, total)) {
                for member in taken["members"].as_array_mut().into_iter().flatten() {
                    total.parts.iter().for_each(|key| member[*key] = 0.into());
                }
                taken["members"][0][total.parts[0]] = document["household"][total.key].clone();
            }
        }
    }
    Some(taken)
}

/// A sum as an exact total.
fn exactly(sum: Decimal, total: &Total) -> Value {
    match total.kind {
        Kind::Flow => totals::by_the_year(sum),
        _ => oracle::json::to_number(sum),
    }
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
