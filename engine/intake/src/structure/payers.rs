//! Who pays: HO and KO as the receipt type says, payers that lines name, amounts, meals, days of service.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（カ） (HO and KO by receipt type), 別表５, 別表２１,
//! （４）ウ（ア）（イ） (days, meals, amounts). L2900, L3531, L4510, L4516: docs/intake-codes.md.

use model::{ClaimType, Defect, DefectKind, Detail};
use receipt::batch::{Glance, Payer};

use super::calendar::Calendar;
use super::paying::Paying;
use crate::ReceiptView;

/// Item of レセプト種別 in RE.
const TYPE: u8 = 3;
/// Item of 診療実日数 in HO and KO.
const DAYS: u8 = 5;
/// Item of 負担区分 in lines and comments.
const BURDEN: u8 = 3;

/// Points and yen: one point is ten yen.
const YEN: i64 = 10;

/// Compares the payers with the receipt type, with the lines and with the month.
#[inline(always)]
pub fn check(
    receipt: ReceiptView<'_>,
    calendar: &Calendar,
    lines: &Glance,
    paying: &Paying,
    defects: &mut Vec<Defect>,
) {
    let complete = receipt.receipt.claim_type.is_none_or(|kind| of_type(receipt, kind, paying, defects));
    if complete {
        named_by_lines(receipt, lines, paying.set, defects);
    }
    let month_days = calendar.days;
    if (paying.days > month_days) | paying.borne | paying.meals {
        amounts(receipt, month_days, defects);
    }
}

/// What each payer says of days, amounts and meals.
fn amounts(receipt: ReceiptView<'_>, month_days: u32, defects: &mut Vec<Defect>) {
    let outpatient = receipt.receipt.claim_type.is_some_and(|kind| !kind.inpatient);
    for payer in receipt.payers() {
        real_days(receipt, payer, month_days, defects);
        amount(receipt, payer, defects);
        if payer.meals.is_some() || payer.meal_yen.is_some() {
            meals(receipt, payer, month_days, outpatient, defects);
        }
    }
}

/// Whether HO and KO are those of the receipt type.
#[inline(always)]
fn of_type(receipt: ReceiptView<'_>, kind: ClaimType, paying: &Paying, defects: &mut Vec<Defect>) -> bool {
    let (insurer, funds) = (paying.insurer(), paying.funds);
    let right = (insurer == kind.has_insurer()) & (funds == kind.public_funds());
    if !right {
        not_of_type(receipt, kind, paying, defects);
    }
    right
}

#[cold]
fn not_of_type(receipt: ReceiptView<'_>, kind: ClaimType, paying: &Paying, defects: &mut Vec<Defect>) {
    let (insurer, funds) = (paying.insurer(), paying.funds);
    let mut tell = |kind, detail| defects.push(receipt.defect(receipt.receipt.row, Some(TYPE), kind, detail));
    match (insurer, kind.has_insurer()) {
        (false, true) => tell(DefectKind::InsurerMissing, Detail::One(i64::from(kind.number))),
        (true, false) => tell(DefectKind::InsurerNotOfType, Detail::One(i64::from(kind.number))),
        _ => {}
    }
    if funds != kind.public_funds() {
        tell(
            DefectKind::FundsNotOfType,
            Detail::Three(i64::from(kind.number), i64::from(kind.public_funds()), i64::from(funds)),
        );
    }
}

/// 負担区分 may only name payers that are there. Told for the first line: the cause is one.
#[inline(always)]
fn named_by_lines(receipt: ReceiptView<'_>, lines: &Glance, there: u8, defects: &mut Vec<Defect>) {
    if lines.any_payer & !there != 0 {
        let of_lines = receipt.lines().iter().map(|line| (line.burden, line.row));
        tell_first(receipt, of_lines, there, DefectKind::BurdenPayerMissing, defects);
        return;
    }
    let comments = &receipt.batch.comments;
    let of_comments = comments.burden.get(receipt.comments()).unwrap_or_default();
    if of_comments.iter().fold(0, |all, burden| all | burden) & !there != 0 {
        let rows = comments.row.get(receipt.comments()).unwrap_or_default();
        let of_comments = of_comments.iter().copied().zip(rows.iter().copied());
        tell_first(receipt, of_comments, there, DefectKind::CommentPayerMissing, defects);
    }
}

#[cold]
fn tell_first(
    receipt: ReceiptView<'_>,
    mut burdens: impl Iterator<Item = (u8, u32)>,
    there: u8,
    kind: DefectKind,
    defects: &mut Vec<Defect>,
) {
    if let Some((_, row)) = burdens.find(|(burden, _)| burden & !there != 0) {
        defects.push(receipt.defect(row, Some(BURDEN), kind, Detail::None));
    }
}

fn real_days(receipt: ReceiptView<'_>, payer: &Payer, month_days: u32, defects: &mut Vec<Defect>) {
    if let Some(days) = payer.days.filter(|&days| days > month_days) {
        let detail = Detail::Two(i64::from(month_days), i64::from(days));
        defects.push(receipt.defect(payer.row, Some(DAYS), DefectKind::RealDaysOfMonth, detail));
    }
}

