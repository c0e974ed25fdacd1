//! The receipts of a stream, read and placed in their file, without any check: for those who ask about single receipts.

use std::io::{self, Read};

use receipt::Batch;
use receipt::cut::{Cutter, Limits};

/// Hands over part after part of a stream; why it ended early, if it did. What `each` returns as an error ends the walk.
///
/// # Errors
/// Only what `each` says.
pub fn walk<E>(
    source: impl Read,
    limits: Limits,
    mut each: impl FnMut(&Batch) -> Result<(), E>,
) -> Result<Option<io::Error>, E> {
    let mut cutter = Cutter::new(source, limits);
    let (mut batch, mut broken) = (Batch::default(), None);
    let (mut lines, mut receipts) = (0, 0);
    loop {
        let more = cutter.next(&mut batch).unwrap_or_else(|error| {
            broken = Some(error);
            cutter.give_up();
            // After giving up the cutter no longer reads, so it cannot fail again.
            cutter.next(&mut batch).unwrap_or(false)
        });
        if !more {
            return Ok(broken);
        }
        receipt::read(&mut batch);
        batch.place_in_file(lines, receipts);
        lines += u64::from(batch.row_count());
        receipts += batch.receipts.len() as u64;
        each(&batch)?;
    }
}
