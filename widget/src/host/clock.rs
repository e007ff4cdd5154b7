//! The device's clock.

use yingbao_core::domain::Day;

/// The day by the device's clock.
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2026);
    Day::new(year, now.get_month() + 1, now.get_date()).unwrap_or(Day(0))
}
