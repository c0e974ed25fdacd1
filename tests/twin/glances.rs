//! What the reader gathers of all lines and all diseases of a receipt, against what they say one by one.

use model::DiseaseCode;
use receipt::Batch;
use receipt::batch::glance::{MOST_COUNT, section_signs, sign};
use receipt::batch::{Disease, Line, LineKind, NO_POINTS, Receipt};

/// Compares the glances of all receipts of a batch.
#[track_caller]
pub fn check(batch: &Batch) {
    for receipt in &batch.receipts {
        lines(batch, receipt);
        diseases(batch, receipt);
        others(batch, receipt);
    }
}

#[track_caller]
fn lines(batch: &Batch, receipt: &Receipt) {
    let lines = &batch.lines[receipt.lines.start as usize..receipt.lines.end as usize];
    let units = &batch.units[receipt.units.start as usize..receipt.units.end as usize];
    let glance = &receipt.glance;
    let points = |line: &Line| if line.points == NO_POINTS { 0 } else { i64::from(line.points) };
    assert_eq!(glance.points, lines.iter().map(|line| points(line) * i64::from(line.count)).sum::<i64>());
    assert_eq!(glance.days, lines.iter().fold(0, |days, line| days | line.days));
    assert_eq!(glance.any_payer, lines.iter().fold(0, |set, line| set | line.burden));
    assert_eq!(glance.every_payer, lines.iter().fold(u8::MAX, |set, line| set & line.burden));
    assert_eq!(glance.unclosed, units.iter().any(|unit| !unit.closed));
    let signs = [
        (sign::OUTPATIENT, any(lines, |line| section_signs(line.section) & sign::OUTPATIENT != 0)),
        (sign::INPATIENT, any(lines, |line| section_signs(line.section) & sign::INPATIENT != 0)),
        (sign::YEN, any(lines, |line| section_signs(line.section) & sign::YEN != 0)),
        (sign::MATERIAL, any(lines, |line| line.kind == LineKind::Material)),
        (sign::SUBTRACTS, any(lines, |line| points(line) < 0)),
        (sign::UNCOUNTED, any(lines, |line| line.count == 0)),
        (sign::HUGE, any(lines, |line| line.count > MOST_COUNT)),
    ];
    for (sign, expected) in signs {
        // A comment may open a group that has no line: then its section is looked for in vain.
        let of_section = sign & (sign::OUTPATIENT | sign::INPATIENT | sign::YEN) != 0;
        assert!(glance.has(sign) == expected || of_section && !expected, "sign {sign:#b}");
    }
    let counts = |line: u32| batch.day_counts_of(&(line..line + 1)).map(|more| (more.day, more.count));
    let uneven = units.iter().any(|unit| {
        let of_unit = unit.lines.clone();
        of_unit.clone().zip(of_unit.skip(1)).any(|(first, second)| {
            let (a, b) = (&batch.lines[first as usize], &batch.lines[second as usize]);
            a.count != b.count || a.days != b.days || !counts(first).eq(counts(second))
        })
    });
    let odd = any(lines, |line| line.day_total != line.count);
    assert!(glance.is_odd() || !odd && !uneven, "the days of a line need a closer look");
}

#[track_caller]
fn others(batch: &Batch, receipt: &Receipt) {
    let others = &batch.others[receipt.others.start as usize..receipt.others.end as usize];
    let own = others.iter().filter(|(_, row)| *row < receipt.donor_row);
    assert_eq!(receipt.other_kinds, own.fold(0, |kinds, (kind, _)| kinds | 1 << *kind as u32));
}

fn any(lines: &[Line], is: impl Fn(&Line) -> bool) -> bool {
    lines.iter().any(is)
}

#[track_caller]
fn diseases(batch: &Batch, receipt: &Receipt) {
    let diseases = &batch.diseases[receipt.diseases.start as usize..receipt.diseases.end as usize];
    let glance = &receipt.disease_glance;
    assert_eq!(glance.mains as usize, diseases.iter().filter(|disease| disease.main).count());
    assert_eq!(glance.last_start, diseases.iter().map(|disease| disease.start).max().unwrap_or(0));
    let named = |disease: &Disease| disease.named || disease.code == DiseaseCode::UNCODED.0;
    assert_eq!(glance.named, diseases.iter().any(named));
    let first = diseases.iter().map(|disease| disease.start).filter(|&start| start != 0).min();
    for day in
        [0, 1, 1999_12_31, 2024_06_01].into_iter().chain(first.into_iter().flat_map(|day| [day, day + 1]))
    {
        assert_eq!(glance.starts_before(day), first.is_some_and(|first| first < day), "before {day}");
    }
    let twice =
        |(nth, disease): (usize, &Disease)| diseases.iter().take(nth).any(|other| other.code == disease.code);
    assert!(glance.may_repeat() || !diseases.iter().enumerate().any(twice), "a code stands twice");
}
