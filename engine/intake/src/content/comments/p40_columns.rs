//! Pattern 40: digits that are put into the places of the comment's text.
//!
//! SPEC: マスターファイル仕様説明書（令和6年度版）３（６） items 10 to 17: each place has a column and a number of digits; the
//! digits written are taken from left to right.

use masters::DigitField;
use nom::bytes::complete::take_while_m_n;
use nom::combinator::value;
use nom::{IResult, Parser};

use super::digits::is_digit;

/// As many digits as all places together.
pub fn places<'a>(columns: &[DigitField], text: &'a str) -> IResult<&'a str, ()> {
    let digits: usize = columns.iter().map(|place| usize::from(place.digits)).sum();
    value((), take_while_m_n(digits, digits, is_digit)).parse(text)
}

#[cfg(test)]
mod tests {
    use masters::DigitField;

    use super::super::{TextFault, check_text};

    #[test]
    fn digits_fill_the_places() {
        let date = [DigitField { column: 11, digits: 2 }, DigitField { column: 14, digits: 2 }];
        assert_eq!(check_text(40, &date, "０６１０"), Ok(()));
        assert_eq!(check_text(40, &date, "０６１"), Err(TextFault::Form));
        assert_eq!(check_text(40, &date, "０６１００"), Err(TextFault::Form));
        assert_eq!(check_text(40, &date, "0610"), Err(TextFault::Form));
        // Columns unknown: nothing to compare with.
        assert_eq!(check_text(40, &[], "０６１"), Ok(()));
    }
}
