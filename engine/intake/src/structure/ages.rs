//! Ages against the receipt type.
//!
//! A person completes a year of life on the day before the birthday, so limits "from the day on which age n is
//! reached" move by a day for those born on the 1st (of April, of the month).
//!
//! SPEC: 年齢計算ニ関スル法律（明治35年法律第50号）; 別表５ (holders); 健康保険法 第74条 and 高齢者の医療の確保に関する法律
//! 第50条 for 70, 75 and 65; L3129 and L3140: docs/intake-codes.md. What the types leave open is not judged: 65 to 74
//! under the late elderly may rest on a disability (障害認定).

use model::{ClaimType, Coverage, Date, Defect, DefectKind, Detail, Holder, Month};

use crate::ReceiptView;

/// Item of 生年月日 in RE.
const BIRTH: u8 = 7;

/// The first month of the receipt types that these checks know (late elderly, preschool children up to school age).
const TYPES_FROM: u32 = 2008_04;

/// Compares the age with the holder of the receipt type.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let known = receipt.receipt.claim_type.zip(receipt.receipt.month).zip(receipt.receipt.birth);
    let Some(((kind, month), birth)) = known else { return };
    // A birth after the month is told by `head`.
    if month.number() < TYPES_FROM || birth > month.last() {
        return;
    }
    if signs(birth, month) & asked(kind) != 0
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

/// The signs of an age in a month. PERF: all are counted, for neither ages nor types can be guessed.
#[inline(always)]
const fn signs(birth: Date, month: Month) -> u8 {
    let (first, last, age_at_end) = (month.first(), month.last(), birth.age_on(month.last()));
    let (preschool, seventy) = (last_preschool_day(birth), counts_as_70(birth, month));
    sign(age_at_end < 15, UNDER_15)
        | sign(age_at_end < 65, UNDER_65)
        | sign(seventy, FROM_70)
        | sign(!seventy, UNDER_70)
        | sign(birth.age_on(first) >= 75, FROM_75)
        | sign(last.number() <= preschool, BEFORE_SCHOOL)
        | sign(first.number() > preschool, AT_SCHOOL)
}

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
    use super::super::testing::{OUTPATIENT, check_with};

    /// The right receipt with another type and birth date; the disease starts late enough for everybody.
    #[track_caller]
    fn age(kind: &str, birth: &str, expected: &[&str]) {
        check_with(OUTPATIENT, &[("1112", kind), ("19800115", birth)], expected);
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
