//! Texts made of digits, in the bytes of the file: names, full-width numbers, eras.
//!
//! PERF: made straight in bytes; encoding such texts anew for every receipt took a third of the time of a block.

use model::{Date, Era};

/// A reused buffer.
#[derive(Debug, Default)]
pub(crate) struct Glyphs {
    buffer: Vec<u8>,
}

/// 見本 and a full-width blank.
const SAMPLE: &[u8] = &[0x8C, 0xA9, 0x96, 0x7B, 0x81, 0x40];
/// ミホン.
const SAMPLE_KANA: &[u8] = &[0x83, 0x7E, 0x83, 0x7A, 0x83, 0x93];
/// 見本病院, 見本医院.
const HOSPITAL: &[u8] = &[0x8C, 0xA9, 0x96, 0x7B, 0x95, 0x61, 0x89, 0x40];
const CLINIC: &[u8] = &[0x8C, 0xA9, 0x96, 0x7B, 0x88, 0xE3, 0x89, 0x40];

/// レイ, イチ, ニ, サン, ヨン, ゴ, ロク, ナナ, ハチ, キユ.
const KANA_DIGITS: [&[u8]; 10] = [
    &[0x83, 0x8C, 0x83, 0x43],
    &[0x83, 0x43, 0x83, 0x60],
    &[0x83, 0x6A],
    &[0x83, 0x54, 0x83, 0x93],
    &[0x83, 0x88, 0x83, 0x93],
    &[0x83, 0x53],
    &[0x83, 0x8D, 0x83, 0x4E],
    &[0x83, 0x69, 0x83, 0x69],
    &[0x83, 0x6E, 0x83, 0x60],
    &[0x83, 0x4C, 0x83, 0x86],
];

impl Glyphs {
    /// The name of an institution.
    pub(crate) fn place_name(&mut self, hospital: bool, index: u32) -> &[u8] {
        self.begin(if hospital { HOSPITAL } else { CLINIC });
        self.push_wide(index + 1, 1);
        &self.buffer
    }

    /// The name of a patient: 見本 and a number.
    pub(crate) fn person_name(&mut self, number: u32) -> &[u8] {
        self.begin(SAMPLE);
        self.push_wide(number, 7);
        &self.buffer
    }

    /// The same name as it is read.
    pub(crate) fn person_kana(&mut self, number: u32) -> &[u8] {
        self.begin(SAMPLE_KANA);
        for digit in digits(number, 7) {
            self.buffer.extend_from_slice(KANA_DIGITS.get(usize::from(digit)).copied().unwrap_or_default());
        }
        &self.buffer
    }

    /// A number in full-width digits.
    pub(crate) fn wide(&mut self, number: u32) -> &[u8] {
        self.begin(&[]);
        self.push_wide(number, 1);
        &self.buffer
    }

    /// A number in two full-width digits at least.
    pub(crate) fn two_digits(&mut self, number: u32) -> &[u8] {
        self.begin(&[]);
        self.push_wide(number, 2);
        &self.buffer
    }

    /// Six digits with two blanks before them.
    pub(crate) fn six_digits(&mut self, number: u32) -> &[u8] {
        self.begin(b"  ");
        self.buffer.extend(digits(number, 6).map(|d| b'0' + d));
        &self.buffer
    }

    /// Modifiers one after another.
    pub(crate) fn modifiers(&mut self, codes: &[u16]) -> &[u8] {
        self.begin(&[]);
        for &code in codes.iter().filter(|&&c| c != 0) {
            self.buffer.extend(digits(u32::from(code), 4).map(|d| b'0' + d));
        }
        &self.buffer
    }

    /// A day as GYYMMDD in full-width digits.
    pub(crate) fn era_day(&mut self, day: Date) -> &[u8] {
        let number = day.number();
        let (era, zero) = if number >= 2019_05_01 { (Era::Reiwa, 2018) } else { (Era::Heisei, 1988) };
        let years = day.year().saturating_sub(zero);
        self.begin(&[]);
        self.push_wide(era as u32 * 1_000_000 + years * 10_000 + number % 10_000, 7);
        &self.buffer
    }

    fn begin(&mut self, with: &[u8]) {
        self.buffer.clear();
        self.buffer.extend_from_slice(with);
    }

    /// Full-width digits are 0x824F to 0x8258.
    fn push_wide(&mut self, number: u32, least: u32) {
        for digit in digits(number, least) {
            self.buffer.extend_from_slice(&[0x82, 0x4F + digit]);
        }
    }
}

/// The digits of a number, with zeros before it up to the least length.
fn digits(number: u32, least: u32) -> impl Iterator<Item = u8> {
    let length = number.checked_ilog10().map_or(1, |l| l + 1).max(least);
    (0..length).rev().map(move |place| (number / 10_u32.pow(place) % 10) as u8)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
    use super::Glyphs;

    #[test]
    fn bytes_are_the_texts_they_stand_for() {
        let text = |bytes: &[u8]| encoding_rs::SHIFT_JIS.decode(bytes).0.into_owned();
        let mut glyphs = Glyphs::default();
        assert_eq!(text(glyphs.person_name(1_234_567)), "見本　１２３４５６７");
        assert_eq!(text(glyphs.person_kana(123)), "ミホンレイレイレイレイイチニサン");
        assert_eq!(text(glyphs.person_kana(9_876_540)), "ミホンキユハチナナロクゴヨンレイ");
        assert_eq!(text(glyphs.place_name(true, 6)), "見本病院７");
        assert_eq!(text(glyphs.place_name(false, 11)), "見本医院１２");
        assert_eq!(text(glyphs.wide(0)), "０");
        assert_eq!(text(glyphs.two_digits(7)), "０７");
        assert_eq!(text(glyphs.six_digits(138_016)), "  138016");
        assert_eq!(text(glyphs.modifiers(&[8002, 0, 13])), "80020013");
        assert_eq!(text(glyphs.era_day(model::Date::new(2025, 6, 2).unwrap())), "５０７０６０２");
        assert_eq!(text(glyphs.era_day(model::Date::new(2019, 4, 30).unwrap())), "４３１０４３０");
    }
}
