//! 診療識別 against inpatient and outpatient.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２０: its columns 入院 and 入院外; 12 and 25 stand only in 入院外,
//! 90, 92 and 97 only in 入院.

use model::{Defect, DefectKind, Detail};

use crate::ReceiptView;

/// Item of 診療識別.
const SECTION: u8 = 2;

/// Whether a section belongs to outpatients only.
const fn is_outpatient_only(section: u8) -> bool {
    matches!(section, 12 | 25)
}

/// Whether a section belongs to inpatients only.
const fn is_inpatient_only(section: u8) -> bool {
    matches!(section, 90 | 92 | 97)
}

/// Looks at all lines at once and closer only when a section belongs to the other setting.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let Some(kind) = receipt.receipt.claim_type else { return };
    let sections = receipt.column(&receipt.batch.lines.section);
    let any = |wrong: fn(u8) -> bool| sections.iter().fold(false, |any, &section| any | wrong(section));
    if kind.inpatient {
        if any(is_outpatient_only) {
            tell(receipt, is_outpatient_only, DefectKind::SectionOutpatient, defects);
        }
    } else if any(is_inpatient_only) {
        tell(receipt, is_inpatient_only, DefectKind::SectionInpatient, defects);
    }
}

/// Tells each group of lines whose section belongs to the other setting.
#[cold]
fn tell(receipt: ReceiptView<'_>, wrong: fn(u8) -> bool, kind: DefectKind, defects: &mut Vec<Defect>) {
    let lines = &receipt.batch.lines;
    for unit in receipt.units() {
        let first = unit.lines.start as usize;
        let Some((&section, row)) = lines.section.get(first).zip(lines.row.get(first)) else { continue };
        if wrong(section) && *row == unit.group_row {
            let detail = Detail::One(i64::from(section));
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
