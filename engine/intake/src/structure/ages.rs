//! Ages against the receipt type.
//!
//! A person completes a year of life on the day before the birthday, so limits "from the day on which age n is
//! reached" move by a day for those born on the 1st (of April, of the month).
//!
//! SPEC: 年齢計算ニ関スル法律（明治35年法律第50号）; 別表５ (holders); 健康保険法 第74条 and 高齢者の医療の確保に関する法律
//! 第50条 for 70, 75 and 65; L3129 and L3140: docs/intake-codes.md. What the types leave open is not judged: 65 to 74
//! under the late elderly may rest on a disability (障害認定).

use model::{ClaimType, Coverage, Date, Defect, DefectKind, Detail, Holder, Month};

use super::calendar::Calendar;
use crate::ReceiptView;

/// Item of 生年月日 in RE.
const BIRTH: u8 = 7;

/// The first month of the receipt types that these checks know (late elderly, preschool children up to school age).
const TYPES_FROM: u32 = 2008_04;

/// Compares the age with the holder of the receipt type.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, calendar: &Calendar, defects: &mut Vec<Defect>) {
    let known = receipt.receipt.claim_type.zip(receipt.receipt.month).zip(receipt.receipt.birth);
    let Some(((kind, month), birth)) = known else { return };
    if calendar.ages.signs(birth) & asked(kind) != 0
        && let Some(defect) = wrong(receipt, kind, month, birth)
    {
        defects.push(receipt.defect(receipt.receipt.row, Some(BIRTH), defect, Detail::None));
    }
}

/// Signs of an age.
const UNDER_15: u8 = 1;
const UNDER_65: u8 = 1 << 1;
const FROM_70: u8 = 1 << 2;
const UNDER_70: u8 = 1 << 3;
const FROM_75: u8 = 1 << 4;
const BEFORE_SCHOOL: u8 = 1 << 5;
const AT_SCHOOL: u8 = 1 << 6;

/// The days of birth, as YYYYMMDD, between which the signs of an age change in a month.
///
/// PERF: counted once a month, so that a receipt costs a few comparisons.
#[derive(Clone, Copy)]
pub struct Births {
    /// The last day: a birth after the month is told by `head`. 0 in a month that these checks do not know.
    last: u32,
    /// Those born on it or before are 15, 65 at the end of the month, 75 at its beginning.
    of_15: u32,
    of_65: u32,
    of_75: u32,
    /// Those born on it or before count as 70.
    of_70: u32,
    /// Those born after it do not go to school before the month ends; those born on the other or before do when it begins.
    before_school: u32,
    at_school: u32,
}

impl Births {
    /// Those of a month that cannot be read: nobody has a sign.
    pub const UNKNOWN: Self =
        Self { last: 0, of_15: 0, of_65: 0, of_75: 0, of_70: 0, before_school: 0, at_school: 0 };

    /// Those of a month.
    pub const fn of(month: Month) -> Self {
        let (first, last) = (month.first().number(), month.last().number());
        let known = month.number() >= TYPES_FROM;
        // Compared with `last_preschool_day`, the 31st of March of a year: which is the first such day behind?
        let (year_begun, year_ended) =
            (first / 10_000 - (first % 10_000 < 3_31) as u32, last / 10_000 + (last % 10_000 > 3_31) as u32);
        Self {
            last: if known { last } else { 0 },
            of_15: last.saturating_sub(15_00_00),
            of_65: last.saturating_sub(65_00_00),
            of_75: first.saturating_sub(75_00_00),
            of_70: (month.number().saturating_sub(70_00)) * 100 + 1,
            before_school: year_ended.saturating_sub(7) * 10_000 + 4_01,
            at_school: year_begun.saturating_sub(6) * 10_000 + 4_01,
        }
    }

    /// The signs of the age of somebody born on a day. PERF: all are counted, for neither ages nor types can be guessed.
    #[inline(always)]
    pub const fn signs(&self, birth: Date) -> u8 {
        let birth = birth.number();
        let signs = sign(birth > self.of_15, UNDER_15)
            | sign(birth > self.of_65, UNDER_65)
            | sign(birth <= self.of_70, FROM_70)
            | sign(birth > self.of_70, UNDER_70)
            | sign(birth <= self.of_75, FROM_75)
            | sign(birth > self.before_school, BEFORE_SCHOOL)
            | sign(birth <= self.at_school, AT_SCHOOL);
        if birth > self.last { 0 } else { signs }
    }
}

#[inline(always)]
const fn sign(given: bool, sign: u8) -> u8 {
    if given { sign } else { 0 }
}

/// The signs that may be wrong for a receipt type: [`wrong`] says nothing without one of them.
#[inline(always)]
fn asked(kind: ClaimType) -> u8 {
    match (kind.coverage, kind.holder) {
        (Coverage::PublicOnly, _) => 0,
        (Coverage::LateElderly, _) => UNDER_65,
        (_, Holder::Preschool) => FROM_75 | AT_SCHOOL,
        (_, Holder::Elderly | Holder::ElderlyHighIncome) => FROM_75 | UNDER_70,
        (_, Holder::Family) => FROM_70 | FROM_75 | BEFORE_SCHOOL,
        (_, Holder::Insured | Holder::Unstated) => FROM_70 | FROM_75 | UNDER_15,
    }
}

