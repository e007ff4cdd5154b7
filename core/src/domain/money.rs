//! Sums of money over time. They are held by the year: twelve months are exact, a twelfth of a year need not be.

use rust_decimal::Decimal;

use crate::domain::{Bound, Range};

/// Months of a year.
pub const MONTHS: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

/// The largest sum, in CNY: what lies beyond is taken for a slip of the hand (10^12).
pub const MOST: Decimal = Decimal::from_parts(3_567_587_328, 232, 0, false, 0);

/// What a monthly sum is in a year.
#[must_use]
pub fn in_a_year(a_month: Decimal) -> Decimal {
    a_month * MONTHS
}

impl Range {
    /// What yearly sums are in a month.
    #[must_use]
    pub fn in_a_month(self) -> Self {
        self.divide(Self::exact(MONTHS))
    }

    /// What monthly sums are in a year; an end too large to hold is no end.
    #[must_use]
    pub fn in_a_year(self) -> Self {
        let end = |end: Option<Bound>| {
            end.and_then(|b| Some(Bound { value: b.value.checked_mul(MONTHS)?, open: b.open }))
        };
        Self { low: end(self.low), high: end(self.high) }
    }
}

#[cfg(test)]
mod tests {
    use super::{MONTHS, MOST};
    use crate::domain::Range;

    #[test]
    fn the_numbers_are_what_they_are_called() {
        assert_eq!(MONTHS.to_string(), "12");
        assert_eq!(MOST.to_string(), "1000000000000");
        let month = Range::between(Some("0.01".parse().unwrap()), Some(MOST));
        assert_eq!(month.in_a_year().in_a_month(), month);
    }
}
