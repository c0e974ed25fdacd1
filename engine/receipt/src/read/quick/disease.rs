//! The ordinary SY: a coded disease without text.

use model::ModifierCode;

use super::Window;
use super::numbers::{load, next, number_of, rest};
use crate::batch::Disease;
use crate::form::{eight_digit_date, eight_digits};
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Where the modifiers begin: behind `SY,1234567,20240601,1,`.
const MODIFIERS: usize = 22;

/// How a row ends behind the modifiers, 名称, 主傷病 and 補足コメント: with nothing, or with the mark of the main disease.
const OTHER: &[u8] = b",,,";
const MAIN: &[u8] = b",,01,";

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let commas = pass.marks.window(row.start);
    let fixed = 1 << 2 | 1 << 10 | 1 << 19 | 1 << 21;
    let end = next(commas, MODIFIERS);
    if commas & ((1 << MODIFIERS) - 1) != fixed || end > 62 {
        return false;
    }
    // PERF: chosen, not branched on: half are main diseases.
    let main = len == end + MAIN.len();
    let expected = if main { number_of(MAIN) } else { number_of(OTHER) };
    let ends = main | (len == end + OTHER.len());
    let outcome = window[20];
    let Some((code, start)) = code_and_start(window) else { return false };
    let (modifiers, left) = window.get(MODIFIERS..end).unwrap_or_default().as_chunks::<4>();
    let clean = ends & (rest(window, end, len) == expected) & left.is_empty();
    if !clean || !matches!(outcome, b'1'..=b'4') {
        return false;
    }
    let before = pass.batch.modifiers.len();
    let Some(suspected) = take_modifiers(modifiers, &mut pass.batch.modifiers) else {
        pass.batch.modifiers.truncate(before);
        return false;
    };
    if !pass.order.takes(RecordKind::Sy) {
        pass.batch.modifiers.truncate(before);
        return false;
    }
    let modifier_end = pass.batch.modifiers.len() as u32;
    pass.push_disease(Disease {
        row: row.index,
        code,
        start,
        modifier_end,
        outcome: outcome & 15,
        main,
        named: false,
        suspected,
    });
    true
}

/// The modifiers, four digits each, and whether one of them says "suspected".
#[inline(always)]
fn take_modifiers(modifiers: &[[u8; 4]], to: &mut Vec<u16>) -> Option<bool> {
    let mut suspected = false;
    for &[a, b, c, d] in modifiers {
        let code = eight_digits([b'0', b'0', b'0', b'0', a, b, c, d])? as u16;
        suspected |= code == ModifierCode::SUSPECTED.0;
        to.push(code);
    }
    Some(suspected)
}

/// 傷病名コード, seven digits; 診療開始日, a day of the calendar.
#[inline(always)]
fn code_and_start(window: &Window) -> Option<(u32, u32)> {
    // The comma behind the seven digits is moved out, a nought moved in before them.
    let seven = u64::from_le_bytes(load(window, 3)) << 8 | u64::from(b'0');
    let code = eight_digits(seven.to_le_bytes())?;
    let start = eight_digit_date(load(window, 11))?;
    Some((code, start.number()))
}
