//! Pattern 51: a time of the day, hhmm of 24 hours.

use nom::combinator::{value, verify};
use nom::{IResult, Parser};

use super::digits::number;

/// Hours and minutes.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), verify(number(4), |&time| time / 100 < 24 && time % 100 < 60)).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_time() {
        assert_eq!(check_text(51, &[], "００００"), Ok(()));
        assert_eq!(check_text(51, &[], "２３５９"), Ok(()));
        assert_eq!(check_text(51, &[], "２４００"), Err(TextFault::Form));
        assert_eq!(check_text(51, &[], "１２６０"), Err(TextFault::Form));
    }
}
