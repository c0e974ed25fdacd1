//! The ordinary RE: the head of a receipt with the items that most receipts have.

use std::ops::Range;

use model::{ClaimType, Date, Month, Sex};

use super::numbers::{load, next, number, two_digit_codes, two_digits};
use super::text::Wide;
use super::{WINDOW, Window};
use crate::batch::Receipt;
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
    let Some(head) = head(pass, with, window, row) else { return false };
    let Some(rest) = common_items(pass.bytes, with, row.start + head.len..row.end) else { return false };
    pass.start_receipt(Receipt {
        row: row.index,
        filled: REQUIRED | rest.filled,
        number: Some(head.number),
        claim_type: Some(head.claim_type),
        month: Some(head.month),
        sex: Some(head.sex),
        birth: Some(head.birth),
        admission: rest.admission,
        note: rest.note,
        ..Receipt::default()
    });
    true
}

/// The items up to 生年月日.
struct Head {
    number: u32,
    claim_type: ClaimType,
    month: Month,
    sex: Sex,
    birth: Date,
    /// How many bytes they are with the comma behind them.
    len: usize,
}

#[inline(always)]
fn head<M: Masks>(pass: &Pass<'_>, with: M, window: &Window, row: Row) -> Option<Head> {
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
    let names = Wide::names(with, window.first_chunk()?);
    let name = window.get(month_end + 1..name_end)?;
    let clean =
        !name.is_empty() & (name.len() <= NAME) & names.fill(month_end + 1, name_end) || is_name(name);
    // PERF: chosen, not branched on: half are one, half the other.
    let sex = if window[name_end + 1] == b'1' { Sex::Male } else { Sex::Female };
    let fixed = commas & u64::MAX >> (63 - birth_end) == expected | 1 << birth_end;
    if !fixed || !matches!(window[name_end + 1], b'1' | b'2') || !clean {
        return None;
    }
    // The four digits of the type and the last four of the month in one go; other centuries are left to the careful way.
    let ([a, b, c, d, ..], [e, f, g, h, ..]) = (load(window, number_end + 1), load(window, kind_end + 3));
    let both = eight_digits([a, b, c, d, e, f, g, h])?;
    if window.get(kind_end + 1..kind_end + 3) != Some(b"20") {
        return None;
    }
    Some(Head {
        number: number(window, 3, number_end, 6)?,
        claim_type: ClaimType::medical((both / 10_000) as u16)?,
        month: Month::from_number(200_000 + both % 10_000)?,
        sex,
        birth: form::eight_digit_date(load(window, sex_end + 1))?,
        len: birth_end + 1,
    })
}

/// Whether a name is one, whatever it is written with.
#[inline(never)]
fn is_name(name: &[u8]) -> bool {
    !name.is_empty() && name.len() <= NAME && (is_kanji(name) || characters::all_ascii(name))
}

#[inline(never)]
fn is_kanji(text: &[u8]) -> bool {
    characters::all_full_width(text) && !text.ends_with(characters::WIDE_BLANK)
}

/// What stands behind 生年月日.
#[derive(Default)]
struct Rest {
    /// The filled items, as bits.
    filled: u64,
    admission: Option<Date>,
    /// レセプト特記事項 when there is one.
    note: u8,
}

/// The items behind 生年月日, when all that are filled are clean and common.
///
/// All begin and end within a block, but for カタカナ氏名, which may reach beyond; no comma can hide in it, for no full-width
/// character contains one.
#[inline(always)]
fn common_items<M: Masks>(bytes: &[u8], with: M, rest: Range<usize>) -> Option<Rest> {
    let len = rest.end.checked_sub(rest.start).filter(|&len| len > 0)?;
    let window = bytes.get(rest.start..).and_then(|from| from.first_chunk::<WINDOW>())?;
    let comma = usize::from(bytes.get(rest.end - 1) == Some(&b','));
    let last_end = len - comma;
    let block = window.first_chunk()?;
    let commas = with.places(block, b',') & !u64::MAX.unbounded_shl(last_end as u32);
    let (last, last_start) = (RATE + commas.count_ones(), (u64::BITS - commas.leading_zeros()) as usize);
    let (kana, mut found) = (last == KANA, Rest::default());
    if kana && last_start < last_end {
        found.filled = 1 << (KANA - 1);
    }
    if last + comma as u32 > ITEMS || kana && !is_kana(with, window, last_start..last_end) {
        return None;
    }
    // Another item that ends the row is one like those before it, and stands within the block.
    let ends = if kana { commas } else { commas | 1_u64.checked_shl(last_end as u32)? };
    let mut left = ends & !(ends << 1 | 1);
    // PERF: whether all are digits is asked once for all of them.
    let others = u64::MAX.unbounded_shl(if kana { last_start } else { last_end } as u32);
    let digits = with.between(block, b'0', b'9') | commas | others == u64::MAX;
    // PERF: three without a branch, for which are filled cannot be guessed; few receipts have more.
    let mut clean = true;
    for _ in 0..3 {
        clean &= found.take(window, ends, left, digits);
        left &= left.wrapping_sub(1);
    }
    while left != 0 {
        clean &= found.take(window, ends, left, digits);
        left &= left - 1;
    }
    clean.then_some(found)
}

