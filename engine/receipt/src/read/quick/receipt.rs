//! The ordinary RE: the head of a receipt with the items that most receipts have.

use model::{ClaimType, Date, Month, Sex};

use super::Window;
use super::numbers::{load, next, number};
use crate::batch::{NONE, Receipt};
use crate::characters::{self, Encoding};
use crate::form;
use crate::read::compiled;
use crate::read::fields::each_filled;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Items that many receipts have besides number, type, month, name, sex and birth: 給付割合, 特記事項, 病床数, カルテ番号,
/// 診療科１, カタカナ氏名.
const COMMON: u64 = 1 << 8 | 1 << 12 | 1 << 13 | 1 << 14 | 1 << 22 | 1 << 37;
/// The first of them.
const RATE: usize = 8;
/// The items up to 生年月日 and the record id, as bits.
const REQUIRED: u64 = 0b111_1111;
/// How many items the record has.
const ITEMS: usize = 38;
/// The most bytes of 氏名.
const NAME: usize = 40;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row) -> bool {
    let Some((receipt, len)) = head(pass, window, row) else { return false };
    let rest = (row.start + len <= row.end).then_some(row.start + len..row.end);
    let Some(filled) = rest.and_then(|rest| common_items(pass, rest)) else { return false };
    pass.start_receipt(Receipt { filled: REQUIRED | filled, ..receipt });
    true
}

/// The items up to 生年月日, and how many bytes they are with the comma behind them.
#[inline(always)]
fn head(pass: &Pass<'_>, window: &Window, row: Row) -> Option<(Receipt, usize)> {
    // Commas of the first 64 bytes: a long name may reach beyond, then the careful way takes the row.
    let commas = pass.marks.window(row.start);
    let number_end = next(commas, 3);
    let (kind_end, month_end) = (number_end + 5, number_end + 12);
    let name_end = next(commas, month_end + 1);
    let (sex_end, birth_end) = (name_end + 2, name_end + 11);
    if birth_end > 63 {
        return None;
    }
    let expected = 1 << 2 | 1 << number_end | 1 << kind_end | 1 << month_end | 1 << name_end | 1 << sex_end;
    let name = window.get(month_end + 1..name_end).unwrap_or_default();
    let sex = match window[name_end + 1] {
        b'1' => Sex::Male,
        b'2' => Sex::Female,
        _ => return None,
    };
    if commas & u64::MAX >> (63 - birth_end) != expected | 1 << birth_end || !is_name(name) {
        return None;
    }
    let kind = number(window, number_end + 1, kind_end, 4)?;
    let receipt = Receipt {
        row: row.index,
        number: Some(number(window, 3, number_end, 6)?),
        claim_type: Some(ClaimType::medical(kind as u16)?),
        month: Some(Month::from_number(number(window, kind_end + 1, month_end, 6)?)?),
        sex: Some(sex),
        birth: Some(Date::from_number(form::eight_digits(load(window, sex_end + 1))?)?),
        donor_row: NONE,
        ..Receipt::default()
    };
    Some((receipt, birth_end + 1))
}

#[inline(always)]
fn is_name(name: &[u8]) -> bool {
    let full = || characters::all_full_width(name) && !name.ends_with(characters::WIDE_BLANK);
    !name.is_empty() && name.len() <= NAME && (full() || characters::all_ascii(name))
}

/// The items behind 生年月日 that are filled, when all of them are clean and common.
#[inline(always)]
fn common_items(pass: &Pass<'_>, rest: std::ops::Range<usize>) -> Option<u64> {
    let layout = compiled(RecordKind::Re)?;
    let (mut clean, mut filled) = (true, 0_u64);
    let fields = each_filled(pass.marks, rest, |index, place| {
        let item = RATE + index;
        let value = pass.bytes.get(place).unwrap_or_default();
        filled |= 1 << (item & 63) >> 1;
        let column = layout.columns.get(item - 2).filter(|_| item < ITEMS && COMMON >> item & 1 == 1);
        clean &= column.is_some_and(|column| form::is_clean(&column.test, value, Encoding::Cp932));
    });
    (clean && RATE - 1 + fields <= ITEMS).then_some(filled)
}
