//! What holds of every corpus: sums, days, counts, calendar, seeds, labels, kinds.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

mod intake;
mod reading;
mod records;

use masters::Masters;
use model::{CheckKind, Date, Month};
use proptest::prelude::*;

use super::{Config, Kind, Summary, generate};
use crate::label::Label;
use reading::{Receipt, receipts};

pub(super) fn config(receipts: u64, errors_ppm: u32) -> Config {
    Config {
        receipts,
        seed: 5,
        month: Month::new(2025, 1).unwrap(),
        months: 1,
        errors_ppm,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 1,
    }
}

fn made(config: &Config) -> (Vec<u8>, Vec<Label>, Summary) {
    let (mut bytes, mut labels) = (Vec::new(), Vec::new());
    let mut keep = |label: &Label| {
        labels.push(label.clone());
        Ok(())
    };
    let summary = generate(config, Masters::starter(), &mut bytes, &mut keep, &mut |_| {}).unwrap();
    (bytes, labels, summary)
}

fn text(bytes: &[u8]) -> String {
    encoding_rs::SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned()
}

#[test]
fn sums_days_and_numbers_hold_in_every_month() {
    let config = Config { months: 3, ..config(4500, 0) };
    let (bytes, labels, summary) = made(&config);
    assert!(labels.is_empty());
    assert_eq!((summary.receipts, summary.bytes), (4500, bytes.len() as u64));
    let text = text(&bytes);
    assert!(text.ends_with("\r\n\u{1A}"));
    let receipts = receipts(&text);
    assert_eq!(receipts.len(), 4500);
    receipts.iter().for_each(Receipt::assert_invariants);
    reading::assert_blocks(&text);
    assert!(receipts.iter().any(|r| r.is_inpatient()) && receipts.iter().any(|r| r.funds.len() == 2));
}

#[test]
fn outpatients_are_seen_on_open_days() {
    let (bytes, ..) = made(&config(3000, 0));
    for receipt in receipts(&text(&bytes)).iter().filter(|r| !r.is_inpatient() && !r.has("140057910")) {
        for day in receipt.days() {
            let date: Date = receipt.month.day(day).unwrap();
            assert!(date.weekday() != chrono::Weekday::Sun && !crate::calendar::is_holiday(date), "{date:?}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_for_any_number_of_threads() {
    let one = Config { months: 2, ..config(3000, 100_000) };
    let four = Config { jobs: 4, ..one.clone() };
    let (bytes, labels, summary) = made(&one);
    assert!(made(&four) == (bytes.clone(), labels, summary));
    assert!(made(&Config { seed: 6, ..one }).0 != bytes);
}

#[test]
fn fewer_receipts_are_written_when_fewer_are_asked_for() {
    for receipts in [1, 2, 7, 100] {
        assert_eq!(made(&config(receipts, 0)).2.receipts, receipts);
    }
    let months = Config { months: 3, ..config(10, 0) };
    assert_eq!(made(&months).2.receipts, 10);
}

#[test]
fn labels_point_into_their_receipts() {
    let config = Config { months: 2, ..config(4000, 300_000) };
    let (bytes, labels, summary) = made(&config);
    let text = text(&bytes);
    let receipts = receipts(&text);
    assert_eq!(labels.len() as u64, summary.errors.iter().map(|e| e.1).sum::<u64>());
    for label in &labels {
        let receipt = &receipts[label.seq as usize - 1];
        assert!(!label.lines.is_empty(), "{label:?}");
        assert!(label.lines.iter().all(|&l| receipt.first <= l && l <= receipt.last), "{label:?}");
        assert!(label.lines.is_sorted() && label.day.is_none_or(|d| (1..=31).contains(&d)));
    }
}

#[test]
fn errors_leave_the_sums_right_unless_they_are_about_them() {
    let (bytes, labels, _) = made(&config(4000, 500_000));
    let text = text(&bytes);
    let about_sums = [CheckKind::PointsTotal, CheckKind::RealDays];
    let wrong = |seq: u64| labels.iter().any(|l| l.seq == seq && about_sums.contains(&l.check));
    for (seq, receipt) in (1..).zip(receipts(&text)) {
        if !wrong(seq) {
            receipt.assert_sums();
        }
    }
    reading::assert_blocks(&text);
}

#[test]
fn every_kind_can_be_produced() {
    for kind in crate::kinds() {
        let months = if kind == CheckKind::Longitudinal { 3 } else { 1 };
        // Most kinds find room at once; those of rare courses need more patients.
        let produced = [300, 1500, 12_000].into_iter().any(|receipts| {
            let config = Config { only: vec![kind], months, ..config(receipts, 1_000_000) };
            let (_, labels, _) = made(&config);
            assert!(labels.iter().all(|l| l.check == kind), "{kind:?}");
            !labels.is_empty()
        });
        assert!(produced, "{kind:?} was never produced");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_seed_and_month_give_whole_files(seed: u64, month in 0_i32..22, months in 1_u32..4, errors in 0_u32..=1_000_000) {
        let month = Month::new(2024, 6).unwrap().plus(month).unwrap();
        let (bytes, labels, summary) = made(&Config { seed, month, months, ..config(60, errors) });
        let text = text(&bytes);
        let receipts = receipts(&text);
        prop_assert_eq!(receipts.len(), 60);
        prop_assert_eq!(summary.receipts, 60);
        reading::assert_blocks(&text);
        for (seq, receipt) in (1..).zip(&receipts) {
            if labels.iter().all(|l| l.seq != seq) {
                receipt.assert_invariants();
            }
        }
    }
}

#[test]
fn masters_without_anything_are_told() {
    let mut bytes = Vec::new();
    let error =
        generate(&config(1, 0), &Masters::empty(), &mut bytes, &mut |_| Ok(()), &mut |_| {}).unwrap_err();
    assert!(matches!(error, super::CorpusError::NothingToClaim(_)));
}

#[test]
fn a_receipt_of_each_sort_as_it_is_written() {
    let (bytes, ..) = made(&config(30_000, 0));
    let text = text(&bytes);
    let all = receipts(&text);
    let show = |fits: &dyn Fn(&Receipt<'_>) -> bool| {
        let receipt = all.iter().filter(|r| fits(r)).min_by_key(|r| (r.last - r.first, r.first)).unwrap();
        receipt.shown()
    };
    insta::assert_snapshot!("first_visit", show(&|r| r.has("111000110")));
    insta::assert_snapshot!("chronic", show(&|r| r.has("113707110") && r.has("112011010")));
    insta::assert_snapshot!("specific_disease", show(&|r| r.has("113001810") && r.has("160095710")));
    insta::assert_snapshot!("dispensed", show(&|r| r.has("120000710") && r.has("120001010")));
    insta::assert_snapshot!("dialysis", show(&|r| r.has("140057910")));
    insta::assert_snapshot!("psychiatry", show(&|r| r.has("180070510") && r.funds.len() == 1));
    insta::assert_snapshot!("small_child", show(&|r| r.has("113003510")));
    insta::assert_snapshot!("large_hospital", show(&|r| r.has("112011310")));
    insta::assert_snapshot!(
        "operation",
        show(&|r| r.is_inpatient() && (r.has("150232910") || r.has("150233410")))
    );
    insta::assert_snapshot!(
        "two_shares",
        show(&|r| r.of("KO").count() == 1 && r.has_share("1") && r.has_share("2"))
    );
    insta::assert_snapshot!("stated", show(&|r| r.of("SJ").count() > 0 && r.of("CO").count() > 0));
    insta::assert_snapshot!("long_stay", show(&|r| r.is_inpatient() && r.has("190817610")));
}
