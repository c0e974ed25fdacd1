//! The grammar of decimals, asked when the quick test of [`super::is_decimal`] said no: what exactly is wrong.

use model::{DefectKind, Detail, Quantity};
use nom::bytes::complete::{tag, take_while1};
use nom::combinator::{all_consuming, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::Fault;

/// Digits before the point, and those after it where there is a point.
type Decimal<'a> = (&'a [u8], Option<&'a [u8]>);

fn digits(input: &[u8]) -> IResult<&[u8], &[u8]> {
    take_while1(|byte: u8| byte.is_ascii_digit()).parse(input)
}

fn decimal(input: &[u8]) -> IResult<&[u8], Decimal<'_>> {
    all_consuming((digits, opt(preceded(tag("."), digits)))).parse(input)
}

/// What is wrong with a value that is no clean decimal: spare zeros alone, or more than that.
///
/// A number too long to be held is not told apart from any other wrong one.
pub(super) fn fault(value: &[u8], int: u8, frac: u8) -> Fault {
    let held = Quantity::parse(value).is_some();
    match decimal(value) {
        Ok((_, written)) if held && fits(written, int, frac) => (DefectKind::SpareZeros, Detail::None),
        _ => (DefectKind::DecimalForm, Detail::Two(i64::from(int), i64::from(frac))),
    }
}

/// Whether the digits that count are few enough.
fn fits((whole, part): Decimal<'_>, int: u8, frac: u8) -> bool {
    let zero = |byte: &&u8| **byte == b'0';
    let leading = whole.iter().take_while(zero).count().min(whole.len().saturating_sub(1));
    let part = part.unwrap_or_default();
    let trailing = part.iter().rev().take_while(zero).count();
    whole.len() - leading <= usize::from(int) && part.len() - trailing <= usize::from(frac)
}

#[cfg(test)]
mod tests {
    use model::DefectKind::{DecimalForm, SpareZeros};

    use super::super::is_decimal;
    use super::fault;

    #[test]
    fn spare_zeros_are_told_apart_from_other_faults() {
        for value in ["01", "1.0", "1.10", "0.00", "00", "007.50", "00000012345", "1.00000"] {
            assert_eq!(fault(value.as_bytes(), 5, 5).0, SpareZeros, "{value}");
        }
        for value in
            ["", ".", ".5", "1.", "1..2", "1.2.3", "-1", "+1", "1e3", "123456", "1.234567", "1,5", "１"]
        {
            assert_eq!(fault(value.as_bytes(), 5, 5).0, DecimalForm, "{value}");
        }
        // The limits of digits, before and after the point; what is too long to be held.
        assert_eq!(fault(b"0123", 2, 1).0, DecimalForm);
        assert_eq!(fault(b"012.10", 2, 1).0, SpareZeros);
        assert_eq!(fault(b"012.11", 2, 1).0, DecimalForm);
        assert_eq!(fault(b"00000000000001", 5, 5).0, DecimalForm);
    }

    #[test]
    fn clean_decimals_never_come_here() {
        for value in ["0", "1", "99999", "0.5", "12345.12345"] {
            assert!(is_decimal(value.as_bytes(), 5, 5), "{value}");
        }
    }
}
