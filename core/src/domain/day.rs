//! Days of the proleptic Gregorian calendar: all the engine needs of dates, without a clock.

use serde::{Deserialize, Serialize};

/// A day, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + is_leap(year) as u32,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    /// The day of a year (1 to 9999), month and day of the month; `None` where there is no such day.
    #[must_use]
    pub const fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > month_length(year, month) {
            return None;
        }
        // Years counted from March put the leap day last; 719 468 days lie between 0000-03-01 and 1970-01-01.
        let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let era = y.div_euclid(400);
        let of_era = y.rem_euclid(400);
        let of_year = (153 * m as i32 + 2) / 5 + day as i32 - 1;
        Some(Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468))
    }

    /// Year, month, day of the month.
    #[must_use]
    pub const fn parts(self) -> (i32, u32, u32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let y = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * y + y / 4 - y / 100);
        let m = (5 * of_year + 2) / 153;
        let day = of_year - (153 * m + 2) / 5 + 1;
        let month = if m < 10 { m + 3 } else { m - 9 };
        let year = y + era * 400 + (month <= 2) as i32;
        (year, month as u32, day as u32)
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(
                |(i, b)| {
                    if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() }
                },
            );
        if !shape {
            return None;
        }
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Self::new(year, month, day)
    }

    /// The same day so many years later; 29 February becomes 1 March in a common year, the day its
    /// birthday counts from.
    #[must_use]
    pub const fn plus_years(self, years: i32) -> Self {
        let (year, month, day) = self.parts();
        match Self::new(year + years, month, day) {
            Some(day) => day,
            None => match Self::new(year + years, 3, 1) {
                Some(day) => day,
                None => self,
            },
        }
    }

    /// The same day so many months earlier, or the last day of that month.
    #[must_use]
    pub const fn minus_months(self, months: i32) -> Self {
        let (year, month, day) = self.parts();
        let index = year * 12 + month as i32 - 1 - months;
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) as u32 + 1);
        let last = month_length(year, month);
        match Self::new(year, month, if day < last { day } else { last }) {
            Some(day) => day,
            None => self,
        }
    }

    /// The day after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Completed years of someone born on this day, as of a later day. Birthdays count from the day itself.
    #[must_use]
    pub const fn age_on(self, day: Self) -> i32 {
        let years = day.parts().0 - self.parts().0;
        if self.plus_years(years).0 <= day.0 { years } else { years - 1 }
    }

    /// The first and last day on which someone can be born who has completed so many years on a day.
    #[must_use]
    pub const fn births(age: i32, on: Self) -> (Self, Self) {
        // Walk from the nearby day: 29 February makes the two edges differ by a day from a plain subtraction.
        let mut last = on.plus_years(-age);
        while last.age_on(on) < age {
            last = Self(last.0 - 1);
        }
        while last.next().0 <= on.0 && last.next().age_on(on) >= age {
            last = last.next();
        }
        let mut first = on.plus_years(-age - 1);
        while first.age_on(on) > age {
            first = first.next();
        }
        while Self(first.0 - 1).age_on(on) <= age {
            first = Self(first.0 - 1);
        }
        (first, last)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_day_of_five_centuries_reads_back() {
        let mut expected = day("1800-01-01");
        assert_eq!(day("1970-01-01"), Day(0));
        while expected < day("2300-01-01") {
            assert_eq!(day(&expected.to_string()), expected);
            expected = expected.next();
        }
        for bad in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-01", "2024-01-32", "x", "2024-+1-01"] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn birthdays_count_from_the_day_and_leap_days_from_march() {
        assert_eq!(day("1966-11-24").age_on(day("2026-11-24")), 60);
        assert_eq!(day("1966-11-25").age_on(day("2026-11-24")), 59);
        assert_eq!(day("2008-02-29").age_on(day("2026-02-28")), 17);
        assert_eq!(day("2008-02-29").age_on(day("2026-03-01")), 18);
        assert_eq!(day("2008-02-29").age_on(day("2024-02-29")), 16);
    }

    #[test]
    fn an_age_gives_exactly_the_days_with_that_age() {
        for on in ["2026-11-24", "2024-02-29", "2026-02-28", "2026-03-01", "2027-03-01"] {
            let on = day(on);
            for age in 0..110 {
                let (first, last) = Day::births(age, on);
                assert_eq!(first.age_on(on), age);
                assert_eq!(last.age_on(on), age);
                assert_eq!(Day(first.0 - 1).age_on(on), age + 1);
                assert!(last == on || last.next().age_on(on) == age - 1);
            }
        }
    }

    #[test]
    fn months_earlier_stay_in_the_month() {
        assert_eq!(day("2026-08-31").minus_months(18), day("2025-02-28"));
        assert_eq!(day("2026-01-15").minus_months(1), day("2025-12-15"));
    }
}
