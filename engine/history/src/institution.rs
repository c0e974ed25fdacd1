//! Which institution the receipts of a file belong to: the last IR before them, in whatever batch it stood.

use receipt::{Batch, Frame, Institution};

/// The institution in force while the batches of a file go by in order.
#[derive(Clone, Copy, Debug, Default)]
pub struct InForce {
    current: Option<Institution>,
}

impl InForce {
    /// What is in force where a batch begins; the batch is then behind.
    pub fn pass(&mut self, batch: &Batch) -> Option<Institution> {
        let before = self.current;
        self.current = institution_at(before, batch, usize::MAX);
        before
    }
}

/// The institution of a receipt; `before`: what is in force where its batch begins.
pub fn institution_at(before: Option<Institution>, batch: &Batch, receipt: usize) -> Option<Institution> {
    let own = batch.frames.iter().filter_map(|frame| match *frame {
        Frame::Institution { receipts, institution, .. } => Some((receipts as usize, institution)),
        Frame::Summary { .. } => None,
    });
    own.take_while(|(receipts, _)| *receipts <= receipt).last().map(|(_, own)| own).or(before)
}

/// An institution as a number: the agency to which it files is no part of it.
pub(crate) fn as_number(institution: Institution) -> u64 {
    u64::from(institution.prefecture) << 40
        | u64::from(institution.fee_table) << 32
        | u64::from(institution.code)
}
