//! 診療識別 against inpatient and outpatient.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２０: its columns 入院 and 入院外; 12 and 25 stand only in 入院外,
//! 90, 92 and 97 only in 入院.

use model::{Defect, DefectKind, Detail};

use crate::ReceiptView;

/// Item of 診療識別.
const SECTION: u8 = 2;

const fn sections(codes: &[u8]) -> u128 {
    let (mut set, mut i) = (0, 0);
    while i < codes.len() {
        #[expect(clippy::indexing_slicing, reason = "i < codes.len()")]
        let code = codes[i];
        set |= 1 << code;
        i += 1;
    }
    set
}

const OUTPATIENT_ONLY: u128 = sections(&[12, 25]);
const INPATIENT_ONLY: u128 = sections(&[90, 92, 97]);

/// Tells each group of lines whose section belongs to the other setting.
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let Some(kind) = receipt.receipt.claim_type else { return };
    let (wrong, defect) = if kind.inpatient {
        (OUTPATIENT_ONLY, DefectKind::SectionOutpatient)
    } else {
        (INPATIENT_ONLY, DefectKind::SectionInpatient)
    };
    let of_lines = &receipt.batch.lines.section;
    for unit in receipt.units() {
        let Some(&section) = of_lines.get(unit.lines.start as usize) else { continue };
        let opens = receipt.batch.lines.row.get(unit.lines.start as usize) == Some(&unit.group_row);
        if wrong >> (section & 127) & 1 == 1 && opens {
            let detail = Detail::One(i64::from(section));
            defects.push(receipt.defect(unit.group_row, Some(SECTION), defect, detail));
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
