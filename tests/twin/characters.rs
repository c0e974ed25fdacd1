//! What a text is made of, character by character.

use encoding_rs::SHIFT_JIS;
use receipt::Encoding;

/// A kind of character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Ascii,
    HalfKana,
    Full,
    /// User-defined (外字).
    Gaiji,
    /// No character of the encoding, or none that Shift_JIS has.
    Bad,
}

/// A character: its kind, where its first byte stands (counted from 1), its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Character<'a> {
    pub class: Class,
    pub at: i64,
    pub bytes: &'a [u8],
}

impl Class {
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Full | Self::Gaiji)
    }

    /// Half-width characters, as seen from a field of full-width text.
    pub fn is_half(self) -> bool {
        matches!(self, Self::Ascii | Self::HalfKana)
    }
}

impl Character<'_> {
    pub fn is_control(&self) -> bool {
        matches!(self.bytes, [0..0x20 | 0x7F])
    }

    /// Full-width katakana with ー; ・, ヽ and ヾ, of which the specification does not speak, are not told.
    pub fn is_katakana(&self) -> bool {
        let (text, _) = match self.bytes.len() {
            2 => SHIFT_JIS.decode_without_bom_handling(self.bytes),
            _ => (String::from_utf8_lossy(self.bytes), false),
        };
        text.chars().all(|c| matches!(c, 'ァ'..='ヶ' | '・'..='ヾ'))
    }

    pub fn is_blank(&self) -> bool {
        matches!(self.bytes, b" " | b"\x81\x40" | b"\xE3\x80\x80")
    }
}

/// The characters of a text.
pub fn characters(text: &[u8], encoding: Encoding) -> Vec<Character<'_>> {
    let (mut rest, mut out) = (text, Vec::new());
    while !rest.is_empty() {
        let (class, len) = match encoding {
            Encoding::Cp932 => first_cp932(rest),
            Encoding::Utf8 => first_utf8(rest),
        };
        let at = (text.len() - rest.len() + 1) as i64;
        let (bytes, after) = rest.split_at(len);
        out.push(Character { class, at, bytes });
        rest = after;
    }
    out
}

/// How many bytes the text has in Shift_JIS.
pub fn width(characters: &[Character]) -> i64 {
    characters.iter().map(|c| if c.class.is_wide() { 2 } else { 1 }).sum()
}

fn first_cp932(text: &[u8]) -> (Class, usize) {
    let pair = text.get(..2).filter(|pair| matches!(pair[0], 0x81..=0x9F | 0xE0..=0xFC));
    match (text[0], pair.and_then(one_character)) {
        (0..0x80, _) => (Class::Ascii, 1),
        (0xA1..=0xDF, _) => (Class::HalfKana, 1),
        (_, Some('\u{E000}'..='\u{F8FF}')) => (Class::Gaiji, 2),
        (_, Some(_)) => (Class::Full, 2),
        (_, None) => (Class::Bad, 1),
    }
}

fn one_character(pair: &[u8]) -> Option<char> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(pair)?;
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn first_utf8(text: &[u8]) -> (Class, usize) {
    let Some(chunk) = text.utf8_chunks().next() else { return (Class::Bad, 1) };
    let Some(c) = chunk.valid().chars().next() else { return (Class::Bad, 1) };
    let class = match c {
        '\0'..'\u{80}' => Class::Ascii,
        '\u{FF61}'..='\u{FF9F}' => Class::HalfKana,
        '\u{E000}'..='\u{F8FF}' => Class::Gaiji,
        _ if !SHIFT_JIS.encode(&c.to_string()).2 => Class::Full,
        _ => Class::Bad,
    };
    (class, c.len_utf8())
}
