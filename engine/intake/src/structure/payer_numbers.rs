//! 検証番号: the last digit of an insurer's or fund's number follows from the others.
//!
//! SPEC: 保険者番号、公費負担者番号・公費負担医療の受給者番号並びに医療機関コード及び薬局コード設定要領（昭和51年8月7日）:
//! the digits are weighted 2, 1, 2, 1 … from the last but one, two-digit products count as the sum of their digits, and
//! the check digit completes the sum to a multiple of ten. Unverified: written from memory; of all numbers in a file of
//! a clinic's system only one did not hold, and that one is made up (docs/intake.md). A number that fails is not one of the register,
//! so the level is that of L3087 and L3089; a number that passes may still be unknown to the register.

use model::{Defect, DefectKind, Detail};

use super::paying::Paying;
use crate::ReceiptView;

/// Tests the numbers of HO and KO when one may not fit.
#[inline(always)]
pub fn check(receipt: ReceiptView<'_>, paying: &Paying, defects: &mut Vec<Defect>) {
    if paying.odd_number {
        tell(receipt, defects);
    }
}

#[cold]
fn tell(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    // A number of another length or with letters is told by its form.
    for payer in receipt.payers().iter().filter(|payer| is_wrong(payer.number)) {
        let (kind, detail) = match payer.slot {
            0 => (DefectKind::InsurerCheckDigit, Detail::None),
            1 => (DefectKind::FundCheckDigit, Detail::None),
            slot => (DefectKind::OtherFundCheckDigit, Detail::One(i64::from(slot))),
        };
        defects.push(receipt.defect(payer.row, Some(2), kind, detail));
    }
}

/// Whether a number is eight digits, or six behind blanks, and the check digit fits: the quick question.
#[inline(always)]
pub fn fits(number: [u8; 8]) -> bool {
    const BLANKS: u64 = u16::from_le_bytes(*b"  ") as u64;
    // PERF: chosen, not branched on: one in four is of national health insurance.
    let bytes = u64::from_le_bytes(number);
    let noughts = if bytes & 0xFFFF == BLANKS { 0x1010 } else { 0 };
    let digits = receipt::form::eight_digits((bytes | noughts).to_le_bytes()).is_some();
    digits & weighted_sum(number).is_multiple_of(10)
}

/// Whether the field holds digits behind blanks, and the check digit does not fit.
fn is_wrong(number: [u8; 8]) -> bool {
    let blanks = number.iter().take_while(|&&byte| byte == b' ').count();
    let digits = number.get(blanks..).unwrap_or_default();
    !digits.is_empty() && receipt::form::all_digits(digits) && !weighted_sum(number).is_multiple_of(10)
}

/// The sum of eight digits weighted 2, 1, 2, 1 …, two-digit products as the sum of their digits; blanks are noughts.
///
/// PERF: four 16-bit lanes at once, as every receipt has one or two such numbers.
#[inline(always)]
const fn weighted_sum(number: [u8; 8]) -> u64 {
    const LANES: u64 = 0x0001_0001_0001_0001;
    let digits = u64::from_le_bytes(number) & 0x0F0F_0F0F_0F0F_0F0F;
    let doubled = (digits & (LANES * 0xFF)) * 2;
    // 1 in every lane of ten or more.
    let tens = ((doubled + LANES * 118) >> 7) & LANES;
    let single = (digits >> 8) & (LANES * 0xFF);
    // A lane holds at most 9 + 9; the product leaves the sum of the lanes in the highest one.
    (doubled - tens * 9 + single).wrapping_mul(LANES) >> 48
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with};
    use super::{fits, is_wrong};

    #[test]
    fn check_digits_complete_the_sum() {
        for number in [b"01130012", b"34130021", b"  138057"] {
            assert!(fits(*number) && !is_wrong(*number));
        }
        for number in [b"01130013", b"10130012", b"  138058"] {
            assert!(!fits(*number) && is_wrong(*number));
        }
        // Not for this check to tell.
        for number in [b"        ", b"0113001A", b"01 30012"] {
            assert!(!fits(*number) && !is_wrong(*number));
        }
    }

    #[test]
    fn the_sum_is_that_of_the_digits() {
        for n in (0..100_000_000_u32).step_by(7919) {
            let text = format!("{n:08}");
            let digits: Vec<u32> = text.bytes().map(|b| u32::from(b - b'0')).collect();
            let each = digits.iter().enumerate().map(|(place, &digit)| {
                let weighted = if place % 2 == 0 { digit * 2 } else { digit };
                weighted / 10 + weighted % 10
            });
            let sum: u32 = each.sum();
            let number = <[u8; 8]>::try_from(text.as_bytes()).unwrap_or_default();
            assert_eq!(super::weighted_sum(number), u64::from(sum), "{text}");
        }
    }

    #[test]
    fn numbers_of_payers_are_tested() {
        check_with(OUTPATIENT, &[("HO,01130012", "HO,01130013")], &["insurer-check-digit@3HO.2"]);
        let fund = |ko| [("1112", "1132"), ("SY,", ko)];
        check_with(
            OUTPATIENT,
            &fund("KO,54136014,1234567,,0,0\nKO,54136014,1234567,,0,0\nSY,"),
            &["fund-check-digit@4KO.2", "other-fund-check-digit@5KO.2"],
        );
        // A short number is told by its form alone.
        check_with(OUTPATIENT, &[("HO,01130012", "HO,1130013")], &["wrong-length@3HO.2"]);
    }
}
