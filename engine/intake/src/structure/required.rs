//! What is missing, under its official name: the reader tells missing and reserved fields in general terms; where the
//! official list has a code of its own for one of them, the defect is told under that code instead.

use model::{Defect, DefectKind, Detail, Level, RecordId};
use receipt::{Batch, characters};

use crate::ReceiptView;

/// Item of 点数表 in IR.
const FEE_TABLE: u8 = 4;
/// Item of 氏名 in RE.
const NAME: u8 = 5;
/// Item of the number of the insured in HO.
const NUMBER: u8 = 4;

/// Gives the reader's defects the official code of the field they speak of, and adds records that are missing.
pub fn sharpen(batch: &Batch, defects: &mut Vec<Defect>) {
    for defect in defects.iter_mut() {
        sharpen_one(batch, defect);
    }
    for receipt in ReceiptView::all(batch) {
        if receipt.lines().is_empty() && !receipt.has_donor() {
            defects.push(without_details(receipt));
        }
    }
}

/// SPEC: 第１章３（３）ア（オ） 注１: one of SI, IY and TO must be there.
#[cold]
fn without_details(receipt: ReceiptView<'_>) -> Defect {
    receipt.defect(receipt.receipt.row, None, DefectKind::RecordMissing, Detail::Name("SI・IY・TO"))
}

fn sharpen_one(batch: &Batch, defect: &mut Defect) {
    let Some((RecordId(record), field)) = defect.place.record.zip(defect.place.field) else { return };
    let missing = match defect.kind {
        DefectKind::RequiredMissing => true,
        DefectKind::TrailingSpace => is_blank(batch, defect),
        // L1011: an unneeded value in the record of the institution.
        DefectKind::ReservedUsed if record == *b"IR" => {
            (defect.official, defect.level) = (Some("L1011"), Level::L1);
            return;
        }
        DefectKind::NotInTable if record == *b"IR" && field == FEE_TABLE => {
            let table =
                bytes_of(batch, defect).first().map_or(0, |digit| i64::from(digit.wrapping_sub(b'0')));
            // 3 dental, 4 dispensing: right files of other kinds of claims.
            if matches!(table, 3 | 4) {
                (defect.kind, defect.detail) = (DefectKind::NotMedical, Detail::One(table));
            }
            return;
        }
        _ => return,
    };
    let kind = match (&record, field) {
        (b"RE", NAME) if missing => DefectKind::NameMissing,
        (b"HO", NUMBER) if missing => DefectKind::InsuredNumberMissing,
        _ => return,
    };
    let spec = kind.spec();
    *defect =
        Defect { kind, level: spec.level, official: spec.official, detail: Detail::None, ..defect.clone() };
}

/// Whether the field of a defect holds nothing but blanks of either width.
fn is_blank(batch: &Batch, defect: &Defect) -> bool {
    characters::decode(bytes_of(batch, defect), batch.encoding).chars().all(|c| matches!(c, ' ' | '\u{3000}'))
}

/// The bytes that a defect of this batch speaks of.
fn bytes_of<'a>(batch: &'a Batch, defect: &Defect) -> &'a [u8] {
    let start = defect.place.span.start.saturating_sub(batch.offset) as usize;
    batch.bytes.get(start..start + defect.place.span.len as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use model::Level;

    use super::super::testing::{OUTPATIENT, check_with, read};

    #[test]
    fn a_name_is_more_than_blanks() {
        check_with(OUTPATIENT, &[("見本　患者", "")], &["name-missing@2RE.5"]);
        check_with(OUTPATIENT, &[("見本　患者", "　　")], &["name-missing@2RE.5"]);
        check_with(OUTPATIENT, &[("見本　患者", "  ")], &["name-missing@2RE.5"]);
        check_with(OUTPATIENT, &[("見本　患者", "見本　")], &["trailing-space@2RE.5"]);
    }

    #[test]
    fn the_number_of_the_insured_is_there() {
        check_with(OUTPATIENT, &[("４５６", "")], &["insured-number-missing@3HO.4"]);
        check_with(OUTPATIENT, &[("１２３", "")], &[]);
    }

    #[test]
    fn there_is_something_to_claim() {
        let bare = "IR,1,13,1,1234567,,医院,202405,00\nRE,1,1112,202404,見本　患者,1,19800115\n\
                    HO,01130012,１２３,４５６,1,0\nSY,8833421,20240401,1\nGO,1,0,99\n";
        check_with(bare, &[], &["record-missing@2RE"]);
        check_with(bare, &[("GO,", "SI,80,1,120002910,,0,1,,,,,,,1\nGO,")], &[]);
    }

    #[test]
    fn an_unneeded_value_of_the_institution_refuses_the_file() {
        let batch = read(&OUTPATIENT.replacen("1234567,,", "1234567,00,", 1));
        let found: Vec<_> = batch.defects.iter().map(|d| (d.level, d.official)).collect();
        assert_eq!(found, [(Level::L1, Some("L1011"))]);
        let batch = read(&OUTPATIENT.replacen("2,500", "2,500,1", 1));
        assert_eq!(batch.defects.iter().map(|d| d.level).collect::<Vec<_>>(), [Level::L48]);
    }
}
