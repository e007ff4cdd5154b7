//! What the oracle says: verdicts and amounts, first in one world, then over all of them.

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::truth::Truth;
use super::vocabulary::Rounding;

/// A verdict of the screening document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// In every world every test holds.
    Likely,
    /// It depends on what is open.
    Possible,
    /// In no world.
    Unlikely,
}

impl Verdict {
    /// The contract's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Likely => "likely",
            Verdict::Possible => "possible",
            Verdict::Unlikely => "unlikely",
        }
    }
}

/// The period an amount is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Each month.
    Month,
    /// Each year.
    Year,
    /// Once.
    Once,
}

impl Per {
    /// The contract's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Per::Month => "month",
            Per::Year => "year",
            Per::Once => "once",
        }
    }
}

/// An amount of money between two bounds, CNY.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// At least.
    pub min: Decimal,
    /// At most; `None`: not known.
    pub max: Option<Decimal>,
    /// The period.
    pub per: Per,
}

impl Amount {
    /// A monthly amount that is known.
    #[must_use]
    pub fn monthly(value: Decimal) -> Self {
        Amount { min: value, max: Some(value), per: Per::Month }
    }

    /// A monthly amount known only from below.
    #[must_use]
    pub fn monthly_from(min: Decimal) -> Self {
        Amount { min, max: None, per: Per::Month }
    }

    /// A yearly amount that is known.
    #[must_use]
    pub fn yearly(value: Decimal) -> Self {
        Amount { min: value, max: Some(value), per: Per::Year }
    }

    /// The same amount, or any part of it.
    #[must_use]
    pub fn or_less(self) -> Self {
        Amount { min: Decimal::ZERO, ..self }
    }

    fn hull(self, other: Amount) -> Amount {
        let max = self.max.zip(other.max).map(|(a, b)| a.max(b));
        Amount { min: self.min.min(other.min), max, per: self.per }
    }
}

/// What one world says about one programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the programme's tests hold.
    pub holds: Truth,
    /// What it pays where it may hold.
    pub amount: Option<Amount>,
}

impl Outcome {
    /// A programme whose amount cannot be estimated, or that pays none.
    #[must_use]
    pub fn unpaid(holds: Truth) -> Self {
        Outcome { holds, amount: None }
    }
}

/// An entry of the screening document, as far as the oracle speaks about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Program id.
    pub id: &'static str,
    /// Member id, for a programme tested per person.
    pub member: Option<String>,
    /// Verdict.
    pub verdict: Verdict,
    /// Amount, where one can be estimated and the verdict is not `unlikely`.
    pub amount: Option<Amount>,
}

impl Expected {
    /// Combines what every world says: the verdict they agree on, the hull of what is paid
    /// in those that qualify.
    #[must_use]
    pub fn over_worlds(id: &'static str, member: Option<&str>, outcomes: &[Outcome]) -> Self {
        let verdict = if outcomes.iter().all(|outcome| outcome.holds == Truth::Yes) {
            Verdict::Likely
        } else if outcomes.iter().any(|outcome| outcome.holds.may_hold()) {
            Verdict::Possible
        } else {
            Verdict::Unlikely
        };
        let mut qualifying = outcomes.iter().filter(|outcome| outcome.holds.may_hold());
        let amount = qualifying.next().and_then(|first| first.amount).and_then(|first| {
            qualifying.try_fold(first, |hull, outcome| outcome.amount.map(|amount| hull.hull(amount)))
        });
        Expected { id, member: member.map(str::to_owned), verdict, amount }
    }

    /// The entry as the screening document would show it: `id`, `member`, `verdict`, `amount`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut entry = Map::new();
        entry.insert("id".to_owned(), self.id.into());
        entry.insert("member".to_owned(), self.member.clone().into());
        entry.insert("verdict".to_owned(), self.verdict.name().into());
        if let Some(amount) = self.amount {
            let mut shown = Map::new();
            shown.insert("min".to_owned(), money(amount.min).into());
            if let Some(max) = amount.max {
                shown.insert("max".to_owned(), money(max).into());
            }
            shown.insert("per".to_owned(), amount.per.name().into());
            entry.insert("amount".to_owned(), shown.into());
        }
        Value::Object(entry)
    }
}

/// Two decimals, as the screening document writes money.
fn money(value: Decimal) -> String {
    let fen = value.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    format!("{fen:.2}")
}

/// A yearly amount as a monthly one, rounded once, on the total: to the fen, half up, or up to
/// the whole yuan. Exact: the remainder decides, not a rounded quotient.
#[must_use]
pub fn monthly_rounded(per_year: Decimal, rounding: Rounding) -> Decimal {
    let months = Decimal::from(12);
    let hundred = Decimal::from(100);
    match rounding {
        Rounding::Fen => {
            let whole = (per_year * hundred / months).floor();
            let rest = per_year * hundred - whole * months;
            let fen = if rest + rest >= months { whole + Decimal::ONE } else { whole };
            fen / hundred
        }
        Rounding::YuanUp => {
            let whole = (per_year / months).floor();
            if whole * months < per_year { whole + Decimal::ONE } else { whole }
        }
    }
}
