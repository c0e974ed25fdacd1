//! The days of a line: none that the month does not have, and together the count.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ（ア）–（ウ） 算定日情報: the 31 columns add up to 回数.
//! Days may be left off for 他医療機関に係る臓器提供者 alone (備考２), whose lines are no part of what is judged here. A
//! receipt with other lines without days is told, once and as L48: nothing says that it is refused, and the count stands
//! in the line all the same. Files before 2012-04 write the days in another way or not at all; that they do so up to then
//! is unverified (no specification of those years was available to the authors).

use model::{Defect, DefectKind, Detail};
use receipt::batch::{Glance, Line, LineKind};

use super::calendar::Calendar;
use crate::ReceiptView;

/// The first month in which every line has its days; unverified.
const DAYS_FROM: u32 = 2012_04;

/// Item of 回数.
const COUNT: u8 = 7;

/// Item of the first day.
const fn first_day(kind: LineKind) -> u8 {
    match kind {
        LineKind::Procedure | LineKind::Drug => 14,
        LineKind::Material => 18,
    }
}

/// Looks closer only when the days of a line are not those of the month or do not add up.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, calendar: &Calendar, lines: &Glance, defects: &mut Vec<Defect>) {
    if lines.days & calendar.absent != 0 {
        tell_days(receipt, calendar.absent, defects);
    }
    if lines.is_odd() {
        tell_missing(receipt, defects);
        tell_sums(receipt, defects);
    }
}

/// Told for the first of the lines: the cause is one.
#[cold]
fn tell_missing(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    if receipt.receipt.month.is_none_or(|month| month.number() < DAYS_FROM) {
        return;
    }
    // A count of 0, or one that cannot be read, is told by others.
    let bare = |line: &&Line| line.count != 0 && line.days == 0;
    let without = receipt.lines().iter().filter(bare).filter(|line| !writes_days(receipt, line));
    let (first, count) = without.fold((None, 0), |(first, n), line| (first.or(Some(line.row)), n + 1));
    if let Some(row) = first {
        defects.push(receipt.defect(row, None, DefectKind::DaysMissing, Detail::One(count)));
    }
}

/// Whether something stands in the days, readable or not; what cannot be read is told by its form.
fn writes_days(receipt: ReceiptView<'_>, line: &Line) -> bool {
    let mut days = receipt.batch.fields(line.row).skip(usize::from(first_day(line.kind)) - 1).take(31);
    days.any(|day| !day.is_empty())
}

#[cold]
fn tell_days(receipt: ReceiptView<'_>, absent: u32, defects: &mut Vec<Defect>) {
    for &Line { days, row, kind, .. } in receipt.lines() {
        for day in (28..31_u8).filter(|day| days & absent & (1 << day) != 0) {
            let detail = Detail::One(i64::from(day) + 1);
            defects.push(receipt.defect(row, Some(first_day(kind) + day), DefectKind::DayNotInMonth, detail));
        }
    }
}

#[cold]
fn tell_sums(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    for &Line { day_total: total, count, row, .. } in receipt.lines() {
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
    }

    #[test]
    fn every_line_has_its_days() {
        let (line, bare) = ("SI,12,1,112007410,,73,1,,,,,,,,,,,1", "SI,12,1,112007410,,73,1");
        check_with(OUTPATIENT, &[(line, bare)], &["days-missing@6SI"]);
        // Told once for a receipt.
        let two = [(line, bare), ("SI,11,1,111000110,,291,1,,,,,,,,,1", "SI,11,1,111000110,,291,1")];
        check_with(OUTPATIENT, &two, &["days-missing@5SI"]);
        // Days that cannot be read are told by their form alone.
        check_with(OUTPATIENT, &[(line, "SI,12,1,112007410,,73,1,,,,,,,,,,,X")], &["not-digits@6SI.18"]);
        let at = |month| [("202404", month), ("20240401", "20120101"), (line, bare)];
        check_with(OUTPATIENT, &at("201204"), &["days-missing@6SI"]);
        check_with(OUTPATIENT, &at("201203"), &[]);
        // Lines of an organ donor of another institution may leave them off.
        let donor = "TI,1,1\nTR,1,1991,202404,,1,19900101\nTS,1,5\nSY,8833421,20240401,1\nSI,60,1,160000310,,5,1\nGO,";
        check_with(OUTPATIENT, &[("GO,", donor)], &[]);
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
