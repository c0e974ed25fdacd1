//! Characters of claim files: which bytes are CP932 characters, which of them are full-width or user-defined.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, エ 内容を表現する文字の符号: JIS X 0201 and Shift_JIS (JIS X 0208-1983).
//! CP932 with its vendor characters (NEC row 13, NEC-selected and IBM extensions) is what clinics really send,
//! so they are taken as characters; F040–F9FC are user-defined (外字).

use std::sync::LazyLock;

use encoding_rs::SHIFT_JIS;

/// How the text of a file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Shift_JIS as the format says, with the vendor extensions (CP932).
    #[default]
    Cp932,
    /// UTF-8, which the format does not allow but which is read all the same.
    Utf8,
}

/// What a text is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Census {
    /// Half-width characters of ASCII.
    pub ascii: u32,
    /// Half-width kana.
    pub half_kana: u32,
    /// Full-width characters.
    pub full: u32,
    /// Where the first character stands that is half-width, counted from 1; 0 when there is none.
    pub first_half: u32,
    /// Where the first character stands that is not ASCII, counted from 1.
    pub first_full: u32,
    /// Where the first standard full-width character stands that is no katakana, blanks at the end aside, counted from 1.
    pub first_not_kana: u32,
    /// Where the first user-defined character stands, counted from 1.
    pub first_gaiji: u32,
    /// Where the first byte stands that is no character, counted from 1.
    pub first_bad: u32,
    /// Where the first quotation mark stands, counted from 1.
    pub first_quote: u32,
    /// Where the first control character stands, counted from 1.
    pub first_control: u32,
    /// How many bytes the text has in Shift_JIS.
    pub width: u32,
    /// Whether the last character is a blank of either width.
    pub blank_end: bool,
    /// Where the blanks begin that nothing followed yet, counted from 1.
    blanks: u32,
}

/// The code that ends a file (EOFコード).
pub const END_OF_FILE: u8 = 0x1A;

/// The full-width blank (U+3000) in CP932.
pub(crate) const WIDE_BLANK: &[u8] = &[0x81, 0x40];

const WIDE_BLANK_UTF8: &[u8] = "\u{3000}".as_bytes();

/// For every pair of bytes, the first one low (as it is loaded): 0 none, 1 a character, 2 user-defined.
///
/// All pairs are decoded in one go, each on a line of its own: asking the decoder 32,768 times takes 6 ms at the start.
static PAIRS: LazyLock<Box<[u8; 1 << 16]>> = LazyLock::new(|| {
    let pairs = (0x80..=u8::MAX).flat_map(|lead| (0..=u8::MAX).map(move |trail| [lead, trail]));
    // A line feed is no trail byte; a nought, which is none either, stands for it so that lines stay apart.
    let apart = |trail| if trail == b'\n' { 0 } else { trail };
    let lines: Vec<u8> = pairs.clone().flat_map(|[lead, trail]| [lead, apart(trail), b'\n']).collect();
    let (text, _) = SHIFT_JIS.decode_without_bom_handling(&lines);
    let mut classes = Box::new([0; 1 << 16]);
    for (pair, decoded) in pairs.zip(text.split_terminator('\n')) {
        let class = classes.get_mut(usize::from(u16::from_le_bytes(pair)));
        class.into_iter().for_each(|class| *class = if is_lead(pair[0]) { class_of(decoded) } else { 0 });
    }
    classes
});

/// What the decoder made of a pair.
fn class_of(decoded: &str) -> u8 {
    let mut chars = decoded.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{FFFD}'), _) => 0,
        (Some('\u{E000}'..='\u{F8FF}'), None) => 2,
        (Some(_), None) => 1,
        _ => 0,
    }
}

const fn is_lead(byte: u8) -> bool {
    matches!(byte, 0x81..=0x9F | 0xE0..=0xFC)
}

fn pair_class(lead: u8, trail: u8) -> u8 {
    PAIRS.get(usize::from(u16::from_le_bytes([lead, trail]))).copied().unwrap_or(0)
}

/// Whether a CP932 text is nothing but standard full-width characters. The quick question of the reader.
///
/// PERF: one look into the table a character, none of which depends on the one before; eight at a time, the last eight
/// again rather than one by one, for how many are left cannot be guessed.
#[inline]
pub fn all_full_width(text: &[u8]) -> bool {
    let known = &**PAIRS;
    if !text.len().is_multiple_of(2) {
        return false;
    }
    if let Some(last) = text.last_chunk::<16>() {
        let (eights, _) = text.as_chunks::<16>();
        return eights.iter().fold(all_known(known, last), |all, eight| all & all_known(known, eight)) == 1;
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        return all_known(known, first) & all_known(known, last) == 1;
    }
    all_known(known, text) == 1
}

