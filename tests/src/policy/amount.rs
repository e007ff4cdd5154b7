//! An amount in the measure of the rulebook, which holds flows by the year.

use std::fmt;

use rust_decimal::Decimal;

/// What a row says a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number: CNY a year, CNY, or a count.
    Number(Decimal),
    /// So many times another parameter; of a monthly standard so many months of it.
    Times(Decimal, &'static str),
}

impl Amount {
    /// An amount in a unit of the lists; `None` where the rulebook has no such measure.
    #[must_use]
    pub fn of(amount: &str, unit: &str) -> Option<Self> {
        let amount: Decimal = amount.parse().ok()?;
        let a_year = Decimal::from(12);
        Some(match unit {
            "CNY/person/month" => Self::Number(amount * a_year),
            "CNY/person/year" | "CNY/person" | "count" | "dwellings" => Self::Number(amount),
            "x dibao" | "x monthly dibao" | "x monthly urban dibao" | "x monthly dibao x members" => {
                Self::Times(amount, "dibao_standard")
            }
            "x annual dibao" => Self::Times(amount * a_year, "dibao_standard"),
            "x last year disposable income" => Self::Times(amount, "per_capita_disposable_income"),
            _ => return None,
        })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.normalize()),
            Self::Times(times, of) => write!(f, "{} x {of}", times.normalize()),
        }
    }
}
