//! One receipt read again from its bytes, placed in its file as it was.

use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use crate::CheckedReceipt;

/// Reads the bytes of a receipt behind those of the institution record (IR) in force; `None` when they hold no receipt.
pub(crate) fn one(receipt: &[u8], frame: &[u8], of: &CheckedReceipt) -> Option<Batch> {
    let bytes = [frame, receipt].concat();
    let most = bytes.len() + 1;
    let mut batch = Batch::default();
    let mut cutter = Cutter::new(bytes.as_slice(), Limits { batch: most, receipt: most });
    // Reading from memory cannot fail.
    cutter.next(&mut batch).ok()?;
    receipt::read(&mut batch);
    let before = lines_of(frame);
    batch.place_in_file(of.first_line.saturating_sub(1 + before), of.seq.saturating_sub(1));
    (!batch.receipts.is_empty()).then_some(batch)
}

/// How many physical lines stand before the receipt.
fn lines_of(frame: &[u8]) -> u64 {
    frame.iter().filter(|byte| **byte == b'\n').count() as u64
}
