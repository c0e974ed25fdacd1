//! 合計点数 of an organ donor (TS): what it claims must be the sum of the donor's lines.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（キ） (TI, TR, TS, then the donor's own SY and details) and
//! （４）キ（ウ） 臓器提供者請求情報レコード: the total is the donor's; the lines name the payers of the recipient's receipt
//! （（４）キ（オ）–（キ））, so they do not divide it.

use model::{Defect, DefectKind, Detail};
use receipt::RecordKind;
use receipt::batch::Line;

use super::sums;
use crate::ReceiptView;

/// Item of 合計点数 in TS.
const TOTAL: u8 = 3;

/// Compares the totals of donors with their lines.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    if receipt.has_donor() {
        tell(receipt, defects);
    }
}

#[cold]
fn tell(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let parts = || receipt.others().iter().filter(|&&(_, row)| row >= receipt.receipt.donor_row);
    let next_receipt = receipt.batch.receipts.get(receipt.index + 1).map_or(u32::MAX, |next| next.row);
    for &(_, row) in parts().filter(|(kind, _)| *kind == RecordKind::Ts) {
        let next = parts().find(|&&(kind, at)| {
            at > row && matches!(kind, RecordKind::Ti | RecordKind::Tr | RecordKind::Ts)
        });
        let lines = between(&receipt.batch.lines, row, next.map_or(next_receipt, |&(_, at)| at));
        // A total of another form is told by its form.
        let Some(claimed) = claimed(receipt, row) else { continue };
        let sum: i64 = lines.iter().map(sums::of_line).sum();
        if sum != claimed && !sums::unreadable(receipt, lines) {
            let detail = Detail::Two(sum, claimed);
            defects.push(receipt.defect(row, Some(TOTAL), DefectKind::PointsTotal, detail));
        }
    }
}

/// The lines whose rows lie between two rows.
fn between(lines: &[Line], from: u32, to: u32) -> &[Line] {
    let at = |row: u32| lines.partition_point(|line| line.row < row);
    lines.get(at(from)..at(to)).unwrap_or_default()
}

fn claimed(receipt: ReceiptView<'_>, row: u32) -> Option<i64> {
    std::str::from_utf8(receipt.batch.field(row, TOTAL)).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    fn with(donor: &str, expected: &[&str]) {
        check_with(OUTPATIENT, &[("GO,", &format!("{donor}GO,"))], expected);
    }

    const HEAD: &str = "TI,1,1\nTR,1,1991,202404,,1,19900101\n";
    const LINES: &str = "SY,8833421,20240401,1\nSI,60,1,160000310,,5,2\nSI,60,1,160000410,,3,1\n";

    #[test]
    fn a_donors_total_is_the_sum_of_the_donors_lines() {
        with(&format!("{HEAD}TS,1,13\n{LINES}"), &[]);
        with(&format!("{HEAD}TS,1,14\n{LINES}"), &["points-total@11TS.3"]);
        with(&format!("{HEAD}TS,1,12\n{LINES}"), &["points-total@11TS.3"]);
    }

    #[test]
    fn each_donor_has_a_total_of_his_own() {
        let two =
            |second| format!("{HEAD}TS,1,13\n{LINES}TR,2,1991,202404,,1,19900101\nTS,1,{second}\n{LINES}");
        with(&two("13"), &[]);
        with(&two("26"), &["points-total@16TS.3"]);
    }

    #[test]
    fn yen_and_what_cannot_be_read_are_left_out() {
        let meals = format!("{HEAD}TS,1,13,3,2010\n{LINES}SI,97,1,197000110,,670,3\n");
        with(&meals, &[]);
        with(
            &format!("{HEAD}TS,1,9\nSY,8833421,20240401,1\nSI,60,1,160000310,,5X,2\n"),
            &["not-digits@13SI.6"],
        );
        with(&format!("{HEAD}TS,1,1X\n{LINES}"), &["not-digits@11TS.3"]);
    }

    #[test]
    fn the_next_receipt_is_not_the_donors() {
        let next = "RE,2,1112,202404,見本　患者,1,19800115\nHO,01130012,１２３,４５６,1,291\nSY,8833421,20240401,1,,,01\n\
                    SI,11,1,111000110,,291,1,,,,,,,,,1\n";
        with(&format!("{HEAD}TS,1,13\n{LINES}{next}"), &[]);
    }
}