impl Rest {
    /// Takes the first of the filled items that are left, if one is; whether it is common and clean. `digits` says that
    /// all of them are digits.
    #[inline(always)]
    fn take(&mut self, window: &Window, ends: u64, left: u64, digits: bool) -> bool {
        let before = ends & (left ^ left.wrapping_sub(1)) >> 1;
        let item = (RATE + before.count_ones()) & 63;
        let first = (u64::BITS - before.leading_zeros()) as usize;
        let place = first..(left.trailing_zeros() as usize).max(first);
        self.filled |= u64::from(left != 0) << (item.wrapping_sub(1) & 63);
        let (written, number) = PLAIN[item as usize].takes(window, &place);
        let plain = written & digits;
        let nothing = left == 0;
        self.note = if written & (item == NOTES) & !nothing { number } else { self.note };
        if nothing | plain {
            return true;
        }
        let value = window.get(place).unwrap_or_default();
        if item == ADMISSION {
            self.admission = form::to_date(value);
            return self.admission.is_some() && value.len() == 8;
        }
        is_clean(item, value)
    }
}

/// Whether カタカナ氏名 is blank or one.
#[inline(always)]
fn is_kana<M: Masks>(with: M, window: &Window, place: Range<usize>) -> bool {
    // No closure: it would be a function of its own, without the wide instructions.
    let Some(block) = window.get(place.start..).and_then(|from| from.first_chunk()) else { return false };
    place.len() < BLOCK && Wide::katakana(with, block).fill(0, place.len())
        || window.get(place).is_some_and(is_kana_name)
}

/// Whether a text is one, however long or rare its characters are.
#[inline(never)]
fn is_kana_name(text: &[u8]) -> bool {
    text.len() <= KANA_NAME && characters::all_katakana(text)
}

/// What digits an item may have.
#[derive(Clone, Copy)]
struct Plain {
    /// How many digits it has at least, and from that number on how many counts are allowed.
    least: u8,
    counts: u8,
    /// Whether it is a code, which may begin with a nought, and of which numbers.
    code: bool,
    known: &'static [bool; 256],
}

impl Plain {
    const fn number(most: u8) -> Self {
        Self { least: 1, counts: most, code: false, known: &[true; 256] }
    }

    const fn code(known: &'static [bool; 256]) -> Self {
        Self { least: 2, counts: 1, code: true, known }
    }

    /// Whether the digits in a place may stand there, and the number of the last two.
    ///
    /// PERF: everything is looked at, for what stands in the place cannot be guessed.
    #[inline(always)]
    fn takes(&self, window: &Window, place: &Range<usize>) -> (bool, u8) {
        let last = place.end.wrapping_sub(1) & (WINDOW - 1);
        let (tens, ones) = (window[last.wrapping_sub(1) & (WINDOW - 1)], window[last]);
        let written = place.len().wrapping_sub(usize::from(self.least)) < usize::from(self.counts);
        let begins = self.code | (window[place.start & (WINDOW - 1)] != b'0') | (place.len() == 1);
        let (last_two, _) = two_digits(tens, ones);
        let known = self.known[usize::from(last_two)];
        (written & begins & known, last_two)
    }
}

/// The items of digits alone: numbers, and codes of 別表９ and 別表１０.
static PLAIN: [Plain; 64] = {
    let mut items = [Plain::number(0); 64];
    items[RATE as usize] = Plain::number(3);
    items[BEDS as usize] = Plain::number(4);
    items[CHART as usize] = Plain::number(8);
    items[NOTES as usize] = Plain::code(&NOTE_CODES);
    items[DEPARTMENT as usize] = Plain::code(&DEPARTMENTS);
    items
};

static NOTE_CODES: [bool; 256] = two_digit_codes(&tables::SPECIAL_NOTE);
static DEPARTMENTS: [bool; 256] = two_digit_codes(&tables::DEPARTMENT);

/// Whether an item is common, and clean by its layout.
#[inline(never)]
fn is_clean(item: u32, value: &[u8]) -> bool {
    let common = item < ITEMS && COMMON >> item & 1 == 1;
    let column = compiled(RecordKind::Re).and_then(|layout| layout.columns.get(item as usize - 2));
    common && column.is_some_and(|column| form::is_clean(&column.test, value, Encoding::Cp932))
}
