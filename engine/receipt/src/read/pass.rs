//! One pass over the rows of a batch: what is known so far, and how values reach the columns.

use model::{Defect, DefectKind, Detail, Level, Place, RecordId, Span};

use super::careful;
use super::details::Details;
use super::memo::Heads;
use super::order::Order;
use super::rows::Rows;
use crate::batch::{Batch, Disease, DiseaseGlance, Glance, Line, NONE, Payer, Receipt};
use crate::characters::END_OF_FILE;
use crate::records::{Part, RecordKind};
use crate::scan::Marks;

/// A row of the batch: its ordinal and its bytes without the line end.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub index: u32,
    pub start: usize,
    pub end: usize,
}

/// The state of the pass.
pub struct Pass<'a> {
    pub bytes: &'a [u8],
    pub marks: &'a Marks,
    /// Heads of lines that were read before.
    pub memo: &'a mut Heads,
    pub batch: &'a mut Batch,
    pub order: Order,
    /// The group and the unit being read.
    pub details: Details,
    /// What the diseases of the receipt say together so far.
    diseases: DiseaseGlance,
    /// The kinds among the other records of the receipt so far, as bits.
    other_kinds: u32,
    /// Comments of the group that wait for its first line.
    pub waiting: u32,
    /// Whether an organ donor's part has begun.
    pub in_donor: bool,
    /// Whether the receipt being read carries a 検索番号: it came back from an agency and is filed again.
    pub refiled: bool,
}

impl<'a> Pass<'a> {
    pub fn new(bytes: &'a [u8], marks: &'a Marks, memo: &'a mut Heads, batch: &'a mut Batch) -> Self {
        Self {
            bytes,
            marks,
            memo,
            batch,
            order: Order::default(),
            details: Details::before(0, Glance::default()),
            diseases: DiseaseGlance::default(),
            other_kinds: 0,
            waiting: NONE,
            in_donor: false,
            refiled: false,
        }
    }

