//! What a file says of its receipts: their numbers, and the sums of GO.

use intake::ReceiptView;
use model::{Defect, DefectKind, Detail};
use receipt::{Batch, Frame, RecordKind, read};

use super::file::place_of;
use super::kinds::Kind;
use super::{Draft, Edit};

/// レセプト番号 of RE.
const NUMBER: u8 = 2;
/// 総件数 and 総合計点数 of GO.
const COUNT: u8 = 2;
const POINTS: u8 = 3;
/// GO of the last volume.
const LAST: u8 = 99;

/// What is counted along the file.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// Institutions so far, and whether the file is one that only one institution files whole.
    institutions: usize,
    is_plain: Option<bool>,
    claims: i64,
    /// `None` when a total could not be read.
    points: Option<i64>,
    /// Numbers that are not those of their order.
    wrong: Vec<Edit>,
    first_wrong: Option<(u64, u64)>,
    /// Whether the check says so too.
    is_told: bool,
    /// Whether something of a receipt is missing or too much that counts in 総件数.
    is_count_open: bool,
    /// Whether a total is not the sum of its lines: which of the two GO adds up, nobody can say.
    is_sum_open: bool,
}

/// Whether a defect leaves open how many claims a receipt is: GO may be right, and the receipt wrong.
const fn opens_count(kind: DefectKind) -> bool {
    use DefectKind as K;
    matches!(
        kind,
        K::InsurerMissing
            | K::InsurerNotOfType
            | K::FundsNotOfType
            | K::DuplicateRecord
            | K::TooManyRecords
            | K::UnknownRecord
            | K::LineTooLong
            | K::OutsideReceipt
            | K::ReceiptTooLarge
    )
}

impl Sums {
    /// Counts the receipts of a batch.
    pub fn take(&mut self, batch: &Batch) {
        for frame in &batch.frames {
            if let Frame::Institution { row, receipts, institution } = *frame {
                self.institutions += 1;
                let heads = receipts == 0 && batch.receipts_before == 0 && self.institutions == 1;
                let whole =
                    institution.volume == Some(0) && batch.record_id(row) == Some(RecordKind::Ir.id());
                self.is_plain = Some(heads && whole && self.is_plain.unwrap_or(true));
            }
        }
        for receipt in ReceiptView::all(batch) {
            let payers = receipt.payers();
            self.claims += payers.len() as i64;
            let points = receipt.insurer().or_else(|| payers.first()).and_then(|payer| payer.points);
            let so_far = if batch.seq_of(receipt.index) == 1 { Some(0) } else { self.points };
            self.points = so_far.zip(points).and_then(|(sum, points)| sum.checked_add(points));
            self.number(batch, receipt.index);
        }
        // A donor's receipt carries the number of its own; which, is not ours to say.
        let has_donor = batch.receipts.iter().any(|receipt| receipt.donor_row != receipt::batch::NONE);
        self.is_plain = self.is_plain.map(|plain| plain && !has_donor);
        let tells = |of: fn(DefectKind) -> bool| batch.defects.iter().any(|defect| of(defect.kind));
        self.is_told |= tells(|kind| kind == DefectKind::ReceiptNumberOrder);
        self.is_count_open |= tells(opens_count);
        self.is_sum_open |= tells(|kind| kind == DefectKind::PointsTotal);
    }

    fn number(&mut self, batch: &Batch, receipt: usize) {
        let Some(of) = batch.receipts.get(receipt) else { return };
        let seq = batch.seq_of(receipt);
        let Some(at) = place_of(batch, of.row, NUMBER) else { return };
        if of.number.map(u64::from) != Some(seq) {
            let len = batch.field(of.row, NUMBER).len() as u64;
            let start = batch.offset + at as u64;
            self.wrong.push(Edit { start, len, with: seq.to_string().into_bytes() });
            self.first_wrong.get_or_insert((seq, batch.line_of(of.row)));
        }
    }

    /// All numbers that are wrong, at once: one of them alone would make others wrong.
    pub fn numbers(self) -> Option<Draft> {
        let (seq, line) = self.first_wrong?;
        (self.is_told && self.is_plain == Some(true)).then(|| Draft {
            kinds: vec![Kind::Numbers],
            seq: Some(seq),
            line,
            record: Some(RecordKind::Re.id()),
            field: column(RecordKind::Re, NUMBER),
            edits: self.wrong,
        })
    }

    /// The sums of a GO.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, （４）ク 注: as `intake::file` has it; a missing sum is written only where one
    /// institution files one volume whole.
    pub fn of_summaries(&self, batch: &Batch, defects: &[Defect]) -> Vec<Draft> {
        let of = |defect: &Defect| {
            let sum = match (defect.kind, defect.detail, defect.place.field) {
                (DefectKind::SummaryCount, Detail::Two(sum, _), _) => (Kind::GrandCount, sum),
                (DefectKind::SummaryPoints, Detail::Two(sum, _), _) => (Kind::GrandPoints, sum),
                (DefectKind::SummaryMissing, _, Some(COUNT)) if self.is_whole(batch) => {
                    (Kind::GrandCount, self.claims)
                }
                (DefectKind::SummaryMissing, _, Some(POINTS)) if self.is_whole(batch) => {
                    (Kind::GrandPoints, self.points?)
                }
                _ => return None,
            };
            let is_open = self.is_count_open || (sum.0 == Kind::GrandPoints && self.is_sum_open);
            if is_open { None } else { self.summary(batch, defect, sum) }
        };
        defects.iter().filter_map(of).collect()
    }

    /// Whether the receipts seen are those of a file that one institution files in one volume.
    fn is_whole(&self, batch: &Batch) -> bool {
        let summaries = batch.frames.iter().filter_map(|frame| match frame {
            Frame::Summary { volume, .. } => Some(*volume == Some(LAST)),
            Frame::Institution { .. } => None,
        });
        let summaries: Vec<bool> = summaries.collect();
        self.institutions == 1 && self.is_plain.is_some() && summaries == [true]
    }

    fn summary(&self, batch: &Batch, defect: &Defect, (kind, sum): (Kind, i64)) -> Option<Draft> {
        let row = u32::try_from(defect.place.line.checked_sub(batch.lines_before + 1)?).ok()?;
        let item = defect.place.field?;
        let start = batch.offset + place_of(batch, row, item)? as u64;
        let len = batch.field(row, item).len() as u64;
        Some(Draft {
            kinds: vec![kind],
            seq: None,
            line: defect.place.line,
            record: Some(RecordKind::Go.id()),
            field: column(RecordKind::Go, item),
            edits: vec![Edit { start, len, with: sum.to_string().into_bytes() }],
        })
    }
}

fn column(kind: RecordKind, item: u8) -> Option<(u8, &'static receipt::layout::Column)> {
    Some((item, read::compiled(kind)?.column(item)?))
}
