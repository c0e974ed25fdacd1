//! Whom the payers cover: 記号 and 番号 of the insured in HO, 受給者番号 of the beneficiary in KO.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）ウ（ア） 保険者レコード: 記号 and 番号 together have at most 19 characters of
//! either mode; （イ） 公費レコード: 受給者番号 has seven digits, padded with zeros, and is left off for 法別30 (医療観察法) alone.
//! The excerpt of the official list has no code for 受給者番号, hence L3: the public sample of a clinic's system has funds of
//! 法別83 with six digits, and nothing says that they are refused.

use model::{Defect, DefectKind, Detail};
use receipt::batch::Payer;
use receipt::{characters, form};

use super::paying::Paying;
use crate::ReceiptView;

/// Items of 記号 and 番号 in HO, of 負担者番号 and 受給者番号 in KO.
const SYMBOL: u8 = 3;
const NUMBER: u8 = 4;
const FUND: u8 = 2;
const BENEFICIARY: u8 = 3;

/// The most characters of 記号 and 番号 together.
const INSURED_MOST: usize = 19;
/// The most bytes of each.
const FIELD_BYTES: u32 = 38;

/// Digits of 負担者番号 and of 受給者番号.
const FUND_DIGITS: usize = 8;
const BENEFICIARY_DIGITS: usize = 7;

/// 法別番号 of 医療観察法: the fund without numbers of beneficiaries.
const WITHOUT_NUMBER: &[u8] = b"30";

/// Tests what HO and KO say of the insured when one of them may be too short or too long.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, paying: &Paying, defects: &mut Vec<Defect>) {
    if paying.odd_card {
        tell(receipt, defects);
    }
}

/// Whether what tells the insured has a length that it may have: the quick question.
#[inline(always)]
pub fn has_length(payer: &Payer) -> bool {
    let card = usize::from(payer.card);
    if payer.slot == 0 { card <= INSURED_MOST } else { card == BENEFICIARY_DIGITS }
}

#[cold]
fn tell(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    for payer in receipt.payers().iter().filter(|payer| !has_length(payer)) {
        match payer.slot {
            0 => insured(receipt, payer, defects),
            _ => beneficiary(receipt, payer, defects),
        }
    }
}

/// Counts characters one by one, for there seem to be too many.
fn insured(receipt: ReceiptView<'_>, payer: &Payer, defects: &mut Vec<Defect>) {
    let text = |item| characters::census(receipt.batch.field(payer.row, item), receipt.batch.encoding);
    let texts = [text(SYMBOL), text(NUMBER)];
    let written: u32 = texts.iter().map(|text| text.ascii + text.half_kana + text.full).sum();
    // A field that is too long by itself is told by its form.
    let alone = texts.iter().any(|text| text.width > FIELD_BYTES);
    if written as usize > INSURED_MOST && !alone {
        let detail = Detail::Two(INSURED_MOST as i64, i64::from(written));
        defects.push(receipt.defect(payer.row, Some(NUMBER), DefectKind::InsuredTooLong, detail));
    }
}

fn beneficiary(receipt: ReceiptView<'_>, payer: &Payer, defects: &mut Vec<Defect>) {
    let (fund, number) = (receipt.batch.field(payer.row, FUND), receipt.batch.field(payer.row, BENEFICIARY));
    let mut tell = |kind, detail| defects.push(receipt.defect(payer.row, Some(BENEFICIARY), kind, detail));
    if number.is_empty() {
        // A fund that cannot be read is told by its form.
        let known = fund.len() == FUND_DIGITS && form::all_digits(fund);
        if known && !fund.starts_with(WITHOUT_NUMBER) {
            tell(DefectKind::BeneficiaryMissing, Detail::None);
        }
    } else if number.len() < BENEFICIARY_DIGITS && form::all_digits(number) {
        // A longer number, or one of other characters, is told by its form.
        tell(DefectKind::BeneficiaryLength, Detail::Two(BENEFICIARY_DIGITS as i64, number.len() as i64));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};

    #[test]
    fn symbol_and_number_have_nineteen_characters_together() {
        let with = |symbol: &str, number: &str| format!("HO,01130012,{symbol},{number},");
        let cases = [
            (with("", &"４".repeat(19)), true),
            (with(&"１".repeat(9), &"４".repeat(10)), true),
            (with(&"１".repeat(10), &"４".repeat(10)), false),
            (with("あいうえおかきくけ", "4567890123"), true),
            (with("あいうえおかきくけこ", "4567890123"), false),
            (with(&"1".repeat(10), &"4".repeat(9)), true),
            (with(&"1".repeat(10), &"4".repeat(10)), false),
            (with(&"1".repeat(10), &"４".repeat(9)), true),
        ];
        // A field that is too long by itself is told by its form alone.
        let long = with("", &"４".repeat(20));
        check_with(OUTPATIENT, &[("HO,01130012,１２３,４５６,", &long)], &["too-long@3HO.4"]);
        for (record, right) in cases {
            let expected: &[&str] = if right { &[] } else { &["insured-too-long@3HO.4"] };
            check_with(OUTPATIENT, &[("HO,01130012,１２３,４５６,", &record)], expected);
        }
    }

    #[test]
    fn beneficiaries_have_numbers_of_seven_digits() {
        let fund = |number: &str, beneficiary: &str, expected: &[&str]| {
            let record = format!("KO,{number},{beneficiary},,0,0\nSY,");
            check_with(OUTPATIENT, &[("1112", "1122"), ("SY,", &record)], expected);
        };
        fund("54136015", "1234567", &[]);
        fund("54136015", "0000001", &[]);
        fund("54136015", "123456", &["beneficiary-length@4KO.3"]);
        fund("54136015", "1", &["beneficiary-length@4KO.3"]);
        // Longer numbers and other characters are told by their form alone.
        fund("54136015", "12345678", &["too-long@4KO.3"]);
        fund("54136015", "12345A", &["not-digits@4KO.3"]);
    }

    #[test]
    fn only_fund_30_has_no_beneficiaries() {
        let fund = |number: &str, expected: &[&str]| {
            let record = format!("KO,{number},,,0,0\nSY,");
            check_with(OUTPATIENT, &[("1112", "1122"), ("SY,", &record)], expected);
        };
        fund("30136014", &[]);
        fund("54136015", &["beneficiary-missing@4KO.3"]);
        fund("5413601", &["wrong-length@4KO.2"]);
    }
}
