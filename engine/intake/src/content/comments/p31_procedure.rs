//! Pattern 31: a procedure code, nine digits.

use nom::combinator::{value, verify};
use nom::{IResult, Parser};

use super::digits::number;

/// Codes of procedures begin with 1.
const PROCEDURES: std::ops::Range<u32> = 100_000_000..200_000_000;

/// A procedure code.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), verify(number(9), |code| PROCEDURES.contains(code))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_procedure_code() {
        assert_eq!(check_text(31, &[], "１１１０００１１０"), Ok(()));
        assert_eq!(check_text(31, &[], "６２０００００１０"), Err(TextFault::Form));
        assert_eq!(check_text(31, &[], "１１１０００１１"), Err(TextFault::Form));
    }
}
