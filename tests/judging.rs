//! The rule engine, with its plan and without, against its slow twin on random rules, receipts and masters: the short run.
//!
//! The long run is a program: `cargo run --release -p tests --bin oracle -- --evaluations 10000000`.

use model::Date;
use tests::oracle::calendar::{Days, months_after, week, within_months_before};
use tests::oracle::generate::book;
use tests::oracle::random::Random;
use tests::oracle::trial::{Seen, all_masters, world};

#[test]
fn the_engine_says_what_the_slow_twin_says() {
    let masters = all_masters(7);
    let mut seen = Seen::default();
    for seed in 0..8 {
        if let Err(disagreement) = world(seed, &masters, &mut seen) {
            panic!("{disagreement}");
        }
    }
    assert!(seen.evaluations > 4_000, "{seen:?}");
    let [fired, silent, undecided, referred] = seen.shares();
    assert!(
        fired > 40 && silent > 400 && undecided > 20 && referred > 1,
        "rules do all that rules can: {seen:?}"
    );
    let refused: u64 = seen.refused.values().sum();
    assert!(refused * 20 < seen.rules, "most random rules run: {seen:?}");
}

#[test]
fn a_seed_makes_the_same_book() {
    let text = |seed| dsl::print(&book(&mut Random::new(seed), 20), dsl::Surface::Japanese);
    assert_eq!(text(7), text(7));
    assert_ne!(text(7), text(8));
}

#[test]
fn months_pass_as_the_law_counts() {
    let day = |number| Date::from_number(number).expect("a day");
    assert_eq!(months_after(day(2024_02_10), 1), day(2024_03_10));
    assert_eq!(months_after(day(2024_01_31), 1), day(2024_03_01));
    assert_eq!(within_months_before(day(2024_03_10), 1).first, Some(day(2024_02_11)));
    assert_eq!(week(day(2024_08_01)), Days::between(day(2024_07_28), day(2024_08_03)));
}
