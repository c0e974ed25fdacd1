//! The head of a line, which is everything before its days: 診療識別, payers, code, quantity, points and count.

use model::{BurdenSet, Quantity};

use crate::batch::{Line, LineKind, NO_POINTS, NO_QUANTITY};
use crate::form::{self, eight_digits};
use crate::read::quick::numbers::{load, next, number, two_digit_codes, two_digits};
use crate::read::quick::{IY, SI, Window, letters_of};
use crate::scan::Marks;
use crate::tables;

/// The first byte behind which no field of the head may begin: the head ends within a block.
const HEAD: usize = 56;

/// Everything before the days, and how long it is.
pub fn head(marks: &Marks, window: &Window, start: usize) -> Option<(Line, usize)> {
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
    let (last_end, blank) = match kind {
        // 単位コード may be given; the comma behind it and the nine of 単価, 予備, 商品名 and the comment pairs.
        LineKind::Material => (next(commas, count_end + 1), 10),
        // The comma behind 回数 and the six of the comment pairs.
        _ => (count_end, 7),
    };
    let all_blank = (1 << blank) - 1;
    if last_end > HEAD || commas >> last_end & all_blank != all_blank {
        return None;
    }
    if last_end > count_end + 1 && !is_unit(window.get(count_end + 1..last_end)?) {
        return None;
    }
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
    Some((line, last_end + blank))
}

/// Whether a text is a code of 別表２２.
fn is_unit(text: &[u8]) -> bool {
    tables::MATERIAL_UNIT.codes.iter().any(|(code, _)| code.as_bytes() == text)
}

/// Which numbers are codes of 別表２０.
static SECTIONS: [bool; 256] = two_digit_codes(&tables::SECTION);

/// The sets of payers by the byte of 負担区分; 0 for bytes that are no code.
static BURDENS: [u8; 256] = {
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
