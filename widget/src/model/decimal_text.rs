//! Numbers as people read them.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::language::Language;

/// A number as people read it: whole, or with two decimals.
#[must_use]
pub fn number(language: Language, value: Decimal) -> String {
    // In fen; what the widget takes in and the rules hold is far below what fits.
    let mut fen = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    fen.rescale(2);
    let mantissa = i64::try_from(fen.mantissa()).unwrap_or(i64::MAX);
    let fen = mantissa.unsigned_abs();
    let whole = (fen / 100).to_string();
    let mut text = String::from(if mantissa < 0 { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if language == Language::English && index > 0 && (whole.len() - index).is_multiple_of(3) {
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

#[cfg(test)]
mod tests {
    use super::number;
    use crate::model::language::Language::{Chinese, English};

    #[test]
    fn numbers_read_well_in_both_languages() {
        for (value, chinese, english) in [
            ("1234567.5", "1234567.50", "1,234,567.50"),
            ("100", "100", "100"),
            ("-1000.005", "-1000.01", "-1,000.01"),
            ("999.999", "1000", "1,000"),
            ("0.10", "0.10", "0.10"),
        ] {
            let value = value.parse().unwrap();
            assert_eq!(number(Chinese, value), chinese);
            assert_eq!(number(English, value), english);
        }
    }
}
