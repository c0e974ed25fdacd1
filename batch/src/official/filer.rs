//! Who files the receipts of a stream: the record of the institution (IR) that stands before each of them.

use receipt::{Batch, Frame, Institution};

use super::stands_before;

/// The record in force, while the batches of a stream go by in order.
#[derive(Default)]
pub(super) struct Filer(Option<(Vec<u8>, Institution)>);

/// The bytes of a record, and who it names.
pub(super) type Filed<'a> = Option<(&'a [u8], Institution)>;

impl Filer {
    /// Hands over the receipts of a batch, each with the record before it.
    pub(super) fn each<E>(
        &mut self,
        batch: &Batch,
        mut every: impl FnMut(usize, Filed<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut frames = batch.frames.iter().peekable();
        for receipt in 0..batch.receipts.len() {
            while let Some(frame) = frames.next_if(|frame| stands_before(frame, receipt)) {
                self.pass(batch, frame);
            }
            every(receipt, self.0.as_ref().map(|(bytes, who)| (bytes.as_slice(), *who)))?;
        }
        frames.for_each(|frame| self.pass(batch, frame));
        Ok(())
    }

    fn pass(&mut self, batch: &Batch, frame: &Frame) {
        let Frame::Institution { row, institution, .. } = *frame else { return };
        let bytes = batch.row_start(row)..batch.row_start(row + 1);
        self.0 = Some((batch.bytes.get(bytes).unwrap_or_default().to_vec(), institution));
    }
}
