//! What the calendar says of a month of service: its days, and the days of birth between which ages change.
//!
//! PERF: nearly all receipts of a file are of one month, so this is counted when the month changes, not for each receipt.

use model::Month;

use super::ages::Births;

/// The first month of SN, JD and MF.
const CONFIRMED_FROM: u32 = 2021_09;

/// What the calendar says of a month.
#[derive(Clone, Copy)]
pub struct Calendar {
    month: Option<Month>,
    /// The last day as YYYYMMDD; the greatest number when the month is not known.
    pub last: u32,
    /// How many days it has; 31 when it is not known.
    pub days: u32,
    /// The days that it does not have; bit 0 is the 1st.
    pub absent: u32,
    /// Whether it lies before SN, JD and MF.
    pub early: bool,
    /// When those of the ages that types ask for were born.
    pub ages: Births,
}

impl Calendar {
    /// That of a month, or of one that cannot be read.
    pub fn of(month: Option<Month>) -> Self {
        let days = month.map_or(31, Month::days);
        Self {
            month,
            last: month.map_or(u32::MAX, |month| month.last().number()),
            days,
            absent: !((1 << days) - 1) & 0x7FFF_FFFF,
            early: month.is_some_and(|month| month.number() < CONFIRMED_FROM),
            ages: month.map_or(Births::UNKNOWN, Births::of),
        }
    }

    /// Turns to another month when it is another.
    #[inline(always)]
    pub fn turn_to(&mut self, month: Option<Month>) {
        if self.month != month {
            *self = Self::of(month);
        }
    }
}
