//! Pattern 52: minutes, five digits with leading noughts.

use nom::combinator::value;
use nom::{IResult, Parser};

use super::digits::number;

/// Minutes.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), number(5)).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn minutes() {
        assert_eq!(check_text(52, &[], "０００３０"), Ok(()));
        assert_eq!(check_text(52, &[], "３０"), Err(TextFault::Form));
        assert_eq!(check_text(52, &[], "０００３０分"), Err(TextFault::Unneeded));
    }
}
