//! 合計点数: what HO and KO claim must be the sum over their lines, and no sum may be negative.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２１ 負担区分: a line counts for the payers of its 負担区分.
//! Held without exception by the receipts of the public sample of a clinic's system (docs/intake.md).
//! The part of an organ donor is no exception: 実施上の留意事項（令和4年保医発0304第1号）別添１ K780-2 (3), K922 and others add what
//! the donor costs to the operation of who got the organ, as a line of that receipt (マスターファイル仕様説明書（令和6年度版）医科診療
//! 行為マスター item 49 lists the codes), so its own lines are all that HO and KO claim. What TS claims: `donor`.

use model::{Defect, DefectKind, Detail};
use receipt::batch::glance::{MOST_COUNT, section_signs, sign};
use receipt::batch::{Glance, Line, NO_POINTS};

use crate::ReceiptView;

/// Item of 合計点数 in HO and in KO.
const TOTAL: u8 = 6;

/// Items of 負担区分, 点数 and 回数 in lines.
const BURDEN: u8 = 3;
const POINTS: u8 = 6;
const COUNT: u8 = 7;

/// Compares the claimed points of every payer with the sum of its lines.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, lines: &Glance, defects: &mut Vec<Defect>) {
    // PERF: the lines of most receipts have the same payers and no amounts in yen, so their one sum is enough.
    let alike = lines.same_payers() && !lines.has(sign::YEN | sign::HUGE);
    let by_payer = if alike { [0; 5] } else { line_by_line(receipt) };
    let mut negative = false;
    for payer in receipt.payers() {
        let Some((&sum, claimed)) = by_payer.get(usize::from(payer.slot)).zip(payer.points) else {
            continue;
        };
        let named = lines.any_payer >> payer.slot & 1 == 1;
        let sum = if alike & named { lines.points } else { sum };
        if sum != claimed && !unreadable(receipt, receipt.lines()) {
            let detail = Detail::Two(sum, claimed);
            defects.push(receipt.defect(payer.row, Some(TOTAL), DefectKind::PointsTotal, detail));
        }
        if claimed < 0 {
            negative = true;
            let detail = Detail::One(claimed);
            defects.push(receipt.defect(payer.row, Some(TOTAL), DefectKind::NegativeTotal, detail));
        }
    }
    if lines.has(sign::SUBTRACTS) && !negative {
        negative_share(receipt, defects);
    }
}

/// The sum of the lines of each payer.
fn line_by_line(receipt: ReceiptView<'_>) -> [i64; 5] {
    let mut payers = [0_i64; 5];
    for line in receipt.lines() {
        let points = of_line(line);
        for (slot, sum) in payers.iter_mut().enumerate() {
            *sum = sum.wrapping_add(points & -i64::from(line.burden >> slot & 1));
        }
    }
    payers
}

/// Points times count of one line; amounts in yen are no points.
///
/// INVARIANT: nothing wraps. Points have at most nine digits and counts are cut at the three that a record can hold, so
/// a line stays below 10^12, and the nine million lines that would pass 2^63 do not fit a receipt in memory limits.
#[inline(always)]
pub(super) fn of_line(line: &Line) -> i64 {
    let counts = line.points != NO_POINTS && section_signs(line.section) & sign::YEN == 0;
    i64::from(if counts { line.points } else { 0 }).wrapping_mul(i64::from(line.count.min(MOST_COUNT)))
}

/// Whether a line holds something that cannot be read: that is told by its form, and the sum says nothing.
#[cold]
pub(super) fn unreadable(receipt: ReceiptView<'_>, lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        let written = |item| !matches!(receipt.batch.field(line.row, item), b"" | b"0");
        line.burden == 0 && written(BURDEN)
            || line.points == NO_POINTS && written(POINTS)
            || line.count > MOST_COUNT
            || line.count == 0 && written(COUNT)
    })
}

/// 負担区分別点数: the lines of one 負担区分 must not add up to less than nought.
#[cold]
fn negative_share(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let mut shares = [(0_i64, None); 32];
    for line in receipt.lines() {
        let yen = section_signs(line.section) & sign::YEN != 0;
        let share = shares.get_mut(usize::from(line.burden));
        let Some((sum, row)) = share.filter(|_| line.points != NO_POINTS && !yen) else { continue };
        *sum += i64::from(line.points) * i64::from(line.count);
        if line.points < 0 {
            *row = Some(line.row);
        }
    }
    for (sum, row) in shares {
        if let Some(row) = row.filter(|_| sum < 0) {
            defects.push(receipt.defect(row, Some(TOTAL), DefectKind::NegativeTotal, Detail::One(sum)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{INPATIENT, OUTPATIENT, check_with};

    #[test]
    fn totals_are_the_sums_of_the_lines() {
        check_with(OUTPATIENT, &[("2,500", "2,501"), ("GO,1,500", "GO,1,501")], &["points-total@3HO.6"]);
        // Yen of meals stay out: the right receipt of an inpatient has them.
        check_with(INPATIENT, &[("2,2000", "2,6020")], &["points-total@3HO.6"]);
    }

    #[test]
    fn a_donor_counts_by_the_line_of_the_recipient() {
        let donor = "SI,50,1,150338610,,,1,,,,,,,,,1\nSI,,1,150196410,,105,1,,,,,,,,,1\n\
                     TI,1,1\nTR,1,1991,202404,,1,19900101\nTS,1,5\nSY,8833421,20240401,1\n\
                     SI,60,1,160000310,,5,1,,,,,,,,,1\nGO,";
        let with = |total, expected: &[&str]| {
            check_with(OUTPATIENT, &[("GO,", donor), ("2,500", total)], expected);
        };
        with("2,605", &[]);
        with("2,610", &["points-total@3HO.6"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_form_alone() {
        check_with(OUTPATIENT, &[("112007410,,73,", "112007410,,7X,")], &["not-digits@6SI.6"]);
        check_with(OUTPATIENT, &[("112007410,,73,1,", "112007410,,73,1X,")], &["not-digits@6SI.7"]);
        check_with(OUTPATIENT, &[("SI,12,1,", "SI,12,A,")], &["not-in-table@6SI.3"]);
    }

    #[test]
    fn a_fund_counts_the_lines_that_name_it() {
        let with_fund =
            [("1112", "1122"), ("SY,", "KO,54136015,1234567,,1,291\nSY,"), ("SI,11,1", "SI,11,2")];
        check_with(OUTPATIENT, &with_fund, &[]);
        let wrong = [with_fund[0], ("SY,", "KO,54136015,1234567,,1,292\nSY,"), with_fund[2]];
        check_with(OUTPATIENT, &wrong, &["points-total@4KO.6"]);
    }

    #[test]
    fn no_total_is_negative() {
        let less =
            |points: &'static str, total: &'static str| [("SI,12,1,112007410,,73", points), ("2,500", total)];
        check_with(OUTPATIENT, &less("SI,12,1,112007410,,-428", "2,-1"), &["negative-total@3HO.6"]);
        check_with(OUTPATIENT, &less("SI,12,1,112007410,,-427", "2,0"), &[]);
    }

    #[test]
    fn no_share_of_payers_is_negative() {
        let fund = ("SY,", "KO,54136015,1234567,,1,0\nSY,");
        let changes =
            [("1112", "1122"), fund, ("SI,12,1,112007410,,73", "SI,12,5,112007410,,-1"), ("2,500", "2,427")];
        check_with(OUTPATIENT, &changes, &["points-total@4KO.6", "negative-total@7SI.6"]);
    }
}
