//! Days of the calendar words (docs/rule-language.md, calendar words).

use chrono::Datelike;
use model::{Date, Month};

/// The Sunday of a day's week. SPEC: 通知 第1章第1部 通則6.
pub(crate) fn sunday(day: Date) -> Option<Date> {
    day.plus_days(-i64::from(day.weekday().num_days_from_sunday()))
}

/// The same day of the month so many months later, or the first of the month after where it has none.
pub(super) fn plus_months(day: Date, months: i32) -> Option<Date> {
    let month = day.month().plus(months)?;
    month.day(day.day()).or_else(|| month.plus(1).map(Month::first))
}

/// The first day from which so many months have not yet passed on a day.
pub(super) fn first_within_months(day: Date, months: i32) -> Option<Date> {
    let mut first = day.month().plus(-months)?.first();
    while plus_months(first, months)? <= day {
        first = first.plus_days(1)?;
    }
    Some(first)
}

/// The 1st of April of a month's fiscal year, and its last day.
pub(super) fn fiscal_year(month: Month) -> Option<(Date, Date)> {
    let year = month.year() - u32::from(month.month_of_year() < 4);
    Some((Date::new(year, 4, 1)?, Date::new(year + 1, 3, 31)?))
}

/// Days from one to another, both counted.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(to.to_chrono().num_days_from_ce() - from.to_chrono().num_days_from_ce()) + 1
}

/// Calendar months from one to another.
pub(super) fn months_between(from: Month, to: Month) -> i64 {
    let count = |month: Month| i64::from(month.year()) * 12 + i64::from(month.month_of_year());
    count(to) - count(from)
}

#[cfg(test)]
mod tests {
    use super::{first_within_months, months_between, plus_months};
    use model::Date;

    fn day(number: u32) -> Option<Date> {
        Date::from_number(number)
    }

    #[test]
    fn months_end_on_the_day_that_answers() {
        assert_eq!(day(20240210).and_then(|d| plus_months(d, 1)), day(20240310));
        assert_eq!(day(20240131).and_then(|d| plus_months(d, 1)), day(20240301), "no 31 February");
        assert_eq!(day(20240310).and_then(|d| first_within_months(d, 1)), day(20240211));
    }

    #[test]
    fn the_same_month_is_no_month_away() {
        let months = |a, b| Some(months_between(day(a)?.month(), day(b)?.month()));
        assert_eq!(months(20240101, 20240131), Some(0));
        assert_eq!(months(20231201, 20240131), Some(1));
    }
}
