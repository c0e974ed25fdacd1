//! Pattern 80: a day of the era calendar and a number of eight places, filled with leading noughts.
//!
//! A decimal point takes one of the eight places (unverified: the way of writing is in 別紙６－１ of マスターファイル仕様
//! 説明書, which was not available to the authors).

use nom::bytes::complete::take_while_m_n;
use nom::{IResult, Parser};

use super::digits::{fail, is_digit};
use super::p50_date;

/// How many places the number has.
const PLACES: usize = 8;

const fn is_place(c: char) -> bool {
    is_digit(c) || c == '．'
}

/// Day and number.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    let (rest, ()) = p50_date::grammar(text)?;
    let (behind, places) = take_while_m_n(PLACES, PLACES, is_place).parse(rest)?;
    let points = places.matches('．').count();
    if points > 1 || places.starts_with('．') || places.ends_with('．') {
        return fail(rest);
    }
    Ok((behind, ()))
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_day_and_a_number() {
        assert_eq!(check_text(80, &[], "５０６０６０１００００００１２"), Ok(()));
        assert_eq!(check_text(80, &[], "５０６０６０１０００１２．５０"), Ok(()));
        for wrong in
            ["５０６０６０１００００１２", "５０６０６３１００００００１２", "５０６０６０１１．２．３４５"]
        {
            assert_eq!(check_text(80, &[], wrong), Err(TextFault::Form), "{wrong}");
        }
        assert_eq!(check_text(80, &[], "５０６０６０１００００００１２．"), Err(TextFault::Unneeded));
    }
}