/// 1 when all pairs are standard characters.
#[inline(always)]
fn all_known(known: &[u8; 1 << 16], text: &[u8]) -> u8 {
    let class = |pair: &[u8; 2]| known.get(usize::from(u16::from_le_bytes(*pair))).copied().unwrap_or(0);
    text.as_chunks::<2>().0.iter().fold(1, |all, pair| all & class(pair))
}

/// Whether a text is nothing but printable ASCII without quotation marks, and does not end with a blank.
#[inline]
pub fn all_ascii(text: &[u8]) -> bool {
    text.iter().all(|&b| (0x20..0x7F).contains(&b) && b != b'"') && text.last() != Some(&b' ')
}

/// Whether a full-width character is katakana, in either encoding (no character of one is one of the other).
///
/// SPEC: 記録条件仕様（医科用）2023-03, イ 注２: ー (815B) is, ― (815C), － (817C) 「等」 are not. Whether ・ (8145), ヽ and ヾ (8152,
/// 8153) are meant by 「等」 is not said, so they pass (unverified).
fn is_katakana(character: &[u8]) -> bool {
    match *character {
        [0x83, trail] => matches!(trail, 0x40..=0x7E | 0x80..=0x96),
        [0x81, trail] => matches!(trail, 0x45 | 0x52 | 0x53 | 0x5B),
        // U+30A1 to U+30F6, U+30FB to U+30FE.
        [0xE3, 0x82, last] => last >= 0xA1,
        [0xE3, 0x83, last] => matches!(last, 0x80..=0xB6 | 0xBB..=0xBE),
        _ => false,
    }
}

/// Whether a CP932 text is nothing but katakana.
pub fn all_katakana(text: &[u8]) -> bool {
    let (pairs, rest) = text.as_chunks::<2>();
    rest.is_empty() && pairs.iter().all(|pair| is_katakana(pair))
}

/// How many characters a text of one width has.
#[inline(always)]
pub fn at_one_width(text: &[u8], encoding: Encoding) -> usize {
    match (text.first(), encoding) {
        (Some(0x80..), Encoding::Cp932) => text.len() / 2,
        (Some(0x80..), Encoding::Utf8) => text.len() / 3,
        _ => text.len(),
    }
}

/// Counts what a text is made of; the careful question, asked when the quick ones say no.
pub fn census(text: &[u8], encoding: Encoding) -> Census {
    match encoding {
        Encoding::Cp932 => census_cp932(text),
        Encoding::Utf8 => census_utf8(text),
    }
}

impl Census {
    fn ascii(&mut self, byte: u8, at: u32) {
        self.ascii += 1;
        self.width += 1;
        self.blank_end = byte == b' ';
        if !self.blank_end {
            self.goes_on();
        }
        first(&mut self.first_half, at);
        match byte {
            b'"' => first(&mut self.first_quote, at),
            0..0x20 | 0x7F => first(&mut self.first_control, at),
            _ => {}
        }
    }

    fn half_kana(&mut self, at: u32) {
        self.half_kana += 1;
        self.width += 1;
        self.goes_on();
        first(&mut self.first_half, at);
        first(&mut self.first_full, at);
    }

    fn full(&mut self, at: u32, character: &[u8], gaiji: bool) {
        self.full += 1;
        self.width += 2;
        first(&mut self.first_full, at);
        if character == WIDE_BLANK || character == WIDE_BLANK_UTF8 {
            self.blank_end = true;
            first(&mut self.blanks, at);
            return;
        }
        self.goes_on();
        if gaiji {
            first(&mut self.first_gaiji, at);
        } else if !is_katakana(character) {
            first(&mut self.first_not_kana, at);
        }
    }

    /// What follows blanks shows that they are not at the end.
    fn goes_on(&mut self) {
        self.blank_end = false;
        if self.blanks != 0 {
            first(&mut self.first_not_kana, self.blanks);
            self.blanks = 0;
        }
    }

    fn bad(&mut self, at: u32) {
        self.width += 1;
        self.goes_on();
        first(&mut self.first_bad, at);
    }
}

fn first(slot: &mut u32, at: u32) {
    if *slot == 0 {
        *slot = at;
    }
}

