//! What the text of a cell says: whether it fits its type, and its value as a number.

use model::{Date, Quantity};

use crate::column::ValueType;

/// The value of a cell that says nothing.
pub(crate) const NONE: i64 = i64::MIN;

/// A day that says "still in force" (廃止年月日 99999999).
const OPEN_END: &str = "99999999";

/// Whether a text that is not blank fits the type.
pub(crate) fn fits(value: ValueType, text: &str) -> bool {
    match value {
        ValueType::Code(width) => {
            text.len() == usize::from(width) && text.bytes().all(|b| b.is_ascii_digit())
        }
        ValueType::Date => is_no_date(text) || date(text).is_some(),
        ValueType::Decimal => Quantity::parse(text.as_bytes()).is_some(),
        ValueType::Int => !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit()),
        ValueType::Class | ValueType::Age => text.len() <= 12 && text.chars().all(|c| c.is_ascii_graphic()),
        ValueType::Text | ValueType::Reserved => true,
    }
}

/// The value of a cell: digits as a number, decimals in 1/100,000, days as YYYYMMDD; `None` when it has none.
pub(crate) fn read(value: ValueType, text: &str) -> Option<i64> {
    match value {
        ValueType::Date => date(text).map(|d| i64::from(d.number())),
        ValueType::Decimal => Quantity::parse(text.as_bytes()).map(Quantity::scaled),
        ValueType::Code(_) | ValueType::Int | ValueType::Class | ValueType::Age if text.len() <= 18 => {
            text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
        }
        _ => None,
    }
}

/// A day of the calendar written YYYYMMDD.
pub(crate) fn date(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Date::from_number(text.parse().ok()?)
}

fn is_no_date(text: &str) -> bool {
    text == OPEN_END || text.bytes().all(|b| b == b'0')
}

#[cfg(test)]
mod tests {
    use super::{ValueType, fits, read};

    #[test]
    fn cells_fit_their_type_or_not() {
        for (value, good, bad) in [
            (ValueType::Code(9), "111000110", "11100011"),
            (ValueType::Date, "20240601", "20240231"),
            (ValueType::Date, "99999999", "2024"),
            (ValueType::Decimal, "291.00", "291.000000"),
            (ValueType::Int, "0003", "-3"),
            (ValueType::Age, "BK", "二十"),
        ] {
            assert!(fits(value, good), "{good}");
            assert!(!fits(value, bad), "{bad}");
        }
    }

    #[test]
    fn days_that_say_none_have_no_value() {
        assert_eq!(read(ValueType::Date, "99999999"), None);
        assert_eq!(read(ValueType::Date, "20240601"), Some(2024_06_01));
        assert_eq!(read(ValueType::Decimal, "0.50"), Some(50_000));
        assert_eq!(read(ValueType::Class, "BK"), None);
    }
}
