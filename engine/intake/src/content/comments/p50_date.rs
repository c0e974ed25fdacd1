//! Pattern 50: a day of the era calendar, GYYMMDD.

use model::Date;
use nom::combinator::{value, verify};
use nom::{IResult, Parser};

use super::digits::number;

/// A day that the calendar has.
pub fn grammar(text: &str) -> IResult<&str, ()> {
    value((), verify(number(7), |&day| Date::from_era_number(day).is_some())).parse(text)
}

#[cfg(test)]
mod tests {
    use super::super::{TextFault, check_text};

    #[test]
    fn a_day_of_the_era_calendar() {
        assert_eq!(check_text(50, &[], "５０６０２２９"), Ok(()));
        assert_eq!(check_text(50, &[], "５０５０２２９"), Err(TextFault::Form));
        // 平成 ended on 31-04-30.
        assert_eq!(check_text(50, &[], "４３１０４３０"), Ok(()));
        assert_eq!(check_text(50, &[], "４３１０５０１"), Err(TextFault::Form));
        assert_eq!(check_text(50, &[], "２０２４０６０１"), Err(TextFault::Form));
    }
}
