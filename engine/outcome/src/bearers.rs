//! Whose the points of a 剤 are: those that its 負担区分 names, and where its lines bear different ones, those whose 合計点数 counts it.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 点数 of a 点数・回数算定単位 is one number, on its last record; 別表２１ 注１: a code
//! marks the payers that have points claimed for the line (請求点数のある管掌). Nothing says whose they are where the lines of a unit bear
//! different codes. Taken here: a payer has all of the points of a unit or none, and 合計点数 of HO and KO is the sum over the units of
//! the payer. So a payer that every line names has them, one that no line names has none, and of one that some lines name the total
//! tells, if the other units leave one answer only.

use std::collections::BTreeSet;

use receipt::Batch;
use receipt::batch::glance::{section_signs, sign};
use receipt::batch::{Line, NO_POINTS, Unit};

use crate::reprice::has_donor;

/// So many sums of other units are tried: a receipt with more of them is left to people.
const MOST: usize = 10_000;

/// A 剤 as the totals see it.
struct Named {
    /// Payers that every line names.
    by_all: u8,
    /// Payers that some line names.
    by_any: u8,
    /// Points times count; yen are no points.
    points: i64,
}

/// The payers that have the points of a 剤, as a set of places (bit 0 the insurer, 1 to 4 the public funds); `None` where that cannot
/// be told. All lines of one code are their own answer.
pub fn bearers(batch: &Batch, receipt: usize, unit: u32) -> Option<u8> {
    let own = named(batch, batch.units.get(unit as usize)?)?;
    let open = own.by_any & !own.by_all;
    let mut bearing = own.by_all;
    for slot in (0..5).filter(|slot| open >> slot & 1 == 1) {
        bearing |= u8::from(is_counted(batch, receipt, unit, slot)?) << slot;
    }
    (bearing != 0).then_some(bearing)
}

/// `None` where a 負担区分 cannot be read.
fn named(batch: &Batch, unit: &Unit) -> Option<Named> {
    let lines = batch.lines.get(unit.lines.start as usize..unit.lines.end as usize)?;
    let by_all = lines.iter().fold(u8::MAX, |all, line| all & line.burden);
    let by_any = lines.iter().fold(0, |any, line| any | line.burden);
    let readable = lines.iter().all(|line| line.burden != 0);
    readable.then_some(Named { by_all, by_any, points: lines.last().map_or(0, points) })
}

fn points(line: &Line) -> i64 {
    let counts = line.points != NO_POINTS && section_signs(line.section) & sign::YEN == 0;
    if counts { i64::from(line.points) * i64::from(line.count) } else { 0 }
}

