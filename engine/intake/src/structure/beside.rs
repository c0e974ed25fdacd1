//! The records beside payers and details, by their columns: which of them have to be looked at more closely.
//!
//! PERF: nearly every receipt has an SN, many have JD and MF; none of their bytes is read again when their columns say that
//! there is nothing to tell.
//!
//! INVARIANT: may ask for a closer look in vain, but never misses one that would tell something.

use receipt::batch::{Confirmation, NONE, Visits};
use receipt::{Batch, RecordKind};

use super::calendar::Calendar;
use super::paying::Paying;
use crate::ReceiptView;

/// The columns of a batch from those of the next receipt on.
pub struct Columns<'a> {
    confirmations: &'a [Confirmation],
    visits: &'a [Visits],
}

/// What a receipt has of them.
pub struct Beside<'a> {
    /// The payers that SN names, each by the bit of its slot.
    pub named: u8,
    /// JD.
    visits: &'a [Visits],
}

/// Kinds that began with the online check, and kinds whose bytes are always looked at.
const OF_ONLINE_CHECK: u32 = bit(RecordKind::Sn) | bit(RecordKind::Jd) | bit(RecordKind::Mf);
const CLOSER: u32 = bit(RecordKind::Gr) | bit(RecordKind::Sj);

const fn bit(kind: RecordKind) -> u32 {
    1 << kind as u32
}

impl<'a> Columns<'a> {
    /// Stands at the first receipt.
    pub fn of(batch: &'a Batch) -> Self {
        Self { confirmations: &batch.confirmations, visits: &batch.visits }
    }

    /// What the receipt of this ordinal has; those before it were asked for.
    #[inline(always)]
    pub fn next(&mut self, receipt: usize) -> Beside<'a> {
        let mut named = 0;
        while let [own, rest @ ..] = self.confirmations
            && own.receipt as usize == receipt
        {
            named |= (1_u16 << own.payer.min(8) >> 1) as u8;
            self.confirmations = rest;
        }
        let own = self.visits.iter().take_while(|visits| visits.receipt as usize == receipt).count();
        let (visits, rest) = self.visits.split_at_checked(own).unwrap_or_default();
        self.visits = rest;
        Beside { named, visits }
    }
}

impl Beside<'_> {
    /// Whether there is a record that something may be told of.
    #[inline(always)]
    pub fn may_be_wrong(&self, receipt: ReceiptView<'_>, calendar: &Calendar, paying: &Paying) -> bool {
        let kinds = receipt.receipt.other_kinds;
        let asked = if calendar.early { CLOSER | OF_ONLINE_CHECK } else { CLOSER };
        (kinds & asked != 0) | (self.named & !paying.set != 0)
            || !self.visits.is_empty() && !self.visits_are_right(receipt, calendar, paying.set)
    }

    /// Whether JD stands once for every payer, with days of the month that are as many as the payer has.
    fn visits_are_right(&self, receipt: ReceiptView<'_>, calendar: &Calendar, payers: u8) -> bool {
        let mut seen = 0_u8;
        for visits in self.visits {
            let slot = visits.payer.wrapping_sub(1);
            let own = 1_u8.checked_shl(u32::from(slot)).unwrap_or(0);
            let days = visits.counted | visits.uncounted | visits.disagreeing;
            let payer = receipt.payers().iter().find(|payer| payer.slot == slot);
            let real = payer.and_then(|payer| payer.days).unwrap_or(visits.counted.count_ones());
            let agrees = (real == visits.counted.count_ones()) | (visits.disagreeing != 0);
            if visits.odd | !agrees | (days & calendar.absent != 0) | (seen & own != 0) {
                return false;
            }
            seen |= own;
        }
        // What an organ donor has is none of this.
        seen == payers && receipt.receipt.donor_row == NONE
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{OUTPATIENT, check_with, read};
    use super::{CLOSER, bit};
    use receipt::RecordKind;

    #[test]
    fn right_visits_are_not_looked_at_again() {
        let batch = read(&OUTPATIENT.replacen("SY,", "JD,1,1,,1\nSY,", 1));
        assert!(batch.defects.is_empty() && batch.visits.len() == 1);
        assert!(batch.receipts.iter().all(|one| one.other_kinds == bit(RecordKind::Jd)));
        assert_eq!(CLOSER & bit(RecordKind::Jd), 0);
    }

    #[test]
    fn visits_of_no_payer_and_days_that_are_no_code_are_looked_at() {
        let with = |jd: &str, expected: &[&str]| {
            check_with(OUTPATIENT, &[("SY,", &format!("{jd}\nSY,"))], expected);
        };
        with("JD,3,1,,1", &["payer-kind-missing@4JD.2"]);
        with("JD,1,1,,1,3", &["not-in-table@4JD.6"]);
        with(&format!("JD,1,1,,1{}3", ",".repeat(28)), &["not-in-table@4JD.33", "visit-not-in-month@4JD.33"]);
    }
}
