//! The ordinary CO: section, payers, code and text, all of them clean.

use model::CommentCode;

use super::line::head::{BURDENS, SECTIONS};
use super::numbers::{load, two_digits};
use super::{Window, line};
use crate::characters;
use crate::form::eight_digits;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// The most bytes of 文字データ.
const TEXT: usize = 76;

/// Takes the row when nothing about it is doubtful.
///
/// PERF: a function of its own, for there are few of them, and what is asked most often then stays together.
#[inline(never)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row) -> bool {
    let blank = window[3] == b',';
    let (value, digits) = two_digits(window[3], window[4]);
    let section = if blank { 0 } else { value };
    let given = digits && window[5] == b',' && SECTIONS[usize::from(value)];
    let at = 6 - 2 * usize::from(blank);
    let burden = BURDENS[usize::from(window[at])];
    let code = eight_digits(load(window, at + 2)).filter(|_| window[at + 10].is_ascii_digit());
    let text_at = at + 3 + CommentCode::WIDTH;
    let Some(text) = pass.bytes.get(row.start + text_at..row.end) else { return false };
    let commas = window[at + 1] == b',' && window[text_at - 1] == b',';
    let Some(code) = code.filter(|_| commas && burden != 0 && (blank || given)) else { return false };
    let clean =
        text.len() <= TEXT && characters::all_full_width(text) && !text.ends_with(characters::WIDE_BLANK);
    let line = pass.batch.lines.len() as u32;
    if !clean || !line::follows(&pass.details, section, line) || !pass.order.takes(RecordKind::Co) {
        return false;
    }
    if blank {
        pass.details.take_blank_comment();
    } else {
        pass.start_group(row.index, section);
    }
    let code = code.wrapping_mul(10).wrapping_add(u32::from(window[at + 10] & 15));
    pass.push_free_comment(row.index, 5, code, burden);
    true
}