/// Whether the 合計点数 of a payer counts a 剤 that only some of its lines give to that payer.
fn is_counted(batch: &Batch, receipt: usize, unit: u32, slot: u8) -> Option<bool> {
    // Whether HO and KO include what stands in the part of an organ donor is not said.
    if has_donor(batch, receipt) {
        return None;
    }
    let of = batch.receipts.get(receipt)?;
    let payers = batch.payers.get(of.payers.start as usize..of.payers.end as usize)?;
    let mut rest = payers.iter().find(|payer| payer.slot == slot)?.points?;
    let (mut own, mut sums) = (0, BTreeSet::from([0_i64]));
    for at in of.units.clone() {
        let other = named(batch, batch.units.get(at as usize)?)?;
        if at == unit {
            own = other.points;
        } else if other.by_all >> slot & 1 == 1 {
            rest -= other.points;
        } else if other.by_any >> slot & 1 == 1 && other.points != 0 {
            let with: Vec<i64> = sums.iter().map(|sum| sum + other.points).collect();
            sums.extend(with);
        }
        if sums.len() > MOST {
            return None;
        }
    }
    match (sums.contains(&(rest - own)), sums.contains(&rest)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at a surprise")]

    use receipt::Batch;

    use super::bearers;

    /// A receipt with an insurer and a public fund of so many points each, and 剤 of tests: for each its points and the codes of its
    /// lines.
    fn batch(totals: (i64, &str), units: &[(i64, &str)]) -> Batch {
        let mut text = format!(
            "IR,1,13,1,1234567,,X,202407,00,\r\nRE,1,1122,202406,X,1,19800115\r\nHO,01130012,1,2,1,{}\r\nKO,54136015,1234567,,1,{}\r\n",
            totals.0, totals.1
        );
        for (points, codes) in units {
            for (at, code) in codes.char_indices() {
                let section = if at == 0 { "60" } else { "" };
                let points = if at + 1 == codes.len() { points.to_string() } else { String::new() };
                text.push_str(&format!("SI,{section},{code},160008010,,{points},2,,,,,,,2\r\n"));
            }
        }
        let mut batch = Batch { bytes: text.into_bytes(), ..Batch::default() };
        receipt::read(&mut batch);
        assert_eq!((batch.receipts.len(), batch.units.len()), (1, units.len()));
        batch
    }

    #[test]
    fn lines_of_one_code_are_their_own_answer_whatever_the_totals_say() {
        let of = batch((0, "1"), &[(50, "11"), (50, "22"), (50, "5")]);
        assert_eq!((0..3).map(|unit| bearers(&of, 0, unit)).collect::<Vec<_>>(), [Some(1), Some(3), Some(2)]);
    }

    #[test]
    fn the_total_tells_whether_a_payer_that_some_lines_name_has_the_points() {
        // 1 the insurer alone, 2 the insurer and the fund: each unit counts twice.
        let units = [(50, "12"), (30, "2"), (7, "1")];
        assert_eq!(bearers(&batch((174, "160"), &units), 0, 0), Some(0b11), "60 and 100");
        assert_eq!(bearers(&batch((174, "60"), &units), 0, 0), Some(0b01), "60 alone");
        for neither in ["100", "161", "0", ""] {
            assert_eq!(bearers(&batch((174, neither), &units), 0, 0), None, "{neither}");
        }
        // The last line names the fund alone: the insurer's total is asked.
        let (with, without) =
            (batch((114, "100"), &[(50, "15"), (7, "1")]), batch((14, "100"), &[(50, "15"), (7, "1")]));
        assert_eq!(bearers(&with, 0, 0), Some(0b11));
        assert_eq!(bearers(&without, 0, 0), Some(0b10));
        assert_eq!(bearers(&batch((14, "0"), &[(50, "15"), (7, "1")]), 0, 0), None, "it is nobody's");
    }

    #[test]
    fn of_several_such_units_only_what_is_left_as_one_answer_is_told() {
        let units = [(50, "12"), (20, "12"), (20, "21")];
        let told = |total: &str| {
            let of = batch((180, total), &units);
            [0, 1, 2].map(|unit| bearers(&of, 0, unit))
        };
        assert_eq!(told("180"), [Some(3); 3], "all of them");
        assert_eq!(told("0"), [Some(1); 3], "none");
        assert_eq!(told("80"), [Some(1), Some(3), Some(3)]);
        assert_eq!(told("140"), [Some(3), None, None], "one of two alike: which is not told");
        assert_eq!(told("10"), [None; 3]);
    }

    /// A unit that does not name a payer has no part in the total of that payer, whatever it comes to.
    #[test]
    fn units_that_do_not_name_a_payer_do_not_blur_its_total() {
        let told = |total: &str, units: &[(i64, &str)]| bearers(&batch((300, total), units), 0, 0);
        assert_eq!(told("100", &[(50, "12"), (50, "1")]), Some(0b11));
        assert_eq!(told("0", &[(50, "12"), (50, "1")]), Some(0b01));
        // A code that comes twice names its payers once.
        assert_eq!(told("100", &[(50, "122"), (7, "1")]), Some(0b11));
    }

    /// 合計点数 are points: meals of the same payers are in yen, and no part of it.
    #[test]
    fn meals_have_no_part_in_totals() {
        let mut text =
            String::from("IR,1,13,1,1234567,,X,202407,00,\r\nRE,1,1121,202406,X,1,19800115,,20240601\r\n");
        text += "HO,01130012,1,2,1,100\r\nKO,54136015,1234567,,1,100\r\n";
        text += "SI,60,1,160008010,,,2,,,,,,,2\r\nSI,,2,160008010,,50,2,,,,,,,2\r\n";
        text += "SI,97,2,197000110,,690,2,,,,,,,2\r\n";
        let mut of = Batch { bytes: text.into_bytes(), ..Batch::default() };
        receipt::read(&mut of);
        assert_eq!(of.units.len(), 2);
        assert_eq!(bearers(&of, 0, 0), Some(0b11));
    }

    #[test]
    fn what_cannot_be_read_is_not_told() {
        let mut of = batch((100, "100"), &[(50, "12"), (30, "1")]);
        assert_eq!(bearers(&of, 0, 0), Some(3));
        of.lines.get_mut(2).unwrap().burden = 0;
        assert_eq!((bearers(&of, 0, 0), bearers(&of, 0, 1)), (None, None));
        // More sums than are tried: 2^14 of them.
        let many: Vec<(i64, &str)> = (0..15).map(|at| (1 << at, "12")).collect();
        assert_eq!(bearers(&batch((0, "65534"), &many), 0, 0), None);
        assert_eq!(bearers(&batch((0, "0"), &many[..8]), 0, 0), Some(1));
        assert_eq!(bearers(&of, 0, 99), None);
    }
}
