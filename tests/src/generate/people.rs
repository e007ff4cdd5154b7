//! Birthdays around the ages that matter, and the school that fits them.

use super::household::Role;
use super::random::Random;
use crate::oracle::day::{Day, days_in, is_leap};

/// The ages that some rule asks for.
const AGES: [i64; 10] = [3, 6, 7, 16, 18, 55, 60, 70, 80, 90];

/// A birth date: often the day before, on or after a birthday that matters, sometimes 29 February.
#[must_use]
pub fn birthday(role: Role, date: Day, random: &mut Random) -> Day {
    let (low, high) = match role {
        Role::Young => (0, 26),
        Role::Adult => (18, 62),
        Role::Old => (52, 97),
    };
    let fitting: Vec<i64> = AGES.into_iter().filter(|age| (low..=high).contains(age)).collect();
    let at_threshold = random.chance(60) && !fitting.is_empty();
    let years = if at_threshold { random.pick(&fitting) } else { random.between(low, high) };
    let year = date.year - i32::try_from(years).unwrap_or(0);
    let born = if at_threshold {
        let day = date.day.min(days_in(year, date.month));
        let exact = Day { year, month: date.month, day };
        match random.below(3) {
            0 => exact,
            1 => exact.next(),
            _ => exact.previous(),
        }
    } else if random.chance(10) && is_leap(year) {
        Day { year, month: 2, day: 29 }
    } else {
        let month = u32::try_from(random.between(1, 12)).unwrap_or(1);
        let day = u32::try_from(random.between(1, i64::from(days_in(year, month)))).unwrap_or(1);
        Day { year, month, day }
    };
    born.min(date)
}

/// A birth date of somebody who has completed so many years on `date`; often the first or the last
/// such day.
#[must_use]
pub fn born_at_age(age: i32, date: Day, random: &mut Random) -> Day {
    let aged = |day: &Day| day.age_on(date) == age;
    let latest =
        Day { year: date.year - age, day: date.day.min(days_in(date.year - age, date.month)), ..date };
    let candidates = [latest, latest.next(), latest.previous()];
    let earliest =
        Day { year: latest.year - 1, day: date.day.min(days_in(latest.year - 1, date.month)), ..date };
    let mut days: Vec<Day> =
        candidates.into_iter().chain([earliest.next(), earliest.next().next()]).collect();
    days.extend((0..4).map(|_| {
        let year = latest.year - i32::from(random.chance(50));
        let month = u32::try_from(random.between(1, 12)).unwrap_or(1);
        let day = u32::try_from(random.between(1, 28)).unwrap_or(1);
        Day { year, month, day }
    }));
    days.retain(|day| aged(day) && *day <= date);
    random.pick(&days)
}

/// The stage of study at an age, mostly the usual one.
#[must_use]
pub fn student_at(age: i32, random: &mut Random) -> &'static str {
    if random.chance(5) {
        return random.pick(super::facts::STUDENTS);
    }
    match age {
        3..=5 => "preschool",
        6..=11 => "primary",
        12..=14 => "junior_middle",
        15..=17 => random.pick(&["senior_high", "vocational", "none"]),
        18..=26 => random.pick(&["none", "none", "undergraduate", "postgraduate", "vocational"]),
        _ => "none",
    }
}
