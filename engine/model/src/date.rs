//! Calendar days and months as claims write them: Gregorian, or the older era form.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

/// A valid Gregorian day, kept as the number YYYYMMDD so that order is by comparison.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(u32);

/// A valid Gregorian month, kept as the number YYYYMM.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u32);

/// An era of the Japanese calendar, with the digit that claims write for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// 明治.
    Meiji = 1,
    /// 大正.
    Taisho = 2,
    /// 昭和.
    Showa = 3,
    /// 平成.
    Heisei = 4,
    /// 令和.
    Reiwa = 5,
}

impl Era {
    /// The era of a digit 1 to 5.
    pub const fn from_digit(digit: u32) -> Option<Self> {
        match digit {
            1 => Some(Self::Meiji),
            2 => Some(Self::Taisho),
            3 => Some(Self::Showa),
            4 => Some(Self::Heisei),
            5 => Some(Self::Reiwa),
            _ => None,
        }
    }

    /// The era of a day; `None` before 明治.
    pub fn of(day: Date) -> Option<Self> {
        (1..=5).filter_map(Self::from_digit).find(|era| (era.bounds().0..=era.bounds().1).contains(&day.0))
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Meiji => "明治",
            Self::Taisho => "大正",
            Self::Showa => "昭和",
            Self::Heisei => "平成",
            Self::Reiwa => "令和",
        }
    }

    /// The year of the era in which a Gregorian year lies, 1 for the first.
    pub const fn year_of(self, year: u32) -> u32 {
        year.saturating_sub(self.year_zero())
    }

    /// First and last day as YYYYMMDD; the last day of 令和 is open.
    const fn bounds(self) -> (u32, u32) {
        match self {
            Self::Meiji => (1868_01_25, 1912_07_29),
            Self::Taisho => (1912_07_30, 1926_12_24),
            Self::Showa => (1926_12_25, 1989_01_07),
            Self::Heisei => (1989_01_08, 2019_04_30),
            Self::Reiwa => (2019_05_01, 9999_12_31),
        }
    }

    const fn year_zero(self) -> u32 {
        self.bounds().0 / 10_000 - 1
    }
}

#[inline]
const fn days_in(year: u32, month: u32) -> u32 {
    if month == 2 { 28 + is_leap(year) as u32 } else { most_days(month) }
}

#[inline]
const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The days of a month of a leap year: from January on every other month has 31, and so from August on.
///
/// PERF: counted, not asked for: the months of a file cannot be guessed.
#[inline]
const fn most_days(month: u32) -> u32 {
    if month == 2 { 29 } else { 30 + ((month ^ month >> 3) & 1) }
}

/// Whether the calendar has the day.
///
/// PERF: always in place: the reader of claims asks from a function with wide instructions, from which a call is dear.
#[inline(always)]
const fn is_day(year: u32, month: u32, day: u32) -> bool {
    let month_known = (year >= 1) & (year <= 9999) & (month >= 1) & (month <= 12);
    month_known & (day >= 1) & (day <= most_days(month)) && (month * 100 + day != 2_29 || is_leap(year))
}

impl Date {
    /// The first day that can be written; stands for "always has been".
    pub const FIRST: Self = Self(10_101);

    /// A day from year, month and day; `None` when the calendar has no such day.
    #[inline]
    pub const fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        if is_day(year, month, day) { Some(Self(year * 10_000 + month * 100 + day)) } else { None }
    }

    /// A day from the number YYYYMMDD.
    #[inline]
    pub const fn from_number(yyyymmdd: u32) -> Option<Self> {
        let (year, month_and_day) = (yyyymmdd / 10_000, yyyymmdd % 10_000);
        if is_day(year, month_and_day / 100, month_and_day % 100) { Some(Self(yyyymmdd)) } else { None }
    }

    /// A day from the number GYYMMDD, where G is the era; `None` when the era has no such day.
    pub fn from_era_number(gyymmdd: u32) -> Option<Self> {
        let era = Era::from_digit(gyymmdd / 1_000_000)?;
        let date = Self::new(era.year_zero() + gyymmdd / 10_000 % 100, gyymmdd / 100 % 100, gyymmdd % 100)?;
        let (first, last) = era.bounds();
        (date.0 >= first && date.0 <= last).then_some(date)
    }

    /// The number YYYYMMDD.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The year.
    pub const fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// The month of the year, 1 to 12.
    pub const fn month_of_year(self) -> u32 {
        self.0 / 100 % 100
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u32 {
        self.0 % 100
    }

    /// The month in which the day lies.
    pub const fn month(self) -> Month {
        Month(self.0 / 100)
    }

    /// The same day for calendar arithmetic.
    pub fn to_chrono(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year().cast_signed(), self.month_of_year(), self.day())
            .unwrap_or(NaiveDate::MIN)
    }

    /// A day out of calendar arithmetic; `None` outside the years 1 to 9999.
    pub fn from_chrono(date: NaiveDate) -> Option<Self> {
        Self::new(u32::try_from(date.year()).ok()?, date.month(), date.day())
    }

    /// The day `n` days later (earlier when negative).
    pub fn plus_days(self, n: i64) -> Option<Self> {
        Self::from_chrono(self.to_chrono().checked_add_signed(chrono::TimeDelta::try_days(n)?)?)
    }

    /// Completed years of life on `on` for someone born on this day, by the day of the anniversary.
    #[inline]
    pub const fn age_on(self, on: Self) -> u32 {
        (on.0.saturating_sub(self.0)) / 10_000
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.to_chrono().weekday()
    }
}

