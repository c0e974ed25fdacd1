//! The form of one field: a quick yes, and when it is not, exactly what is wrong.

mod decimal;

use model::{Date, DefectKind, Detail, Month};

use crate::characters::{self, Census, Encoding};
use crate::layout::Width;
use crate::layout::{Column, Test};

/// Whether a field that is not blank has the form of its column. Says no when in doubt; [`faults`] then decides.
#[inline]
pub fn is_clean(test: &Test, value: &[u8], encoding: Encoding) -> bool {
    let len = value.len();
    match test {
        Test::Digits { min, max } => {
            len >= usize::from(*min) && len <= usize::from(*max) && all_digits(value)
        }
        Test::Number { max, signed } => is_number(value, usize::from(*max), *signed),
        Test::Decimal { int, frac } => is_decimal(value, usize::from(*int), usize::from(*frac)),
        Test::Date => len == 8 && to_u32(value).and_then(Date::from_number).is_some(),
        Test::Month => len == 6 && to_u32(value).and_then(Month::from_number).is_some(),
        Test::Code(set) => set.has(value),
        Test::CodeList { each, max, set } => {
            len <= usize::from(*max)
                && len.is_multiple_of(usize::from(*each))
                && value
                    .chunks(usize::from(*each))
                    .all(|c| set.as_ref().map_or_else(|| all_digits(c), |s| s.has(c)))
        }
        Test::Ascii { min, max } => {
            len >= usize::from(*min) && len <= usize::from(*max) && characters::all_ascii(value)
        }
        Test::Kanji { max } => {
            encoding == Encoding::Cp932
                && len <= usize::from(*max)
                && characters::all_full_width(value)
                && !value.ends_with(characters::WIDE_BLANK)
        }
        Test::Katakana { max } => {
            encoding == Encoding::Cp932 && len <= usize::from(*max) && characters::all_katakana(value)
        }
        Test::Either { max } => {
            len <= usize::from(*max)
                && (characters::all_ascii(value)
                    || encoding == Encoding::Cp932
                        && characters::all_full_width(value)
                        && !value.ends_with(characters::WIDE_BLANK))
        }
    }
}

/// Whether every byte is a digit.
#[inline]
pub fn all_digits(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_digit)
}

/// The number of at most nine digits; `None` for anything else.
#[inline]
pub fn to_u32(value: &[u8]) -> Option<u32> {
    if let Ok(eight) = value.try_into() {
        return eight_digits(eight);
    }
    if value.is_empty() || value.len() > 9 {
        return None;
    }
    let mut number = 0_u32;
    for byte in value {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(u32::from(byte & 15));
    }
    Some(number)
}

/// The numbers of the four pairs of eight digits, 16 bits each, the first in the lowest.
#[inline(always)]
const fn digit_pairs(bytes: u64) -> Option<u64> {
    const HIGH: u64 = 0xF0F0_F0F0_F0F0_F0F0;
    let above_nine = bytes.wrapping_add(0x0606_0606_0606_0606);
    if (bytes & HIGH) | ((above_nine & HIGH) >> 4) != 0x3333_3333_3333_3333 {
        return None;
    }
    // Neighbours are joined to pairs; those who ask join pairs to fours, fours to eight.
    let digits = bytes & 0x0F0F_0F0F_0F0F_0F0F;
    Some((digits.wrapping_mul(10).wrapping_add(digits >> 8)) & 0x00FF_00FF_00FF_00FF)
}

/// Eight digits at once, the first in the lowest byte.
#[inline(always)]
pub const fn eight_digits(bytes: [u8; 8]) -> Option<u32> {
    let Some(pairs) = digit_pairs(u64::from_le_bytes(bytes)) else { return None };
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    Some((fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF) as u32)
}

