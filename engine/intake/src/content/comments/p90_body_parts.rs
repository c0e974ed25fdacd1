//! Pattern 90: body parts as modifiers, four digits each.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）オ コメント 注４: at most five in the comment of a line; for CO nothing is said,
//! so the length of the field is the limit.

use nom::combinator::value;
use nom::multi::fold_many1;
use nom::{IResult, Parser};

use super::digits::number;

/// Modifiers.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), fold_many1(number(4), || (), |(), _| ())).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn modifiers_of_four_digits() {
        assert_eq!(check_text(90, &[], "１００５"), Ok(()));
        assert_eq!(check_text(90, &[], "２０５６１００５"), Ok(()));
        assert_eq!(check_text(90, &[], "１００５２"), Err(TextFault::Form));
        assert_eq!(check_text(90, &[], "右下腿"), Err(TextFault::Form));
    }
}
