//! Full-width digits, the letters of all patterns of numbers.

use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::combinator::map_opt;
use nom::error::{Error, ErrorKind};
use nom::{Err, IResult};

/// Whether a character is a full-width digit.
pub const fn is_digit(c: char) -> bool {
    matches!(c, '０'..='９')
}

/// Exactly so many full-width digits, as a number. At most nine.
pub fn number<'a>(n: usize) -> impl Parser<&'a str, Output = u32, Error = Error<&'a str>> {
    map_opt(take_while_m_n(n, n, is_digit), value)
}

/// The value of full-width digits.
fn value(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0_u32, |value, c| {
        let digit = u32::from(c).checked_sub(u32::from('０'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// A failure where a text stands.
pub const fn fail<O>(at: &str) -> IResult<&str, O> {
    Err(Err::Error(Error { input: at, code: ErrorKind::Verify }))
}

#[cfg(test)]
mod tests {
    use nom::Parser;

    use super::number;

    #[test]
    fn only_full_width_digits_count() {
        assert_eq!(number(3).parse("０１２あ").ok(), Some(("あ", 12)));
        assert!(number(3).parse("012").is_err());
        assert!(number(3).parse("０１").is_err());
        assert!(number(3).parse("一二三").is_err());
    }
}
