//! Prices of efforts as data, with dates and sources.

use model::Month;
use serde::Deserialize;

use crate::effort::Effort;

/// The table that comes with the program: examples.
const BUILT_IN: &str = include_str!("fees.toml");

/// A table of fees.
#[derive(Clone, Debug)]
pub struct Fees {
    edition: String,
    rows: Vec<Fee>,
}

#[derive(Clone, Copy, Debug)]
struct Fee {
    from: Month,
    until: Option<Month>,
    effort: Effort,
    hundredths: u64,
    verified: bool,
}

/// A price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Hundredths of a yen for a receipt.
    pub hundredths: u64,
    /// Whether somebody has read it in its source.
    pub verified: bool,
}

/// What of a table of fees is wrong.
#[derive(Debug, thiserror::Error)]
pub enum FeesError {
    /// The text is not TOML, or not of this form.
    #[error("{0}")]
    Form(#[from] Box<toml::de::Error>),
    /// A row says something that has no meaning.
    #[error("[[fee]] {row}: {item} = \"{value}\"")]
    Word {
        /// Which row, counted from 1.
        row: usize,
        /// The item.
        item: &'static str,
        /// What it says.
        value: String,
    },
    /// Two rows price the same month and effort.
    #[error("[[fee]] {0}: {1}")]
    Twice(usize, &'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    edition: String,
    #[serde(default)]
    fee: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    from: String,
    until: Option<String>,
    effort: String,
    yen_hundredths: u64,
    /// Every row must say where it is written, and whether somebody has read it there.
    #[serde(rename = "source")]
    _source: String,
    verified: bool,
}

impl Fees {
    /// The table that comes with the program.
    ///
    /// # Errors
    /// Never: a test reads it.
    pub fn built_in() -> Result<Self, FeesError> {
        Self::parse(BUILT_IN)
    }

    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, FeesError> {
        let text: Text = toml::from_str(text).map_err(Box::new)?;
        let mut rows: Vec<Fee> = Vec::new();
        for (at, row) in text.fee.iter().enumerate() {
            let fee = fee(at + 1, row)?;
            if rows.iter().any(|other| other.effort == fee.effort && overlap(other, &fee)) {
                return Err(FeesError::Twice(at + 1, fee.effort.slug()));
            }
            rows.push(fee);
        }
        Ok(Self { edition: text.edition, rows })
    }

    /// What the table calls itself.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The price of a receipt of a month; `None` when the table has none. Nothing is paid for what was not received.
    pub fn price(&self, month: Month, effort: Effort) -> Option<Price> {
        if effort == Effort::Refused {
            return Some(Price { hundredths: 0, verified: true });
        }
        let holds = |fee: &&Fee| {
            fee.effort == effort && fee.from <= month && fee.until.is_none_or(|until| month <= until)
        };
        let fee = self.rows.iter().find(holds)?;
        Some(Price { hundredths: fee.hundredths, verified: fee.verified })
    }
}

fn overlap(one: &Fee, other: &Fee) -> bool {
    let before = |a: &Fee, b: &Fee| a.until.is_some_and(|until| until < b.from);
    !before(one, other) && !before(other, one)
}

fn fee(at: usize, row: &Row) -> Result<Fee, FeesError> {
    let wrong = |item, value: &str| FeesError::Word { row: at, item, value: value.to_owned() };
    let month = |item, value: &str| {
        let read = value.split_once('-').and_then(|(year, month)| {
            Month::new(year.parse().ok()?, month.parse().ok().filter(|_| month.len() == 2)?)
        });
        read.ok_or_else(|| wrong(item, value))
    };
    let priced = |effort: &&Effort| **effort != Effort::Refused && effort.slug() == row.effort;
    let effort = Effort::ALL.iter().find(priced).copied().ok_or_else(|| wrong("effort", &row.effort))?;
    let until = row.until.as_deref().map(|until| month("until", until)).transpose()?;
    let from = month("from", &row.from)?;
    Ok(Fee { from, until, effort, hundredths: row.yen_hundredths, verified: row.verified })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not so")]

    use model::Month;

    use super::{Fees, FeesError};
    use crate::effort::Effort;

    fn row(from: &str, until: &str, effort: &str, amount: u64) -> String {
        let until = if until.is_empty() { String::new() } else { format!("until=\"{until}\"\n") };
        format!(
            "[[fee]]\nfrom=\"{from}\"\n{until}effort=\"{effort}\"\nyen_hundredths={amount}\nsource=\"-\"\nverified=true\n"
        )
    }

    fn parse(rows: &[String]) -> Result<Fees, FeesError> {
        Fees::parse(&format!("edition=\"x\"\n{}", rows.concat()))
    }

    #[test]
    fn the_built_in_amounts_are_marked_as_examples() {
        let fees = Fees::built_in().unwrap();
        let month = Month::new(2024, 6).unwrap();
        assert!(fees.edition().starts_with("example"));
        for effort in [Effort::Computer, Effort::Staff, Effort::Committee, Effort::Headquarters] {
            assert!(!fees.price(month, effort).unwrap().verified);
        }
    }

    #[test]
    fn prices_change_on_their_day() {
        let fees = parse(&[row("2022-04", "2024-05", "staff", 5), row("2024-06", "", "staff", 7)]).unwrap();
        let price = |year, month| fees.price(Month::new(year, month).unwrap(), Effort::Staff);
        assert_eq!(price(2024, 5).unwrap().hundredths, 5);
        assert_eq!(price(2024, 6).unwrap().hundredths, 7);
        assert_eq!(price(2022, 3), None);
        assert_eq!(fees.price(Month::new(2024, 6).unwrap(), Effort::Committee), None);
    }

    /// Two rows may follow each other and may not meet: one month has one price.
    #[test]
    fn one_month_has_one_price_of_an_effort() {
        let of = |one: (&str, &str), other: (&str, &str)| {
            parse(&[row(one.0, one.1, "staff", 5), row(other.0, other.1, "staff", 7)]).is_ok()
        };
        let (spring, summer) = (("2024-04", "2024-05"), ("2024-06", "2024-08"));
        assert!(of(spring, summer) && of(summer, spring));
        assert!(!of(spring, ("2024-05", "2024-08")) && !of(("2024-05", "2024-08"), spring));
        assert!(!of(spring, ("2024-01", "")), "it never ends");
        let efforts = [row("2024-04", "", "staff", 5), row("2024-04", "", "committee", 7)];
        let fees = parse(&efforts).unwrap();
        let price = |effort| fees.price(Month::new(2024, 4).unwrap(), effort).map(|price| price.hundredths);
        assert_eq!((price(Effort::Staff), price(Effort::Committee)), (Some(5), Some(7)));
        // What was not received costs nothing, whatever the table says.
        assert_eq!((price(Effort::Refused), price(Effort::Computer)), (Some(0), None));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let twice = parse(&[row("2022-04", "", "staff", 5), row("2024-06", "", "staff", 7)]);
        assert!(matches!(twice, Err(FeesError::Twice(2, "staff"))));
        assert!(parse(&[row("2022-4", "", "staff", 5)]).unwrap_err().to_string().contains("2022-4"));
        assert!(parse(&[row("2022-04", "", "refused", 5)]).is_err());
        assert!(parse(&[row("2022-04", "", "staff", 5) + "colour=1\n"]).is_err());
    }
}
