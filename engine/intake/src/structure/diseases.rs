//! Diseases (SY): there is one, dates lie within life and month, code and text exclude each other, nothing twice.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（オ） (SY 必須), （４）エ 傷病名レコード.
//! 診療報酬請求書等の記載要領 傷病名欄: the main disease is told from the others, and is one as a rule; told only (L48).

use model::{Defect, DefectKind, Detail, DiseaseCode};
use receipt::batch::Disease;

use super::calendar::Calendar;
use crate::ReceiptView;

const START: u8 = 3;
const MODIFIERS: u8 = 5;
const NAME: u8 = 6;
const MAIN: u8 = 7;

/// Checks the diseases of a receipt.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, calendar: &Calendar, defects: &mut Vec<Defect>) {
    let diseases = receipt.diseases();
    if diseases.is_empty() {
        defects.push(receipt.defect(receipt.receipt.row, None, DefectKind::NoDisease, Detail::None));
        return;
    }
    let (birth, last) = lifetime(receipt, calendar.last);
    let together = &receipt.receipt.disease_glance;
    if together.named {
        diseases.iter().for_each(|disease| names(receipt, disease, defects));
    }
    if (together.last_start > last) | together.starts_before(birth) {
        tell_dates(receipt, birth, last, defects);
    }
    if together.mains > 1 {
        several_main(receipt, together.mains, defects);
    } else if together.mains == 0 && diseases.len() > 1 {
        let detail = Detail::One(diseases.len() as i64);
        defects.push(receipt.defect(receipt.receipt.row, None, DefectKind::NoMainDisease, detail));
    }
    if together.may_repeat() {
        repeated(receipt, defects);
    }
}

/// The first and the last day on which a disease can start: birth and the end of the month.
#[inline(always)]
fn lifetime(receipt: ReceiptView<'_>, last: u32) -> (u32, u32) {
    // A birth after the month is told by `head`; every disease would repeat it.
    let birth = receipt.receipt.birth.map_or(0, model::Date::number);
    (if birth > last { 0 } else { birth }, last)
}

/// No start before birth or after the month. Starts that cannot be read are 0 and told by their form.
#[cold]
fn tell_dates(receipt: ReceiptView<'_>, birth: u32, last: u32, defects: &mut Vec<Defect>) {
    for &Disease { start, row, .. } in receipt.diseases() {
        let kind = match start {
            0 => continue,
            _ if start > last => DefectKind::DiseaseAfterMonth,
            _ if start < birth => DefectKind::DiseaseBeforeBirth,
            _ => continue,
        };
        defects.push(receipt.defect(row, Some(START), kind, Detail::None));
    }
}

#[cold]
fn several_main(receipt: ReceiptView<'_>, count: u32, defects: &mut Vec<Defect>) {
    let second = receipt.diseases().iter().filter(|disease| disease.main).nth(1);
    if let Some(disease) = second {
        let detail = Detail::One(i64::from(count));
        defects.push(receipt.defect(disease.row, Some(MAIN), DefectKind::SeveralMainDiseases, detail));
    }
}

#[cold]
fn names(receipt: ReceiptView<'_>, &Disease { code, row, named, .. }: &Disease, defects: &mut Vec<Defect>) {
    let uncoded = code == DiseaseCode::UNCODED.0;
    let mut tell = |item, kind| defects.push(receipt.defect(row, Some(item), kind, Detail::None));
    match (uncoded, named) {
        (true, false) => tell(NAME, DefectKind::UncodedWithoutName),
        // A code that cannot be read (0) is told by its form.
        (false, true) if code != 0 => tell(NAME, DefectKind::CodedWithName),
        _ => {}
    }
    if uncoded && !receipt.batch.field(row, MODIFIERS).is_empty() {
        tell(MODIFIERS, DefectKind::UncodedWithModifiers);
    }
}

/// 転帰区分: neither healed nor dead nor broken off.
const CONTINUING: u8 = 1;

