//! 合計点数: what HO and KO claim must be the sum over their lines, and no sum may be negative.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２１ 負担区分: a line counts for the payers of its 負担区分.
//! Held without exception by the receipts of the public sample of a clinic's system (docs/intake.md).
//! The sums of a receipt with a part of an organ donor are not judged: whether HO includes it is not said.

use model::{Defect, DefectKind, Detail};
use receipt::batch::NO_POINTS;

use crate::ReceiptView;

/// Meals and living (食事療養・生活療養): amounts in yen, not points.
const MEALS: u8 = 97;

/// Item of 合計点数 in HO and in KO.
const TOTAL: u8 = 6;

/// Items of 負担区分, 点数 and 回数 in lines.
const BURDEN: u8 = 3;
const POINTS: u8 = 6;
const COUNT: u8 = 7;

/// The largest 回数 of three digits; a longer one is told by its form.
const MOST: u16 = 999;

/// What the lines of a receipt add up to.
struct Sums {
    /// By payer.
    payers: [i64; 5],
    /// Whether any line subtracts.
    subtracts: bool,
}

/// Compares the claimed points of every payer with the sum of its lines.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    if receipt.has_donor() {
        return;
    }
    let sums = sums(receipt);
    let mut negative = false;
    for payer in receipt.payers() {
        let Some((&sum, claimed)) = sums.payers.get(usize::from(payer.slot)).zip(payer.points) else {
            continue;
        };
        if sum != claimed && !unreadable(receipt) {
            let detail = Detail::Two(sum, claimed);
            defects.push(receipt.defect(payer.row, Some(TOTAL), DefectKind::PointsTotal, detail));
        }
        if claimed < 0 {
            negative = true;
            let detail = Detail::One(claimed);
            defects.push(receipt.defect(payer.row, Some(TOTAL), DefectKind::NegativeTotal, detail));
        }
    }
    if sums.subtracts && !negative {
        negative_share(receipt, defects);
    }
}

/// PERF: all lines of most receipts have the same payers, so one sum is enough.
#[inline(always)]
fn sums(receipt: ReceiptView<'_>) -> Sums {
    let lines = &receipt.batch.lines;
    let burdens = receipt.column(&lines.burden);
    let any = burdens.iter().fold(0, |all, burden| all | burden);
    let one = burdens.iter().fold(u8::MAX, |all, burden| all & burden) == any;
    let points = receipt.column(&lines.points);
    let subtracts = points.iter().fold(false, |any, &points| any | ((points < 0) & (points != NO_POINTS)));
    let amounts = points.iter().zip(receipt.column(&lines.count)).zip(receipt.column(&lines.section));
    let mut payers = [0_i64; 5];
    if one {
        let sum = amounts.map(of_line).fold(0_i64, i64::wrapping_add);
        payers.iter_mut().enumerate().for_each(|(slot, payer)| *payer = sum * i64::from(any >> slot & 1));
    } else {
        for (amount, &burden) in amounts.zip(burdens) {
            let points = of_line(amount);
            for (slot, sum) in payers.iter_mut().enumerate() {
                *sum = sum.wrapping_add(points & -i64::from(burden >> slot & 1));
            }
        }
    }
    Sums { payers, subtracts }
}

/// Points times count of one line.
///
/// INVARIANT: nothing wraps. Points have at most nine digits and counts are cut at the three that a record can hold, so
/// a line stays below 10^12, and the nine million lines that would pass 2^63 do not fit a receipt in memory limits.
#[inline(always)]
fn of_line(((&points, &count), &section): ((&i32, &u16), &u8)) -> i64 {
    let counts = (points != NO_POINTS) & (section != MEALS);
    i64::from(if counts { points } else { 0 }).wrapping_mul(i64::from(count.min(MOST)))
}

/// Whether a line holds something that cannot be read: that is told by its form, and the sum says nothing.
#[cold]
fn unreadable(receipt: ReceiptView<'_>) -> bool {
    let (batch, lines) = (receipt.batch, &receipt.batch.lines);
    receipt.lines().any(|index| {
        let row = lines.row.get(index).copied().unwrap_or(0);
        let written = |item| !matches!(batch.field(row, item), b"" | b"0");
        lines.burden.get(index) == Some(&0) && written(BURDEN)
            || lines.points.get(index) == Some(&NO_POINTS) && written(POINTS)
            || lines.count.get(index).is_some_and(|&count| count > MOST || count == 0 && written(COUNT))
    })
}

/// 負担区分別点数: the lines of one 負担区分 must not add up to less than nought.
#[cold]
fn negative_share(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let lines = &receipt.batch.lines;
    let mut shares = [(0_i64, None); 32];
    for index in receipt.lines() {
        let values = lines.points.get(index).zip(lines.count.get(index)).zip(lines.section.get(index));
        let Some(((&points, &count), &section)) = values else { continue };
        let share = lines.burden.get(index).and_then(|&burden| shares.get_mut(usize::from(burden)));
        let Some((sum, row)) = share.filter(|_| points != NO_POINTS && section != MEALS) else { continue };
        *sum += i64::from(points) * i64::from(count);
        if points < 0 {
            *row = lines.row.get(index).copied();
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
