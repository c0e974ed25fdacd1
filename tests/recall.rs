//! Made-up months with the official masters and the whole rule book: every error whose label says that it can be decided
//! is told, and what is told of receipts without errors is known and explained in docs/corpus.md.

use std::collections::BTreeMap;

use corpus::{Config, Kind, Label, generate};
use intake::content;
use masters::Masters;
use model::{CheckKind, Conclusion, InstitutionKind, Month};
use review::review;

use crate::official::files;

/// Kinds of errors that are told under the name of a defect or of another check, with those names.
const TOLD_AS: &[(CheckKind, &[&str])] = &[
    (CheckKind::PointsTotal, &["points-total"]),
    (CheckKind::NoDisease, &["no-disease"]),
    (CheckKind::MainDisease, &["no-main-disease"]),
    (CheckKind::Eligibility, &["preschool-too-old", "insured-too-young"]),
    (CheckKind::Other, &["disease-repeated"]),
    // The only disease of the receipt cannot be claimed; a code that no master has.
    (CheckKind::DiseaseCode, &["intake:no-claimable-disease", "intake:unknown-disease"]),
];

/// How many receipts: a few in every test run, more when all is asked for (tests/README.md).
fn receipts() -> u64 {
    if crate::table_proof::asks_for_all() { 20_000 } else { 700 }
}

fn month(seed: u64, errors_ppm: u32, masters: &Masters) -> (Vec<u8>, Vec<Label>) {
    let config = Config {
        receipts: receipts(),
        seed,
        month: Month::new(2024, 6).expect("a month"),
        months: 1,
        errors_ppm,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 2,
    };
    let (mut bytes, mut labels) = (Vec::new(), Vec::new());
    let mut keep = |label: &Label| {
        labels.push(label.clone());
        Ok(())
    };
    generate(&config, masters, &mut bytes, &mut keep, &mut |_| {}).expect("a month");
    (bytes, labels)
}

/// What was said of a receipt.
struct Told {
    seq: u64,
    name: String,
    check: Option<CheckKind>,
    lines: Vec<u64>,
    text: String,
}

fn told(bytes: &[u8], masters: &Masters, institution: InstitutionKind) -> Vec<Told> {
    let book = crate::table_proof::judged::book(masters);
    let content = content::Config { institution, ..content::Config::default() };
    let config = review::Config { content, rules: Some(&book), ..review::Config::default() };
    let mut all = Vec::new();
    let outcome = review(bytes, masters, config, |part| {
        all.extend(part.defects.iter().filter_map(|defect| {
            let (name, text) = (defect.kind.spec().slug.to_owned(), format!("{defect:?}"));
            Some(Told { seq: defect.seq?, name, check: None, lines: vec![defect.place.line], text })
        }));
        all.extend(part.findings.iter().map(|finding| Told {
            seq: finding.seq,
            name: finding.rule.to_string(),
            check: Some(finding.check),
            lines: finding.lines.iter().map(|line| line.line).collect(),
            text: finding.message.clone(),
        }));
        Ok::<(), std::convert::Infallible>(())
    });
    let Ok(_) = outcome;
    all
}

#[test]
fn every_error_that_can_be_decided_is_told() {
    let Some((masters, _)) = files::all() else { return };
    let (bytes, labels) = month(22, 500_000, masters);
    let mut by_receipt: BTreeMap<u64, Vec<Told>> = BTreeMap::new();
    // Whether an institution is a hospital stands in no claim file, so the program is told; a file here holds both.
    for institution in [InstitutionKind::Hospital, InstitutionKind::Clinic] {
        for one in told(&bytes, masters, institution) {
            by_receipt.entry(one.seq).or_default().push(one);
        }
    }
    let (mut decidable, mut missed) = (BTreeMap::new(), Vec::new());
    for label in labels.iter().filter(|label| label.decidable) {
        *decidable.entry(label.check.slug()).or_insert(0) += 1;
        let names = TOLD_AS.iter().find(|(check, _)| *check == label.check).map_or(&[][..], |told| told.1);
        let of_receipt = by_receipt.get(&label.seq).map_or(&[][..], Vec::as_slice);
        let is_it = |told: &&Told| told.check == Some(label.check) || names.contains(&told.name.as_str());
        if !of_receipt.iter().any(|told| is_it(&told)) {
            let said: Vec<_> = of_receipt.iter().map(|told| (&told.name, &told.lines, &told.text)).collect();
            missed.push(format!("{label:?}: {said:?}"));
        }
    }
    println!("{} of {} labels can be decided: {decidable:?}", decidable.values().sum::<u32>(), labels.len());
    assert!(decidable.len() > 10);
    assert!(
        missed.is_empty(),
        "{} missed, first {:#?}",
        missed.len(),
        missed.iter().take(8).collect::<Vec<_>>()
    );
}

#[test]
fn nothing_is_told_of_receipts_without_errors() {
    let Some((masters, _)) = files::all() else { return };
    let (bytes, _) = month(21, 0, masters);
    let mut by_rule: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for one in told(&bytes, masters, InstitutionKind::Unknown) {
        by_rule.entry(one.name).or_insert((0, one.text)).0 += 1;
    }
    assert!(by_rule.is_empty(), "{by_rule:#?}");
}

#[test]
fn nothing_is_assessed_on_receipts_without_errors() {
    let Some((masters, _)) = files::all() else { return };
    let (bytes, _) = month(23, 0, masters);
    let book = crate::table_proof::judged::book(masters);
    let config = review::Config { rules: Some(&book), ..review::Config::default() };
    let outcome = review(&bytes[..], masters, config, |part| {
        let assessed: Vec<_> =
            part.findings.iter().filter(|finding| finding.conclusion == Conclusion::Assess).collect();
        assert!(assessed.is_empty(), "{assessed:#?}");
        Ok::<(), std::convert::Infallible>(())
    });
    let Ok(_) = outcome;
}
