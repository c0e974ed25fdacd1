//! Values of fields, read by grammars; `None` for blank and for unreadable ones.

use model::{Date, Month, Quantity};
use nom::bytes::complete::{tag, take_while_m_n};
use nom::combinator::{all_consuming, opt};
use nom::{IResult, Parser};

fn digits(least: usize, most: usize) -> impl Fn(&[u8]) -> IResult<&[u8], &[u8]> {
    move |input| take_while_m_n(least, most, |b: u8| b.is_ascii_digit()).parse(input)
}

fn whole(value: &[u8], most: usize) -> Option<u64> {
    let (_, digits) = all_consuming(digits(1, most)).parse(value).ok()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// At most nine digits.
pub fn number(value: &[u8]) -> Option<u32> {
    whole(value, 9)?.try_into().ok()
}

/// A code of exactly so many digits; 0 when it is none.
pub fn code(value: &[u8], width: usize) -> u32 {
    number(value).filter(|_| value.len() == width).unwrap_or(0)
}

/// A number that fits a smaller type.
pub fn small<T: TryFrom<u32>>(value: &[u8]) -> Option<T> {
    number(value)?.try_into().ok()
}

/// At most `most` digits behind an optional minus sign.
pub fn signed(value: &[u8], most: usize) -> Option<i64> {
    let (_, (sign, digits)) = all_consuming((opt(tag("-")), digits(1, most))).parse(value).ok()?;
    let number: i64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some(if sign.is_some() { -number } else { number })
}

/// A quantity in 1/100,000.
pub fn quantity(value: &[u8]) -> Option<i64> {
    Quantity::parse(value).map(Quantity::scaled)
}

/// A day in the older form, GYYMMDD.
pub fn era_date(value: &[u8]) -> Option<Date> {
    (value.len() == 7).then(|| number(value)).flatten().and_then(Date::from_era_number)
}

/// A month in the older form, GYYMM.
pub fn era_month(value: &[u8]) -> Option<Month> {
    (value.len() == 5).then(|| number(value)).flatten().and_then(Month::from_era_number)
}

/// A day in either form.
pub fn date(value: &[u8]) -> Option<Date> {
    if value.len() == 8 { number(value).and_then(Date::from_number) } else { era_date(value) }
}

/// A month in either form.
pub fn month(value: &[u8]) -> Option<Month> {
    if value.len() == 6 { number(value).and_then(Month::from_number) } else { era_month(value) }
}