fn census_cp932(text: &[u8]) -> Census {
    let mut census = Census::default();
    let (mut rest, mut at) = (text, 1_u32);
    while let [byte, tail @ ..] = rest {
        let mut used = 1;
        match (byte, tail.first()) {
            (0..0x80, _) => census.ascii(*byte, at),
            (0xA1..=0xDF, _) => census.half_kana(at),
            (lead, Some(&trail)) if is_lead(*lead) && pair_class(*lead, trail) != 0 => {
                census.full(at, &[*lead, trail], pair_class(*lead, trail) == 2);
                used = 2;
            }
            _ => census.bad(at),
        }
        rest = rest.get(used..).unwrap_or_default();
        at += used as u32;
    }
    census
}

fn census_utf8(text: &[u8]) -> Census {
    let mut census = Census::default();
    let mut at = 1_u32;
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).as_bytes();
            match c {
                '\0'..'\u{80}' => census.ascii(c as u8, at),
                '\u{FF61}'..='\u{FF9F}' => census.half_kana(at),
                '\u{E000}'..='\u{F8FF}' => census.full(at, bytes, true),
                _ if encodable(c) => census.full(at, bytes, false),
                _ => census.bad(at),
            }
            at += c.len_utf8() as u32;
        }
        chunk.invalid().iter().for_each(|_| {
            census.bad(at);
            at += 1;
        });
    }
    census
}

/// Whether CP932 has the character.
pub(crate) fn encodable(c: char) -> bool {
    let mut buffer = [0; 4];
    !SHIFT_JIS.encode(c.encode_utf8(&mut buffer)).2
}

/// The text for people. User-defined and unreadable bytes become replacement marks; the file itself keeps its bytes.
pub fn decode(text: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Cp932 => SHIFT_JIS.decode_without_bom_handling(text).0.into_owned(),
        Encoding::Utf8 => String::from_utf8_lossy(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, all_ascii, all_full_width, all_katakana, census, decode};

    #[test]
    fn vendor_characters_are_characters_and_gaiji_are_told() {
        let (text, ..) = encoding_rs::SHIFT_JIS.encode("髙﨑①㈱");
        assert!(all_full_width(&text));
        assert!(!all_full_width(b"\xF0\x40"));
        let seen = census(b"\x8A\xBF\xF0\x40", Encoding::Cp932);
        assert_eq!((seen.full, seen.first_gaiji, seen.first_bad), (2, 3, 0));
    }

    #[test]
    fn half_width_kana_are_single_bytes() {
        let seen = census(b"\xB1\xB2A", Encoding::Cp932);
        assert_eq!((seen.half_kana, seen.ascii, seen.full, seen.width), (2, 1, 0, 3));
        assert_eq!(decode(b"\xB1", Encoding::Cp932), "ｱ");
    }

    #[test]
    fn katakana_are_told_from_what_looks_like_them() {
        for (text, at) in [
            ("ミホンァヶヴー", 0),
            ("ジョン・スミス", 0),
            ("ミホン　　", 0),
            ("ミホン　ハナコ", 7),
            ("　ミホン", 1),
            ("ミホ―", 5),
            ("ミ－ホン", 3),
            ("ミほん", 3),
            ("ミホン２", 7),
        ] {
            let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
            assert!(!lossy);
            let seen = census(&bytes, Encoding::Cp932);
            assert_eq!(seen.first_not_kana, at, "{text}");
            assert_eq!(all_katakana(&bytes), at == 0 && !seen.blank_end, "{text}");
            // The same in UTF-8, three bytes a character.
            let wide = if at == 0 { 0 } else { (at - 1) / 2 * 3 + 1 };
            assert_eq!(census(text.as_bytes(), Encoding::Utf8).first_not_kana, wide, "{text}");
        }
        // 外字 and half-width kana are told as such, and a blank before them stands within.
        assert_eq!(census(b"\xF0\x40", Encoding::Cp932).first_not_kana, 0);
        assert_eq!(census(b"\x83\x7E\xB1", Encoding::Cp932).first_not_kana, 0);
        assert_eq!(census(b"\x83\x7E\x81\x40\xB1", Encoding::Cp932).first_not_kana, 3);
    }

    #[test]
    fn a_lead_byte_without_its_trail_is_bad() {
        assert_eq!(census(b"A\x81", Encoding::Cp932).first_bad, 2);
        assert_eq!(census(b"\x81,", Encoding::Cp932).first_bad, 1);
    }

    #[test]
    fn utf8_is_measured_in_shift_jis_bytes() {
        let seen = census("東京A".as_bytes(), Encoding::Utf8);
        assert_eq!((seen.full, seen.ascii, seen.width), (2, 1, 5));
        assert!(all_ascii(b"AB-1") && !all_ascii(b"AB "));
    }
}
