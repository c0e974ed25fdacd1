//! Days of the calendar in Japan, as forms ask for them, and the seconds at which they begin.

use chrono::{Days, NaiveDate, NaiveTime};

// SPEC: 標準時ニ関スル件（明治28年勅令第167号）: nine hours before Greenwich, no summer time.
const JAPAN: i64 = 9 * 60 * 60;

/// A day as a form gives it (`2024-06-01`).
pub fn typed(text: &str) -> Option<NaiveDate> {
    text.trim().parse().ok()
}

/// When it begins.
pub fn begins(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp().saturating_sub(JAPAN)
}

/// The first second after it.
pub fn ends(day: NaiveDate) -> i64 {
    day.checked_add_days(Days::new(1)).map_or(i64::MAX, begins)
}

/// The day in which a second lies.
pub fn of(seconds: i64) -> Option<NaiveDate> {
    Some(chrono::DateTime::from_timestamp(seconds.checked_add(JAPAN)?, 0)?.date_naive())
}

/// A period from the first to the last day that were typed; blank is open. `None` for what is no day.
pub fn period(first: &str, last: &str) -> Option<(i64, i64)> {
    let bound = |text: &str, open: i64, at: fn(NaiveDate) -> i64| {
        if text.trim().is_empty() { Some(open) } else { typed(text).map(at) }
    };
    Some((bound(first, 0, begins)?, bound(last, i64::MAX, ends)?))
}

/// A period as people read it; blank where it is open.
pub fn told((from, until): (i64, i64)) -> (String, String) {
    let day = |at: i64| of(at).map(|day| day.to_string()).unwrap_or_default();
    let first = if from <= 0 { String::new() } else { day(from) };
    let last = if until == i64::MAX { String::new() } else { day(until - 1) };
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::{period, told};

    #[test]
    fn days_begin_at_midnight_in_japan_and_come_back() {
        assert_eq!(period("", ""), Some((0, i64::MAX)));
        let june = period("2024-06-01", "2024-06-10");
        assert_eq!(june, Some((1_717_167_600, 1_718_031_600)));
        assert_eq!(june.map(told), Some(("2024-06-01".to_owned(), "2024-06-10".to_owned())));
        assert_eq!(told((0, i64::MAX)), (String::new(), String::new()));
        for wrong in ["2024-02-30", "x", "20240601"] {
            assert_eq!(period(wrong, ""), None, "{wrong}");
        }
    }
}
