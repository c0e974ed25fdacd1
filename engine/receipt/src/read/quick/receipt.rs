//! The ordinary RE: the head of a receipt with the items that most receipts have.

use std::ops::Range;

use model::{ClaimType, Date, Month, Sex};

use super::numbers::{load, next, number, two_digit_codes, two_digits};
use super::{WINDOW, Window};
use crate::batch::{NONE, Receipt};
use crate::characters::{self, Encoding};
use crate::form::{self, eight_digits};
use crate::read::compiled;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::scan::{BLOCK, Masks};
use crate::tables;

/// Items that many receipts have besides number, type, month, name, sex and birth.
const COMMON: u64 =
    1 << RATE | 1 << ADMISSION | 1 << NOTES | 1 << BEDS | 1 << CHART | 1 << DEPARTMENT | 1 << KANA;
/// 給付割合, the first of them.
const RATE: u32 = 8;
/// 入院年月日.
const ADMISSION: u32 = 9;
/// レセプト特記事項.
const NOTES: u32 = 12;
/// 病床数.
const BEDS: u32 = 13;
/// カルテ番号等.
const CHART: u32 = 14;
/// 診療科１ 診療科名.
const DEPARTMENT: u32 = 22;
/// カタカナ（氏名）.
const KANA: u32 = 37;
/// The items up to 生年月日 and the record id, as bits.
const REQUIRED: u64 = 0b111_1111;
/// How many items the record has.
const ITEMS: u32 = 38;
/// The most bytes of 氏名.
const NAME: usize = 40;
/// The most bytes of カタカナ氏名.
const KANA_NAME: usize = 80;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row) -> bool {
    let Some((receipt, len)) = head(pass, window, row) else { return false };
    let rest = (row.start + len <= row.end).then_some(row.start + len..row.end);
    let Some(Rest { filled, admission }) = rest.and_then(|rest| common_items(pass.bytes, with, rest)) else {
        return false;
    };
    pass.start_receipt(Receipt { filled: REQUIRED | filled, admission, ..receipt });
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
    // PERF: chosen, not branched on: half are one, half the other.
    let sex = if window[name_end + 1] == b'1' { Sex::Male } else { Sex::Female };
    let fixed = commas & u64::MAX >> (63 - birth_end) == expected | 1 << birth_end;
    if !fixed || !matches!(window[name_end + 1], b'1' | b'2') || !is_name(name) {
        return None;
    }
    // The four digits of the type and the last four of the month in one go; other centuries are left to the careful way.
    let ([a, b, c, d, ..], [e, f, g, h, ..]) = (load(window, number_end + 1), load(window, kind_end + 3));
    let both = eight_digits([a, b, c, d, e, f, g, h])?;
    if window.get(kind_end + 1..kind_end + 3) != Some(b"20") {
        return None;
    }
    let receipt = Receipt {
        row: row.index,
        number: Some(number(window, 3, number_end, 6)?),
        claim_type: Some(ClaimType::medical((both / 10_000) as u16)?),
        month: Some(Month::from_number(200_000 + both % 10_000)?),
        sex: Some(sex),
        birth: Some(Date::from_number(eight_digits(load(window, sex_end + 1))?)?),
        donor_row: NONE,
        ..Receipt::default()
    };
    Some((receipt, birth_end + 1))
}

#[inline(always)]
fn is_name(name: &[u8]) -> bool {
    !name.is_empty() && name.len() <= NAME && (is_kanji(name, NAME) || characters::all_ascii(name))
}

#[inline(always)]
fn is_kanji(text: &[u8], most: usize) -> bool {
    text.len() <= most && characters::all_full_width(text) && !text.ends_with(characters::WIDE_BLANK)
}

/// What stands behind 生年月日.
#[derive(Default)]
struct Rest {
    /// The filled items, as bits.
    filled: u64,
    admission: Option<Date>,
}

/// The codes of 別表９ and 別表１０.
static NOTE_CODES: [bool; 256] = two_digit_codes(&tables::SPECIAL_NOTE);
static DEPARTMENTS: [bool; 256] = two_digit_codes(&tables::DEPARTMENT);

/// The items behind 生年月日, when all that are filled are clean and common.
///
/// All but the last begin and end within a block. The last, mostly カタカナ氏名, may reach beyond; no comma can hide in it,
/// for no full-width character contains one.
#[inline(always)]
fn common_items<M: Masks>(bytes: &[u8], with: M, rest: Range<usize>) -> Option<Rest> {
    let (len, from) = (rest.len(), bytes.get(rest.start..)?);
    let (window, block) = (from.first_chunk::<WINDOW>()?, from.first_chunk::<BLOCK>()?);
    let commas = with.places(block, b',') & u64::MAX.unbounded_shr((BLOCK as u32).saturating_sub(len as u32));
    let ends = commas | 1_u64.unbounded_shl(len as u32);
    let (mut found, mut clean) = (Rest::default(), true);
    let mut left = ends & !(ends << 1 | 1);
    while left != 0 {
        let before = ends & (left ^ (left - 1)) >> 1;
        let first = u64::BITS - before.leading_zeros();
        let place = first as usize..left.trailing_zeros() as usize;
        clean &= found.put(RATE + before.count_ones(), window, place);
        left &= left - 1;
    }
    let mut items = RATE + commas.count_ones();
    if len >= BLOCK {
        let first = (u64::BITS - commas.leading_zeros()) as usize;
        let comma = usize::from(from.get(len - 1) == Some(&b','));
        clean &= items == KANA && is_kana(from.get(first..len - comma).unwrap_or_default());
        found.filled |= 1 << (KANA - 1);
        items += comma as u32;
    }
    (clean && items <= ITEMS).then_some(found)
}

impl Rest {
    /// Takes a filled item; whether it is common and clean.
    #[inline(always)]
    fn put(&mut self, item: u32, window: &Window, place: Range<usize>) -> bool {
        self.filled |= 1 << (item & 63) >> 1;
        let (start, end) = (place.start, place.end);
        let value = window.get(place).unwrap_or_default();
        match item {
            RATE => number(window, start, end, 3).is_some(),
            BEDS => number(window, start, end, 4).is_some(),
            NOTES if value.len() == 2 => is_code(&NOTE_CODES, value),
            CHART if number(window, start, end, 8).is_some() => true,
            DEPARTMENT => is_code(&DEPARTMENTS, value),
            KANA => is_kana(value),
            ADMISSION => {
                self.admission = form::to_date(value);
                self.admission.is_some() && value.len() == 8
            }
            _ => is_clean(item, value),
        }
    }
}

#[inline(always)]
fn is_kana(value: &[u8]) -> bool {
    !value.is_empty() && is_kanji(value, KANA_NAME)
}

#[inline(always)]
fn is_code(known: &[bool; 256], value: &[u8]) -> bool {
    let &[tens, ones] = value else { return false };
    let (code, digits) = two_digits(tens, ones);
    digits && known[usize::from(code)]
}

/// Whether an item is common, and clean by its layout.
#[inline(never)]
fn is_clean(item: u32, value: &[u8]) -> bool {
    let common = item < ITEMS && COMMON >> item & 1 == 1;
    let column = compiled(RecordKind::Re).and_then(|layout| layout.columns.get(item as usize - 2));
    common && column.is_some_and(|column| form::is_clean(&column.test, value, Encoding::Cp932))
}
