//! The head of a line, which is everything before its days: 診療識別, payers, code, quantity, points and count.

use model::{BurdenSet, CommentCode, Quantity};

use crate::batch::{Line, LineKind, NO_POINTS, NO_QUANTITY};
use crate::characters;
use crate::form::{self, eight_digits};
use crate::read::quick::numbers::{load, next, number, two_digit_codes, two_digits};
use crate::read::quick::{IY, SI, Window, letters_of};
use crate::scan::{BLOCK, Marks};
use crate::tables;

/// Digits of コメントコード.
const COMMENT_CODE: usize = CommentCode::WIDTH;

/// The most bytes of the text of a comment.
const COMMENT_TEXT: usize = 100;

/// The comma behind 回数 and the six behind blank comments.
const BLANK_COMMENTS: u64 = 0x7F;

/// The first byte behind which no field of the head may begin: the head ends within a block.
const HEAD: usize = 56;

/// What the head of a line says.
pub struct Said {
    pub line: Line,
    /// The codes of the comment pairs that are given.
    pub comments: [Option<u32>; 3],
    /// Where the days begin.
    pub days_at: usize,
}

/// Everything before the days.
pub fn head(bytes: &[u8], marks: &Marks, window: &Window, start: usize) -> Option<Said> {
    let kind = match letters_of(window) {
        SI => LineKind::Procedure,
        IY => LineKind::Drug,
        _ => LineKind::Material,
    };
    // 診療識別 is blank or two digits.
    let blank = window[3] == b',';
    let (value, digits) = two_digits(window[3], window[4]);
    let given = digits && window[5] == b',' && SECTIONS[usize::from(value)];
    if !blank && !given {
        return None;
    }
    let section = if blank { 0 } else { value };
    let at = 6 - 2 * usize::from(blank);
    let burden = BURDENS[usize::from(window[at])];
    let code = eight_digits(load(window, at + 2));
    let ninth = window[at + 10];
    if burden == 0 || window[at + 1] != b',' || !ninth.is_ascii_digit() || window[at + 11] != b',' {
        return None;
    }
    let code = code?.wrapping_mul(10).wrapping_add(u32::from(ninth & 15));
    let commas = marks.window(start);
    let quantity_at = at + 12;
    let quantity_end = next(commas, quantity_at);
    let points_end = next(commas, quantity_end + 1);
    let count_end = next(commas, points_end + 1);
    if count_end > HEAD {
        return None;
    }
    let (comments, days_at) = match kind {
        LineKind::Material => ([None; 3], behind_material(window, commas, count_end)?),
        _ if commas >> count_end & BLANK_COMMENTS == BLANK_COMMENTS => ([None; 3], count_end + 7),
        _ => {
            let (codes, days_at) = comments(bytes, marks, start + count_end + 1)?;
            (codes, days_at - start)
        }
    };
    let quantity = if quantity_end == quantity_at {
        NO_QUANTITY
    } else {
        quantity(window, quantity_at, quantity_end, kind)?
    };
    let points = if points_end == quantity_end + 1 {
        NO_POINTS
    } else {
        number(window, quantity_end + 1, points_end, 7)?.cast_signed()
    };
    let count = number(window, points_end + 1, count_end, 3).filter(|&count| count > 0)? as u16;
    let line = Line { kind, section, burden, code, quantity, points, count, ..Line::default() };
    Some(Said { line, comments, days_at })
}

/// The codes of the comment pairs that begin at a byte, and where the days begin. A text has its code, and both are clean.
///
/// The texts may be long, so all is looked for among the separators of the batch; a comma of the next row is found only
/// behind bytes that are neither a code nor a text.
fn comments(bytes: &[u8], marks: &Marks, mut at: usize) -> Option<([Option<u32>; 3], usize)> {
    let mut codes = [None; 3];
    for code in &mut codes {
        let code_end = marks.comma(at, 0);
        let text_end = marks.comma(code_end + 1, 0);
        let (number, text) = (bytes.get(at..code_end)?, bytes.get(code_end + 1..text_end)?);
        *code = match number.len() {
            0 if text.is_empty() => None,
            COMMENT_CODE => Some(form::to_u32(number)?),
            _ => return None,
        };
        if text.len() > COMMENT_TEXT
            || !characters::all_full_width(text)
            || text.ends_with(characters::WIDE_BLANK)
        {
            return None;
        }
        at = text_end + 1;
    }
    Some((codes, at))
}

/// Where the days of a material begin, when nothing but 単位コード is given behind 回数.
fn behind_material(window: &Window, commas: u64, count_end: usize) -> Option<usize> {
    let unit_end = next(commas, count_end + 1);
    // The comma behind the unit and the nine of 単価, 予備, 商品名 and the comment pairs.
    let blank = unit_end < BLOCK && commas >> unit_end & 0x3FF == 0x3FF;
    let unit = window.get(count_end + 1..unit_end).filter(|_| blank)?;
    (unit.is_empty() || is_unit(unit)).then_some(unit_end + 10)
}

/// Whether a text is a code of 別表２２.
fn is_unit(text: &[u8]) -> bool {
    tables::MATERIAL_UNIT.codes.iter().any(|(code, _)| code.as_bytes() == text)
}

/// Which numbers are codes of 別表２０.
pub static SECTIONS: [bool; 256] = two_digit_codes(&tables::SECTION);

/// The sets of payers by the byte of 負担区分; 0 for bytes that are no code.
pub static BURDENS: [u8; 256] = {
    let (mut sets, mut byte) = ([0; 256], 0);
    while byte < 256 {
        if let Some(set) = BurdenSet::from_code(byte as u8) {
            sets[byte] = set.0;
        }
        byte += 1;
    }
    sets
};

/// 数量データ: a whole number; 使用量: at most five digits before the point and five behind (three of materials), no spare
/// zeros.
fn quantity(window: &Window, start: usize, end: usize, kind: LineKind) -> Option<i64> {
    let most = if kind == LineKind::Procedure { 8 } else { 5 };
    match number(window, start, end, most) {
        Some(whole) => Some(i64::from(whole).wrapping_mul(Quantity::SCALE)),
        None if kind == LineKind::Procedure => None,
        None => decimal(window.get(start..end)?, if kind == LineKind::Drug { 5 } else { 3 }),
    }
}

fn decimal(text: &[u8], places: usize) -> Option<i64> {
    form::is_decimal(text, 5, places).then(|| Quantity::parse(text).map(Quantity::scaled)).flatten()
}
