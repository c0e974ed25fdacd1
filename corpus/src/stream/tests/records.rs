//! Every kind of record and every share of payers that a month of life has stands in a corpus, where it may stand.

use std::collections::BTreeSet;

use model::CheckKind;

use super::reading::{Receipt, receipts};
use super::{Config, config, made, month, text};

#[test]
fn a_month_has_every_record_where_it_belongs() {
    let all = receipts(month());
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
    let come_again = all.iter().filter(|r| !r.attendant().is_empty()).count();
    assert!(come_again > 0 && come_again * 50 < all.len(), "{come_again} of {}", all.len());
}

/// What is borne at once has its amount in HO, and MF says nothing where there is no insurance.
fn window_agrees(receipt: &Receipt<'_>) {
    let insurer = receipt.of("HO").next();
    for class in receipt.of("MF").map(|r| r[1]) {
        let borne = insurer.unwrap()[11];
        assert_eq!(matches!(class, "01" | "02"), !borne.is_empty(), "{}", receipt.shown());
    }
}

#[test]
fn lines_that_a_fund_does_not_pay_for_name_the_others() {
    let mut shares = BTreeSet::new();
    for receipt in receipts(month()) {
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
    let only = Config { only: vec![CheckKind::HighPoints], ..config(2000, 1_000_000) };
    let large = text(&made(&only).0);
    let (mut stated, mut above) = (0, 0);
    for receipt in receipts(&large).iter().chain(&receipts(month())) {
        let points: i64 =
            receipt.of("HO").chain(&receipt.funds).map(|r| r[5].parse().unwrap()).max().unwrap();
        let kinds: Vec<&str> = receipt.of("SJ").map(|r| r[1]).collect();
        assert!(points < 350_000 || !kinds.is_empty(), "{}", receipt.shown());
        assert!(
            kinds.first().is_none_or(|&kind| kind == "01")
                && kinds.iter().filter(|k| !k.is_empty()).is_sorted()
        );
        stated += usize::from(!kinds.is_empty());
        above += usize::from(points >= 350_000);
    }
    assert!(above > 5 && stated > above, "{above} of {stated}");
}
