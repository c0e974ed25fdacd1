//! Checks of one receipt that need nothing but its own records: payers, ages, diseases, days, units, sums.
//!
//! One file a group of checks, one line here. Adds to the defects of the batch; lines and ordinals count from the start
//! of the batch like those of the reader, so a batch may be checked before it is known where in its file it stands.
//!
//! PERF: every receipt of every file comes through here. A check first asks one cheap question of a whole column (are
//! all sums right?) and looks for the line to blame only when the answer is no.

mod ages;
mod beside;
mod calendar;
mod comments;
mod confirmation;
mod days;
mod diseases;
mod donor;
mod head;
mod insured;
mod payer_numbers;
mod payers;
mod paying;
mod required;
mod sections;
mod sums;
mod units;

#[cfg(test)]
mod testing;

use model::Defect;
use receipt::Batch;

use crate::ReceiptView;
use beside::{Beside, Columns};
use calendar::Calendar;
use paying::Paying;

/// The checks of a receipt.
#[inline(always)]
fn run(receipt: ReceiptView<'_>, calendar: &Calendar, beside: &Beside<'_>, defects: &mut Vec<Defect>) {
    let paying = Paying::of(receipt);
    head::check(receipt, calendar, &paying, defects);
    ages::check(receipt, calendar, defects);
    payer_numbers::check(receipt, &paying, defects);
    insured::check(receipt, &paying, defects);
    confirmation::check(receipt, calendar, &paying, beside, defects);
    diseases::check(receipt, calendar, defects);
    comments::check(receipt, defects);
    let lines = &receipt.receipt.glance;
    payers::check(receipt, calendar, lines, &paying, defects);
    sections::check(receipt, lines, defects);
    days::check(receipt, calendar, lines, defects);
    units::check(receipt, lines, defects);
    sums::check(receipt, lines, defects);
    donor::check(receipt, defects);
}

/// Runs all checks over the receipts of a batch.
pub fn check(batch: &mut Batch) {
    let mut defects = std::mem::take(&mut batch.defects);
    required::sharpen(batch, &mut defects);
    let known = defects.len();
    let checking = Checking { batch, defects: &mut defects };
    #[cfg(target_arch = "x86_64")]
    match pulp::x86::V3::try_new() {
        Some(v3) => v3.vectorize(checking),
        None => pulp::NullaryFnOnce::call(checking),
    }
    #[cfg(not(target_arch = "x86_64"))]
    pulp::NullaryFnOnce::call(checking);
    if defects.len() > known {
        defects.sort_unstable();
    }
    batch.defects = defects;
}

/// PERF: compiled once more for processors with AVX2 and chosen at run time; the loops over columns are then eight wide.
struct Checking<'a> {
    batch: &'a Batch,
    defects: &'a mut Vec<Defect>,
}

impl pulp::NullaryFnOnce for Checking<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        // A plain loop: `for_each` would be a function of its own, without the wide instructions.
        let mut calendar = Calendar::of(None);
        let mut columns = Columns::of(self.batch);
        for (index, receipt) in self.batch.receipts.iter().enumerate() {
            let beside = columns.next(index);
            calendar.turn_to(receipt.month);
            run(ReceiptView { batch: self.batch, index, receipt }, &calendar, &beside, self.defects);
        }
    }
}
