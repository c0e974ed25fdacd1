//! RE: day of admission, ward, special notes, number of beds and rate of benefit, as the receipt type and month allow.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）イ レセプト共通レコード and 別表９ with its notes.

use model::{ClaimType, Coverage, Date, Defect, DefectKind, Detail, Month};

use super::calendar::Calendar;
use super::paying::Paying;
use crate::ReceiptView;

/// Items of RE.
const BIRTH: u8 = 7;
const RATE: u8 = 8;
const ADMISSION: u8 = 9;
const WARD: u8 = 10;
const NOTES: u8 = 12;
const BEDS: u8 = 13;

/// The last month of special notes that are no longer written, and the first of those of the late elderly.
const FORMER_UNTIL: u32 = 2018_07;
const ELDERLY_FROM: u32 = 2022_10;

/// The rate that is written without national health insurance: 被爆者 without its certificate.
const RATE_WITHOUT_NATIONAL: &[u8] = b"30";

/// Checks what RE says besides its required items.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, calendar: &Calendar, paying: &Paying, defects: &mut Vec<Defect>) {
    if receipt.receipt.birth.is_some_and(|birth| birth.number() > calendar.last) {
        defects.push(re(receipt, BIRTH, DefectKind::BirthAfterMonth, Detail::None));
    }
    let Some(kind) = receipt.receipt.claim_type else { return };
    if kind.inpatient {
        inpatient(receipt, defects);
    } else if fills(receipt, ADMISSION) | fills(receipt, WARD) {
        outpatient(receipt, defects);
    }
    if let Some(month) = receipt.receipt.month
        && notes_may_be_wrong(receipt, kind, month)
    {
        notes(receipt, receipt.batch.field(receipt.receipt.row, NOTES), kind, month, defects);
    }
    if fills(receipt, RATE) & !rate_is_due(kind, paying) && rate(receipt) != RATE_WITHOUT_NATIONAL {
        defects.push(re(receipt, RATE, DefectKind::BenefitRateUnneeded, Detail::None));
    }
}

/// Whether an item of RE is not blank.
#[inline(always)]
const fn fills(receipt: ReceiptView<'_>, item: u8) -> bool {
    receipt.receipt.filled >> (item - 1) & 1 == 1
}

#[cold]
fn re(receipt: ReceiptView<'_>, item: u8, kind: DefectKind, detail: Detail) -> Defect {
    receipt.defect(receipt.receipt.row, Some(item), kind, detail)
}

fn inpatient(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    if !fills(receipt, ADMISSION) {
        defects.push(re(receipt, ADMISSION, DefectKind::AdmissionMissing, Detail::None));
    }
    if fills(receipt, BEDS) {
        defects.push(re(receipt, BEDS, DefectKind::BedsInpatient, Detail::None));
    }
    let Some(admission) = receipt.receipt.admission else { return };
    if receipt.receipt.month.is_some_and(|month| admission > month.last()) {
        defects.push(re(receipt, ADMISSION, DefectKind::AdmissionAfterMonth, Detail::None));
    }
    if receipt.receipt.birth.is_some_and(|birth: Date| admission < birth) {
        defects.push(re(receipt, ADMISSION, DefectKind::AdmissionBeforeBirth, Detail::None));
    }
}

#[cold]
fn outpatient(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    if fills(receipt, ADMISSION) {
        defects.push(re(receipt, ADMISSION, DefectKind::AdmissionOutpatient, Detail::None));
    }
    if fills(receipt, WARD) {
        defects.push(re(receipt, WARD, DefectKind::WardOutpatient, Detail::None));
    }
}

/// Whether the one note is not for this month or type, or there are several: the quick question.
#[inline(always)]
fn notes_may_be_wrong(receipt: ReceiptView<'_>, kind: ClaimType, month: Month) -> bool {
    const FORMER: u64 = 1 << 17 | 1 << 18 | 1 << 19 | 1 << 22;
    const ELDERLY: u64 = 1 << 41 | 1 << 42 | 1 << 43 | 1 << 44;
    // Codes from 64 on have no limits; taken modulo 64 some may ask in vain.
    let note = 1 << (receipt.receipt.note & 63);
    let former = (note & FORMER != 0) & (month.number() > FORMER_UNTIL);
    let late = (month.number() >= ELDERLY_FROM) & (kind.coverage == Coverage::LateElderly);
    fills(receipt, NOTES) & (former | (note & ELDERLY != 0) & !late | (receipt.receipt.note == 0))
}

