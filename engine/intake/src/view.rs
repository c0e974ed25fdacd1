//! One receipt of a batch, with short ways to its parts.

use model::{Defect, DefectKind, Detail, Level, Place, Span};
use receipt::batch::{Batch, Payer, Receipt, Unit};

/// One receipt of a batch.
#[derive(Clone, Copy)]
pub struct ReceiptView<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// Its ordinal in the batch.
    pub index: usize,
    /// What RE says.
    pub receipt: &'a Receipt,
}

impl<'a> ReceiptView<'a> {
    /// All receipts of a batch.
    pub fn all(batch: &'a Batch) -> impl Iterator<Item = Self> {
        batch.receipts.iter().enumerate().map(move |(index, receipt)| Self { batch, index, receipt })
    }

    /// HO and KO, in order.
    pub fn payers(&self) -> &'a [Payer] {
        slice(&self.batch.payers, &self.receipt.payers)
    }

    /// HO.
    pub fn insurer(&self) -> Option<&'a Payer> {
        self.payers().iter().find(|payer| payer.slot == 0)
    }

    /// KO, in order.
    pub fn public_funds(&self) -> impl Iterator<Item = &'a Payer> {
        self.payers().iter().filter(|payer| payer.slot > 0)
    }

    /// 剤.
    pub fn units(&self) -> &'a [Unit] {
        slice(&self.batch.units, &self.receipt.units)
    }

    /// The lines (SI, IY, TO) as ordinals of the batch's columns.
    pub fn lines(&self) -> std::ops::Range<usize> {
        self.receipt.lines.start as usize..self.receipt.lines.end as usize
    }

    /// The diseases as ordinals of the batch's columns.
    pub fn diseases(&self) -> std::ops::Range<usize> {
        self.receipt.diseases.start as usize..self.receipt.diseases.end as usize
    }

    /// The comments as ordinals of the batch's columns.
    pub fn comments(&self) -> std::ops::Range<usize> {
        self.receipt.comments.start as usize..self.receipt.comments.end as usize
    }

    /// A defect of a row of this receipt, or of one item of it.
    #[cold]
    pub fn defect(&self, row: u32, item: Option<u8>, kind: DefectKind, detail: Detail) -> Defect {
        let mut defect = row_defect(self.batch, row, item, kind, detail);
        defect.seq = Some(self.batch.receipts_before + self.index as u64 + 1);
        defect
    }
}

/// A defect of a row of a batch, or of one item of it, that belongs to no receipt.
#[cold]
pub fn row_defect(batch: &Batch, row: u32, item: Option<u8>, kind: DefectKind, detail: Detail) -> Defect {
    let whole = batch.row_range(row);
    let range = match item {
        Some(item) => {
            let before: usize =
                batch.fields(row).take(usize::from(item).saturating_sub(1)).map(|field| field.len() + 1).sum();
            let start = (whole.start + before).min(whole.end);
            start..start + batch.field(row, item).len()
        }
        None => whole,
    };
    let span = Span { start: batch.offset + range.start as u64, len: range.len() as u32 };
    let place = Place { line: batch.line_of(row), record: batch.record_id(row), field: item, span };
    let spec = kind.spec();
    let level = spec.official.and_then(Level::of_official).unwrap_or(spec.level);
    Defect { place, seq: None, kind, level, official: spec.official, detail }
}

fn slice<'a, T>(all: &'a [T], range: &std::ops::Range<u32>) -> &'a [T] {
    all.get(range.start as usize..range.end as usize).unwrap_or_default()
}
