//! The intake checks, which share nothing with the generator but the masters, agree with it.

use std::collections::BTreeSet;
use std::convert::Infallible;

use masters::Masters;
use model::CheckKind;

use super::super::Config;
use super::{config, made};

/// The lines about which the intake checks have anything to say.
fn lines_told(bytes: &[u8]) -> BTreeSet<u64> {
    let mut lines = BTreeSet::new();
    let each = |part: review::Reviewed<'_>| {
        lines.extend(part.defects.iter().map(|d| d.place.line));
        lines.extend(part.findings.iter().flat_map(|f| f.lines.iter().map(|l| l.line)));
        Ok::<(), Infallible>(())
    };
    let outcome = review::review(bytes, Masters::starter(), review::Config::default(), each).unwrap();
    assert!(outcome.broken.is_none());
    lines
}

#[test]
fn months_without_errors_pass_the_intake_checks() {
    let (bytes, ..) = made(&Config { months: 2, ..config(4000, 0) });
    assert_eq!(lines_told(&bytes), BTreeSet::new());
}

/// Kinds that the intake checks find by themselves.
const FOUND: &[CheckKind] = &[
    CheckKind::AbolishedCode,
    CheckKind::NotYetInForce,
    CheckKind::PointsTotal,
    CheckKind::RealDays,
    CheckKind::Age,
    CheckKind::InpatientOutpatient,
    CheckKind::NoDisease,
    CheckKind::MainDisease,
    CheckKind::CommentCode,
    CheckKind::RepeatedFirstVisit,
    CheckKind::Eligibility,
    CheckKind::Other,
];

#[test]
fn the_intake_checks_find_every_error_of_their_kinds_and_nothing_else() {
    for &kind in FOUND {
        let (bytes, labels, _) = made(&Config { only: vec![kind], ..config(1500, 400_000) });
        let told = lines_told(&bytes);
        let text = super::text(&bytes);
        let receipts = super::receipts(&text);
        for (seq, receipt) in (1..).zip(&receipts) {
            let labelled = labels.iter().any(|l| l.seq == seq);
            let found = told.range(receipt.first..=receipt.last).next().is_some();
            assert_eq!(
                found, labelled,
                "{kind:?}: receipt {seq}, lines {} to {}",
                receipt.first, receipt.last
            );
        }
    }
}

#[test]
fn the_samples_have_something_to_tell() {
    for (bytes, least) in [
        (include_bytes!("../../../samples/outpatient.UKE").as_slice(), 5),
        (include_bytes!("../../../samples/inpatient.UKE"), 2),
        (include_bytes!("../../../samples/damaged.UKE"), 9),
    ] {
        assert!(lines_told(bytes).len() >= least);
    }
}