/// SPEC: 別表９, notes 2 and 3: 17 to 19 and 22 up to 2018-07; 41 to 44 from 2022-10 and for the late elderly only.
fn notes(receipt: ReceiptView<'_>, notes: &[u8], kind: ClaimType, month: Month, defects: &mut Vec<Defect>) {
    for note in notes.chunks_exact(2) {
        let out_of_period = match note {
            b"17" | b"18" | b"19" | b"22" => month.number() > FORMER_UNTIL,
            b"41" | b"42" | b"43" | b"44" => month.number() < ELDERLY_FROM,
            _ => false,
        };
        let elderly_only = matches!(note, b"41" | b"42" | b"43" | b"44");
        let number = receipt::form::to_u32(note).unwrap_or(0);
        if out_of_period {
            let detail = Detail::One(i64::from(number));
            defects.push(re(receipt, NOTES, DefectKind::SpecialNotePeriod, detail));
        } else if elderly_only && kind.coverage != Coverage::LateElderly {
            let detail = Detail::One(i64::from(number));
            defects.push(re(receipt, NOTES, DefectKind::SpecialNoteNotElderly, detail));
        }
    }
}

/// SPEC: （４）イ 給付割合: national health insurance and retirees; else only `30`.
/// The insurers of national health insurance have six digits, those of others eight (保険者番号 of HO).
#[inline(always)]
const fn rate_is_due(kind: ClaimType, paying: &Paying) -> bool {
    match kind.coverage {
        Coverage::Retiree => true,
        Coverage::Insurance => !paying.not_national,
        Coverage::PublicOnly | Coverage::LateElderly => false,
    }
}

#[cold]
fn rate(receipt: ReceiptView<'_>) -> &[u8] {
    receipt.batch.field(receipt.receipt.row, RATE)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{INPATIENT, OUTPATIENT, check_with};

    /// The end of RE of the right outpatient receipt, with more items.
    const fn re(items: &'static str) -> (&'static str, &'static str) {
        ("19800115", items)
    }

    #[test]
    fn birth_comes_before_the_end_of_the_month() {
        let child = ("1112", "1114");
        check_with(OUTPATIENT, &[child, re("20240430")], &["disease-before-birth@4SY.3"]);
        check_with(OUTPATIENT, &[child, re("20240501")], &["birth-after-month@2RE.7"]);
    }

    #[test]
    fn admissions_belong_to_inpatients() {
        check_with(INPATIENT, &[(",20240410", "")], &["admission-missing@2RE.9"]);
        check_with(OUTPATIENT, &[re("19800115,,20240401")], &["admission-outpatient@2RE.9"]);
        // A day that is none is told by its form.
        check_with(INPATIENT, &[(",20240410", ",20240431")], &["bad-date@2RE.9"]);
    }

    #[test]
    fn admissions_lie_between_birth_and_the_end_of_the_month() {
        check_with(INPATIENT, &[(",20240410", ",20240430")], &[]);
        check_with(INPATIENT, &[(",20240410", ",20240501")], &["admission-after-month@2RE.9"]);
        check_with(INPATIENT, &[(",20240410", ",19800115")], &[]);
        check_with(INPATIENT, &[(",20240410", ",19800114")], &["admission-before-birth@2RE.9"]);
    }

    #[test]
    fn wards_and_beds_have_their_setting() {
        check_with(INPATIENT, &[(",20240410", ",20240410,0107")], &[]);
        check_with(OUTPATIENT, &[re("19800115,,,07")], &["ward-outpatient@2RE.10"]);
        check_with(INPATIENT, &[(",20240410", ",20240410,,,,100")], &["beds-inpatient@2RE.13"]);
        check_with(OUTPATIENT, &[re("19800115,,,,,,100")], &[]);
    }

    #[test]
    fn special_notes_have_their_months() {
        let at = |month: &'static str, note: &'static str| [("202404", month), ("19800115", note)];
        let disease = ("20240401", "20180101");
        let with = |month, note, expected: &[&str]| {
            let [a, b] = at(month, note);
            check_with(OUTPATIENT, &[a, b, disease], expected);
        };
        with("201807", "19800115,,,,,17", &[]);
        with("201808", "19800115,,,,,2617", &["special-note-period@2RE.12"]);
        with("202209", "19800115,,,,,41", &["special-note-period@2RE.12"]);
        with("202210", "19800115,,,,,41", &["special-note-not-elderly@2RE.12"]);
        let elderly = [("1112", "1318"), ("202404", "202210"), ("19800115", "19400115,,,,,41"), disease];
        check_with(OUTPATIENT, &elderly, &[]);
    }

    #[test]
    fn the_rate_of_benefit_is_for_national_insurance() {
        check_with(OUTPATIENT, &[re("19800115,70")], &["benefit-rate-unneeded@2RE.8"]);
        check_with(OUTPATIENT, &[re("19800115,30")], &[]);
        check_with(OUTPATIENT, &[re("19800115,70"), ("HO,01130012", "HO,  138057")], &[]);
        check_with(OUTPATIENT, &[re("19800115,70"), ("1112", "1412")], &[]);
        let elderly = [("1112", "1318"), re("19400115,90")];
        check_with(OUTPATIENT, &elderly, &["benefit-rate-unneeded@2RE.8"]);
    }
}
