//! What runs across the receipts of a file: order of IR, receipts and GO, numbering, sums of GO, volumes, months.
//!
//! Batches are taken in order. [`FileState`] is small and copies nothing of the receipts; it tells each batch where it
//! stands in its file, so that defects and findings count from the start of the file.
//!
//! INVARIANT: what is told does not depend on where the file was cut into batches (a test below cuts at every size).
//! What is known only at the end comes from [`FileState::finish`].

mod ending;
mod filing;
mod numbering;
mod refusals;
mod summary;

use model::{Defect, DefectKind, Detail, Month, Place, Span};
use receipt::{Batch, Encoding, Frame, Institution, RecordKind};

use crate::ReceiptView;
use crate::view::{of_kind, row_defect};

pub use refusals::Refusals;

/// What is known of a file so far.
#[derive(Debug, Default)]
pub struct FileState {
    lines: u64,
    receipts: u64,
    bytes: u64,
    institution: Option<Institution>,
    numbering: numbering::Numbering,
    summary: summary::Summary,
    ending: ending::Ending,
    refusing: refusals::Tally,
    utf8: bool,
    /// Whether the file starts with UK: receipts that agencies sent back are filed again.
    refiled: bool,
    bare_lf_told: bool,
    no_institution_told: bool,
    /// A month of filing, and one of service whose receipts are then in time.
    in_time: Option<(Month, Month)>,
}

impl FileState {
    /// Takes the next batch of the file: judges what runs across batches, adds to its defects, and places it.
    pub fn take(&mut self, batch: &mut Batch) {
        let mut defects = std::mem::take(&mut batch.defects);
        let known = defects.len();
        self.settle(batch, &mut defects);
        self.walk(batch, &mut defects);
        if defects.len() > known {
            defects.sort_unstable();
        }
        batch.defects = defects;
        batch.place_in_file(self.lines, self.receipts);
        self.refusing.take(batch);
        // A batch that was cut inside a line ends with a part of it; the rest of that line starts the next batch.
        let whole = if batch.last { batch.row_count() as usize } else { batch.marks.line_feeds.len() };
        self.lines += whole as u64;
        self.receipts += batch.receipts.len() as u64;
        self.bytes = batch.offset + batch.bytes.len() as u64;
        self.utf8 |= batch.encoding == Encoding::Utf8;
    }

    /// Whose claims cannot be received, as far as the file was taken.
    pub const fn refusals(&self) -> &Refusals {
        self.refusing.refusals()
    }

    /// Whether no byte came yet.
    pub const fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// What is known only at the end of the file.
    pub fn finish(&mut self) -> Vec<Defect> {
        let mut defects = self.ended();
        self.refusing.end(&defects);
        defects.append(&mut self.refusing.finish());
        defects
    }

    fn ended(&self) -> Vec<Defect> {
        let place = |line: u64| {
            let span = Span { start: self.bytes, len: 0 };
            Place { line: line.max(1), record: None, field: None, span }
        };
        if self.bytes == 0 {
            return vec![of_kind(place(1), DefectKind::EmptyFile, Detail::None)];
        }
        let mut defects = Vec::new();
        if self.utf8 {
            let start = Place { span: Span::default(), ..place(1) };
            defects.push(of_kind(start, DefectKind::Utf8File, Detail::None));
        }
        let mut at_end = |kind, detail| defects.push(of_kind(place(self.lines), kind, detail));
        if self.institution.is_none() && !self.no_institution_told {
            at_end(DefectKind::NoInstitution, Detail::None);
        }
        if self.receipts == 0 {
            at_end(DefectKind::NoReceipt, Detail::None);
        }
        if !self.ending.is_summed_up() {
            at_end(DefectKind::NoSummary, Detail::None);
        }
        defects
    }

    /// Takes back what the reader told only because it saw a part of the file.
    fn settle(&mut self, batch: &Batch, defects: &mut Vec<Defect>) {
        self.ending.settle(batch, defects);
        self.refiled |= self.lines == 0 && batch.record_id(0) == Some(RecordKind::Uk.id());
        if self.refiled {
            // SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（オ） 注４ limits SN of filings alone, and a batch does not
            // know how its file starts. A receipt with a 検索番号 has no limit in the reader already.
            defects.retain(|defect| !is_repeated_confirmation(defect));
        }
        if let Some(told) = defects.iter().position(|defect| defect.kind == DefectKind::BareLf) {
            if self.bare_lf_told {
                defects.remove(told);
            }
            self.bare_lf_told = true;
        }
    }

    /// Receipts and frames in the order in which they stand.
    fn walk(&mut self, batch: &Batch, defects: &mut Vec<Defect>) {
        let mut frames = batch.frames.iter().peekable();
        for receipt in ReceiptView::all(batch) {
            while let Some(frame) = frames.next_if(|frame| receipts_before(frame) <= receipt.index) {
                self.frame(batch, frame, defects);
            }
            self.receipt(receipt, defects);
        }
        frames.for_each(|frame| self.frame(batch, frame, defects));
    }

    fn receipt(&mut self, receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
        if self.institution.is_none() {
            self.without_institution(receipt.batch, receipt.receipt.row, defects);
        }
        self.ending.receipt(receipt, defects);
        self.numbering.receipt(receipt, defects);
        self.summary.receipt(receipt);
        let months = self.institution.and_then(|institution| institution.billed).zip(receipt.receipt.month);
        // PERF: nearly all receipts of a file are of one month.
        if let Some((billed, month)) = months
            && self.in_time != months
            && filing::check(receipt, month, billed, defects)
        {
            self.in_time = months;
        }
    }

    fn frame(&mut self, batch: &Batch, frame: &Frame, defects: &mut Vec<Defect>) {
        match *frame {
            Frame::Institution { row, institution, .. } => {
                if batch.record_id(row).is_some_and(|id| id == RecordKind::Uk.id()) {
                    self.numbering.refiled();
                }
                self.ending.institution();
                self.numbering.institution(institution.volume);
                self.summary.institution(institution.volume);
                self.institution = Some(institution);
            }
            Frame::Summary { row, count, points, volume, .. } => {
                if self.institution.is_none() {
                    self.without_institution(batch, row, defects);
                }
                self.ending.summary(batch, row, defects);
                self.numbering.summary();
                self.summary.judge(batch, summary::Written { row, count, points, volume }, defects);
            }
        }
    }

    /// The file does not start with IR: told at the first record that would need it.
    #[cold]
    fn without_institution(&mut self, batch: &Batch, row: u32, defects: &mut Vec<Defect>) {
        if !self.no_institution_told {
            self.no_institution_told = true;
            defects.push(row_defect(batch, row, None, DefectKind::NoInstitution, Detail::None));
        }
    }
}

fn is_repeated_confirmation(defect: &Defect) -> bool {
    defect.kind == DefectKind::DuplicateRecord && defect.place.record == Some(RecordKind::Sn.id())
}

const fn receipts_before(frame: &Frame) -> usize {
    match *frame {
        Frame::Institution { receipts, .. } | Frame::Summary { receipts, .. } => receipts as usize,
    }
}

#[cfg(test)]
mod tests;
