//! Calendar words, each as its row in docs/rule-language.md says it.

use model::{Date, Month};

/// Days from one to another, both included; an end that is open is `None`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self { first: None, last: None };

    /// From one day to another.
    pub const fn between(first: Date, last: Date) -> Self {
        Self { first: Some(first), last: Some(last) }
    }

    /// Whether a day is among them.
    pub fn hold(self, day: Date) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    /// The later of two beginnings, the earlier of two ends.
    pub fn and(self, other: Self) -> Self {
        Self { first: self.first.max(other.first), last: [self.last, other.last].into_iter().flatten().min() }
    }
}

/// So many days later, or earlier.
pub fn later(day: Date, days: i64) -> Date {
    day.plus_days(days).expect("days of receipts are far from the ends of the calendar")
}

/// So many months later, or earlier.
pub fn month_later(month: Month, months: i32) -> Month {
    month.plus(months).expect("months of receipts are far from the ends of the calendar")
}

/// Dからn月を経過した日: the same day of the month n later, or the first of the month after where it has none.
pub fn months_after(day: Date, months: i32) -> Date {
    let month = month_later(day.month(), months);
    month.day(day.day()).unwrap_or_else(|| month_later(month, 1).first())
}

/// The Sunday with which the week of a day begins.
pub fn sunday(day: Date) -> Date {
    later(day, -i64::from(day.weekday().num_days_from_sunday()))
}

/// と同週: Sunday to Saturday.
pub fn week(day: Date) -> Days {
    Days::between(sunday(day), later(sunday(day), 6))
}

/// と同月: first to last day of the month.
pub const fn month(month: Month) -> Days {
    Days::between(month.first(), month.last())
}

/// と同年度: 1 April to 31 March.
pub fn fiscal_year(day: Date) -> Days {
    let year = if day.month_of_year() >= 4 { day.year() } else { day.year() - 1 };
    let ends = Date::new(year, 4, 1).zip(Date::new(year + 1, 3, 31));
    ends.map_or(Days::ALL, |(first, last)| Days::between(first, last))
}

/// Dに先立つn月以内: days d before D whose dからn月を経過した日 is after D. Tried day by day.
pub fn within_months_before(day: Date, months: i32) -> Days {
    let mut first = day;
    while months_after(later(first, -1), months) > day {
        first = later(first, -1);
    }
    Days::between(first, later(day, -1))
}

/// AからBまでの月数: calendar months, the same month 0.
pub fn months_between(from: Month, to: Month) -> i64 {
    let count = |month: Month| i64::from(month.year() * 12 + month.month_of_year());
    count(to) - count(from)
}

/// AからBまでの日数: both counted.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to.to_chrono() - from.to_chrono()).num_days() + 1
}
