//! 点数・回数算定単位: lines that bear points together have one count and the same days, and end with points.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ（ア）–（ウ） 点数, 回数 and 算定日情報.
//! Where a unit ends is known from the points alone, so these are told as L3, not as L2.

use std::ops::Range;

use model::{Defect, DefectKind, Detail};
use receipt::batch::glance::sign;
use receipt::batch::{Glance, Line, LineKind, NO_POINTS, Unit};

use crate::ReceiptView;
use crate::view::slice;

const COUNT: u8 = 7;
const POINTS: u8 = 6;
const UNIT_CODE: u8 = 8;

/// Looks closer only when something may be wrong.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, lines: &Glance, defects: &mut Vec<Defect>) {
    if lines.is_odd() {
        for unit in receipt.units().iter().filter(|unit| unit.lines.len() > 1) {
            tell(receipt, unit, defects);
        }
    }
    if lines.unclosed {
        receipt.units().iter().filter(|unit| !unit.closed).for_each(|unit| unclosed(receipt, unit, defects));
    }
    if lines.has(sign::UNCOUNTED) {
        receipt.lines().iter().for_each(|line| without_count(receipt, line, defects));
    }
    if lines.has(sign::MATERIAL) {
        materials(receipt, defects);
    }
}

#[cold]
fn spread_differs(receipt: ReceiptView<'_>, unit: &Unit) -> bool {
    let of_lines = |lines: &Range<u32>| receipt.batch.day_counts_of(lines);
    if of_lines(&unit.lines).next().is_none() {
        return false;
    }
    let of_line = |line: u32| of_lines(&(line..line + 1)).map(|count| (count.day, count.count));
    unit.lines.clone().skip(1).any(|line| !of_line(unit.lines.start).eq(of_line(line)))
}

/// Tells the first line that differs from the last one, which bears the points.
#[cold]
fn tell(receipt: ReceiptView<'_>, unit: &Unit, defects: &mut Vec<Defect>) {
    let lines = slice(&receipt.batch.lines, &unit.lines);
    let Some(last) = lines.last() else { return };
    for line in lines {
        if line.count != last.count && line.count != 0 && last.count != 0 {
            let detail = Detail::Two(i64::from(last.count), i64::from(line.count));
            defects.push(receipt.defect(line.row, Some(COUNT), DefectKind::UnitCount, detail));
            return;
        }
        if line.days != last.days && line.days != 0 && last.days != 0 {
            defects.push(receipt.defect(line.row, None, DefectKind::UnitDays, Detail::None));
            return;
        }
    }
    if spread_differs(receipt, unit)
        && let Some(first) = lines.first()
    {
        defects.push(receipt.defect(first.row, None, DefectKind::UnitDays, Detail::None));
    }
}

#[cold]
fn unclosed(receipt: ReceiptView<'_>, unit: &Unit, defects: &mut Vec<Defect>) {
    // Points that are written but unreadable are told by their form.
    if let Some(last) = receipt.batch.lines.get(unit.lines.end as usize - 1)
        && receipt.batch.field(last.row, POINTS).is_empty()
    {
        defects.push(receipt.defect(last.row, Some(POINTS), DefectKind::UnitWithoutPoints, Detail::None));
    }
}

#[cold]
fn without_count(receipt: ReceiptView<'_>, &Line { row, points, .. }: &Line, defects: &mut Vec<Defect>) {
    if points != NO_POINTS && points != 0 && receipt.batch.field(row, COUNT) == b"0" {
        defects.push(receipt.defect(row, Some(COUNT), DefectKind::PointsWithoutCount, Detail::None));
    }
}

/// SPEC: （ウ） 特定器材レコード: 単位コード goes with 使用量.
#[cold]
fn materials(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    for &Line { row, .. } in receipt.lines().iter().filter(|line| line.kind == LineKind::Material) {
        let amount = receipt.batch.field(row, 5);
        if amount.is_empty() && !receipt.batch.field(row, UNIT_CODE).is_empty() {
            defects.push(receipt.defect(row, Some(UNIT_CODE), DefectKind::UnitWithoutAmount, Detail::None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    const FIRST: &str = "IY,21,1,620098801,1,,17,,,,,,,,,17";
    const LAST: &str = "IY,,1,620098802,2,8,17,,,,,,,,,17";

    #[test]
    fn a_unit_has_one_count() {
        check_with(OUTPATIENT, &[(FIRST, "IY,21,1,620098801,1,,16,,,,,,,,,16")], &["unit-count@7IY.7"]);
        // A line with points ends its unit: the next one may have another count.
        let two = [(FIRST, "IY,21,1,620098801,1,8,16,,,,,,,,,16"), ("2,500", "2,628")];
        check_with(OUTPATIENT, &two, &[]);
    }

    #[test]
    fn a_unit_has_the_same_days() {
        check_with(OUTPATIENT, &[(FIRST, "IY,21,1,620098801,1,,17,,,,,,,,,,17")], &["unit-days@7IY"]);
        let spread =
            [(FIRST, "IY,21,1,620098801,1,,17,,,,,,,,,10,7"), (LAST, "IY,,1,620098802,2,8,17,,,,,,,,,7,10")];
        check_with(OUTPATIENT, &spread, &["unit-days@7IY"]);
        let equal = [spread[0], (LAST, "IY,,1,620098802,2,8,17,,,,,,,,,10,7")];
        check_with(OUTPATIENT, &equal, &[]);
    }

    #[test]
    fn a_unit_ends_with_points() {
        let none = [(LAST, "IY,,1,620098802,2,,17,,,,,,,,,17"), ("2,500", "2,364")];
        check_with(OUTPATIENT, &none, &["unit-without-points@8IY.6"]);
        let nought = [(LAST, "IY,,1,620098802,2,0,17,,,,,,,,,17"), ("2,500", "2,364")];
        check_with(OUTPATIENT, &nought, &[]);
    }

    #[test]
    fn points_count_at_least_once() {
        let zero = [("SI,12,1,112007410,,73,1,,,,,,,,,,,1", "SI,12,1,112007410,,73,0"), ("2,500", "2,427")];
        check_with(OUTPATIENT, &zero, &["points-without-count@6SI.7"]);
        let nothing = [("SI,12,1,112007410,,73,1,,,,,,,,,,,1", "SI,12,1,112007410,,0,0"), ("2,500", "2,427")];
        check_with(OUTPATIENT, &nothing, &[]);
    }

    #[test]
    fn a_unit_of_a_material_goes_with_an_amount() {
        let with = |line: &'static str| [("GO,", line), ("2,500", "2,510")];
        check_with(OUTPATIENT, &with("TO,40,1,710010001,1,10,1,010,,,,,,,,,,1\nGO,"), &[]);
        check_with(OUTPATIENT, &with("TO,40,1,710010001,,10,1,,,,,,,,,,,1\nGO,"), &[]);
        check_with(
            OUTPATIENT,
            &with("TO,40,1,710010001,,10,1,010,,,,,,,,,,1\nGO,"),
            &["unit-without-amount@9TO.8"],
        );
    }
}
