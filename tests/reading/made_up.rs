//! Made-up months of claims, whole and damaged.

use corpus::damage::damage;
use masters::Masters;
use model::Month;
use receipt::Encoding;
use tests::{batches, twin};

fn months(receipts: u64, seed: u64, errors_ppm: u32) -> Vec<u8> {
    let config = corpus::Config {
        receipts,
        seed,
        month: Month::from_number(2024_06).unwrap(),
        months: 2,
        errors_ppm,
        only: vec![],
        kind: corpus::Kind::Medical,
        jobs: 1,
    };
    let mut file = Vec::new();
    corpus::generate(&config, Masters::starter(), &mut file, &mut |_| Ok(()), &mut |_| {}).unwrap();
    file
}

#[test]
fn compliant_months_have_no_defects() {
    for seed in 0..3 {
        let file = months(300, seed, 0);
        twin::check(&file, Encoding::Cp932);
        let defects = batches::defects(&file, 1 << 18);
        assert!(defects.is_empty(), "seed {seed}: {:#?}", &defects[..defects.len().min(3)]);
    }
}

#[test]
fn damaged_months_read_alike_in_any_batches() {
    let whole = months(12, 1, 300_000);
    for seed in 0..150 {
        let (file, wounds) = damage(&whole, seed, 1 + (seed % 4) as u32);
        assert!(!wounds.is_empty());
        twin::check(&file, Encoding::Cp932);
        twin::check(&file, Encoding::Utf8);
        batches::check(&file, 400 + 37 * seed as usize);
    }
}