/// The patient's part must be below the whole price. Of the public funds the official list names the first only.
#[inline(always)]
fn amount(receipt: ReceiptView<'_>, payer: &Payer, defects: &mut Vec<Defect>) {
    let Some((yen, points)) = payer.burden.map(i64::from).zip(payer.points) else { return };
    if yen > 0 && yen >= points * YEN {
        let (kind, item) = match payer.slot {
            0 => (DefectKind::BurdenTooHigh, 12),
            1 => (DefectKind::FundBurdenTooHigh, 7),
            _ => return,
        };
        defects.push(receipt.defect(payer.row, Some(item), kind, Detail::Two(points, yen)));
    }
}

#[cold]
fn meals(
    receipt: ReceiptView<'_>,
    payer: &Payer,
    month_days: u32,
    outpatient: bool,
    defects: &mut Vec<Defect>,
) {
    let item = if payer.slot == 0 { 8 } else { 11 };
    let meals = payer.meals.unwrap_or(0);
    if outpatient && (meals > 0 || payer.meal_yen.unwrap_or(0) > 0) {
        defects.push(receipt.defect(payer.row, Some(item), DefectKind::MealsOutpatient, Detail::None));
    } else if meals > month_days * 3 {
        let detail = Detail::Two(i64::from(month_days) * 3, i64::from(meals));
        defects.push(receipt.defect(payer.row, Some(item), DefectKind::MealsTooMany, detail));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{INPATIENT, OUTPATIENT, check_with};

    const FUND: (&str, &str) = ("SY,", "KO,54136015,1234567,,0,0\nSY,");

    #[test]
    fn payers_are_those_of_the_type() {
        check_with(OUTPATIENT, &[("1112", "1122"), FUND], &[]);
        check_with(OUTPATIENT, &[("1112", "1122")], &["funds-not-of-type@2RE.3"]);
        check_with(OUTPATIENT, &[FUND], &["funds-not-of-type@2RE.3"]);
        check_with(OUTPATIENT, &[("1112", "1212"), FUND], &["insurer-not-of-type@2RE.3"]);
        check_with(OUTPATIENT, &[("HO,01130012,１２３,４５６,2,500\n", "")], &["insurer-missing@2RE.3"]);
    }

    #[test]
    fn four_funds_are_the_boundary() {
        let funds = "KO,54136015,1234567,,0,0\n".repeat(4) + "SY,";
        let four = [("1112", "1152"), ("SY,", funds.as_str())];
        check_with(OUTPATIENT, &four, &[]);
        let five = "KO,54136015,1234567,,0,0\n".repeat(5) + "SY,";
        check_with(
            OUTPATIENT,
            &[("1112", "1152"), ("SY,", five.as_str())],
            &["funds-not-of-type@2RE.3", "too-many-records@8KO"],
        );
    }

    #[test]
    fn lines_name_payers_that_are_there() {
        check_with(OUTPATIENT, &[("SI,12,1", "SI,12,2")], &["burden-payer-missing@6SI.3"]);
        // With the fund there, its total is what is wrong.
        check_with(OUTPATIENT, &[("1112", "1122"), FUND, ("SI,12,1", "SI,12,2")], &["points-total@4KO.6"]);
        check_with(OUTPATIENT, &[("GO,", "CO,99,5,810000001,あ\nGO,")], &["comment-payer-missing@9CO.3"]);
    }

    #[test]
    fn days_of_service_fit_the_month() {
        check_with(OUTPATIENT, &[("2,500", "30,500")], &[]);
        check_with(OUTPATIENT, &[("2,500", "31,500")], &["real-days-of-month@3HO.5"]);
    }

    #[test]
    fn the_patient_bears_less_than_the_whole_price() {
        check_with(OUTPATIENT, &[("2,500", "2,500,,,,,,4999")], &[]);
        check_with(OUTPATIENT, &[("2,500", "2,500,,,,,,5000")], &["burden-too-high@3HO.12"]);
        let fund = |ko| [("1112", "1122"), ("SY,", ko), ("SI,11,1", "SI,11,2")];
        check_with(OUTPATIENT, &fund("KO,54136015,1234567,,1,291,2909\nSY,"), &[]);
        check_with(
            OUTPATIENT,
            &fund("KO,54136015,1234567,,1,291,2910\nSY,"),
            &["fund-burden-too-high@4KO.7"],
        );
        // Nothing claimed of the fund and nothing paid is in order.
        check_with(OUTPATIENT, &[("1112", "1122"), ("SY,", "KO,54136015,1234567,,0,0,0\nSY,")], &[]);
    }

    #[test]
    fn meals_are_three_a_day_at_most() {
        check_with(INPATIENT, &[(",,6,4020", ",,90,4020")], &[]);
        check_with(INPATIENT, &[(",,6,4020", ",,91,4020")], &["meals-too-many@3HO.8"]);
        check_with(OUTPATIENT, &[("2,500", "2,500,,3,2010")], &["meals-outpatient@3HO.8"]);
        check_with(OUTPATIENT, &[("2,500", "2,500,,0,0")], &[]);
    }
}
