//! Characters of the official lists: half-width to full-width, what CP932 cannot say, what is too long.

use encoding_rs::SHIFT_JIS;

use crate::column::{Length, Mode};

/// What had to be done to a text so that it fits its column. Nothing of this happens in silence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fitted {
    /// How many characters became ？, because CP932 has none such or because they are user-defined (外字) or control
    /// characters.
    pub replaced: u32,
    /// How many characters were cut off at the end.
    pub cut: u32,
}

const HALF_KANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

/// The full-width form of a character that has one.
fn wide(c: char) -> char {
    match c {
        ' ' => '\u{3000}',
        '\u{A5}' => '￥',
        '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap_or(c),
        '\u{FF61}'..='\u{FF9F}' => HALF_KANA.chars().nth(c as usize - 0xFF61).unwrap_or(c),
        _ => c,
    }
}

/// A voiced or half-voiced kana and the sign behind it as one character.
fn voiced(kana: char, sign: char) -> Option<char> {
    let step = match (kana, sign) {
        ('ウ', '゛') => return Some('ヴ'),
        ('ッ', _) => return None,
        ('カ'..='ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ', '゛') => 1,
        ('ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ', '゜') => 2,
        _ => return None,
    };
    char::from_u32(kana as u32 + step)
}

/// A text in full-width characters: the same characters, each in its wide form.
pub fn full_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Only half-width signs join what stands before them; a full-width sign was meant to stand alone.
        let sign = matches!(c, '\u{FF9E}' | '\u{FF9F}').then(|| wide(c));
        let joined = sign.and_then(|sign| voiced(out.chars().next_back()?, sign));
        match joined {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(wide(c)),
        }
    }
    out
}

/// A character in half-width, where it has such a form in ASCII.
const fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(c) => c,
            None => c,
        },
        _ => c,
    }
}

/// Whether CP932 can say the character in the wide form.
fn says_wide(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, failed) = SHIFT_JIS.encode(c.encode_utf8(&mut buffer));
    !failed && bytes.len() == 2
}

/// Whether the character is one of the half-width columns: printable ASCII, the yen sign, half-width kana. What would
/// break a line apart (comma, quotation mark) is none.
const fn says_narrow(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A5}' | '\u{FF61}'..='\u{FF9F}') && !matches!(c, ',' | '"')
}

/// Fits a text into a column: width, characters, length.
pub fn fit(text: &str, mode: Mode, length: Length) -> (String, Fitted) {
    match mode {
        Mode::Full => fit_wide(text, usize::from(length.most())),
        Mode::Half => fit_narrow(text, usize::from(length.most())),
        // SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版: 英数モードと漢字モードの文字を混在して出力しない;
        // 半角40文字又は全角20文字.
        Mode::Either if text.chars().all(says_narrow) => fit_narrow(text, usize::from(length.most())),
        Mode::Either => fit_wide(text, usize::from(length.most()) / 2),
    }
}

fn fit_wide(text: &str, most: usize) -> (String, Fitted) {
    let wide = full_width(text);
    let said = wide.chars().map(|c| if says_wide(c) { (c, false) } else { ('？', true) });
    collect(said, most)
}

fn fit_narrow(text: &str, most: usize) -> (String, Fitted) {
    let narrow = text.chars().map(narrow);
    let said = narrow.map(|c| if says_narrow(c) { (c, false) } else { ('?', true) });
    collect(said, most)
}

fn collect(said: impl Iterator<Item = (char, bool)>, most: usize) -> (String, Fitted) {
    let (mut out, mut fitted) = (String::new(), Fitted::default());
    for (at, (c, replaced)) in said.enumerate() {
        if at < most {
            out.push(c);
            fitted.replaced += u32::from(replaced);
        } else {
            fitted.cut += 1;
        }
    }
    (out, fitted)
}

/// The bytes of a text that was fitted.
pub fn encode(text: &str) -> Vec<u8> {
    SHIFT_JIS.encode(text).0.into_owned()
}

/// A text out of a file, and whether some of its bytes are no characters. The code 5C is the yen sign, as in Japan.
pub fn decode(bytes: &[u8]) -> (String, bool) {
    let (text, bad) = SHIFT_JIS.decode_without_bom_handling(bytes);
    (text.replace('\\', "\u{A5}"), bad)
}

#[cfg(test)]
mod tests {
    use super::{Fitted, decode, encode, fit, full_width};
    use crate::column::{Length, Mode};

    #[test]
    fn half_width_becomes_full_width() {
        assert_eq!(full_width("ABC 1-2 ｶﾞｷﾞﾊﾟｳﾞﾝ"), "ＡＢＣ　１－２　ガギパヴン");
        assert_eq!(full_width("漢字"), "漢字");
    }

    #[test]
    fn what_cp932_cannot_say_is_counted() {
        let (text, fitted) = fit("𠮷野\u{E000}髙", Mode::Full, Length::UpTo(10));
        assert_eq!(text, "？野？髙");
        assert_eq!(fitted, Fitted { replaced: 2, cut: 0 });
    }

    #[test]
    fn what_is_too_long_is_counted() {
        let (text, fitted) = fit("あいうえお", Mode::Full, Length::UpTo(3));
        assert_eq!((text.as_str(), fitted.cut), ("あいう", 2));
    }

    #[test]
    fn one_width_in_a_column_of_either() {
        assert_eq!(fit("A-1", Mode::Either, Length::UpTo(40)).0, "A-1");
        assert_eq!(fit("A漢", Mode::Either, Length::UpTo(40)).0, "Ａ漢");
        assert_eq!(fit(&"漢".repeat(21), Mode::Either, Length::UpTo(40)).1.cut, 1);
    }

    #[test]
    fn separators_do_not_pass() {
        assert_eq!(fit("1,2\"", Mode::Half, Length::UpTo(9)).0, "1?2?");
        assert_eq!(fit("a,b\"\n", Mode::Full, Length::UpTo(9)).0, "ａ，ｂ＂？");
    }

    #[test]
    fn the_yen_sign_is_one_byte() {
        assert_eq!(encode("-\u{A5}7000"), b"-\\7000");
        assert_eq!(decode(b"-\\7000"), ("-\u{A5}7000".to_owned(), false));
    }
}
