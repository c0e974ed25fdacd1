//! Small patients: one receipt that is judged, sometimes earlier and parallel ones.

use model::InstitutionKind;
use model::{Date, Month};

use crate::oracle::claims::{Bundle, Disease, Line, Patient, Receipt};
use crate::oracle::made_masters as made;
use crate::oracle::random::Random;

/// Days near each other, near the ends of weeks, and near the ends of months.
const DAYS: &[u8] = &[1, 2, 3, 6, 7, 8, 13, 14, 15, 20, 21, 27, 28, 29, 30];

/// Points of a 剤.
const POINTS: &[i64] = &[10, 50, 70, 100, 291];

/// A patient.
pub fn patient(random: &mut Random) -> Patient {
    let month =
        Month::from_number(random.pick(&[202_406, 202_407, 202_408, 202_408, 202_409])).expect("a month");
    let mut receipts = vec![receipt(random, month, true)];
    if random.chance(30) {
        receipts.push(receipt(random, month, false));
    }
    if random.chance(60) {
        for back in 1..=random.between(1, 4) as i32 {
            if random.chance(75) {
                receipts.push(receipt(random, month.plus(-back).expect("a month"), false));
            }
        }
    }
    let known_from = random.chance(75).then(|| month.plus(-(random.between(0, 13) as i32)).expect("a month"));
    let born = random.pick(&[1950_03_31, 1984_07_15, 2000_02_29, 2016_08_07, 2018_06_30, 2023_09_01]);
    Patient {
        female: random.chance(50),
        born: Date::from_number(born).expect("a day"),
        receipts,
        known_from,
        knows_month: random.chance(50),
        institution: random.pick(&[
            InstitutionKind::Unknown,
            InstitutionKind::Hospital,
            InstitutionKind::Clinic,
        ]),
        apart: random.chance(40),
    }
}

/// A patient like another: one thing about the judged receipt changed, so that much is the same to many rules.
pub fn another_like(random: &mut Random, patient: &Patient) -> Patient {
    let mut other = patient.clone();
    let change = random.below(10);
    if change == 0 {
        other.female = !other.female;
    }
    let Some(own) = other.receipts.first_mut() else { return other };
    let month = own.month;
    let at = random.below(own.bundles.len());
    match (change, own.bundles.get_mut(at)) {
        (1 | 2, Some(one)) => one.days = bundle(random, month).days,
        (3, Some(one)) => one.points = random.pick(POINTS),
        (4, Some(one)) => {
            one.lines.iter_mut().for_each(|line| line.quantity = Some(random.between(1, 3) * 100_000))
        }
        (5, Some(one)) => one.lines.push(line(random)),
        (6, Some(one)) => one.lines[0] = line(random),
        (7, Some(one)) => {
            let same = one.clone();
            own.bundles.push(same);
        }
        (8, _) => own.diseases.iter_mut().for_each(|disease| disease.suspected = !disease.suspected),
        (9, _) => own.diseases.push(disease(random, month)),
        _ => own.bundles.reverse(),
    }
    for bundle in &mut own.bundles {
        // Mostly days that count once each: lines as plain as most are.
        if random.chance(80) {
            bundle.days.iter_mut().for_each(|day| day.1 = 1);
        }
        let own: u16 = bundle.days.iter().map(|day| day.1).sum();
        bundle.times = if bundle.days.is_empty() { bundle.times } else { own };
    }
    other
}

fn receipt(random: &mut Random, month: Month, judged: bool) -> Receipt {
    let inpatient = random.chance(25);
    let bundles: Vec<Bundle> =
        (0..random.between(i64::from(judged), 4)).map(|_| bundle(random, month)).collect();
    let diseases = (0..random.below(4)).map(|_| disease(random, month)).collect();
    let comments = (0..random.pick(&[0, 0, 1])).map(|_| random.pick(made::COMMENTS)).collect();
    let days = bundles.iter().flat_map(|b| &b.days).fold(0_u32, |days, (day, _)| days | 1 << day);
    let visits = random.chance(50).then(|| {
        let mut visits: Vec<u8> = (0..random.between(1, 4)).map(|_| random.pick(DAYS)).collect();
        visits.extend((1..=31).filter(|day| days & 1 << day != 0 && random.chance(70)));
        visits.retain(|&day| u32::from(day) <= month.days());
        visits.sort();
        visits.dedup();
        if visits.is_empty() {
            visits.push(1);
        }
        visits.into_iter().map(|day| (day, random.pick(&[1, 1, 1, 2, 9]))).collect()
    });
    Receipt {
        month,
        inpatient,
        admitted: (inpatient && random.chance(85)).then(|| admission(random, month)),
        real_days: days.count_ones().max(1),
        total_points: bundles.iter().map(|b| b.points * i64::from(b.times)).sum(),
        visits,
        diseases,
        bundles,
        comments,
    }
}

/// A day of admission: one of few, so that receipts of some months are of one stay.
fn admission(random: &mut Random, month: Month) -> Date {
    let back = random.pick(&[0, 0, 1, 2]);
    month.plus(-back).and_then(|month| month.day(random.pick(&[1, 10]))).expect("a day")
}

fn bundle(random: &mut Random, month: Month) -> Bundle {
    let mut days: Vec<(u8, u16)> = Vec::new();
    for _ in 0..random.pick(&[1, 1, 1, 2, 3]) {
        let day = random.pick(DAYS);
        if u32::from(day) <= month.days() && days.iter().all(|(known, _)| *known != day) {
            days.push((day, random.pick(&[1, 1, 1, 1, 2, 3])));
        }
    }
    days.sort();
    if random.chance(4) {
        days.clear();
    }
    let own = days.iter().map(|&(_, count)| count).sum();
    let times = if days.is_empty() { random.pick(&[1, 1, 2, 3]) } else { own };
    let comments = (0..random.pick(&[0, 0, 0, 1, 2])).map(|_| random.pick(made::COMMENTS)).collect();
    let lines = (0..random.pick(&[1, 1, 1, 2, 3])).map(|_| line(random)).collect();
    Bundle { lines, points: random.pick(POINTS), days, times, handed_out: random.chance(70), comments }
}

fn line(random: &mut Random) -> Line {
    let code = match random.below(10) {
        0 | 1 => random.pick(made::DRUGS),
        2 => random.pick(made::MATERIALS),
        _ => random.pick(made::PROCEDURES),
    };
    let needed = code >= 600_000_000;
    let quantity = (needed || random.chance(20)).then(|| random.between(1, 3) * 100_000);
    Line { code, quantity }
}

fn disease(random: &mut Random, month: Month) -> Disease {
    let back = random.pick(&[0, 0, 1, 2]);
    let started = month.plus(-back).and_then(|month| month.day(random.pick(&[1, 3, 14, 28])));
    Disease {
        code: random.pick(made::DISEASES),
        started: started.expect("a day"),
        outcome: random.pick(&[1, 1, 2, 3, 4]),
        suspected: random.chance(35),
        main: random.chance(30),
    }
}
