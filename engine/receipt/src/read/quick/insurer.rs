//! The ordinary HO: number, symbol and number of the card, days and points, and nothing else.

use super::Window;
use super::numbers::{load, next, number};
use crate::batch::Payer;
use crate::characters::{self, Encoding};
use crate::form::eight_digits;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Where the symbol begins: behind `HO,12345678,`.
const SYMBOL: usize = 12;
/// The most bytes of symbol and of number.
const TEXT: usize = 38;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    // Commas of the first 64 bytes: the card's texts may reach beyond, then the careful way takes the row.
    let commas = pass.marks.window(row.start);
    let symbol_end = next(commas, SYMBOL);
    let card_end = next(commas, symbol_end + 1);
    let days_end = next(commas, card_end + 1);
    let points_end = next(commas, days_end + 1);
    // The number has eight bytes, digits behind blanks for most of the national insurance, and no comma.
    let number_ends_well = commas & ((1 << SYMBOL) - 1) == 1 << 2 | 1 << (SYMBOL - 1);
    if !number_ends_well || points_end > 63 || window.get(points_end..len) != Some(b",,,,,,,,,") {
        return false;
    }
    let (days, points) =
        (number(window, card_end + 1, days_end, 2), number(window, days_end + 1, points_end, 8));
    // 記号 may be blank, 番号 may not.
    let (symbol, number) = (window.get(SYMBOL..symbol_end), window.get(symbol_end + 1..card_end));
    let (symbol, number) = (symbol.unwrap_or_default(), number.unwrap_or_default());
    let texts = is_text(symbol) && is_text(number) && !number.is_empty();
    let card: usize =
        [symbol, number].map(|text| characters::at_one_width(text, Encoding::Cp932)).iter().sum();
    let (Some(days), Some(points)) = (days, points) else { return false };
    let insurer = load(window, 3);
    if !(eight_digits(insurer).is_some() || characters::all_ascii(&insurer))
        || !texts
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
        meals: None,
        meal_yen: None,
        burden: None,
    });
    true
}

/// Blank, or short text of one width without blanks at its end.
#[inline(always)]
fn is_text(text: &[u8]) -> bool {
    text.len() <= TEXT
        && (text.is_empty()
            || characters::all_full_width(text) && !text.ends_with(&[0x81, 0x40])
            || characters::all_ascii(text))
}
