//! Numbers, ranges and amounts in words.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::{
    domain::{Day, Range},
    rulebook::{Per, Unit},
    screening::Amount,
    wording::placeholders::fill,
};

/// What sentences are put together from; each interface has its own words for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// From `{low}` to `{high}`.
    Between,
    /// `{low}` or more.
    AtLeast,
    /// More than `{low}`.
    Above,
    /// `{high}` or less.
    AtMost,
    /// Less than `{high}`.
    Below,
    /// A number of which nothing is known.
    Any,
    /// Between alternatives.
    Either,
    /// A condition that holds.
    Yes,
    /// A condition that does not.
    No,
    /// A value of which nothing is known.
    Unknown,
    /// A limit that the place does not have.
    NoLimit,
    /// `{n}` yuan.
    Yuan,
    /// `{amount}` in a month.
    PerMonth,
    /// `{amount}` in a year.
    PerYear,
    /// `{amount}`, once.
    Once,
    /// A source, from `{title}`, and `{number}`, `{article}` and `{force}` where it has them.
    Cited,
    /// The `{number}` of a source.
    Number,
    /// An `{article}` of a source.
    Article,
    /// A part, the number of which is in `{article}`, of a source that has no articles.
    Part,
    /// In force from `{date}`.
    Force,
    /// Of a source whose own text nobody has compared.
    Unread,
}

/// The words of one language.
pub trait Phrases: Copy {
    /// A phrase, with its placeholders.
    fn phrase(self, of: Phrase) -> &'static str;

    /// Whether these are Chinese words.
    fn is_chinese(self) -> bool;

    /// Whether digits are grouped by three, 12,000: Chinese does not.
    fn groups_thousands(self) -> bool {
        !self.is_chinese()
    }

    /// A phrase with values in place of its placeholders.
    fn filled(self, of: Phrase, values: &[(&str, &str)]) -> String {
        fill(self.phrase(of), values)
    }
}

/// A number as people read it: whole, or with two decimals.
#[must_use]
pub fn number(thousands: bool, value: Decimal) -> String {
    // In fen; what is told and what the rules hold is far below what fits.
    let mut fen = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    fen.rescale(2);
    let mantissa = i64::try_from(fen.mantissa()).unwrap_or(i64::MAX);
    let fen = mantissa.unsigned_abs();
    let whole = (fen / 100).to_string();
    let mut text = String::from(if mantissa < 0 { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if thousands && index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fen.is_multiple_of(100) {
        text.push('.');
        text.push(digit(fen / 10 % 10));
        text.push(digit(fen % 10));
    }
    text
}

fn digit(of: u64) -> char {
    u32::try_from(of).ok().and_then(|d| char::from_digit(d, 10)).unwrap_or('0')
}

/// A range, each end shown by `end`.
#[must_use]
pub fn range(phrases: impl Phrases, range: Range, end: impl Fn(Decimal) -> String) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) if low.value == high.value => end(low.value),
        (Some(low), Some(high)) => {
            phrases.filled(Phrase::Between, &[("low", &end(low.value)), ("high", &end(high.value))])
        }
        (Some(low), None) if low.value.is_zero() => phrases.phrase(Phrase::Any).to_owned(),
        (Some(low), None) => {
            let above = if low.open { Phrase::Above } else { Phrase::AtLeast };
            phrases.filled(above, &[("low", &end(low.value))])
        }
        (None, Some(high)) => {
            let below = if high.open { Phrase::Below } else { Phrase::AtMost };
            phrases.filled(below, &[("high", &end(high.value))])
        }
        (None, None) => phrases.phrase(Phrase::Any).to_owned(),
    }
}

/// A range of a unit, the unit itself left to the sentence around it.
#[must_use]
pub fn measured(phrases: impl Phrases, of: Range, unit: Unit) -> String {
    range(phrases, of, |value| match unit {
        Unit::Day => value.to_i32().map_or_else(String::new, |day| Day(day).to_string()),
        _ => number(phrases.groups_thousands(), value),
    })
}

/// What a programme would pay, and how often.
#[must_use]
pub fn amount(phrases: impl Phrases, amount: &Amount) -> String {
    let yuan = range(phrases, amount.range, |value| {
        phrases.filled(Phrase::Yuan, &[("n", &number(phrases.groups_thousands(), value))])
    });
    let every = match amount.per {
        Per::Month => Phrase::PerMonth,
        Per::Year => Phrase::PerYear,
        Per::Once => Phrase::Once,
    };
    phrases.filled(every, &[("amount", &yuan)])
}

#[cfg(test)]
mod tests {
    use super::{Phrase, Phrases, number, range};
    use crate::domain::{Bound, Range};

    #[derive(Clone, Copy)]
    struct English;

    impl Phrases for English {
        fn phrase(self, of: Phrase) -> &'static str {
            match of {
                Phrase::Between => "{low} to {high}",
                Phrase::AtLeast => "at least {low}",
                Phrase::Above => "more than {low}",
                Phrase::AtMost => "at most {high}",
                Phrase::Below => "less than {high}",
                _ => "not known",
            }
        }

        fn is_chinese(self) -> bool {
            false
        }
    }

    #[test]
    fn numbers_read_well_with_and_without_thousands() {
        for (value, plain, grouped) in [
            ("1234567.5", "1234567.50", "1,234,567.50"),
            ("100", "100", "100"),
            ("-1000.005", "-1000.01", "-1,000.01"),
            ("999.999", "1000", "1,000"),
            ("0.10", "0.10", "0.10"),
        ] {
            let value = value.parse().unwrap();
            assert_eq!(number(false, value), plain);
            assert_eq!(number(true, value), grouped);
        }
    }

    #[test]
    fn ranges_say_what_is_open() {
        let show = |low: Option<i64>, high: Option<i64>| {
            range(English, Range::between(low.map(Into::into), high.map(Into::into)), |v| v.to_string())
        };
        assert_eq!(show(Some(1), Some(2)), "1 to 2");
        assert_eq!(show(Some(2), Some(2)), "2");
        assert_eq!(show(Some(1), None), "at least 1");
        assert_eq!(show(None, Some(2)), "at most 2");
        assert_eq!(show(Some(0), None), "not known");
        let above = Range { low: Some(Bound { value: 3.into(), open: true }), high: None };
        assert_eq!(range(English, above, |v| v.to_string()), "more than 3");
    }
}