/// Eight digits at once that are a day of the calendar.
///
/// PERF: year, month and day come out of the pairs of digits, not of divisions.
#[inline(always)]
pub const fn eight_digit_date(bytes: [u8; 8]) -> Option<Date> {
    let Some(pairs) = digit_pairs(u64::from_le_bytes(bytes)) else { return None };
    let year = (pairs & 0xFF).wrapping_mul(100).wrapping_add(pairs >> 16 & 0xFF);
    Date::new(year as u32, (pairs >> 32 & 0xFF) as u32, (pairs >> 48) as u32)
}

/// The number of at most nine digits, a minus sign allowed; `None` for anything else.
#[inline]
pub fn to_i32(value: &[u8]) -> Option<i32> {
    match value {
        [b'-', rest @ ..] => to_u32(rest).map(|n| -n.cast_signed()),
        _ => to_u32(value).map(u32::cast_signed),
    }
}

#[inline]
pub(crate) fn is_number(value: &[u8], max: usize, signed: bool) -> bool {
    let digits = match value {
        [b'-', rest @ ..] if signed => rest,
        _ => value,
    };
    value.len() <= max
        && match digits {
            [b'0'] => true,
            [b'1'..=b'9', rest @ ..] => all_digits(rest),
            _ => false,
        }
}

pub(crate) fn is_decimal(value: &[u8], int: usize, frac: usize) -> bool {
    let (whole, part) = match value.iter().position(|&b| b == b'.') {
        Some(dot) => (value.get(..dot).unwrap_or_default(), value.get(dot + 1..)),
        None => (value, None),
    };
    is_number(whole, int, false)
        && part.is_none_or(|p| !p.is_empty() && p.len() <= frac && all_digits(p) && p.last() != Some(&b'0'))
}

/// One fault in the form of a field.
pub type Fault = (DefectKind, Detail);

/// Everything that is wrong with the form of a field that is not blank.
pub fn faults(column: &Column, value: &[u8], encoding: Encoding, mut report: impl FnMut(Fault)) {
    let census = characters::census(value, encoding);
    character_faults(&census, &mut report);
    match &column.test {
        Test::Digits { min, max } => {
            length_faults(*min, *max, &census, &mut report);
            digit_faults(value, 0, &mut report);
        }
        Test::Number { max, signed } => number_faults(value, &census, *max, *signed, &mut report),
        Test::Decimal { int, frac } => {
            if !is_decimal(value, usize::from(*int), usize::from(*frac)) {
                report(decimal::fault(value, *int, *frac));
            }
        }
        Test::Date => calendar_faults(value, DefectKind::BadDate, era_date(value), &mut report),
        Test::Month => calendar_faults(value, DefectKind::BadMonth, era_month(value), &mut report),
        Test::Code(set) => {
            if !set.has(value) {
                report((DefectKind::NotInTable, Detail::Name(set.table.number)));
            }
        }
        Test::CodeList { each, max, set } => {
            length_faults(0, *max, &census, &mut report);
            if !value.len().is_multiple_of(usize::from(*each)) {
                report((DefectKind::ListLength, Detail::Two(i64::from(*each), i64::from(census.width))));
            } else if let Some(set) =
                set.as_ref().filter(|s| !value.chunks(usize::from(*each)).all(|c| s.has(c)))
            {
                report((DefectKind::NotInTable, Detail::Name(set.table.number)));
            } else if set.is_none() {
                digit_faults(value, 0, &mut report);
            }
        }
        Test::Ascii { min, max } => {
            length_faults(*min, *max, &census, &mut report);
            if census.first_full != 0 {
                report((DefectKind::NotAscii, Detail::Two(0, i64::from(census.first_full))));
            }
            blank_fault(&census, column, &mut report);
        }
        Test::Kanji { max } => {
            length_faults(0, *max, &census, &mut report);
            if census.first_half != 0 {
                report((DefectKind::NotFullWidth, Detail::Two(0, i64::from(census.first_half))));
            }
            blank_fault(&census, column, &mut report);
        }
        Test::Katakana { max } => {
            length_faults(0, *max, &census, &mut report);
            if census.first_half != 0 {
                report((DefectKind::NotFullWidth, Detail::Two(0, i64::from(census.first_half))));
            }
            if census.first_not_kana != 0 {
                report((DefectKind::NotKatakana, Detail::Two(0, i64::from(census.first_not_kana))));
            }
            blank_fault(&census, column, &mut report);
        }
        Test::Either { max } => {
            length_faults(0, *max, &census, &mut report);
            if census.full > 0 && census.ascii + census.half_kana > 0 {
                report((DefectKind::MixedWidth, Detail::None));
            } else if census.half_kana > 0 {
                report((DefectKind::NotAscii, Detail::Two(0, i64::from(census.first_full))));
            }
            blank_fault(&census, column, &mut report);
        }
    }
}

