//! The ordinary HO: number, symbol and number of the card, days, points, meals and what the patient bears, and nothing
//! else.

use super::Window;
use super::numbers::{load, next, number};
use super::text::Wide;
use crate::batch::Payer;
use crate::characters::{self, Encoding};
use crate::form::eight_digits;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::scan::Masks;

/// Where the symbol begins: behind `HO,12345678,`.
const SYMBOL: usize = 12;
/// The most bytes of symbol and of number.
const TEXT: usize = 38;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, len: usize) -> bool {
    // Commas of the first 64 bytes: the card's texts may reach beyond, then the careful way takes the row.
    let commas = pass.marks.window(row.start);
    let symbol_end = next(commas, SYMBOL);
    let card_end = next(commas, symbol_end + 1);
    let days_end = next(commas, card_end + 1);
    let points_end = next(commas, days_end + 1);
    // The number has eight bytes, digits behind blanks for most of the national insurance, and no comma.
    let number_ends_well = commas & ((1 << SYMBOL) - 1) == 1 << 2 | 1 << (SYMBOL - 1);
    if !number_ends_well || points_end > 63 {
        return false;
    }
    let Some([meals, meal_yen, burden]) = amounts(window, commas, points_end, len) else { return false };
    let (days, points) =
        (number(window, card_end + 1, days_end, 2), number(window, days_end + 1, points_end, 8));
    let (Some(days), Some(points)) = (days, points) else { return false };
    // 記号 may be blank, 番号 may not.
    let texts = (window.get(SYMBOL..symbol_end), window.get(symbol_end + 1..card_end));
    let (symbol, number) = (texts.0.unwrap_or_default(), texts.1.unwrap_or_default());
    let Some(block) = window.first_chunk() else { return false };
    let digits = Wide::digits(with, block);
    let full = digits.fill(SYMBOL, symbol_end) & digits.fill(symbol_end + 1, card_end);
    let card = match full {
        true => (symbol.len() + number.len()) / 2,
        false if is_text(symbol) && is_text(number) => {
            [symbol, number].map(|text| characters::at_one_width(text, Encoding::Cp932)).iter().sum()
        }
        false => return false,
    };
    let insurer = load(window, 3);
    if !is_number(insurer)
        || number.is_empty()
        || symbol.len().max(number.len()) > TEXT
        || !pass.order.takes(RecordKind::Ho)
    {
        return false;
    }
    pass.batch.payers.push(Payer {
        row: row.index,
        slot: 0,
        number: insurer,
        card: card as u8,
        days: Some(days),
        points: Some(i64::from(points)),
        meals,
        meal_yen,
        burden,
    });
    true
}

/// Count and amount of meals and 負担金額, when nothing else stands behind 合計点数.
#[inline(always)]
fn amounts(window: &Window, commas: u64, points_end: usize, len: usize) -> Option<[Option<u32>; 3]> {
    if window.get(points_end..len) == Some(b",,,,,,,,,") {
        return Some([None; 3]);
    }
    some_amounts(window, commas, points_end, len)
}

/// The same when there is one: of inpatients, and where a limit was reached.
#[inline(never)]
fn some_amounts(window: &Window, commas: u64, points_end: usize, len: usize) -> Option<[Option<u32>; 3]> {
    let count_at = points_end + 2;
    let count_end = next(commas, count_at);
    let yen_end = next(commas, count_end + 1);
    // Behind the amount of meals two items are blank.
    let burden_at = yen_end + 3;
    let burden_end = next(commas, burden_at);
    if burden_end > 63
        || window[count_at - 1] != b','
        || window.get(yen_end..burden_at) != Some(b",,,")
        || window.get(burden_end..len) != Some(b",,,")
    {
        return None;
    }
    let count = or_blank(window, count_at, count_end, 2)?;
    let yen = or_blank(window, count_end + 1, yen_end, 8)?;
    Some([count, yen, or_blank(window, burden_at, burden_end, 8)?])
}

/// A number that may be blank.
fn or_blank(window: &Window, start: usize, end: usize, max: usize) -> Option<Option<u32>> {
    if start == end { Some(None) } else { number(window, start, end, max).map(Some) }
}

/// Eight digits, or six behind blanks (national health insurance); others are looked at more closely.
#[inline(always)]
fn is_number(insurer: [u8; 8]) -> bool {
    const BLANKS: u64 = u16::from_le_bytes(*b"  ") as u64;
    // PERF: chosen, not branched on: one in four is of national health insurance.
    let number = u64::from_le_bytes(insurer);
    let noughts = if number & 0xFFFF == BLANKS { 0x1010 } else { 0 };
    eight_digits((number | noughts).to_le_bytes()).is_some() || characters::all_ascii(&insurer)
}

/// Blank, or short text of one width without blanks at its end.
#[inline(always)]
fn is_text(text: &[u8]) -> bool {
    text.is_empty()
        || characters::all_full_width(text) && !text.ends_with(characters::WIDE_BLANK)
        || characters::all_ascii(text)
}
