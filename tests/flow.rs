//! The whole flow over made-up months: what complies has nothing to correct, and the result is the same for any
//! number of threads and any size of batches.

use std::collections::BTreeSet;

use corpus::{Config, Kind, generate};
use eval::{Book, compile};
use masters::Masters;
use model::{CheckKind, Level, Month};
use receipt::cut::Limits;
use review::review;

use crate::planning;

fn month(receipts: u64, seed: u64, yyyymm: u32, errors_ppm: u32) -> Vec<u8> {
    let config = Config {
        receipts,
        seed,
        month: Month::from_number(yyyymm).expect("a month"),
        months: 1,
        errors_ppm,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 2,
    };
    let mut bytes = Vec::new();
    generate(&config, Masters::starter(), &mut bytes, &mut |_| Ok(()), &mut |_| {}).expect("a month");
    bytes
}

/// Everything that a review says, one line each; the first line in which two reviews differ is told by [`same`].
fn said(bytes: &[u8], config: review::Config) -> Vec<String> {
    let (mut defects, mut findings, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    let outcome = review(bytes, Masters::starter(), config, |part| {
        defects.extend(part.defects.iter().map(|defect| format!("{defect:?}")));
        findings.extend(part.findings.iter().map(|finding| format!("{finding:?}")));
        missing.extend(part.not_evaluated.iter().map(|missing| format!("{missing:?}")));
        Ok::<(), std::convert::Infallible>(())
    });
    let Ok(outcome) = outcome;
    let summary = vec![format!("{:?}", outcome.summary)];
    [defects, findings, missing, summary].concat()
}

fn same(one: &[String], other: &[String], what: &str) {
    let different = one.iter().zip(other).find(|(one, other)| one != other);
    assert_eq!(different, None, "{what}");
    assert_eq!(one.len(), other.len(), "{what}");
}

#[test]
fn what_complies_has_nothing_to_correct() {
    for (seed, yyyymm) in [(1, 2024_07), (2, 2025_02), (3, 2025_12)] {
        let bytes = month(3_000, seed, yyyymm, 0);
        let outcome = review(&bytes[..], Masters::starter(), review::Config::default(), |part| {
            let wrong = part.defects.iter().find(|d| d.level != Level::L48).map(|d| format!("{d:?}"));
            let wrong = wrong.or_else(|| part.findings.first().map(|f| format!("{f:?}")));
            assert_eq!(wrong, None, "seed {seed}, month {yyyymm}");
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(outcome) = outcome;
        assert_eq!((outcome.summary.receipts, outcome.summary.is_clean()), (3_000, true));
    }
}

/// What is said when so many threads do it.
fn said_by(threads: usize, bytes: &[u8], config: review::Config<'_>) -> Vec<String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| said(bytes, config))
}

#[test]
fn the_result_does_not_depend_on_threads_or_batches() {
    let bytes = month(1_000, 4, 2025_05, 300_000);
    let book = Book::new(compile(&planning::files()), Masters::starter());
    let config = review::Config { rules: Some(&book), ..review::Config::default() };
    let whole = said_by(1, &bytes, config);
    let of_rules = |line: &&String| book.rules().iter().any(|rule| line.contains(&rule.code));
    assert!(whole.len() > 100 && whole.iter().filter(of_rules).count() > 50, "intake and rules speak");
    for (threads, batch, batches) in [(1, 1 << 10, 1), (2, 5_000, 3), (5, 64 << 10, 16), (3, 8 << 20, 1)] {
        // A book of its own, whose plans are made by whichever thread comes first.
        let book = Book::new(compile(&planning::files()), Masters::starter());
        let limits = Limits { batch, ..Limits::default() };
        let config = review::Config { limits, batches, rules: Some(&book), ..config };
        let what = format!("{threads} threads, batches of {batch} bytes, {batches} at once");
        same(&said_by(threads, &bytes, config), &whole, &what);
    }
}

/// The kinds of errors that the intake checks can see, whatever they call them.
const SEEN_AT_INTAKE: &[CheckKind] = &[
    CheckKind::UnknownCode,
    CheckKind::AbolishedCode,
    CheckKind::NotYetInForce,
    CheckKind::PointsTotal,
    CheckKind::RealDays,
    CheckKind::Age,
    CheckKind::InpatientOutpatient,
    CheckKind::NoDisease,
    CheckKind::DiseaseCode,
    CheckKind::CommentCode,
    CheckKind::RepeatedFirstVisit,
    CheckKind::Eligibility,
];

#[test]
fn every_labelled_error_of_these_kinds_is_seen() {
    let mut silent = Vec::new();
    for &kind in SEEN_AT_INTAKE {
        let config = Config {
            receipts: 2_000,
            seed: 11,
            month: Month::from_number(2025_02).expect("a month"),
            months: 1,
            errors_ppm: 200_000,
            only: vec![kind],
            kind: Kind::Medical,
            jobs: 2,
        };
        let (mut bytes, mut labels) = (Vec::new(), Vec::new());
        let mut keep = |label: &corpus::Label| {
            labels.push((label.seq, label.decidable));
            Ok(())
        };
        generate(&config, Masters::starter(), &mut bytes, &mut keep, &mut |_| {}).expect("a month");
        assert!(!labels.is_empty(), "no error of kind {kind:?} was made");
        let mut seen = BTreeSet::new();
        let outcome = review(&bytes[..], Masters::starter(), review::Config::default(), |part| {
            seen.extend(part.defects.iter().filter_map(|defect| defect.seq));
            seen.extend(part.findings.iter().map(|finding| finding.seq));
            seen.extend(part.not_evaluated.iter().filter(|m| m.rule != "intake:clinic-only").map(|m| m.seq));
            Ok::<(), std::convert::Infallible>(())
        });
        let Ok(_) = outcome;
        let missed: Vec<u64> = labels
            .iter()
            .filter(|(seq, decidable)| *decidable && !seen.contains(seq))
            .map(|(seq, _)| *seq)
            .collect();
        if !missed.is_empty() {
            silent.push(format!(
                "{kind:?}: {} of {} missed, first {:?}",
                missed.len(),
                labels.len(),
                missed.first()
            ));
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}
