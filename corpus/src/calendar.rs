//! The days on which institutions see outpatients: Sundays and national holidays are off.

use chrono::{Datelike, Weekday};
use model::{Date, Month};

/// Whether a day is a national holiday (国民の祝日 and 休日), by the law as of 2022.
///
/// SPEC: 国民の祝日に関する法律（昭和23年法律第178号）第２条, 第３条; the special years 2019 to 2021 are not covered.
pub(crate) fn is_holiday(day: Date) -> bool {
    is_named(day) || is_substitute(day) || is_between(day)
}

/// A holiday of Article 2.
fn is_named(day: Date) -> bool {
    let (year, month, date) = (day.year(), day.month_of_year(), day.day());
    let nth_monday = |nth: u32| day.weekday() == Weekday::Mon && (date - 1) / 7 + 1 == nth;
    match month {
        1 => date == 1 || nth_monday(2),
        2 => date == 11 || date == 23,
        3 => date == equinox(year, 20_843_1),
        4 => date == 29,
        5 => (3..=5).contains(&date),
        7 => nth_monday(3),
        8 => date == 11,
        9 => nth_monday(3) || date == equinox(year, 23_248_8),
        10 => nth_monday(2),
        11 => date == 3 || date == 23,
        _ => false,
    }
}

/// The day of an equinox, from its day in 1980 in 1/10,000, good for 1980 to 2099 (the official day is published yearly).
const fn equinox(year: u32, day_of_1980: u32) -> u32 {
    let since = year.saturating_sub(1980);
    (day_of_1980 + since * 2422) / 10_000 - since / 4
}

/// 振替休日: the next day that is no holiday, after a holiday that falls on a Sunday (Article 3, 2).
fn is_substitute(day: Date) -> bool {
    if is_named(day) {
        return false;
    }
    let before = (1..=7).map_while(|n| day.plus_days(-n).filter(|&d| is_named(d)));
    before.into_iter().any(|d| d.weekday() == Weekday::Sun)
}

/// A day between two holidays (Article 3, 3).
fn is_between(day: Date) -> bool {
    let named = |n| day.plus_days(n).is_some_and(is_named);
    day.weekday() != Weekday::Sun && named(-1) && named(1)
}

/// The days of a month on which an institution is open, as a mask; bit 0 is the 1st.
pub(crate) fn open_days(month: Month, closed: Option<Weekday>) -> u32 {
    let open = |day: &Date| {
        let weekday = day.weekday();
        weekday != Weekday::Sun && Some(weekday) != closed && !is_holiday(*day) && !is_year_end(*day)
    };
    days(month).filter(open).fold(0, |mask, day| mask | 1 << (day.day() - 1))
}

/// The day itself or the next on which an institution is open.
pub(crate) fn next_open(day: Date, closed: Option<Weekday>) -> Date {
    let is_open = |d: &Date| {
        let weekday = d.weekday();
        weekday != Weekday::Sun && Some(weekday) != closed && !is_year_end(*d) && !is_holiday(*d)
    };
    (0..14).map(|n| after(day, n)).find(is_open).unwrap_or(day)
}

/// The days of a month that fall on a weekday, as a mask.
pub(crate) fn weekdays(month: Month, weekday: Weekday) -> u32 {
    days(month).filter(|d| d.weekday() == weekday).fold(0, |mask, day| mask | 1 << (day.day() - 1))
}

/// How many days of a month belong to a week (Sunday to Saturday) that began in the month before.
pub(crate) fn days_before_sunday(month: Month) -> u32 {
    (7 - month.first().weekday().num_days_from_sunday()) % 7
}

/// The weeks (Sunday to Saturday) of a month, as masks of its days.
pub(crate) fn weeks(month: Month) -> impl Iterator<Item = u32> {
    let (before, last) = (days_before_sunday(month), month.days());
    let all = u32::MAX >> (32 - last);
    let whole = (before..last).step_by(7).map(move |from| (0x7F << from) & all);
    std::iter::once(all & !(u32::MAX << before)).chain(whole).filter(|week| *week != 0)
}

/// Institutions close from 30 December to 3 January.
const fn is_year_end(day: Date) -> bool {
    matches!((day.month_of_year(), day.day()), (12, 30..) | (1, ..=3))
}

fn days(month: Month) -> impl Iterator<Item = Date> {
    (1..=month.days()).filter_map(move |day| month.day(day))
}

/// How many months lie between two months.
pub(crate) fn months_between(from: Month, to: Month) -> i32 {
    let count = |m: Month| i32::try_from(m.year() * 12 + m.month_of_year()).unwrap_or(0);
    count(to) - count(from)
}

/// The day so many days after a day; the day itself should the calendar end.
pub(crate) fn after(day: Date, days: u32) -> Date {
    day.plus_days(i64::from(days)).unwrap_or(day)
}

/// The day so many days before a day; the day itself should the calendar begin.
pub(crate) fn before(day: Date, days: u32) -> Date {
    day.plus_days(-i64::from(days)).unwrap_or(day)
}

/// A day as chrono's ordinal count, for differences.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    to.to_chrono().num_days_from_ce() - from.to_chrono().num_days_from_ce()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::*;

    #[test]
    fn holidays_of_two_years() {
        let year = |y: u32| {
            let days = (1..=12).flat_map(|m| days(Month::new(y, m).unwrap()).collect::<Vec<_>>());
            days.filter(|&d| is_holiday(d)).map(|d| d.number() % 10_000).collect::<Vec<_>>()
        };
        // 令和7年, 令和8年 as published by the Cabinet Office (暦要項), 振替休日 and 国民の休日 included.
        assert_eq!(
            year(2025),
            [
                101, 113, 211, 223, 224, 320, 429, 503, 504, 505, 506, 721, 811, 915, 923, 1013, 1103, 1123,
                1124
            ]
        );
        assert_eq!(
            year(2026),
            [101, 112, 211, 223, 320, 429, 503, 504, 505, 506, 720, 811, 921, 922, 923, 1012, 1103, 1123]
        );
    }

    #[test]
    fn weeks_run_from_sunday_and_fill_the_month() {
        for (month, before, count) in [(2024_11, 2, 5), (2024_12, 0, 5), (2025_03, 1, 6), (2026_02, 0, 4)] {
            let month = Month::from_number(month).unwrap();
            assert_eq!(days_before_sunday(month), before);
            let masks: Vec<u32> = weeks(month).collect();
            assert_eq!(masks.len(), count);
            assert_eq!(masks.iter().map(|m| m.count_ones()).sum::<u32>(), month.days());
            assert_eq!(masks.iter().fold(0, |all, m| all | m), u32::MAX >> (32 - month.days()));
            let sundays = weekdays(month, Weekday::Sun);
            assert!(
                masks.iter().skip(usize::from(before > 0)).all(|m| (m & sundays) == m & m.wrapping_neg())
            );
        }
    }

    #[test]
    fn clinics_close_on_sundays_holidays_and_their_own_day() {
        let month = Month::new(2025, 6).unwrap();
        let closed = weekdays(month, Weekday::Sun) | weekdays(month, Weekday::Thu);
        assert_eq!(open_days(month, Some(Weekday::Thu)), !closed & ((1 << 30) - 1));
    }
}