impl Month {
    /// A month from year and month.
    #[inline]
    pub const fn new(year: u32, month: u32) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        Some(Self(year * 100 + month))
    }

    /// A month from the number YYYYMM.
    #[inline]
    pub const fn from_number(yyyymm: u32) -> Option<Self> {
        Self::new(yyyymm / 100, yyyymm % 100)
    }

    /// A month from the number GYYMM, where G is the era; a month that the era only touches is accepted.
    pub fn from_era_number(gyymm: u32) -> Option<Self> {
        let era = Era::from_digit(gyymm / 10_000)?;
        let month = Self::new(era.year_zero() + gyymm / 100 % 100, gyymm % 100)?;
        let (first, last) = era.bounds();
        (month.0 >= first / 100 && month.0 <= last / 100).then_some(month)
    }

    /// The number GYYMM, in the era of the month's last day; `None` before 明治.
    pub fn era_number(self) -> Option<u32> {
        let era = Era::of(self.last())?;
        Some(era as u32 * 10_000 + era.year_of(self.year()) * 100 + self.month_of_year())
    }

    /// The number YYYYMM.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The year.
    pub const fn year(self) -> u32 {
        self.0 / 100
    }

    /// The month of the year, 1 to 12.
    pub const fn month_of_year(self) -> u32 {
        self.0 % 100
    }

    /// How many days the month has.
    #[inline]
    pub const fn days(self) -> u32 {
        days_in(self.year(), self.month_of_year())
    }

    /// The first day.
    #[inline]
    pub const fn first(self) -> Date {
        Date(self.0 * 100 + 1)
    }

    /// The last day.
    #[inline]
    pub const fn last(self) -> Date {
        Date(self.0 * 100 + self.days())
    }

    /// The day `day` of this month, if the month has it.
    pub const fn day(self, day: u32) -> Option<Date> {
        Date::new(self.year(), self.month_of_year(), day)
    }

    /// The month `n` months later (earlier when negative).
    pub const fn plus(self, n: i32) -> Option<Self> {
        let index = (self.year() * 12 + self.month_of_year() - 1).cast_signed() + n;
        if index < 12 {
            return None;
        }
        Self::new(index.cast_unsigned() / 12, index.cast_unsigned() % 12 + 1)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month_of_year(), self.day())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month_of_year())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Month};

    #[test]
    fn the_calendar_decides_what_a_day_is() {
        assert!(Date::from_number(2024_02_29).is_some());
        assert!(Date::from_number(2023_02_29).is_none());
        assert!(Date::from_number(2024_04_31).is_none());
        assert!(Month::from_number(2024_13).is_none());
    }

    /// The calendar that is counted here against one that others wrote.
    #[test]
    fn days_are_those_of_the_calendar() {
        for year in [0, 1, 4, 100, 400, 1868, 1900, 1999, 2000, 2023, 2024, 2100, 9996, 9999, 10_000] {
            for month in 0..=13 {
                let last = (1..=31).rfind(|&day| known(year, month, day));
                let own = Month::new(year, month);
                assert_eq!(own.is_some(), last.is_some(), "{year} {month}");
                assert_eq!(own.map(|own| own.days()), last);
                assert_eq!(own.map(|own| (own.first().day(), own.last().day())), last.map(|last| (1, last)));
                assert_eq!(own, Month::from_number(year * 100 + month));
                for day in 0..=99 {
                    let date = Date::new(year, month, day);
                    assert_eq!(date.is_some(), known(year, month, day), "{year} {month} {day}");
                    assert_eq!(date, Date::from_number(year * 10_000 + month * 100 + day));
                    assert_eq!(date, own.and_then(|own| own.day(day)));
                    let parts = date.map(|date| (date.year(), date.month_of_year(), date.day()));
                    assert_eq!(parts, date.map(|_| (year, month, day)));
                    assert_eq!(date.map(Date::month), date.and(own));
                    assert_eq!(date.and_then(|date| Date::from_chrono(date.to_chrono())), date);
                }
            }
        }
    }

    fn known(year: u32, month: u32, day: u32) -> bool {
        let of_others = chrono::NaiveDate::from_ymd_opt(year.cast_signed(), month, day);
        (1..=9999).contains(&year) && of_others.is_some()
    }

    #[test]
    fn days_and_months_step_both_ways_and_end_with_the_years() {
        let day = |number, n| Date::from_number(number).and_then(|day| day.plus_days(n)).map(Date::number);
        assert_eq!(day(2024_02_28, 1), Some(2024_02_29));
        assert_eq!(day(2024_03_01, -1), Some(2024_02_29));
        assert_eq!(day(2023_12_31, 366), Some(2024_12_31));
        assert_eq!((day(1_01_01, -1), day(9999_12_31, 1), day(2024_06_01, i64::MAX)), (None, None, None));
        let month = |number, n| Month::from_number(number).and_then(|month| month.plus(n)).map(Month::number);
        assert_eq!((month(2024_12, 1), month(2024_06, -30)), (Some(2025_01), Some(2021_12)));
        assert_eq!((month(1_02, -1), month(1_01, -1), month(9999_12, 1)), (Some(1_01), None, None));
    }

    /// 別表: the first and the last day of each era; a year counts from 1, and a month may be touched by two eras.
    #[test]
    fn each_era_has_its_days() {
        use super::Era::{self, Heisei, Meiji, Reiwa, Showa, Taisho};
        for (era, digit, first, last) in [
            (Meiji, 1, (1868_01_25, 1_01_01_25), (1912_07_29, 1_45_07_29)),
            (Taisho, 2, (1912_07_30, 2_01_07_30), (1926_12_24, 2_15_12_24)),
            (Showa, 3, (1926_12_25, 3_01_12_25), (1989_01_07, 3_64_01_07)),
            (Heisei, 4, (1989_01_08, 4_01_01_08), (2019_04_30, 4_31_04_30)),
            (Reiwa, 5, (2019_05_01, 5_01_05_01), (2024_06_01, 5_06_06_01)),
        ] {
            assert_eq!(Era::from_digit(digit), Some(era));
            for (number, told) in [first, last] {
                let date = Date::from_number(number);
                assert_eq!(Date::from_era_number(told), date, "{told}");
                assert_eq!(date.and_then(Era::of), Some(era), "{number}");
                assert_eq!(era.year_of(number / 10_000), told / 10_000 % 100);
                let month = Month::from_number(number / 100);
                assert_eq!(Month::from_era_number(told / 100), month, "{told}");
            }
            let before = Date::from_era_number(first.1 - 1);
            assert_eq!(before, None, "the day before {first:?} is not of the era");
        }
        assert_eq!((Era::from_digit(0), Era::from_digit(6)), (None, None));
        assert_eq!(Date::from_number(1868_01_24).and_then(Era::of), None);
        assert_eq!(Month::from_number(1867_12).and_then(Month::era_number), None);
        assert_eq!(Date::from_era_number(4_31_05_01), None, "令和 by then");
        assert_eq!((Date::from_era_number(5_00_05_01), Date::from_era_number(5_06_13_01)), (None, None));
    }

    #[test]
    fn eras_end_on_their_day() {
        assert_eq!(Date::from_era_number(4_31_04_30), Date::from_number(2019_04_30));
        assert_eq!(Date::from_era_number(4_31_05_01), None);
        assert_eq!(Date::from_era_number(5_01_05_01), Date::from_number(2019_05_01));
        assert_eq!(Date::from_era_number(3_64_01_07), Date::from_number(1989_01_07));
        assert_eq!(Month::from_era_number(4_31_04), Month::from_number(2019_04));
        assert_eq!(Month::from_era_number(4_31_05), None);
    }

    #[test]
    fn months_are_told_by_their_era() {
        for (month, told) in [(2024_06, 50606), (2019_05, 50105), (2019_04, 43104), (1989_01, 40101)] {
            let month = Month::from_number(month);
            assert_eq!(month.and_then(Month::era_number), Some(told));
            assert_eq!(Month::from_era_number(told), month);
        }
    }

    #[test]
    fn months_step_over_years() {
        let january = Month::from_number(2024_01);
        assert_eq!(january.and_then(|m| m.plus(-1)), Month::from_number(2023_12));
        assert_eq!(january.and_then(|m| m.plus(12)), Month::from_number(2025_01));
    }

    #[test]
    fn age_counts_completed_years() {
        let born = Date::from_number(2000_02_29);
        let day = |n| Date::from_number(n);
        assert_eq!(born.zip(day(2006_02_28)).map(|(b, d)| b.age_on(d)), Some(5));
        assert_eq!(born.zip(day(2006_03_01)).map(|(b, d)| b.age_on(d)), Some(6));
        assert_eq!(born.zip(day(2000_02_29)).map(|(b, d)| b.age_on(d)), Some(0));
        assert_eq!(born.zip(day(1999_01_01)).map(|(b, d)| b.age_on(d)), Some(0), "nobody is younger than 0");
    }
}
