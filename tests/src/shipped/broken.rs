//! Broken engines: a law that cannot fail shows nothing. Each is the engine as it is behind a reader that misreads the
//! document, or before a writer that says something else; the engine itself holds no fault.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::{
    generate::{
        facts::{INCOME_TOTAL, Kind, TOTALS, Total},
        totals,
    },
    oracle::json::{flow_per_year, to_number},
};

/// How the engine is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakage {
    /// What the first member has is left out.
    ForgetsFirst,
    /// A range keeps its lower end alone.
    LowEnds,
    /// Sums told by the year become months of whole yuan.
    RoundsMonths,
    /// Sums of 40,000 a year and more begin again at nothing.
    WrapsAround,
    /// The low end of a total is taken for the total.
    LowTotals,
    /// What the members tell themselves is forgotten where a total is told.
    OnlyTotals,
    /// As that, and a total told by the year is taken for one of a month.
    YearlyTotals,
    /// All of a total is given to whoever is named first.
    TotalsOnFirst,
    /// Totals of 40,000 a year and more begin again at nothing.
    TotalsWrap,
    /// What is not known fails.
    UnknownFails,
    /// Of two things that are missing one is named.
    ForgetsMissing,
    /// Whatever is open is left to the office.
    OfficeAlways,
}

/// From here on a sum by the year is too great for a broken engine.
const TOO_GREAT: i64 = 40_000;

impl Breakage {
    /// The document as it is misread; `None` where it is read as it is.
    #[must_use]
    pub fn reads(self, document: &Value) -> Option<Value> {
        let mut taken = document.clone();
        let told = || TOTALS.iter().filter(|total| totals::is_told(document, total));
        match self {
            Self::UnknownFails | Self::ForgetsMissing | Self::OfficeAlways => return None,
            Self::ForgetsFirst => {
                INCOME_TOTAL.parts.iter().for_each(|key| taken["members"][0][*key] = 0.into());
                forget_contradicted(&mut taken);
            }
            Self::LowEnds => {
                taken = low_ends(document);
                forget_contradicted(&mut taken);
            }
            Self::RoundsMonths => {
                taken = whole_months(document);
                forget_contradicted(&mut taken);
            }
            Self::WrapsAround => {
                for member in taken["members"].as_array_mut().into_iter().flatten() {
                    for key in INCOME_TOTAL.parts {
                        if let Some(year) = member.get(*key).and_then(flow_per_year) {
                            member[*key] = totals::by_the_year(year % Decimal::from(TOO_GREAT));
                        }
                    }
                }
                forget_contradicted(&mut taken);
            }
            Self::LowTotals => {
                for total in told() {
                    let Some((low, _)) = totals::agreed(document, total) else { continue };
                    taken["household"][total.key] = exactly(low, total);
                }
            }
            Self::OnlyTotals | Self::YearlyTotals => {
                for total in told() {
                    totals::forget_parts(&mut taken, total);
                    if self == Self::YearlyTotals
                        && let Some(told) = taken["household"][total.key].as_object_mut()
                    {
                        told.shift_remove("per");
                    }
                }
            }
            Self::TotalsWrap => {
                for total in told() {
                    let (low, _) = totals::told(document, total);
                    taken["household"][total.key] = exactly(low % Decimal::from(TOO_GREAT), total);
                }
            }
            Self::TotalsOnFirst => {
                for total in told() {
                    for member in taken["members"].as_array_mut().into_iter().flatten() {
                        total.parts.iter().for_each(|key| member[*key] = 0.into());
                    }
                    taken["members"][0][total.parts[0]] = document["household"][total.key].clone();
                }
            }
        }
        Some(taken)
    }

    /// Says something else than the engine did.
    pub fn answers(self, screening: &mut Value) {
        if self == Self::ForgetsMissing {
            forget_every_second(&mut screening["next"]);
        }
        for entry in screening["programs"].as_array_mut().into_iter().flatten() {
            let possible = entry["verdict"] == "possible";
            match self {
                Self::UnknownFails if possible => entry["verdict"] = json!("unlikely"),
                Self::OfficeAlways if possible => {
                    entry["open"] = json!("office");
                    entry["missing"] = json!([]);
                    if let Some(entry) = entry.as_object_mut() {
                        entry.shift_remove("follows");
                    }
                }
                Self::ForgetsMissing => forget_every_second(&mut entry["missing"]),
                _ => {}
            }
        }
    }
}

/// A sum as an exact total.
fn exactly(sum: Decimal, total: &Total) -> Value {
    match total.kind {
        Kind::Flow => totals::by_the_year(sum),
        _ => to_number(sum),
    }
}

/// What no longer adds up would be refused.
fn forget_contradicted(taken: &mut Value) {
    for total in &TOTALS {
        if totals::agreed(taken, total).is_none() {
            taken["household"][total.key] = Value::Null;
        }
    }
}

fn forget_every_second(list: &mut Value) {
    if let Some(list) = list.as_array_mut() {
        *list = list.iter().step_by(2).cloned().collect();
    }
}

fn low_ends(document: &Value) -> Value {
    match document {
        Value::Object(parts) => match (parts.get("min"), parts.get("per")) {
            (Some(min), Some(per)) => json!({"amount": min, "per": per}),
            (Some(min), None) => min.clone(),
            (None, _) => Value::Object(parts.iter().map(|(k, v)| (k.clone(), low_ends(v))).collect()),
        },
        Value::Array(items) => Value::Array(items.iter().map(low_ends).collect()),
        other => other.clone(),
    }
}

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
