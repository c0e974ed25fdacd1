//! Checks of one receipt that need nothing but its own records: payers, ages, diseases, days, units, sums.
//!
//! One file a group of checks, one line here. Adds to the defects of the batch; lines and ordinals count from the start
//! of the batch like those of the reader, so a batch may be checked before it is known where in its file it stands.
//!
//! PERF: every receipt of every file comes through here. A check first asks one cheap question of a whole column (are
//! all sums right?) and looks for the line to blame only when the answer is no.

mod ages;
mod comments;
mod confirmation;
mod days;
mod diseases;
mod head;
mod payer_numbers;
mod payers;
mod required;
mod sections;
mod sums;
mod units;

#[cfg(test)]
mod testing;

use model::Defect;
use receipt::Batch;

use crate::ReceiptView;

type Check = fn(ReceiptView<'_>, &mut Vec<Defect>);

/// All checks of a receipt, in the order in which they run.
const CHECKS: &[Check] = &[
    head::check,
    ages::check,
    payers::check,
    payer_numbers::check,
    confirmation::check,
    diseases::check,
    sections::check,
    days::check,
    units::check,
    sums::check,
    comments::check,
];

/// Runs all checks over the receipts of a batch.
pub fn check(batch: &mut Batch) {
    let mut defects = std::mem::take(&mut batch.defects);
    required::sharpen(batch, &mut defects);
    let known = defects.len();
    for receipt in ReceiptView::all(batch) {
        CHECKS.iter().for_each(|check| check(receipt, &mut defects));
    }
    if defects.len() > known {
        defects.sort_unstable();
    }
    batch.defects = defects;
}
