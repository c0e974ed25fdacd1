//! Every kind of record and every share of payers that a month of life has stands in a corpus, where it may stand.

use std::collections::BTreeSet;

use super::reading::{Receipt, receipts};
use super::{config, made, text};

#[test]
fn a_month_has_every_record_where_it_belongs() {
    let (bytes, ..) = made(&config(30_000, 0));
    let text = text(&bytes);
    let all = receipts(&text);
    for id in ["JD", "MF", "GR", "SJ", "CO"] {
        let with = all.iter().filter(|r| r.of(id).next().is_some()).count();
        assert!(with > 0 && with < all.len(), "{id}: {with}");
    }
    let classes: BTreeSet<&str> = all.iter().flat_map(|r| r.of("MF")).map(|r| r[1]).collect();
    assert_eq!(classes.into_iter().collect::<Vec<_>>(), ["00", "01"]);
    for receipt in &all {
        assert!(receipt.of("MF").count() <= 1 && receipt.of("GR").count() <= 1);
        // GR is of inpatients, whose ward is one that 別表１７ 05 speaks of.
        let outside = receipt.of("GR").map(|r| (r[1], r[2])).next();
        assert!(
            outside.is_none_or(|of| of == ("05", "") && receipt.is_inpatient() && receipt.has("190817610"))
        );
        window_agrees(receipt);
    }
}

/// What is borne at once has its amount in HO, and MF says nothing where there is no insurance.
fn window_agrees(receipt: &Receipt<'_>) {
    let insurer = receipt.of("HO").next();
    for class in receipt.of("MF").map(|r| r[1]) {
        let borne = insurer.unwrap()[11];
        assert_eq!(class == "01", !borne.is_empty(), "{}", receipt.shown());
    }
}

#[test]
fn lines_that_a_fund_does_not_pay_for_name_the_others() {
    let (bytes, ..) = made(&config(30_000, 0));
    let text = text(&bytes);
    let mut shares = BTreeSet::new();
    for receipt in receipts(&text) {
        let burdens: BTreeSet<&str> = receipt.lines().map(|r| r[2]).collect();
        let of_disease =
            receipt.funds.first().is_some_and(|r| r[1].starts_with("21") || r[1].starts_with("54"));
        // Only the funds for a disease leave lines aside.
        assert!(burdens.len() == 1 || of_disease, "{}", receipt.shown());
        shares.insert((receipt.of("HO").count(), burdens.into_iter().collect::<Vec<_>>().join("")));
    }
    for share in [(1, "1"), (1, "2"), (1, "4"), (0, "5"), (1, "12"), (0, "7")] {
        assert!(shares.contains(&(share.0, share.1.to_owned())), "{share:?} of {shares:?}");
    }
}

#[test]
fn statements_are_written_where_they_must_be() {
    let (bytes, ..) = made(&config(30_000, 20_000));
    let text = text(&bytes);
    let mut stated = 0;
    for receipt in receipts(&text) {
        let points: i64 =
            receipt.of("HO").chain(&receipt.funds).map(|r| r[5].parse().unwrap()).max().unwrap();
        let kinds: Vec<&str> = receipt.of("SJ").map(|r| r[1]).collect();
        assert!(points < 350_000 || !kinds.is_empty(), "{}", receipt.shown());
        assert!(
            kinds.first().is_none_or(|&kind| kind == "01")
                && kinds.iter().filter(|k| !k.is_empty()).is_sorted()
        );
        stated += usize::from(!kinds.is_empty());
    }
    assert!(stated > 10);
}
