//! Patients with one thing less.

use crate::oracle::claims::{Patient, Receipt};

/// All patients that have one thing less.
pub(super) fn smaller(patient: &Patient) -> Vec<Patient> {
    let mut made = Vec::new();
    if patient.apart {
        made.push(Patient { apart: false, ..patient.clone() });
    }
    for at in (1..patient.receipts.len()).rev() {
        let mut less = patient.clone();
        less.receipts.remove(at);
        made.push(less);
    }
    for (at, receipt) in patient.receipts.iter().enumerate() {
        for less in receipts(receipt) {
            let mut with = patient.clone();
            with.receipts[at] = less;
            made.push(with);
        }
    }
    made
}

/// Receipts without their records of visits.
fn without_visits(receipt: &Receipt) -> Option<Receipt> {
    receipt.visits.is_some().then(|| Receipt { visits: None, ..receipt.clone() })
}

fn without<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    let mut less = list.to_vec();
    less.remove(at);
    less
}

fn receipts(receipt: &Receipt) -> Vec<Receipt> {
    let mut made: Vec<Receipt> = without_visits(receipt).into_iter().collect();
    for at in 0..receipt.bundles.len() {
        made.push(Receipt { bundles: without(&receipt.bundles, at), ..receipt.clone() });
    }
    for at in 0..receipt.diseases.len() {
        made.push(Receipt { diseases: without(&receipt.diseases, at), ..receipt.clone() });
    }
    for at in 0..receipt.comments.len() {
        made.push(Receipt { comments: without(&receipt.comments, at), ..receipt.clone() });
    }
    for (at, bundle) in receipt.bundles.iter().enumerate() {
        let mut with = |less| {
            let mut bundles = receipt.bundles.clone();
            bundles[at] = less;
            made.push(Receipt { bundles, ..receipt.clone() });
        };
        for line in (0..bundle.lines.len()).filter(|_| bundle.lines.len() > 1) {
            with(crate::oracle::claims::Bundle { lines: without(&bundle.lines, line), ..bundle.clone() });
        }
        for day in (0..bundle.days.len()).filter(|_| bundle.days.len() > 1) {
            let days = without(&bundle.days, day);
            let times = days.iter().map(|&(_, count)| count).sum();
            with(crate::oracle::claims::Bundle { days, times, ..bundle.clone() });
        }
        for comment in 0..bundle.comments.len() {
            with(crate::oracle::claims::Bundle {
                comments: without(&bundle.comments, comment),
                ..bundle.clone()
            });
        }
        if bundle.days.iter().any(|&(_, count)| count > 1) {
            let days: Vec<_> = bundle.days.iter().map(|&(day, _)| (day, 1)).collect();
            let times = u16::try_from(days.len()).unwrap_or(1);
            with(crate::oracle::claims::Bundle { days, times, ..bundle.clone() });
        }
    }
    made
}
