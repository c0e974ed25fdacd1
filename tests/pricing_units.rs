//! The method of pricing against the points that are claimed: made-up months that comply and the official sample.
//!
//! Prints the shares by kind of unit (docs/design/pricing.md); every disagreement of a compliant unit is a fault.

use std::collections::BTreeMap;

use corpus::{Config, Kind, generate};
use masters::{Masters, Procedure};
use model::{Month, ProcedureCode};
use pricing::Undecided;
use receipt::Batch;
use receipt::batch::{LineKind, NO_POINTS, Unit};
use receipt::cut::{Cutter, Limits};

use crate::official::files;

/// Units of a kind: how often agreed, and how often not and why.
#[derive(Default)]
struct Shares(BTreeMap<&'static str, BTreeMap<&'static str, u64>>);

impl Shares {
    fn count(&mut self, kind: &'static str, outcome: &'static str) {
        *self.0.entry(kind).or_default().entry(outcome).or_default() += 1;
    }

    fn of(&self, outcome: &str) -> u64 {
        self.0.values().filter_map(|outcomes| outcomes.get(outcome)).sum()
    }

    fn all(&self) -> u64 {
        self.0.values().flat_map(BTreeMap::values).sum()
    }

    fn print(&self, title: &str) {
        println!("{title}");
        for (kind, outcomes) in &self.0 {
            let all: u64 = outcomes.values().sum();
            let told: Vec<String> = outcomes.iter().map(|(outcome, n)| format!("{outcome} {n}")).collect();
            println!("  {kind}: {all}: {}", told.join(", "));
        }
    }
}

/// The kind of a unit, for counting.
fn kind_of(batch: &Batch, unit: &Unit, on: model::Date, masters: &Masters) -> &'static str {
    let lines = &batch.lines[unit.lines.start as usize..unit.lines.end as usize];
    let of = |kind| lines.iter().filter(|line| line.kind == kind).count();
    let row = |code| masters.procedure(ProcedureCode(code), on).row();
    let any = |test: &dyn Fn(Procedure<'_>) -> bool| {
        lines.iter().any(|l| l.kind == LineKind::Procedure && row(l.code).is_some_and(test))
    };
    match (of(LineKind::Procedure), of(LineKind::Drug), of(LineKind::Material)) {
        (1, 0, 0) => "one procedure",
        (0, 1, 0) => "one drug",
        (0, 0, 1) => "one material",
        (0, _, 0) => "several drugs",
        (0, 0, _) => "several materials",
        (_, 0, 0) if any(&|p| matches!(p.points_kind(), 5 | 6)) => "procedures with per cent",
        (_, 0, 0) if any(&|p| p.row().class(16).is_some_and(|group| group != 0)) => "tests in bundles",
        (_, 0, 0) if any(&|p| p.steps().is_some()) => "procedures with steps",
        (_, 0, 0) => "procedures and additions",
        _ => "mixed",
    }
}

/// What was counted, and what disagreed.
struct Told {
    whole: Shares,
    falls: Shares,
    disagreeing: Vec<String>,
}

/// Every unit on its first day, and every line of every unit with several lines falling alone.
fn tell(bytes: &[u8], masters: &Masters) -> Told {
    let mut told = Told { whole: Shares::default(), falls: Shares::default(), disagreeing: Vec::new() };
    let mut cutter = Cutter::new(bytes, Limits::default());
    let mut batch = Batch::default();
    while cutter.next(&mut batch).expect("bytes in memory") {
        receipt::read(&mut batch);
        for (at, receipt) in batch.receipts.iter().enumerate() {
            for unit in receipt.units.clone() {
                tell_unit(&mut told, &batch, at, unit, masters);
            }
        }
    }
    told
}

fn tell_unit(told: &mut Told, batch: &Batch, receipt: usize, at: u32, masters: &Masters) {
    let unit = &batch.units[at as usize];
    let last = batch.lines[unit.lines.end as usize - 1];
    let day = if last.days == 0 { 0 } else { last.days.trailing_zeros() as u8 + 1 };
    let month = batch.receipts[receipt].month.expect("a month");
    let kind = kind_of(batch, unit, month.day(u32::from(day.max(1))).expect("a day"), masters);
    let whole = pricing::computed(batch, receipt, at, day, masters);
    told.whole.count(kind, whole.as_ref().map_or_else(|why| why.slug(), |_| "agreed"));
    if let Err(why @ Undecided::Disagrees { .. }) = &whole {
        let codes: Vec<u32> = unit.lines.clone().map(|l| batch.lines[l as usize].code).collect();
        told.disagreeing.push(format!("{codes:?}: {why:?}"));
    }
    if unit.lines.len() < 2 || last.points == NO_POINTS {
        return;
    }
    for line in unit.lines.clone() {
        let rest = pricing::remaining(batch, receipt, at, day, &[line], masters);
        told.falls.count(kind, rest.as_ref().map_or_else(|why| why.slug(), |_| "decided"));
        assert_eq!(
            rest.is_err() && whole.is_ok(),
            rest.is_err() && rest.as_ref().err() != whole.as_ref().err()
        );
        if let Ok(rest) = rest {
            assert!(rest.points <= i64::from(last.points), "{rest:?} of {} without {line}", last.points);
        }
    }
}

fn month(receipts: u64, seed: u64, yyyymm: u32, masters: &Masters) -> Vec<u8> {
    let config = Config {
        receipts,
        seed,
        month: Month::from_number(yyyymm).expect("a month"),
        months: 1,
        errors_ppm: 0,
        only: Vec::new(),
        kind: Kind::Medical,
        jobs: 2,
    };
    let mut bytes = Vec::new();
    generate(&config, masters, &mut bytes, &mut |_| Ok(()), &mut |_| {}).expect("a month");
    bytes
}

#[test]
fn compliant_months_are_priced_as_they_claim() {
    let Some((masters, _)) = files::all() else { return };
    let receipts = if crate::table_proof::asks_for_all() { 20_000 } else { 1_000 };
    for (seed, yyyymm) in [(1, 2024_06), (2, 2024_09), (3, 2025_03), (4, 2025_07)] {
        let told = tell(&month(receipts, seed, yyyymm, masters), masters);
        told.whole.print(&format!("{yyyymm}: units as claimed"));
        told.falls.print(&format!("{yyyymm}: one line falls"));
        assert_eq!(told.disagreeing, Vec::<String>::new(), "{yyyymm}");
        assert_eq!(told.whole.of("agreed"), told.whole.all(), "{yyyymm}");
        assert!(told.falls.of("decided") * 100 > told.falls.all() * 95, "{yyyymm}");
    }
}

#[test]
fn the_official_sample_is_priced_as_it_claims() {
    let (Some((masters, _)), Some(folder)) = (files::all(), files::folder()) else { return };
    let bytes = std::fs::read(folder.join("samples/RECEIPTC_GAIRAI_SAMPLE.UKE")).expect("the sample");
    let told = tell(&bytes, masters);
    told.whole.print("sample: units as claimed");
    told.falls.print("sample: one line falls");
    // An addition by age twice on the same tests, which no text gives: 1,270 × 1.7 × 1.7, rounded test by test.
    let known = "[160068410, 160093810, 160155390, 160155390]: Disagrees { computed: 3048, claimed: 3671 }";
    assert_eq!(told.disagreeing, [known]);
    // No master of drugs of 2021 is there, nor the additions of that time for the epidemic.
    assert_eq!((told.whole.all(), told.whole.of("agreed"), told.whole.of("masters")), (268, 238, 29));
}
