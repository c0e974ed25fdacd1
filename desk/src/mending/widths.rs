//! Characters of one width as those of the other, where there is exactly one.

use unicode_normalization::UnicodeNormalization;

/// The text in half-width letters; `None` when a character has none.
pub(super) fn half(text: &str) -> Option<String> {
    text.chars().map(half_of).collect()
}

fn half_of(c: char) -> Option<char> {
    match c {
        ' '..='~' => Some(c),
        '\u{3000}' => Some(' '),
        // The same minus by another name: both are 817C in Shift_JIS.
        '\u{2212}' => Some('-'),
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// The text in full-width characters: kana with their marks as one.
pub(crate) fn full(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    let mut kana = String::new();
    for c in text.chars() {
        if is_half_kana(c) {
            kana.push(c);
            continue;
        }
        flush(&mut kana, &mut out);
        out.push(match c {
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            c => c,
        });
    }
    flush(&mut kana, &mut out);
    out
}

/// Kana that waited for their marks.
fn flush(kana: &mut String, out: &mut String) {
    out.extend(kana.nfkc().map(|c| match c {
        // A mark that belongs to no letter stays a sign of its own.
        '\u{3099}' => '゛',
        '\u{309A}' => '゜',
        c => c,
    }));
    kana.clear();
}

pub(super) const fn is_half_kana(c: char) -> bool {
    matches!(c, '\u{FF61}'..='\u{FF9F}')
}

#[cfg(test)]
mod tests {
    use super::{full, half};

    #[test]
    fn widths_go_both_ways() {
        assert_eq!(half("１２Ａ－　"), Some("12A- ".to_owned()));
        assert_eq!(half("漢"), None);
        assert_eq!(full("ﾊﾞｽ ﾊﾟｰ A-1ﾞ"), "バス　パー　Ａ－１゛");
    }
}
