//! All things of a kind, on the judged receipt or on all that are known.

use dsl::vocabulary::Kind;
use receipt::batch::LineKind;

use super::calendar;
use super::claims::{Bundle, Line, Receipt};
use super::known::Answer;
use super::things::{Case, Thing};

/// All things of a kind, on the judged receipt or on all that are known, each with whether it is surely there.
pub fn all(case: &Case<'_>, kind: Kind, others: bool, this_month: bool) -> Vec<(Thing, Answer)> {
    let receipts = if others { case.patient.receipts.len() } else { 1 };
    let month = case.receipt().month;
    let mut found = Vec::new();
    for receipt in (0..receipts).filter(|&at| !this_month || case.patient.receipts[at].month == month) {
        match kind {
            Kind::Visit => visits(case, receipt, &mut found),
            _ => {
                let mut here = Vec::new();
                on_receipt(case, kind, receipt, &mut here);
                // Days, weeks and months are there once, however many receipts show them.
                here.retain(|thing| !found.contains(&(*thing, Answer::Holds)));
                found.extend(here.into_iter().map(|thing| (thing, Answer::Holds)));
            }
        }
    }
    found
}

/// Days of 受診日等レコード; without it, the days of lines may be days of visits.
fn visits(case: &Case<'_>, receipt: usize, found: &mut Vec<(Thing, Answer)>) {
    let of = &case.patient.receipts[receipt];
    let on = |day: u8| match &of.visits {
        Some(visits) if visits.iter().any(|(known, _)| *known == day) => Some(Answer::Holds),
        None if of.bundles.iter().any(|b| b.days.iter().any(|(known, _)| *known == day)) => {
            Some(Answer::Undecided)
        }
        _ => None,
    };
    let days = (1..=31).filter_map(|day| Some((day, on(day)?)));
    found.extend(days.map(|(day, answer)| (Thing::Visit { receipt, day }, answer)));
}

fn on_receipt(case: &Case<'_>, kind: Kind, at: usize, found: &mut Vec<Thing>) {
    let receipt = &case.patient.receipts[at];
    match kind {
        Kind::Stay => found.extend(is_stay(case, at).then_some(Thing::Stay { receipt: at })),
        Kind::Prescription => {
            let days = case.days_of_prescriptions(at).into_iter();
            found.extend(days.map(|day| Thing::Prescription { receipt: at, day }));
        }
        Kind::Procedure | Kind::WardDay | Kind::Drug | Kind::Material | Kind::Line => {
            let wanted = |line: &Line| match line.kind() {
                LineKind::Procedure => matches!(kind, Kind::Procedure | Kind::WardDay),
                LineKind::Drug => kind == Kind::Drug,
                LineKind::Material => kind == Kind::Material,
            };
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                for (line, _) in of.lines.iter().enumerate().filter(|(_, l)| kind == Kind::Line || wanted(l))
                {
                    let days = days_of(of).into_iter();
                    found.extend(days.map(|day| Thing::Line { receipt: at, bundle, line, day }));
                }
            }
        }
        Kind::Bundle => {
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                let days = days_of(of).into_iter();
                found.extend(days.map(|day| Thing::Bundle { receipt: at, bundle, day }));
            }
        }
        Kind::Comment => {
            found.extend((0..receipt.comments.len()).map(|c| Thing::Comment {
                receipt: at,
                bundle: None,
                at: c,
            }));
            for (bundle, of) in receipt.bundles.iter().enumerate() {
                let comments = 0..of.comments.len();
                found.extend(comments.map(|c| Thing::Comment { receipt: at, bundle: Some(bundle), at: c }));
            }
        }
        Kind::Disease => {
            found.extend((0..receipt.diseases.len()).map(|d| Thing::Disease { receipt: at, at: d }))
        }
        Kind::EachDay | Kind::EachWeek | Kind::EachMonth => {
            found.extend(calendar_things(receipt, kind));
        }
        _ => {}
    }
}

/// The days of a 剤; one without days stands once, on a day that is not known.
fn days_of(bundle: &Bundle) -> Vec<u8> {
    if bundle.days.is_empty() { vec![0] } else { bundle.days.iter().map(|&(day, _)| day).collect() }
}

/// Whether a receipt is the first known one of a stay: receipts with one day of admission are of one stay.
fn is_stay(case: &Case<'_>, at: usize) -> bool {
    let of = &case.patient.receipts[at];
    let same = |other: &Receipt| other.inpatient && other.admitted.is_some() && other.admitted == of.admitted;
    of.inpatient && !case.patient.receipts[..at].iter().any(same)
}

/// The days on which a line stands, the weeks that touch the month, the month.
fn calendar_things(receipt: &Receipt, kind: Kind) -> Vec<Thing> {
    let stands =
        |day: &u32| receipt.bundles.iter().any(|b| b.days.iter().any(|(on, _)| u32::from(*on) == *day));
    let days = 1..=receipt.month.days();
    match kind {
        Kind::EachDay => {
            days.filter(stands).filter_map(|day| receipt.month.day(day)).map(Thing::Day).collect()
        }
        Kind::EachMonth => vec![Thing::Month(receipt.month)],
        _ => {
            let mut weeks: Vec<Thing> = days
                .filter_map(|day| receipt.month.day(day))
                .map(|day| Thing::Week(calendar::sunday(day)))
                .collect();
            weeks.dedup();
            weeks
        }
    }
}
