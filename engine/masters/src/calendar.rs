//! When fees and prices were revised: dated data, each with its source.

use model::Date;

use crate::column::Cycle;

/// A revision: from which day on the editions before it no longer speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its first day, YYYYMMDD.
    pub start: u32,
    /// Whether official data that the authors could read show the day.
    pub verified: bool,
    /// Where the day is from.
    pub source: &'static str,
}

const fn revision(start: u32, verified: bool, source: &'static str) -> Revision {
    Revision { start, verified, source }
}

const COMMON: &str = "well known; official data not available to the authors";

/// 診療報酬改定: procedures, materials, comments, fee tables.
const FEES: &[Revision] = &[
    revision(2016_04_01, true, "新設年月日 of 医科電子点数表 2016"),
    revision(2018_04_01, false, COMMON),
    revision(2019_10_01, false, COMMON),
    revision(2020_04_01, true, "変更年月日 of s, full file of 2022-02"),
    revision(2022_04_01, true, "変更年月日 of s, fiscal 2022"),
    revision(2024_06_01, true, "変更年月日 of s_ALL20240531, t_ALL20240315"),
    revision(2026_06_01, false, COMMON),
];

/// 薬価改定: drugs. Since 2021 there is one every year.
const DRUG_PRICES: &[Revision] = &[
    revision(2016_04_01, false, COMMON),
    revision(2018_04_01, false, COMMON),
    revision(2019_10_01, false, COMMON),
    revision(2020_04_01, false, COMMON),
    revision(2021_04_01, false, COMMON),
    revision(2022_04_01, false, COMMON),
    revision(2023_04_01, false, COMMON),
    revision(2024_04_01, true, "変更年月日 of y_ALL20240321"),
    revision(2025_04_01, true, "旧金額 in y_20250715 differ from the prices of 2024"),
    revision(2026_04_01, false, COMMON),
];

/// The revisions of a cycle, oldest first; none for masters that carry on.
pub const fn revisions(cycle: Cycle) -> &'static [Revision] {
    match cycle {
        Cycle::Fees => FEES,
        Cycle::DrugPrices => DRUG_PRICES,
        Cycle::Continuous => &[],
    }
}

/// First day of the revision in which a day lies; 0 before the first and for masters that carry on.
pub(crate) fn revision_of(cycle: Cycle, day: u32) -> u32 {
    revisions(cycle).iter().rev().find(|r| r.start <= day).map_or(0, |r| r.start)
}

/// First day of the revision after one; `None` after the last.
pub(crate) fn next_revision(cycle: Cycle, start: u32) -> Option<u32> {
    revisions(cycle).iter().find(|r| r.start > start).map(|r| r.start)
}

/// The day after a day kept as a number; itself when it is no day.
pub(crate) fn day_after(day: u32) -> u32 {
    shifted(day, 1)
}

/// The day before.
pub(crate) fn day_before(day: u32) -> u32 {
    shifted(day, -1)
}

fn shifted(day: u32, by: i64) -> u32 {
    Date::from_number(day).and_then(|d| d.plus_days(by)).map_or(day, Date::number)
}

#[cfg(test)]
mod tests {
    use super::{day_after, next_revision, revision_of, revisions};
    use crate::column::Cycle;

    #[test]
    fn days_lie_in_revisions() {
        assert_eq!(revision_of(Cycle::Fees, 2024_05_31), 2022_04_01);
        assert_eq!(revision_of(Cycle::Fees, 2024_06_01), 2024_06_01);
        assert_eq!(revision_of(Cycle::Fees, 2010_01_01), 0);
        assert_eq!(revision_of(Cycle::Continuous, 2024_06_01), 0);
        assert_eq!(next_revision(Cycle::DrugPrices, 2024_04_01), Some(2025_04_01));
        assert_eq!(day_after(2024_02_29), 2024_03_01);
        for cycle in [Cycle::Fees, Cycle::DrugPrices] {
            assert!(revisions(cycle).is_sorted_by_key(|r| r.start));
        }
    }
}