/// Tells each coded disease that stood before with the same modifiers, when both go on or both began and ended alike.
/// A disease that healed and began again in the month is another one.
#[cold]
fn repeated(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let diseases = || receipt.disease_range().zip(receipt.diseases());
    let same = |(a, first): (usize, &Disease), (b, second): (usize, &Disease)| {
        first.code == second.code
            && first.outcome == second.outcome
            && (first.outcome == CONTINUING || first.start == second.start)
            && receipt.batch.modifiers_of(a) == receipt.batch.modifiers_of(b)
    };
    for (nth, this) in diseases().enumerate() {
        let (_, disease) = this;
        let coded = disease.code != 0 && disease.code != DiseaseCode::UNCODED.0;
        if coded && diseases().take(nth).any(|before| same(before, this)) {
            defects.push(receipt.defect(disease.row, None, DefectKind::DiseaseRepeated, Detail::None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    const SY: &str = "SY,8833421,20240401,1,,,01\n";

    #[test]
    fn there_is_a_disease() {
        check_with(OUTPATIENT, &[(SY, "")], &["no-disease@2RE"]);
    }

    #[test]
    fn starts_lie_between_birth_and_the_end_of_the_month() {
        check_with(OUTPATIENT, &[("20240401", "20240430")], &[]);
        check_with(OUTPATIENT, &[("20240401", "20240501")], &["disease-after-month@4SY.3"]);
        check_with(OUTPATIENT, &[("20240401", "19800115")], &[]);
        check_with(OUTPATIENT, &[("20240401", "19800114")], &["disease-before-birth@4SY.3"]);
    }

    #[test]
    fn text_stands_where_there_is_no_code() {
        check_with(OUTPATIENT, &[(SY, "SY,0000999,20240401,1,,胃もたれ,01\n")], &[]);
        check_with(OUTPATIENT, &[(SY, "SY,0000999,20240401,1,,,01\n")], &["uncoded-without-name@4SY.6"]);
        check_with(OUTPATIENT, &[(SY, "SY,0000999,20240401,1\n")], &["uncoded-without-name@4SY.6"]);
        check_with(OUTPATIENT, &[(SY, "SY,8833421,20240401,1,,胃もたれ,01\n")], &["coded-with-name@4SY.6"]);
        check_with(OUTPATIENT, &[(SY, "SY,8833421,20240401,1,8002,胃もたれ\n")], &["coded-with-name@4SY.6"]);
        check_with(OUTPATIENT, &[(SY, "SY,8833421,20240401,1\n")], &[]);
        let many = format!("SY,8833421,20240401,1,{},胃もたれ\n", "1234".repeat(20));
        check_with(OUTPATIENT, &[(SY, &many)], &["coded-with-name@4SY.6"]);
        check_with(
            OUTPATIENT,
            &[(SY, "SY,0000999,20240401,1,8002,胃もたれ,01\n")],
            &["uncoded-with-modifiers@4SY.5"],
        );
    }

    #[test]
    fn one_disease_is_the_main_one() {
        let two = |second| format!("{SY}{second}");
        check_with(OUTPATIENT, &[(SY, &two("SY,4660009,20240401,1\n"))], &[]);
        check_with(
            OUTPATIENT,
            &[(SY, &two("SY,4660009,20240401,1,,,01\n"))],
            &["several-main-diseases@5SY.7"],
        );
    }

    #[test]
    fn the_main_disease_is_marked_among_several() {
        check_with(OUTPATIENT, &[("1,,,01\nSI", "1\nSI")], &[]);
        let two = [("1,,,01\nSI", "1\nSY,4660009,20240401,1\nSI")];
        check_with(OUTPATIENT, &two, &["no-main-disease@2RE"]);
    }

    #[test]
    fn no_disease_stands_twice() {
        let again = |second| format!("{SY}{second}");
        check_with(OUTPATIENT, &[(SY, &again("SY,8833421,20240401,1\n"))], &["disease-repeated@5SY"]);
        check_with(OUTPATIENT, &[(SY, &again("SY,8833421,20240401,1,8002\n"))], &[]);
        check_with(OUTPATIENT, &[(SY, &again("SY,8833421,20240402,1\n"))], &["disease-repeated@5SY"]);
        let healed = "SY,8833421,20240401,2,,,01\nSY,8833421,20240402,1\n";
        check_with(OUTPATIENT, &[(SY, healed)], &[]);
        let healed_twice = "SY,8833421,20240401,2,,,01\nSY,8833421,20240401,2\n";
        check_with(OUTPATIENT, &[(SY, healed_twice)], &["disease-repeated@5SY"]);
    }
}
