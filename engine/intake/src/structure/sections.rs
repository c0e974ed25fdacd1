//! 診療識別 against inpatient and outpatient.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２０: its columns 入院 and 入院外; 12 and 25 stand only in 入院外,
//! 90, 92 and 97 only in 入院.

use model::{Defect, DefectKind, Detail};

use super::lines::Lines;
use crate::ReceiptView;

/// Item of 診療識別.
const SECTION: u8 = 2;

/// Signs of a section: it stands only on receipts of outpatients, only on those of inpatients, or its amounts are yen.
pub const OUTPATIENT: u8 = 1;
pub const INPATIENT: u8 = 2;
pub const YEN: u8 = 4;

/// The signs of a section.
#[inline(always)]
pub fn signs(section: u8) -> u8 {
    const SIGNS: [u8; 256] = {
        let mut signs = [0; 256];
        (signs[12], signs[25]) = (OUTPATIENT, OUTPATIENT);
        (signs[90], signs[92]) = (INPATIENT, INPATIENT);
        // Meals and living (食事療養・生活療養).
        signs[97] = INPATIENT | YEN;
        signs
    };
    SIGNS.get(usize::from(section)).copied().unwrap_or(0)
}

/// Looks closer only when a section belongs to the other setting.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, lines: &Lines, defects: &mut Vec<Defect>) {
    let Some(kind) = receipt.receipt.claim_type else { return };
    if kind.inpatient && lines.sections & OUTPATIENT != 0 {
        tell(receipt, OUTPATIENT, DefectKind::SectionOutpatient, defects);
    } else if !kind.inpatient && lines.sections & INPATIENT != 0 {
        tell(receipt, INPATIENT, DefectKind::SectionInpatient, defects);
    }
}

/// Tells each group of lines whose section belongs to the other setting.
#[cold]
fn tell(receipt: ReceiptView<'_>, wrong: u8, kind: DefectKind, defects: &mut Vec<Defect>) {
    for unit in receipt.units() {
        let Some(first) = receipt.batch.lines.get(unit.lines.start as usize) else { continue };
        if signs(first.section) & wrong != 0 && first.row == unit.group_row {
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
