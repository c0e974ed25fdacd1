//! What runs across the receipts of a file: order of IR, receipts and GO, numbering, sums of GO, volumes.
//!
//! Batches are taken in order. [`FileState`] is small and copies nothing of the receipts; it tells each batch where it
//! stands in its file, so that defects and findings count from the start of the file.

use receipt::{Batch, Frame, Institution};

/// What is known of a file so far.
#[derive(Debug, Default)]
pub struct FileState {
    lines: u64,
    receipts: u64,
    institution: Option<Institution>,
}

impl FileState {
    /// Takes the next batch of the file: places it, judges what runs across batches, and adds to its defects.
    pub fn take(&mut self, batch: &mut Batch) {
        batch.place_in_file(self.lines, self.receipts);
        for frame in &batch.frames {
            if let Frame::Institution { institution, .. } = frame {
                self.institution = Some(*institution);
            }
        }
        self.lines += u64::from(batch.row_count());
        self.receipts += batch.receipts.len() as u64;
    }

    /// The institution of the receipts to come.
    pub const fn institution(&self) -> Option<Institution> {
        self.institution
    }
}
