//! Institutions: their number, and whether one is a hospital or a clinic, which no claim file says and some rules ask.

use std::fmt;

/// What kind of institution files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InstitutionKind {
    /// Nobody has said: what needs it is not evaluated.
    #[default]
    Unknown,
    /// 病院.
    Hospital,
    /// 診療所.
    Clinic,
}

/// 都道府県 and 医療機関コード together: nine digits that name an institution in all of Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstitutionNumber(u64);

impl InstitutionNumber {
    /// How many codes a prefecture has: 医療機関コード has seven digits.
    const CODES: u64 = 10_000_000;

    /// The institution of a prefecture.
    pub const fn new(prefecture: u8, code: u32) -> Self {
        Self(prefecture as u64 * Self::CODES + code as u64)
    }

    /// Reads nine digits that begin with a prefecture from 01 to 47.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = Self(text.parse().ok().filter(|_| digits)?);
        (1..=47).contains(&number.prefecture()).then_some(number)
    }

    /// What [`InstitutionNumber::get`] gave.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// All nine digits as one number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// 都道府県 01–47; 0 when it could not be read.
    pub const fn prefecture(self) -> u8 {
        (self.0 / Self::CODES) as u8
    }

    /// 医療機関コード, seven digits.
    pub const fn code(self) -> u32 {
        (self.0 % Self::CODES) as u32
    }
}

impl fmt::Display for InstitutionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:09}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::InstitutionNumber;

    #[test]
    fn a_number_is_what_its_parts_and_its_digits_say() {
        let one = InstitutionNumber::new(1, 234_567);
        assert_eq!((one.to_string().as_str(), one.get()), ("010234567", 10_234_567));
        assert_eq!((one.prefecture(), one.code()), (1, 234_567));
        assert_eq!(InstitutionNumber::parse("010234567"), Some(one));
        assert_eq!(InstitutionNumber::from_number(one.get()), one);
        for wrong in ["", "1", "0102345678", "480000001", "000000001", "01023456x", "+10234567"] {
            assert_eq!(InstitutionNumber::parse(wrong), None, "{wrong}");
        }
    }
}
