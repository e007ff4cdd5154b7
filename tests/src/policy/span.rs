//! When a figure holds, as exactly as it is known: a day, a month, a year, or no one knows.

use yingbao_core::Day;

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
