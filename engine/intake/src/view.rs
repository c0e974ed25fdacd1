//! One receipt of a batch, with short ways to its parts.

use std::ops::Range;

use model::{Defect, DefectKind, Detail, Level, Place, Span};
use receipt::batch::{Batch, Disease, Line, Payer, Receipt, Unit};
use receipt::records::RecordKind;

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

    /// The payers as a set: bit 0 is HO, bits 1 to 4 are the KO in their order.
    pub fn payer_set(&self) -> u8 {
        self.payers().iter().fold(0, |set, payer| set | 1_u8.checked_shl(u32::from(payer.slot)).unwrap_or(0))
    }

    /// 剤.
    pub fn units(&self) -> &'a [Unit] {
        slice(&self.batch.units, &self.receipt.units)
    }

    /// The lines (SI, IY, TO).
    pub fn lines(&self) -> &'a [Line] {
        slice(&self.batch.lines, &self.receipt.lines)
    }

    /// The diseases.
    pub fn diseases(&self) -> &'a [Disease] {
        slice(&self.batch.diseases, &self.receipt.diseases)
    }

    /// The lines as ordinals of the batch.
    pub const fn line_range(&self) -> Range<usize> {
        self.receipt.lines.start as usize..self.receipt.lines.end as usize
    }

    /// The diseases as ordinals of the batch.
    pub const fn disease_range(&self) -> Range<usize> {
        self.receipt.diseases.start as usize..self.receipt.diseases.end as usize
    }

    /// The comments as ordinals of the batch's columns.
    pub const fn comments(&self) -> Range<usize> {
        self.receipt.comments.start as usize..self.receipt.comments.end as usize
    }

    /// The other records: SN, JD, MF, GR, SJ and more.
    pub fn others(&self) -> &'a [(RecordKind, u32)] {
        slice(&self.batch.others, &self.receipt.others)
    }

    /// Whether a part of an organ donor follows: what its lines mean for the totals above is not said anywhere.
    pub const fn has_donor(&self) -> bool {
        self.receipt.donor_row != receipt::batch::NONE
    }

    /// A defect of a row of this receipt, or of one item of it; counted from the start of the batch.
    #[cold]
    pub fn defect(&self, row: u32, item: Option<u8>, kind: DefectKind, detail: Detail) -> Defect {
        Defect { seq: Some(self.index as u64 + 1), ..row_defect(self.batch, row, item, kind, detail) }
    }
}

/// A defect of a row of a batch, or of one item of it, that belongs to no receipt; counted from the start of the batch.
#[cold]
pub fn row_defect(batch: &Batch, row: u32, item: Option<u8>, kind: DefectKind, detail: Detail) -> Defect {
    let whole = batch.row_range(row);
    let range = match item {
        Some(item) => {
            let before: usize = batch
                .fields(row)
                .take(usize::from(item).saturating_sub(1))
                .map(|field| field.len() + 1)
                .sum();
            let start = (whole.start + before).min(whole.end);
            start..start + batch.field(row, item).len()
        }
        None => whole,
    };
    let span = Span { start: batch.offset + range.start as u64, len: range.len() as u32 };
    let place = Place { line: u64::from(row) + 1, record: batch.record_id(row), field: item, span };
    of_kind(place, kind, detail)
}

/// A defect of a kind, with the level and the official code that the kind has.
pub fn of_kind(place: Place, kind: DefectKind, detail: Detail) -> Defect {
    let spec = kind.spec();
    let level = spec.official.and_then(Level::of_official).unwrap_or(spec.level);
    Defect { place, seq: None, kind, level, official: spec.official, detail }
}

#[inline(always)]
pub(crate) fn slice<'a, T>(all: &'a [T], range: &Range<u32>) -> &'a [T] {
    all.get(range.start as usize..range.end as usize).unwrap_or_default()
}
