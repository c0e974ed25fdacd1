//! One writing for texts that mean the same number or name: width folded, blanks left out.

use receipt::Encoding;
use receipt::characters::decode;

/// Adds a field to a buffer as one writing, and whether there was anything in it.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 保険者レコード: 記号 and 番号 are in half width or in full width, as the one who
/// writes likes; 保険者番号 is padded with blanks. Letters, digits and signs of full width become those of half width, all
/// strokes become one. Noughts in front stay: `0012` and `12` may be two numbers.
pub(crate) fn fold(field: &[u8], encoding: Encoding, into: &mut Vec<u8>) -> bool {
    let before = into.len();
    if field.is_ascii() {
        into.extend(field.iter().filter(|byte| !is_blank(**byte)).map(u8::to_ascii_uppercase));
    } else if encoding == Encoding::Utf8 || !fold_common(field, into) {
        into.truncate(before);
        fold_any(field, encoding, into);
    }
    into.len() > before
}

/// Whether a byte of ASCII is a blank.
fn is_blank(byte: u8) -> bool {
    char::from(byte).is_whitespace()
}

/// Any text, letter by letter.
fn fold_any(field: &[u8], encoding: Encoding, into: &mut Vec<u8>) {
    let mut buffer = [0; 4];
    for letter in decode(field, encoding).chars().filter(|letter| !letter.is_whitespace()) {
        into.extend_from_slice(narrow(letter).encode_utf8(&mut buffer).as_bytes());
    }
}

/// CP932 in which nothing stands but letters and digits of either width and blanks; `false` where something else does.
///
/// PERF: 記号 and 番号 are mostly written so, and decoding a digit of full width walks through a table of symbols.
fn fold_common(field: &[u8], into: &mut Vec<u8>) -> bool {
    let mut bytes = field.iter().copied();
    while let Some(first) = bytes.next() {
        match (first, if first.is_ascii() { 0 } else { bytes.next().unwrap_or_default() }) {
            (..=0x7F, _) if is_blank(first) => {}
            (..=0x7F, _) => into.push(first.to_ascii_uppercase()),
            (0x81, 0x40) => {}
            (0x82, digit @ 0x4F..=0x58) => into.push(digit - 0x4F + b'0'),
            (0x82, capital @ 0x60..=0x79) => into.push(capital - 0x60 + b'A'),
            (0x82, small @ 0x81..=0x9A) => into.push(small - 0x81 + b'A'),
            _ => return false,
        }
    }
    true
}

fn narrow(letter: char) -> char {
    let narrow = match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
        '‐' | '‑' | '–' | '—' | '―' | '−' => '-',
        other => other,
    };
    narrow.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use receipt::Encoding;
    use receipt::characters::decode;

    use super::{fold, fold_any, fold_common};

    #[test]
    fn the_short_way_says_what_the_long_way_says() {
        let mut short_ways = 0;
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let field = [b'a', first, second, b' ', 0x82, 0x4F];
                let (mut short, mut long, mut either) = (Vec::new(), Vec::new(), Vec::new());
                fold_any(&field, Encoding::Cp932, &mut long);
                if fold_common(&field, &mut short) {
                    assert_eq!(short, long, "{:?}", decode(&field, Encoding::Cp932));
                    short_ways += 1;
                }
                fold(&field, Encoding::Cp932, &mut either);
                assert_eq!(either, long, "{field:?}");
            }
        }
        assert_eq!(short_ways, 128 * 128 + 1 + 10 + 26 + 26);
    }

    fn folded(text: &str) -> String {
        let mut buffer = Vec::new();
        super::fold(text.as_bytes(), Encoding::Utf8, &mut buffer);
        String::from_utf8(buffer).unwrap_or_default()
    }

    #[test]
    fn widths_blanks_and_strokes_do_not_matter() {
        assert_eq!(folded("１２－３４　ａ"), "12-34A");
        assert_eq!(folded("12-34 A"), folded("１２−３４Ａ"));
        assert_ne!(folded("0012"), folded("12"));
        assert_eq!(folded("　"), "");
    }
}
