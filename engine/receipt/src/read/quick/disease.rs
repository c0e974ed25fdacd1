//! The ordinary SY: a coded disease without text.

use model::{Date, ModifierCode};

use super::Window;
use super::numbers::{load, next, number_of, rest};
use crate::batch::Disease;
use crate::form::eight_digits;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Where the modifiers begin: behind `SY,1234567,20240601,1,`.
const MODIFIERS: usize = 22;

/// How a row ends behind the modifiers: with the mark of the main disease, or without.
const MAIN: &[u8] = b",,01,";
const OTHER: &[u8] = b",,,";

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let commas = pass.marks.window(row.start);
    let fixed = 1 << 2 | 1 << 10 | 1 << 19 | 1 << 21;
    let end = next(commas, MODIFIERS);
    if commas & ((1 << MODIFIERS) - 1) != fixed || end > 62 {
        return false;
    }
    // 名称, 主傷病 and 補足コメント: nothing, or only the mark of the main disease.
    let main = len == end + MAIN.len();
    let expected = if main { MAIN } else { OTHER };
    if len != end + expected.len() || rest(window, end, len) != number_of(expected) {
        return false;
    }
    let outcome = window[20];
    let Some((code, start)) = code_and_start(window) else { return false };
    let (modifiers, rest) = window.get(MODIFIERS..end).unwrap_or_default().as_chunks::<4>();
    if !matches!(outcome, b'1'..=b'4')
        || !rest.is_empty()
        || !modifiers.as_flattened().iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    if !pass.order.takes(RecordKind::Sy) {
        return false;
    }
    let mut suspected = false;
    for modifier in modifiers {
        let code = modifier.iter().fold(0_u16, |code, digit| code * 10 + u16::from(digit & 15));
        suspected |= code == ModifierCode::SUSPECTED.0;
        pass.batch.modifiers.push(code);
    }
    let modifier_end = pass.batch.modifiers.len() as u32;
    pass.batch.diseases.push(Disease {
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

/// 傷病名コード, seven digits; 診療開始日, a day of the calendar.
#[inline(always)]
fn code_and_start(window: &Window) -> Option<(u32, u32)> {
    // The comma behind the seven digits is moved out, a nought moved in before them.
    let seven = u64::from_le_bytes(load(window, 3)) << 8 | u64::from(b'0');
    let code = eight_digits(seven.to_le_bytes())?;
    let start = Date::from_number(eight_digits(load(window, 11))?)?;
    Some((code, start.number()))
}