    /// Gives every row to `quick`, which goes on to the next, and those that it leaves to the careful way.
    #[inline(always)]
    pub fn rows(&mut self, mut quick: impl FnMut(&mut Self, &mut Rows<'_>) -> bool) {
        let mut rows = Rows::new(self.bytes, self.marks);
        loop {
            if quick(self, &mut rows) {
                continue;
            }
            let Some(row) = rows.row() else { break };
            careful::take(self, row.index, row.start, row.end);
            rows.advance();
        }
        if let Some(row) = rows.unfinished() {
            self.unfinished_row(row);
        }
        if let Some(row) = rows.bare_lf {
            self.tell_row(row, None, DefectKind::BareLf, Detail::None);
        }
    }

    /// The bytes behind the last line feed: the end-of-file code, or a last row without line end.
    fn unfinished_row(&mut self, row: Row) {
        let content = self.bytes.get(row.start..row.end).unwrap_or_default();
        let marked = content.last() == Some(&END_OF_FILE);
        if content.len() > usize::from(marked) {
            careful::take(self, row.index, row.start, row.end - usize::from(marked));
            self.tell_row(row, None, DefectKind::NoFinalNewline, Detail::None);
        } else {
            careful::take(self, row.index, row.start, row.end);
        }
    }

    /// Closes what is open at the end of the batch.
    pub fn finish(&mut self) {
        let rows = rows(self.marks, self.bytes.len());
        self.close_receipt(rows);
        self.batch.defects.sort_unstable();
    }

    /// Starts a receipt: what comes belongs to it, in the order of records from RE on.
    #[inline(always)]
    pub fn start_receipt(&mut self, receipt: Receipt) {
        self.open_receipt(receipt);
        self.order.restart(RecordKind::Re);
        self.order.in_receipt = true;
        self.refiled = false;
    }

    #[inline(always)]
    fn open_receipt(&mut self, receipt: Receipt) {
        self.close_receipt(receipt.row);
        let batch = &mut *self.batch;
        let at = |n: usize| n as u32..n as u32;
        batch.receipts.push(Receipt {
            rows: receipt.row..receipt.row + 1,
            payers: at(batch.payers.len()),
            diseases: at(batch.diseases.len()),
            lines: at(batch.lines.len()),
            units: at(batch.units.len()),
            comments: at(batch.comments.len()),
            others: at(batch.others.len()),
            donor_row: NONE,
            ..receipt
        });
        (self.in_donor, self.other_kinds) = (false, 0);
        (self.details.glance, self.diseases) = (Glance::default(), DiseaseGlance::default());
        self.start_details();
    }

    #[inline(always)]
    fn start_details(&mut self) {
        self.end_unit();
        self.details = Details::before(self.batch.lines.len() as u32, self.details.glance);
        self.waiting = NONE;
    }

    /// Ends the recipient's own part of a receipt: what follows belongs to an organ donor.
    pub fn start_donor(&mut self, row: u32) {
        if !self.in_donor {
            self.end_own_part();
            if let Some(receipt) = self.batch.receipts.last_mut() {
                receipt.donor_row = row;
            }
            self.in_donor = true;
        }
        self.start_details();
    }

    /// Starts the details of another donor.
    pub fn next_donor(&mut self) {
        self.start_details();
    }

    #[inline(always)]
    fn end_own_part(&mut self) {
        self.end_unit();
        let batch = &mut *self.batch;
        if let Some(receipt) = batch.receipts.last_mut() {
            receipt.payers.end = batch.payers.len() as u32;
            receipt.diseases.end = batch.diseases.len() as u32;
            receipt.lines.end = batch.lines.len() as u32;
            receipt.units.end = batch.units.len() as u32;
            receipt.comments.end = batch.comments.len() as u32;
            receipt.glance = self.details.glance;
            receipt.disease_glance = self.diseases;
            receipt.other_kinds = self.other_kinds;
        }
    }

    /// Ends the receipt being read: its rows stop before `row`.
    #[inline(always)]
    pub fn close_receipt(&mut self, row: u32) {
        if !self.order.in_receipt {
            return;
        }
        self.end_unit();
        if !self.in_donor {
            self.end_own_part();
        }
        let others = self.batch.others.len() as u32;
        if let Some(receipt) = self.batch.receipts.last_mut() {
            receipt.others.end = others;
            receipt.rows.end = row;
        }
        self.order.in_receipt = false;
        self.refiled = false;
    }

    /// Takes a line of procedures, drugs or materials; its 診療識別 is its own, 0 when blank.
    pub fn push_line(&mut self, line: Line) {
        let (opens, index) = (line.section != 0, self.batch.lines.len() as u32);
        if self.waiting != NONE {
            if !opens {
                Self::attach(self.batch, self.waiting, index);
            }
            self.waiting = NONE;
        }
        if opens {
            self.end_unit();
        }
        self.details.glance.take(&line, self.details.unit_is_open(index));
        let unit = self.batch.units.len() as u32;
        let (line, of_line, ends) = self.details.take(Line { unit, ..line }, index);
        self.batch.lines.push(line);
        if ends {
            self.batch.units.push(of_line);
        }
    }

    #[inline(always)]
    fn end_unit(&mut self) {
        self.details.end_unit(&self.batch.lines, &mut self.batch.units);
    }

    /// Takes a disease.
    #[inline(always)]
    pub fn push_disease(&mut self, disease: Disease) {
        self.diseases.take(&disease);
        self.batch.diseases.push(disease);
    }

    /// Takes a record that has its place among the others of the receipt.
    #[inline(always)]
    pub fn push_other(&mut self, kind: RecordKind, row: u32) {
        self.other_kinds |= 1 << kind as u32;
        self.batch.others.push((kind, row));
    }

    /// Takes a public fund: its slot is its ordinal among those of the receipt.
    pub fn push_fund(&mut self, fund: Payer) {
        let first = self.batch.receipts.last().map_or(0, |receipt| receipt.payers.start as usize);
        let known = self.batch.payers.get(first..).unwrap_or_default();
        let funds = known.iter().filter(|payer| payer.slot > 0).count();
        self.batch.payers.push(Payer { slot: (funds + 1).min(usize::from(u8::MAX)) as u8, ..fund });
    }

    /// Starts a group: a record with a 診療識別 of its own.
    pub fn start_group(&mut self, row: u32, section: u8) {
        self.end_unit();
        self.details.start_group(row, section, self.batch.lines.len() as u32);
        self.waiting = NONE;
    }

    /// Takes a comment that stands in a record of its own.
    pub fn push_free_comment(&mut self, row: u32, item: u8, code: u32, burden: u8) {
        let whole_receipt = matches!(self.details.section, 1 | 99);
        let alone = whole_receipt || !self.details.group_has_line(&self.batch.lines);
        let line = if alone { NONE } else { self.batch.lines.len() as u32 - 1 };
        if line == NONE && !whole_receipt && self.waiting == NONE {
            self.waiting = self.batch.comments.len() as u32;
        }
        self.push_comment(row, item, code, burden, line);
    }

    /// Takes a comment that is attached to a line.
    pub fn push_comment(&mut self, row: u32, item: u8, code: u32, burden: u8, line: u32) {
        let section = self.details.section;
        let comments = &mut self.batch.comments;
        comments.row.push(row);
        comments.item.push(item);
        comments.code.push(code);
        comments.section.push(section);
        comments.burden.push(burden);
        comments.line.push(line);
    }

    #[cold]
    fn attach(batch: &mut Batch, from: u32, line: u32) {
        let waiting = batch.comments.line.get_mut(from as usize..).unwrap_or_default();
        waiting.iter_mut().filter(|l| **l == NONE).for_each(|l| *l = line);
    }

    /// Reports a defect of a row as a whole.
    #[cold]
    pub fn tell_row(&mut self, row: Row, record: Option<RecordId>, kind: DefectKind, detail: Detail) {
        let file_part = record.is_none_or(|id| RecordKind::from_id(id).is_none_or(belongs_to_file));
        let (level, official) = severity(kind, None, file_part);
        self.tell(row, record, None, row.start..row.end, Told { kind, detail, level, official });
    }

    /// Reports a defect of a record of a known kind.
    #[cold]
    pub fn tell_record(&mut self, row: Row, record: RecordKind, kind: DefectKind, detail: Detail) {
        self.tell_row(row, Some(record.id()), kind, detail);
    }

    /// Reports a defect of a field of a record; `range` is that of its bytes in the batch.
    #[cold]
    pub fn tell_field(
        &mut self,
        row: Row,
        record: RecordKind,
        (item, range): (u8, std::ops::Range<usize>),
        (kind, detail): (DefectKind, Detail),
        of_field: Option<&'static str>,
    ) {
        let (level, official) = severity(kind, of_field, belongs_to_file(record));
        self.tell(row, Some(record.id()), Some(item), range, Told { kind, detail, level, official });
    }

    fn tell(
        &mut self,
        row: Row,
        record: Option<RecordId>,
        field: Option<u8>,
        range: std::ops::Range<usize>,
        Told { kind, detail, level, official }: Told,
    ) {
        let span = Span { start: self.batch.offset + range.start as u64, len: range.len() as u32 };
        let place = Place { line: u64::from(row.index) + 1, record, field, span };
        let of_file = matches!(kind, DefectKind::BareLf | DefectKind::NoFinalNewline)
            || record.and_then(RecordKind::from_id).is_some_and(belongs_to_file);
        let in_receipt = self.order.in_receipt && !of_file;
        let seq = in_receipt.then_some(self.batch.receipts.len() as u64);
        self.batch.defects.push(Defect { place, seq, kind, level, official, detail });
    }
}

struct Told {
    kind: DefectKind,
    detail: Detail,
    level: Level,
    official: Option<&'static str>,
}

fn belongs_to_file(record: RecordKind) -> bool {
    record.standing().part == Part::File
}

/// How a defect is treated. The official code of a field speaks for faults in its form, not for what is only told (L48);
/// the codes of receipts do not speak for records of the file, whose faults refuse the file (L1).
fn severity(kind: DefectKind, of_field: Option<&'static str>, file: bool) -> (Level, Option<&'static str>) {
    let spec = kind.spec();
    let own = spec.official.filter(|_| !file || spec.level != Level::L2);
    let official = if spec.level == Level::L48 { own } else { of_field.or(own) };
    let otherwise = if file && spec.level == Level::L2 { Level::L1 } else { spec.level };
    (official.and_then(Level::of_official).unwrap_or(otherwise), official)
}

/// How many rows the scanned bytes have.
fn rows(marks: &Marks, len: usize) -> u32 {
    let end = marks.line_feeds.last().map_or(0, |&at| at as usize + 1);
    marks.line_feeds.len() as u32 + u32::from(end < len)
}
