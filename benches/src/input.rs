//! The inputs: made-up months, the same bytes for everybody who measures.

use corpus::{Config, Kind, generate};
use masters::Masters;
use model::Month;

/// A month of outpatient and inpatient claims that comply with the starter masters.
///
/// # Panics
/// When the generator fails: there is nothing to measure then.
pub fn month(receipts: u64) -> Vec<u8> {
    made_up(receipts, 2025_04, Masters::starter())
}

/// A month after the revision of 2024 that complies with some masters, for judging.
///
/// # Panics
/// When the generator fails: there is nothing to measure then.
pub fn month_of(receipts: u64, masters: &Masters) -> Vec<u8> {
    made_up(receipts, 2024_06, masters)
}

fn made_up(receipts: u64, month: u32, masters: &Masters) -> Vec<u8> {
    let config = Config {
        receipts,
        seed: 20_241,
        month: Month::from_number(month).expect("a month"),
        months: 1,
        errors_ppm: 0,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 1,
    };
    let mut bytes = Vec::new();
    generate(&config, masters, &mut bytes, &mut |_| Ok(()), &mut |_| {}).expect("a made-up month");
    bytes
}
