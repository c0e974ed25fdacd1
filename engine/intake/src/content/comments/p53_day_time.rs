//! Pattern 53: day of the month and time, ddhhmm.

use nom::combinator::{value, verify};
use nom::{IResult, Parser};

use super::digits::number;
use super::p51_time;

/// Day and time. Which month is meant is not written, so every day up to 31 is one.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), (verify(number(2), |day| (1..=31).contains(day)), p51_time::grammar)).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_day_and_a_time() {
        assert_eq!(check_text(53, &[], "３１２３５９"), Ok(()));
        assert_eq!(check_text(53, &[], "００１２００"), Err(TextFault::Form));
        assert_eq!(check_text(53, &[], "０１２５００"), Err(TextFault::Form));
    }
}
