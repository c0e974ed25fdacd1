//! The weeks of a month by its days, as bits: how often a code stands in one of them at most.

use model::{Date, Month};

use super::sheet::Times;
use crate::run::sunday;

/// The weeks of a month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weeks {
    /// The days of each, bit 0 for the 1st; those beyond the month are none.
    days: [u32; 6],
    /// The days of a week that began in the month before, of which a receipt shows a part only.
    begun_before: u32,
}

impl Weeks {
    pub fn of(month: Month) -> Self {
        let (mut weeks, mut week) = (Self::default(), 0);
        let mut begins = None;
        for day in (1..=month.last().day()).filter_map(|day| month.day(day)) {
            let began = sunday(day);
            if begins.is_some() && began != begins {
                week += 1;
            }
            begins = began;
            let bit = 1 << (day.day() - 1);
            weeks.days.get_mut(week).into_iter().for_each(|days| *days |= bit);
            weeks.begun_before |= if began.is_none_or(|began: Date| began < month.first()) { bit } else { 0 };
        }
        weeks
    }

    /// Whether a code may stand so often in a week that the receipt shows as a whole, or at all in one that it does not.
    pub fn may_reach(&self, times: Times, least: u32) -> bool {
        // What counts more than once on a day may do so on any.
        let more = times.month.saturating_sub(times.days.count_ones());
        let often = |days: &u32| (times.days & days).count_ones().saturating_add(more) >= least;
        times.days & self.begun_before != 0 || (times.month >= least && self.days.iter().any(often))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "months that there are")]

    use model::Month;

    use super::Weeks;
    use crate::plan::sheet::Times;

    fn times(days: &[u32], month: u32) -> Times {
        let days = days.iter().fold(0, |all, day| all | 1 << (day - 1));
        Times { month, day: 1, days }
    }

    #[test]
    fn weeks_run_from_sunday_to_saturday() {
        // 2024-06-01 is a Saturday, 2024-09-01 a Sunday.
        let june = Weeks::of(Month::from_number(2024_06).unwrap());
        assert_eq!(june.begun_before, 1, "of the week before only the 1st");
        assert_eq!(june.days, [0x1, 0xFE, 0x7F00, 0x3F_8000, 0x1FC0_0000, 0x2000_0000]);
        let september = Weeks::of(Month::from_number(2024_09).unwrap());
        assert_eq!(september.begun_before, 0);
        assert_eq!(september.days, [0x7F, 0x3F80, 0x1F_C000, 0xFE0_0000, 0x3000_0000, 0]);
    }

    #[test]
    fn a_limit_is_reached_in_one_week_or_not_at_all() {
        let june = Weeks::of(Month::from_number(2024_06).unwrap());
        assert!(june.may_reach(times(&[2, 8], 2), 2), "Sunday and Saturday");
        assert!(!june.may_reach(times(&[8, 9], 2), 2), "Saturday and Sunday");
        assert!(june.may_reach(times(&[10], 2), 2), "twice on a day");
        assert!(june.may_reach(times(&[1], 1), 2), "the rest of the week stands on another receipt");
    }
}
