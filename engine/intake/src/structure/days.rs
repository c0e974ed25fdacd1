//! The days of a line: none that the month does not have, and together the count.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ（ア）–（ウ） 算定日情報: the 31 columns add up to 回数.
//! A line with no day at all is not judged: when days may be left off is not said for every kind of claim.

use model::{Defect, DefectKind, Detail};
use receipt::batch::LineKind;

use crate::ReceiptView;

/// Item of 回数.
const COUNT: u8 = 7;

/// Item of the first day.
const fn first_day(kind: LineKind) -> u8 {
    match kind {
        LineKind::Procedure | LineKind::Drug => 14,
        LineKind::Material => 18,
    }
}

/// Tests all lines at once and looks closer only when one is wrong.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let lines = &receipt.batch.lines;
    let (days, totals) = (receipt.column(&lines.days), receipt.column(&lines.day_total));
    let counts = receipt.column(&lines.count);
    let absent = absent_days(receipt);
    if days.iter().fold(0, |all, days| all | days) & absent != 0 {
        tell_days(receipt, absent, defects);
    }
    let wrong = |(total, count): (&u16, &u16)| u32::from(*total != 0) & u32::from(total != count);
    if totals.iter().zip(counts).map(wrong).fold(0, |all, wrong| all | wrong) != 0 {
        tell_sums(receipt, defects);
    }
}

/// The days that the month does not have; bit 0 is the 1st.
fn absent_days(receipt: ReceiptView<'_>) -> u32 {
    !receipt.receipt.month.map_or(u32::MAX, |month| (1 << month.days()) - 1) & 0x7FFF_FFFF
}

#[cold]
fn tell_days(receipt: ReceiptView<'_>, absent: u32, defects: &mut Vec<Defect>) {
    let lines = &receipt.batch.lines;
    for index in receipt.lines() {
        let values = lines.days.get(index).zip(lines.row.get(index)).zip(lines.kind.get(index));
        let Some(((&days, &row), &kind)) = values else { continue };
        for day in (28..31_u8).filter(|day| days & absent & (1 << day) != 0) {
            let detail = Detail::One(i64::from(day) + 1);
            defects.push(receipt.defect(row, Some(first_day(kind) + day), DefectKind::DayNotInMonth, detail));
        }
    }
}

#[cold]
fn tell_sums(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let lines = &receipt.batch.lines;
    for index in receipt.lines() {
        let values = lines.day_total.get(index).zip(lines.count.get(index)).zip(lines.row.get(index));
        let Some(((&total, &count), &row)) = values else { continue };
        // A count that cannot be read is told by its form.
        let readable = count != 0 || matches!(receipt.batch.field(row, COUNT), b"" | b"0");
        if total != 0 && total != count && readable {
            let detail = Detail::Two(i64::from(total), i64::from(count));
            defects.push(receipt.defect(row, Some(COUNT), DefectKind::DaysSum, detail));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    #[test]
    fn the_days_add_up_to_the_count() {
        let line = "SI,12,1,112007410,,73,1,,,,,,,,,,,1";
        check_with(OUTPATIENT, &[(line, "SI,12,1,112007410,,73,1,,,,,,,,,,,1,1")], &["days-sum@6SI.7"]);
        check_with(OUTPATIENT, &[(line, "SI,12,1,112007410,,73,1,,,,,,,,,,,2")], &["days-sum@6SI.7"]);
        // No day at all is not judged.
        check_with(OUTPATIENT, &[(line, "SI,12,1,112007410,,73,1")], &[]);
    }

    #[test]
    fn a_count_above_one_on_a_day_counts() {
        let twice = [
            ("SI,12,1,112007410,,73,1,,,,,,,,,,,1", "SI,12,1,112007410,,73,2,,,,,,,,,,,2"),
            ("2,500", "2,573"),
        ];
        check_with(OUTPATIENT, &twice, &[]);
    }

    #[test]
    fn the_month_has_the_day() {
        let on = |day: usize| format!("SI,12,1,112007410,,73,1,,,,,,{}1", ",".repeat(day));
        let line = "SI,12,1,112007410,,73,1,,,,,,,,,,,1";
        check_with(OUTPATIENT, &[(line, &on(30))], &[]);
        check_with(OUTPATIENT, &[(line, &on(31))], &["day-not-in-month@6SI.44"]);
        let february = [("202404", "202402"), ("20240401", "20240201"), (line, &on(30))];
        check_with(OUTPATIENT, &february, &["day-not-in-month@6SI.43"]);
        let leap_day = [("202404", "202402"), ("20240401", "20240201"), (line, &on(29))];
        check_with(OUTPATIENT, &leap_day, &[]);
    }
}
