//! When a figure holds, as exactly as it is known: a day, a month, a year, or no one knows.

use yingbao_core::domain::Day;

/// Days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// Reads `2024-07-01`, `2024-07`, `2024` or nothing, which is the whole of time.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let between = |first: &str, last: &str| {
            let day = |rest: &str| Day::parse(&format!("{text}{rest}"));
            Some(Self { first: day(first)?, last: day(last)? })
        };
        match text.len() {
            0 => Some(Self { first: Day(i32::MIN), last: Day(i32::MAX) }),
            4 => between("-01-01", "-12-31"),
            7 => ["-31", "-30", "-29", "-28"].iter().find_map(|last| between("-01", last)),
            _ => between("", ""),
        }
    }

    /// The day, if there is only one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        (self.first == self.last).then_some(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_as_exact_as_it_is_written() {
        let days = |text| Span::parse(text).map(|span| (span.first.to_string(), span.last.to_string()));
        let two = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(days("2024-07-01"), two("2024-07-01", "2024-07-01"));
        assert_eq!(days("2024-02"), two("2024-02-01", "2024-02-29"));
        assert_eq!(days("2023"), two("2023-01-01", "2023-12-31"));
        assert_eq!(days("2023-02-30"), None);
        assert_eq!(days("July"), None);
        assert!(Span::parse("").is_some_and(|span| span.day().is_none()));
    }
}
