//! How a file ends: GO behind the receipts, nothing behind GO but another IR, nothing behind the end-of-file code.

use model::{Defect, DefectKind, Detail};
use receipt::Batch;

use crate::ReceiptView;
use crate::view::{of_kind, row_defect};

/// Where the file is, seen from its end.
#[derive(Debug, Default)]
pub struct Ending {
    /// Whether a GO stands behind the last receipt and the last IR.
    summed_up: bool,
    /// Whether records behind GO were told already.
    after_summary_told: bool,
    end_of_file: bool,
    after_end_told: bool,
    /// Whether the batch before was cut inside a receipt.
    cut_inside: bool,
}

impl Ending {
    /// Whether GO stands at the end.
    pub const fn is_summed_up(&self) -> bool {
        self.summed_up
    }

    pub const fn institution(&mut self) {
        self.summed_up = false;
    }

    #[inline]
    pub fn receipt(&mut self, receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
        if self.summed_up {
            self.after_summary(receipt.batch, receipt.receipt.row, defects);
        }
    }

    pub fn summary(&mut self, batch: &Batch, row: u32, defects: &mut Vec<Defect>) {
        if self.summed_up {
            self.after_summary(batch, row, defects);
        }
        self.summed_up = true;
    }

    #[cold]
    fn after_summary(&mut self, batch: &Batch, row: u32, defects: &mut Vec<Defect>) {
        if !self.after_summary_told {
            self.after_summary_told = true;
            defects.push(row_defect(batch, row, None, DefectKind::AfterSummary, Detail::None));
        }
    }

    /// Takes back what the reader could not know of a part of a file, and tells what only the whole shows.
    pub fn settle(&mut self, batch: &Batch, defects: &mut Vec<Defect>) {
        if !batch.last {
            defects.retain(|defect| defect.kind != DefectKind::NoFinalNewline);
        }
        self.after_end(batch, defects);
        if self.cut_inside {
            // The rest of a receipt that was too large: told once, where it was cut.
            let first = batch.receipts.first().map_or(u32::MAX, |receipt| receipt.row);
            let outside = |defect: &Defect| {
                defect.kind == DefectKind::OutsideReceipt && defect.place.line <= u64::from(first)
            };
            defects.retain(|defect| !outside(defect));
        }
        if batch.cut_inside {
            let row = batch.receipts.last().map_or(0, |receipt| receipt.row);
            let detail = Detail::One(batch.bytes.len() as i64);
            let mut defect = row_defect(batch, row, None, DefectKind::ReceiptTooLarge, detail);
            defect.seq = (batch.receipts.len() as u64).checked_sub(1).map(|index| index + 1);
            defects.push(defect);
        }
        self.cut_inside = batch.cut_inside;
    }

    /// Data behind the end-of-file code: told once, for the first line behind it.
    fn after_end(&mut self, batch: &Batch, defects: &mut Vec<Defect>) {
        // The code stood in an earlier batch: then the first line of this one is behind it, whatever the reader saw.
        let all_behind = self.end_of_file && !self.after_end_told && batch.row_count() > 0;
        let mut told = self.after_end_told || all_behind;
        defects.retain_mut(|defect| {
            if defect.kind != DefectKind::AfterEof {
                return true;
            }
            // It belongs to the file; whether a receipt was open depends on where the file was cut.
            defect.seq = None;
            !std::mem::replace(&mut told, true)
        });
        if all_behind {
            let first = row_defect(batch, 0, None, DefectKind::AfterEof, Detail::None);
            let place = model::Place { record: None, ..first.place };
            defects.push(of_kind(place, DefectKind::AfterEof, Detail::None));
        }
        self.after_end_told = told;
        self.end_of_file |= batch.end_of_file.is_some();
    }
}
