//! The method of pricing against the points that are claimed: made-up months that comply and the official sample.
//!
//! Prints the shares by kind of unit (docs/design/pricing.md); every disagreement of a compliant unit is a fault.

use std::collections::BTreeMap;

use corpus::{Config, Kind, generate};
use masters::{FileKind, Masters, Procedure};
use model::{Month, ProcedureCode};
use pricing::{Cut, Leaning, Tie, Undecided};
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};
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
    /// Of every line that falls alone: what leans on it from other units.
    leaning: Shares,
    disagreeing: Vec<String>,
}

/// Every unit on its first day, and every line of every unit with several lines falling alone.
fn tell(bytes: &[u8], masters: &Masters) -> Told {
    let mut told = Told {
        whole: Shares::default(),
        falls: Shares::default(),
        leaning: Shares::default(),
        disagreeing: Vec::new(),
    };
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
    for line in unit.lines.clone() {
        let outcome =
            match pricing::leaning(batch, receipt, day, &[Cut { line, day, left: 0 }], masters).as_deref() {
                Ok([]) => "nothing",
                Ok([Leaning { tie: Tie::Addition, .. }, ..]) => "an addition",
                Ok([Leaning { tie: Tie::Judgement, .. }, ..]) => "a judgement fee",
                Ok([Leaning { tie: Tie::Drug, .. }, ..]) => "a fee for drugs",
                Ok([Leaning { tie: Tie::Diminishing, .. }, ..]) => "a reduction",
                Err(why) => why.slug(),
            };
        told.leaning.count(kind, outcome);
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
        told.leaning.print(&format!("{yyyymm}: what leans on a line from other units"));
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
    told.leaning.print("sample: what leans on a line from other units");
    // An addition by age twice on the same tests, which no text gives: 1,270 × 1.7 × 1.7, rounded test by test.
    let known = "[160068410, 160093810, 160155390, 160155390]: Disagrees { computed: 3048, claimed: 3671 }";
    assert_eq!(told.disagreeing, [known]);
    // No master of drugs of 2021 is there, nor the additions of that time for the epidemic.
    assert_eq!((told.whole.all(), told.whole.of("agreed"), told.whole.of("masters")), (268, 238, 29));
}

/// Units of neighbouring official codes with any quantities, without points or with the points given.
fn made_up_units(masters: &Masters, seed: u64, points: &[i64]) -> Vec<u8> {
    let mut random = SplitMix64::seed_from_u64(seed);
    let mut below = |most: usize| (random.next_u64() % most.max(1) as u64) as usize;
    let mut text = String::from("IR,1,13,1,1234567,,医院,202407,00,03-1234-5678\r\n");
    for nth in 0..UNITS {
        text += &format!(
            "RE,{},1112,202406,見本　患者,1,19800115\r\nHO,01130012,１２３,４５６,1,500\r\n",
            nth + 1
        );
        let (id, kind, blanks) =
            [("SI", FileKind::Procedure, 13), ("IY", FileKind::Drug, 13), ("TO", FileKind::Material, 17)]
                [[0, 0, 0, 0, 1, 2][below(6)]];
        let codes = masters.codes(kind);
        let (start, lines) = (below(codes.len()), 2 + below(5));
        let section = [11, 14, 21, 33, 40, 50, 54, 60, 70, 80, 90][below(11)];
        for line in 0..lines {
            let code = codes[(start + below(12)) % codes.len()];
            let quantity = ["", "", "1", "2", "14", "480", "99999999"][below(7)];
            let last = if line + 1 == lines {
                points.get(nth).copied().unwrap_or(0).to_string()
            } else {
                String::new()
            };
            let opened = if line == 0 { section.to_string() } else { String::new() };
            let mut items = vec![id, &opened, "1"];
            let code = code.to_string();
            items.extend([code.as_str(), quantity, &last, "1"]);
            items.resize(blanks, "");
            text += &format!("{},1\r\n", items.join(","));
        }
    }
    encoding_rs::SHIFT_JIS.encode(&text).0.into_owned()
}

const UNITS: usize = 1_000;

/// What is asked of each first unit of a receipt.
fn ask<T>(bytes: Vec<u8>, mut of: impl FnMut(&Batch, usize, u32) -> T) -> Vec<T> {
    let mut batch = Batch { bytes, last: true, ..Batch::default() };
    receipt::read(&mut batch);
    assert_eq!(batch.receipts.len(), UNITS);
    (0..UNITS).map(|at| of(&batch, at, batch.receipts[at].units.start)).collect()
}

#[test]
fn any_official_codes_are_priced_or_undecided() {
    let Some((masters, _)) = files::all() else { return };
    let (mut reasons, mut agreed, mut decided) = (BTreeMap::<&str, u64>::new(), 0, 0);
    for seed in 1..=3 {
        // Without points the method says what it computes; claimed like that, it must agree with itself.
        let points = ask(made_up_units(masters, seed, &[]), |batch, at, unit| {
            match pricing::computed(batch, at, unit, 1, masters) {
                Err(Undecided::Disagrees { computed, .. }) => computed.max(0),
                Err(why) => {
                    *reasons.entry(why.slug()).or_default() += 1;
                    0
                }
                Ok(points) => points,
            }
        });
        ask(made_up_units(masters, seed, &points), |batch, at, unit| {
            let lines = batch.units[unit as usize].lines.clone();
            agreed += u64::from(pricing::computed(batch, at, unit, 1, masters).is_ok());
            for line in lines {
                let rest = pricing::remaining(batch, at, unit, 1, &[line], masters);
                let leaning = pricing::leaning(batch, at, 1, &[Cut { line, day: 1, left: 0 }], masters);
                assert!(
                    leaning.is_err()
                        || leaning.is_ok_and(|told| told.iter().all(|leaning| leaning.line != line))
                );
                decided += u64::from(rest.is_ok());
                match rest {
                    Ok(rest) => assert!(rest.points >= 0, "{rest:?}"),
                    Err(why) => *reasons.entry(why.slug()).or_default() += 1,
                }
            }
        });
    }
    println!("{agreed} units agreed, {decided} falls decided, {reasons:?}");
    assert!(agreed > 1_000 && decided > 3_000);
}
