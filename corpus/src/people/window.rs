//! What a patient pays at the window: whether the insurer bears what is above the ceiling of a month at once (高額療養費の現物給付).
//!
//! SPEC: 記録条件仕様（医科用）2023-03, ウ（ア） 負担金額, ウ（オ） 窓口負担額レコード, 別表３１. The ceilings and rates are those of
//! 健康保険法施行令 第42条 and 高齢者の医療の確保に関する法律施行令 第15条 from memory (unverified).
//!
//! What is not certain is left off: MF is optional. 多数回該当 (02) needs three earlier months; it is written in long stays,
//! whose earlier months can be told.

use model::{Coverage, Holder};

use crate::course::LONG_TERM_DISEASE;
use crate::draft::Draft;
use crate::people::Payer;

/// What MF and HO say of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    /// 窓口負担額区分; `None` where no MF is written.
    pub(crate) class: Option<u8>,
    /// 負担金額 of the insurance in yen, where it stops at a ceiling.
    pub(crate) borne: Option<i64>,
}

/// Nothing above the ceiling was borne at once; it was.
const NONE: u8 = 0;
const BORNE: u8 = 1;
/// It was, for the fourth time in twelve months.
const BORNE_OFTEN: u8 = 2;

/// The ceiling of a month for diseases that need dialysis.
const LONG_TERM_CEILING: i64 = 10_000;

/// What the class of income says of the most that a patient pays in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ceiling {
    /// No class was confirmed: the patient pays his part.
    Unknown,
    At(i64),
    /// The lower one of whoever reached it three times in twelve months.
    Often(i64),
    /// Other classes share the sign, or a rule for a time applies above it.
    AtLeast(i64),
}

impl Window {
    /// The window of a receipt with so many points.
    pub(crate) fn of(draft: &Draft, points: i64) -> Self {
        let payer = &draft.payer;
        if payer.insurer.is_none() {
            return Self::default();
        }
        if draft.note == Some(LONG_TERM_DISEASE) {
            return Self { class: None, borne: Some(LONG_TERM_CEILING) };
        }
        let note = draft.note.or(payer.note);
        let part = part(points * 10, percent(payer, note));
        let paid = Self { class: Some(NONE), borne: None };
        match ceiling(note, draft.inpatient, points * 10) {
            Ceiling::Unknown => paid,
            Ceiling::At(most) | Ceiling::AtLeast(most) | Ceiling::Often(most) if part <= most => paid,
            // With a fund beside it, who bears what is a matter of both.
            Ceiling::At(most) if payer.funds.iter().all(Option::is_none) => {
                Self { class: Some(BORNE), borne: Some(most) }
            }
            Ceiling::Often(most) if payer.funds.iter().all(Option::is_none) => {
                Self { class: Some(BORNE_OFTEN), borne: Some(most) }
            }
            _ => Self::default(),
        }
    }
}

impl Window {
    /// Whether an inpatient who pays three tenths reaches the ceiling of his class of income with so many points.
    pub(crate) fn reaches(note: &str, points: i64) -> bool {
        matches!(ceiling(Some(note), true, points * 10), Ceiling::At(most) if part(points * 10, 30) > most)
    }
}

/// The patient's part, rounded to ten yen.
const fn part(yen: i64, percent: i64) -> i64 {
    (yen * percent / 100 + 5) / 10 * 10
}

fn percent(payer: &Payer, note: Option<&str>) -> i64 {
    match payer.holder {
        Holder::Preschool => 20,
        Holder::Elderly if payer.coverage == Coverage::LateElderly && note != Some("41") => 10,
        Holder::Elderly => 20,
        _ => 30,
    }
}

fn ceiling(note: Option<&str>, inpatient: bool, yen: i64) -> Ceiling {
    match (note, inpatient) {
        (Some("28"), _) => Ceiling::At(80_100 + (yen - 267_000).max(0) / 100),
        (Some("33"), _) => Ceiling::Often(44_400),
        (Some("29" | "41" | "42"), true) => Ceiling::At(57_600),
        (Some("29" | "42"), false) => Ceiling::At(18_000),
        // 配慮措置 of those who pay 20 percent.
        (Some("41"), false) => Ceiling::AtLeast(6_000),
        (Some("30"), true) => Ceiling::AtLeast(15_000),
        (Some("30"), false) => Ceiling::At(8_000),
        _ => Ceiling::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ceiling, ceiling, part};

    #[test]
    fn ceilings_are_those_of_the_class_of_income() {
        assert_eq!(ceiling(Some("28"), true, 1_000_000), Ceiling::At(87_430));
        assert_eq!(ceiling(Some("28"), true, 267_000), Ceiling::At(80_100));
        assert_eq!(ceiling(Some("42"), false, 300_000), Ceiling::At(18_000));
        assert_eq!(ceiling(Some("30"), true, 300_000), Ceiling::AtLeast(15_000));
        assert_eq!(ceiling(None, true, 3_000_000), Ceiling::Unknown);
        assert_eq!(ceiling(Some("33"), true, 1_000_000), Ceiling::Often(44_400));
        assert!(super::Window::reaches("28", 27_260) && !super::Window::reaches("28", 26_700));
    }

    #[test]
    fn the_part_is_rounded_to_ten_yen() {
        assert_eq!([part(2_910, 30), part(7_350, 30), part(7_850, 10)], [870, 2_210, 790]);
    }
}