fn character_faults(census: &Census, report: &mut impl FnMut(Fault)) {
    let mut tell = |at: u32, kind| {
        if at != 0 {
            report((kind, Detail::Two(0, i64::from(at))));
        }
    };
    tell(census.first_bad, DefectKind::BadCharacter);
    tell(census.first_control, DefectKind::BadCharacter);
    tell(census.first_gaiji, DefectKind::Gaiji);
    tell(census.first_quote, DefectKind::Quote);
}

fn length_faults(min: u16, max: u16, census: &Census, report: &mut impl FnMut(Fault)) {
    let detail = Detail::Two(i64::from(max), i64::from(census.width));
    if min == max && census.width != u32::from(max) {
        report((DefectKind::WrongLength, detail));
    } else if census.width > u32::from(max) {
        report((DefectKind::TooLong, detail));
    }
}

fn digit_faults(value: &[u8], skip: usize, report: &mut impl FnMut(Fault)) {
    if let Some(at) = value.iter().skip(skip).position(|b| !b.is_ascii_digit()) {
        report((DefectKind::NotDigits, Detail::Two(0, (at + skip + 1) as i64)));
    }
}

fn number_faults(value: &[u8], census: &Census, max: u16, signed: bool, report: &mut impl FnMut(Fault)) {
    let sign = usize::from(signed && value.first() == Some(&b'-'));
    let digits = value.get(sign..).unwrap_or_default();
    length_faults(0, max, census, report);
    if digits.is_empty() || !all_digits(digits) {
        digit_faults(value, sign, report);
        if digits.is_empty() {
            report((DefectKind::NotDigits, Detail::Two(0, 1)));
        }
    } else if digits.len() > 1 && digits.first() == Some(&b'0') {
        report((DefectKind::SpareZeros, Detail::None));
    }
}

fn calendar_faults<T>(value: &[u8], kind: DefectKind, era: Option<T>, report: &mut impl FnMut(Fault)) {
    let whole = match kind {
        DefectKind::BadDate => value.len() == 8 && to_u32(value).and_then(Date::from_number).is_some(),
        _ => value.len() == 6 && to_u32(value).and_then(Month::from_number).is_some(),
    };
    if !whole {
        report((if era.is_some() { DefectKind::EraDate } else { kind }, Detail::None));
    }
}

fn blank_fault(census: &Census, column: &Column, report: &mut impl FnMut(Fault)) {
    if census.blank_end && column.field.width == Width::Variable {
        report((DefectKind::TrailingSpace, Detail::None));
    }
}

/// A day in the older form GYYMMDD.
fn era_date(value: &[u8]) -> Option<Date> {
    if value.len() == 7 { to_u32(value).and_then(Date::from_era_number) } else { None }
}

/// A month in the older form GYYMM.
fn era_month(value: &[u8]) -> Option<Month> {
    if value.len() == 5 { to_u32(value).and_then(Month::from_era_number) } else { None }
}

/// A day in either form.
pub fn to_date(value: &[u8]) -> Option<Date> {
    match value.len() {
        8 => to_u32(value).and_then(Date::from_number),
        _ => era_date(value),
    }
}

/// A month in either form.
pub fn to_month(value: &[u8]) -> Option<Month> {
    match value.len() {
        6 => to_u32(value).and_then(Month::from_number),
        _ => era_month(value),
    }
}