#[cold]
fn wrong(receipt: ReceiptView<'_>, kind: ClaimType, month: Month, birth: Date) -> Option<DefectKind> {
    let age_at_end = birth.age_on(month.last());
    match (kind.coverage, kind.holder) {
        (Coverage::PublicOnly, _) => None,
        (Coverage::LateElderly, _) => (age_at_end < 65).then_some(DefectKind::LateElderlyTooYoung),
        _ if birth.age_on(month.first()) >= 75 => Some(DefectKind::LateElderlyDue),
        (_, Holder::Preschool) => {
            (month.first().number() > last_preschool_day(birth)).then_some(DefectKind::PreschoolTooOld)
        }
        (_, Holder::Elderly | Holder::ElderlyHighIncome) => {
            (!counts_as_70(birth, month)).then_some(DefectKind::ElderlyTooYoung)
        }
        // Retirees have no receipt types of the elderly: they are below 65.
        (Coverage::Insurance, _) if age_at_end >= 70 && counts_as_70(birth, month) => {
            Some(DefectKind::ElderlyAsOrdinary)
        }
        (_, Holder::Family) => {
            (month.last().number() <= last_preschool_day(birth)).then_some(DefectKind::PreschoolAsFamily)
        }
        (Coverage::Insurance, Holder::Insured) if age_at_end < 15 => {
            is_employee(receipt).then_some(DefectKind::InsuredTooYoung)
        }
        _ => None,
    }
}

/// The 31st of March on or after the day on which a child reaches six, as YYYYMMDD.
const fn last_preschool_day(birth: Date) -> u32 {
    let first_of_april_or_before = birth.month_of_year() * 100 + birth.day() <= 4_01;
    let year = birth.year() + if first_of_april_or_before { 6 } else { 7 };
    year * 10_000 + 3_31
}

/// Whether the month is after the one in which 70 is reached (the month of the birthday, for those born on the 1st).
const fn counts_as_70(birth: Date, month: Month) -> bool {
    let reached = birth.month().number() + 70_00;
    if birth.day() == 1 { month.number() >= reached } else { month.number() > reached }
}

/// 医療保険 (eight digits), not 国民健康保険 (six digits behind blanks): a child can be the head of a household.
fn is_employee(receipt: ReceiptView<'_>) -> bool {
    receipt.insurer().is_some_and(|ho| !matches!(ho.number, [b' ' | 0, ..]))
}

#[cfg(test)]
mod tests {
    use model::{Date, Month};

    use super::super::testing::{OUTPATIENT, check_with};
    use super::Births;

    /// The right receipt with another type and birth date; the disease starts late enough for everybody.
    #[track_caller]
    fn age(kind: &str, birth: &str, expected: &[&str]) {
        check_with(OUTPATIENT, &[("1112", kind), ("19800115", birth)], expected);
    }

    /// The signs as they follow from the ages themselves.
    fn plainly(birth: Date, month: Month) -> u8 {
        let (first, last, age_at_end) = (month.first(), month.last(), birth.age_on(month.last()));
        if birth > last || month.number() < super::TYPES_FROM {
            return 0;
        }
        let (preschool, seventy) = (super::last_preschool_day(birth), super::counts_as_70(birth, month));
        super::sign(age_at_end < 15, super::UNDER_15)
            | super::sign(age_at_end < 65, super::UNDER_65)
            | super::sign(seventy, super::FROM_70)
            | super::sign(!seventy, super::UNDER_70)
            | super::sign(birth.age_on(first) >= 75, super::FROM_75)
            | super::sign(last.number() <= preschool, super::BEFORE_SCHOOL)
            | super::sign(first.number() > preschool, super::AT_SCHOOL)
    }

    #[test]
    fn births_between_which_signs_change_are_those_of_the_ages() {
        let months = (2007..2030).flat_map(|year| (1..=12).filter_map(move |month| Month::new(year, month)));
        for month in months {
            let births = Births::of(month);
            for year in (month.year() - 110)..=(month.year() + 1) {
                for (m, d) in [(1, 1), (3, 30), (3, 31), (4, 1), (4, 2), (12, 31)].into_iter().chain(
                    [-1, 0, 1].into_iter().flat_map(|by: i32| {
                        let m = (month.month_of_year().cast_signed() - 1 + by).rem_euclid(12) + 1;
                        [1, 2, 15, 28, 29, 30, 31].map(|d| (m.cast_unsigned(), d))
                    }),
                ) {
                    let Some(birth) = Date::new(year, m, d) else { continue };
                    assert_eq!(births.signs(birth), plainly(birth, month), "{birth:?} in {month:?}");
                }
            }
        }
    }

    #[test]
    fn preschool_ends_with_march_after_the_sixth_birthday() {
        // 2024-04: born on 2018-04-01 reached six on 2024-03-31, born a day later on 2024-04-01.
        age("1114", "20180401", &["preschool-too-old@2RE.7"]);
        age("1114", "20180402", &[]);
        age("1116", "20180401", &[]);
        age("1116", "20180402", &["preschool-as-family@2RE.7"]);
        age("1414", "20170501", &["preschool-too-old@2RE.7"]);
    }

    #[test]
    fn employees_are_fifteen() {
        age("1112", "20090430", &[]);
        age("1112", "20090501", &["insured-too-young@2RE.7"]);
        let national = [("HO,01130012", "HO,  138057"), ("19800115", "20100101")];
        check_with(OUTPATIENT, &national, &[]);
    }

    #[test]
    fn seventy_counts_from_the_month_after() {
        age("1118", "19540401", &[]);
        age("1118", "19540402", &["elderly-too-young@2RE.7"]);
        age("1110", "19540331", &[]);
        age("1116", "19540402", &[]);
        age("1112", "19540401", &["elderly-as-ordinary@2RE.7"]);
    }

    #[test]
    fn seventy_five_changes_the_insurance_on_its_day() {
        age("1118", "19490401", &["late-elderly-due@2RE.7"]);
        age("1118", "19490402", &[]);
        age("1318", "19490402", &[]);
    }

    #[test]
    fn the_late_elderly_are_sixty_five() {
        age("1318", "19590430", &[]);
        age("1318", "19590501", &["late-elderly-too-young@2RE.7"]);
    }
}
