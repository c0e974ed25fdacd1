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

/// A clinic's file with errors in one receipt of ten.
///
/// # Panics
/// When the generator fails: there is nothing to measure then.
pub fn clinic(receipts: u64, month: Month, masters: &Masters) -> Vec<u8> {
    generated(receipts, (1, 100_000), month, masters)
}

fn made_up(receipts: u64, month: u32, masters: &Masters) -> Vec<u8> {
    generated(receipts, (20_241, 0), Month::from_number(month).expect("a month"), masters)
}

fn generated(receipts: u64, (seed, errors_ppm): (u64, u32), month: Month, masters: &Masters) -> Vec<u8> {
    let config = Config {
        receipts,
        seed,
        month,
        months: 1,
        errors_ppm,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 1,
    };
    let mut bytes = Vec::new();
    generate(&config, masters, &mut bytes, &mut |_| Ok(()), &mut |_| {}).expect("a made-up month");
    bytes
}
