//! Lays a screening document beside what the oracle expects.

use rust_decimal::Decimal;
use serde_json::Value;

use super::json::number;
use super::outcome::{Amount, Expected, Verdict};

/// The differences between a screening of a complete document and the oracle's: verdicts and amounts,
/// one line each. Empty: the twins agree.
#[must_use]
pub fn differences(screening: &Value, expected: &[Expected]) -> Vec<String> {
    let mut found = Vec::new();
    for want in expected {
        let Some(got) = entry(screening, want) else {
            found.push(format!("{}: no entry", name(want)));
            continue;
        };
        if got["verdict"] != want.verdict.name() {
            found.push(format!(
                "{}: {} where the oracle says {}",
                name(want),
                got["verdict"],
                want.verdict.name()
            ));
        } else if want.verdict != Verdict::Unlikely && shown(got) != want.amount.map(bounds) {
            let wanted = want.to_json();
            found.push(format!(
                "{}: {} where the oracle says {}",
                name(want),
                got["amount"],
                wanted["amount"]
            ));
        }
    }
    found
}

/// *Soundness*: what a screening of a partly known document says that the oracle's judgement of one
/// of its completions contradicts. A firm verdict has to be the completion's; an amount has to
/// hold what the completion gets.
#[must_use]
pub fn contradictions(screening: &Value, completion: &[Expected]) -> Vec<String> {
    let mut found = Vec::new();
    for want in completion {
        let Some(got) = entry(screening, want) else {
            found.push(format!("{}: no entry", name(want)));
            continue;
        };
        if got["verdict"] != "possible" && got["verdict"] != want.verdict.name() {
            found.push(format!(
                "{}: {} but a completion is {}",
                name(want),
                got["verdict"],
                want.verdict.name()
            ));
        }
        if let (Some((min, max)), Some(amount), true) =
            (shown(got), want.amount, want.verdict != Verdict::Unlikely)
        {
            let (low, high) = bounds(amount);
            let over = max.is_some_and(|max| high.is_none_or(|high| high > max));
            if low < min || over {
                found.push(format!(
                    "{}: {} but a completion gets {}",
                    name(want),
                    got["amount"],
                    want.to_json()["amount"]
                ));
            }
        }
    }
    found
}

fn entry<'a>(screening: &'a Value, want: &Expected) -> Option<&'a Value> {
    let member = want.member.as_deref();
    screening["programs"]
        .as_array()?
        .iter()
        .find(|got| got["id"] == want.id && got["member"].as_str() == member)
}

fn name(entry: &Expected) -> String {
    entry.member.as_ref().map_or_else(|| entry.id.to_owned(), |member| format!("{}/{member}", entry.id))
}

fn shown(entry: &Value) -> Option<(Decimal, Option<Decimal>)> {
    let amount = entry.get("amount").filter(|amount| !amount.is_null())?;
    Some((number(&amount["min"])?, number(&amount["max"])))
}

/// The bounds rounded to fen, as they are shown.
fn bounds(amount: Amount) -> (Decimal, Option<Decimal>) {
    let fen = |value: Decimal| {
        value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
    };
    (fen(amount.min), amount.max.map(fen))
}
