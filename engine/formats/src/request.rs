//! The records of one receipt as filed: what a return carries back and a history block keeps.

use std::fmt;

use model::Points;
use receipt::{Batch, Encoding, Frame};

/// A receipt's own bytes. `Debug` tells how many records there are, never what they say.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// IR and the records of the receipt, RE to SJ, without line ends.
    pub rows: Vec<Vec<u8>>,
    /// The lines of its history block, when it was filed again.
    pub history: Vec<Vec<u8>>,
    /// 合計点数 of the first payer.
    pub points: Option<Points>,
    /// How the bytes are encoded.
    pub encoding: Encoding,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} records, {} lines of history)", self.rows.len(), self.history.len())
    }
}

impl Request {
    /// The records of a receipt of a batch; `None` when the batch has no such receipt.
    ///
    /// IR is that of the file the receipt stands in, so a batch cut behind it needs it from `institution`.
    pub fn of(batch: &Batch, receipt: usize, institution: Option<&[u8]>) -> Option<Self> {
        let of = batch.receipts.get(receipt)?;
        let own = institution_row(batch, receipt).map(|row| batch.row(row));
        let head = own.or(institution).map(<[u8]>::to_vec);
        let (mut rows, mut history): (Vec<_>, Vec<_>) = (head.into_iter().collect(), Vec::new());
        for row in of.rows.clone() {
            let bytes = batch.row(row);
            match bytes.first() {
                Some(b'0'..=b'9') => history.push(bytes.to_vec()),
                // What belongs to the file is no part of the receipt, and neither is the end-of-file code.
                Some(b'A'..=b'Z') if !of_file(bytes) => rows.push(bytes.to_vec()),
                _ => {}
            }
        }
        let payer = batch.payers.get(of.payers.start as usize).filter(|_| !of.payers.is_empty());
        let points = payer.and_then(|payer| payer.points).map(Points);
        Some(Self { rows, history, points, encoding: batch.encoding })
    }
}

/// Whether a record belongs to the file: IR, UK, GO.
fn of_file(row: &[u8]) -> bool {
    matches!(row.get(..2), Some(b"IR" | b"UK" | b"GO"))
}

/// The row of the IR before a receipt, when the batch has it.
pub(crate) fn institution_row(batch: &Batch, receipt: usize) -> Option<u32> {
    batch.frames.iter().rev().find_map(|frame| match frame {
        Frame::Institution { row, receipts, .. } if *receipts as usize <= receipt => {
            batch.row(*row).starts_with(b"IR").then_some(*row)
        }
        _ => None,
    })
}
