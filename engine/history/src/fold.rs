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
        into.extend(field.iter().filter(|byte| !byte.is_ascii_whitespace()).map(u8::to_ascii_uppercase));
    } else {
        let mut buffer = [0; 4];
        for letter in decode(field, encoding).chars().filter(|letter| !letter.is_whitespace()) {
            into.extend_from_slice(narrow(letter).encode_utf8(&mut buffer).as_bytes());
        }
    }
    into.len() > before
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
