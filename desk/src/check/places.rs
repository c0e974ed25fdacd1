//! Which institution record (IR) is in force for a receipt, and where it stands.

use receipt::{Batch, Frame};

use super::place;

/// The last institution record that was passed.
#[derive(Debug, Default)]
pub(super) struct Frames {
    last: Option<(u64, u64)>,
}

impl Frames {
    /// The place of the record in force for a receipt of a batch that comes next; the same place twice without one.
    pub fn of(&self, batch: &Batch, seq: u64) -> (u64, u64) {
        let before = seq.saturating_sub(batch.receipts_before + 1);
        own(batch, before).or(self.last).unwrap_or_default()
    }

    /// Takes note of the records of a batch.
    pub fn pass(&mut self, batch: &Batch) {
        self.last = own(batch, u64::MAX).or(self.last);
    }
}

/// The last record of the batch that has at most so many receipts before it.
fn own(batch: &Batch, before: u64) -> Option<(u64, u64)> {
    batch.frames.iter().rev().find_map(|frame| match *frame {
        Frame::Institution { row, receipts, .. } if u64::from(receipts) <= before => {
            Some(place(batch, row..row + 1))
        }
        _ => None,
    })
}
