//! Full-width texts of common characters, tested 64 bytes at a time without a look into a table or a loop.
//!
//! PERF: names and numbers differ in length from receipt to receipt, so a loop over their characters ends in a wrong guess.
//!
//! SPEC: Shift_JIS (JIS X 0208-1983): first bytes 89 to 97 and 88 from 9F on hold kanji of level 1 without a gap, 82 the
//! digits and hiragana, 83 the katakana; second bytes are 40 to FC but for 7F. What is not common is no wrong text:
//! [`crate::characters`] knows them all (a test compares).

use crate::scan::{BLOCK, Masks};

/// Where characters of some class stand in a block, by their first bytes.
#[derive(Clone, Copy)]
pub struct Wide {
    firsts: u64,
    /// Blanks, with which no text ends.
    blanks: u64,
}

impl Wide {
    /// Digits.
    #[inline(always)]
    pub fn digits<M: Masks>(with: M, block: &[u8; BLOCK]) -> Self {
        Self { firsts: with.places(block, 0x82) & with.between(block, 0x4F, 0x58) >> 1, blanks: 0 }
    }

    /// Katakana and the sign of long vowels.
    #[inline(always)]
    pub fn katakana<M: Masks>(with: M, block: &[u8; BLOCK]) -> Self {
        let long = with.places(block, 0x81) & with.places(block, 0x5B) >> 1;
        let second = with.between(block, 0x40, 0x96) & !with.places(block, 0x7F);
        Self { firsts: with.places(block, 0x83) & second >> 1 | long, blanks: 0 }
    }

    /// What names are written with: kanji of level 1, kana, digits and the blank.
    #[inline(always)]
    pub fn names<M: Masks>(with: M, block: &[u8; BLOCK]) -> Self {
        let second = with.between(block, 0x40, 0xFC) & !with.places(block, 0x7F);
        let kanji = with.between(block, 0x89, 0x97) & second >> 1
            | with.places(block, 0x88) & with.between(block, 0x9F, 0xFC) >> 1;
        let hiragana = with.places(block, 0x82) & with.between(block, 0x9F, 0xF1) >> 1;
        let blanks = with.places(block, 0x81) & with.places(block, 0x40) >> 1;
        let (digits, katakana) = (Self::digits(with, block), Self::katakana(with, block));
        Self { firsts: kanji | hiragana | digits.firsts | katakana.firsts | blanks, blanks }
    }

    /// Whether the bytes from `start` to `end` of the block, `end` below 64, are nothing but such characters and do not
    /// end with a blank.
    #[inline(always)]
    pub const fn fill(self, start: usize, end: usize) -> bool {
        let range = (u64::MAX << (start & 63)) & !(u64::MAX << (end & 63));
        let firsts = (0x5555_5555_5555_5555 << (start & 63)) & range;
        let blank_end = self.blanks & range & u64::MAX << (end.wrapping_sub(2) & 63);
        ((end - start) & 1 == 0) & (self.firsts & firsts == firsts) & (blank_end == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Wide;
    use crate::characters;
    use crate::scan::Portable;

    #[test]
    fn common_characters_are_characters() {
        let (mut names, mut digits, mut katakana) = (0, 0, 0);
        for pair in 0..=u16::MAX {
            let pair = pair.to_be_bytes();
            let mut block = [b','; 64];
            block[3..5].copy_from_slice(&pair);
            let [name, digit, kana] =
                [Wide::names, Wide::digits, Wide::katakana].map(|class| class(Portable, &block).fill(3, 5));
            let clean = characters::all_full_width(&pair) && pair != *characters::WIDE_BLANK;
            assert!(!name || clean, "{pair:02X?}");
            assert!(name || !digit && !kana, "{pair:02X?}");
            assert!(!kana || characters::all_katakana(&pair), "{pair:02X?}");
            names += usize::from(name);
            digits += usize::from(digit);
            katakana += usize::from(kana);
        }
        assert_eq!((names, digits, katakana), (15 * 188 + 94 + 83 + 1 + 10 + 86, 10, 87));
    }

    #[test]
    fn a_text_is_whole_characters_within_its_bounds() {
        let (text, ..) = encoding_rs::SHIFT_JIS.encode("見本　０１,アイ");
        let mut block = [b','; 64];
        block[7..7 + text.len()].copy_from_slice(&text);
        let names = Wide::names(Portable, &block);
        assert!(names.fill(7, 17) && names.fill(9, 9) && names.fill(18, 22));
        assert!(!names.fill(7, 13), "a blank at the end");
        assert!(!names.fill(7, 16) && !names.fill(7, 18) && !names.fill(8, 16) && !names.fill(18, 24));
    }
}
