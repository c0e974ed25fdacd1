//! Checks of one receipt that need nothing but its own records: sums, days, units, payers.
//!
//! One file a group of checks, one line here. Adds to the defects of the batch; lines and ordinals count like those
//! of the reader, so a batch may be checked before it is known where in its file it stands.

mod sums;

use model::Defect;
use receipt::Batch;

use crate::ReceiptView;

type Check = fn(ReceiptView<'_>, &mut Vec<Defect>);

/// All checks, in the order in which they run.
const CHECKS: &[Check] = &[sums::check];

/// Runs all checks over the receipts of a batch.
pub fn check(batch: &mut Batch) {
    let mut defects = std::mem::take(&mut batch.defects);
    let known = defects.len();
    for receipt in ReceiptView::all(batch) {
        CHECKS.iter().for_each(|check| check(receipt, &mut defects));
    }
    if defects.len() > known {
        defects.sort_unstable();
    }
    batch.defects = defects;
}
