//! Calendar days and completed years.

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, from 1.
    pub day: u32,
}

impl Day {
    /// Reads `YYYY-MM-DD`; `None` if there is no such day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        let read = Day { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        let exists =
            (1..=12).contains(&read.month) && (1..=days_in(read.year, read.month)).contains(&read.day);
        exists.then_some(read)
    }

    /// Completed years (周岁) on `on`: a birthday counts from the day itself, one on
    /// 29 February from 1 March in a common year.
    #[must_use]
    pub fn age_on(self, on: Day) -> i32 {
        let years = on.year - self.year;
        let born_leap_day = self.month == 2 && self.day == 29;
        let (month, day) = if born_leap_day && !is_leap(on.year) { (3, 1) } else { (self.month, self.day) };
        if (on.month, on.day) >= (month, day) { years } else { years - 1 }
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        if self.day < days_in(self.year, self.month) {
            Day { day: self.day + 1, ..self }
        } else if self.month < 12 {
            Day { month: self.month + 1, day: 1, ..self }
        } else {
            Day { year: self.year + 1, month: 1, day: 1 }
        }
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.day > 1 {
            Day { day: self.day - 1, ..self }
        } else if self.month > 1 {
            Day { month: self.month - 1, day: days_in(self.year, self.month - 1), ..self }
        } else {
            Day { year: self.year - 1, month: 12, day: 31 }
        }
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Whether the year has a 29 February.
#[must_use]
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Number of days of a month.
#[must_use]
pub fn days_in(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
