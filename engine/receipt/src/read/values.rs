//! Values of fields, once their form is known: blank or unreadable becomes the column's "none".

use model::{Date, Quantity};

use crate::batch::{NO_POINTS, NO_QUANTITY};
use crate::form;

/// A code of a master; 0 when unreadable. One of another length is unreadable: which code was meant, nobody can say.
pub fn code(value: &[u8], width: usize) -> u32 {
    form::to_u32(value).filter(|_| value.len() == width).unwrap_or(0)
}

/// A small code of digits; 0 when unreadable.
pub fn small(value: &[u8]) -> u8 {
    form::to_u32(value).and_then(|n| u8::try_from(n).ok()).unwrap_or(0)
}

/// An amount that may be negative.
pub fn amount(value: &[u8]) -> Option<i64> {
    let (negative, digits) = match value {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, value),
    };
    if digits.is_empty() || digits.len() > 12 || !form::all_digits(digits) {
        return None;
    }
    let n = digits.iter().fold(0_i64, |n, b| n * 10 + i64::from(b - b'0'));
    Some(if negative { -n } else { n })
}

/// 点数 of a line.
pub fn points(value: &[u8]) -> i32 {
    form::to_i32(value).unwrap_or(NO_POINTS)
}

/// A count; 0 when unreadable.
pub fn count(value: &[u8]) -> u16 {
    form::to_u32(value).and_then(|n| u16::try_from(n).ok()).unwrap_or(0)
}

/// A quantity in 1/100,000.
pub fn quantity(value: &[u8]) -> i64 {
    Quantity::parse(value).map_or(NO_QUANTITY, Quantity::scaled)
}

/// A day as YYYYMMDD; 0 when unreadable.
pub fn date_number(value: &[u8]) -> u32 {
    form::to_date(value).map_or(0, Date::number)
}
