//! 診療識別 against inpatient and outpatient.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２０: its columns 入院 and 入院外; 12 and 25 stand only in 入院外,
//! 90, 92 and 97 only in 入院.

use model::{Defect, DefectKind, Detail};
use receipt::batch::Glance;
use receipt::batch::glance::{section_signs, sign};

use crate::ReceiptView;

/// Item of 診療識別.
const SECTION: u8 = 2;

/// Looks closer only when a section belongs to the other setting.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, lines: &Glance, defects: &mut Vec<Defect>) {
    let Some(kind) = receipt.receipt.claim_type else { return };
    if kind.inpatient && lines.has(sign::OUTPATIENT) {
        tell(receipt, sign::OUTPATIENT, DefectKind::SectionOutpatient, defects);
    } else if !kind.inpatient && lines.has(sign::INPATIENT) {
        tell(receipt, sign::INPATIENT, DefectKind::SectionInpatient, defects);
    }
}

/// Tells each group of lines whose section belongs to the other setting.
#[cold]
fn tell(receipt: ReceiptView<'_>, wrong: u8, kind: DefectKind, defects: &mut Vec<Defect>) {
    for unit in receipt.units() {
        let Some(first) = receipt.batch.lines.get(unit.lines.start as usize) else { continue };
        if section_signs(first.section) & wrong != 0 && first.row == unit.group_row {
            let detail = Detail::One(i64::from(first.section));
            defects.push(receipt.defect(unit.group_row, Some(SECTION), kind, detail));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{INPATIENT, OUTPATIENT, check_with};

    #[test]
    fn sections_belong_to_their_setting() {
        check_with(OUTPATIENT, &[("SI,12,", "SI,90,")], &["section-inpatient@6SI.2"]);
        check_with(INPATIENT, &[("SI,90,", "SI,25,")], &["section-outpatient@5SI.2"]);
        check_with(INPATIENT, &[("SI,90,", "SI,92,")], &[]);
        check_with(OUTPATIENT, &[("SI,12,", "SI,80,")], &[]);
    }
}
