//! Pattern 42: a number: digits, with a decimal point and decimals where needed.
//!
//! Whether a value below nought is written with a sign is not said in マスターファイル仕様説明書 (its 別紙６－１ was not
//! available to the authors); a full-width minus is taken.

use nom::bytes::complete::take_while1;
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, value};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::digits::is_digit;

/// The two full-width characters that are used as minus signs.
const MINUS: &str = "－−";

/// A number.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    let decimals = preceded(char('．'), take_while1(is_digit));
    value((), (opt(one_of(MINUS)), take_while1(is_digit), opt(decimals))).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_number() {
        for right in ["１２", "０", "１２．５", "－３．０"] {
            assert_eq!(check_text(42, &[], right), Ok(()), "{right}");
        }
        for wrong in ["．５", "約１２", "12", "－"] {
            assert_eq!(check_text(42, &[], wrong), Err(TextFault::Form), "{wrong}");
        }
        for more in ["１２％", "１２．"] {
            assert_eq!(check_text(42, &[], more), Err(TextFault::Unneeded), "{more}");
        }
    }
}
