//! One pass over the rows of a batch: what is known so far, and how values reach the columns.

use std::hint::select_unpredictable;

use model::{Defect, DefectKind, Detail, Level, Place, RecordId, Span};

use super::memo::Heads;
use super::order::Order;
use crate::batch::{Batch, Line, NO_POINTS, NONE, Payer, Receipt, Unit};
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
    /// 診療識別 of the group being read; 0 before the first.
    pub section: u8,
    group_row: u32,
    /// The first line of the group being read.
    group_line: u32,
    /// Comments of the group that wait for its first line.
    waiting: u32,
    /// The first line of the unit that still waits for its points, [`NONE`] between units.
    unit_line: u32,
    /// Lines since the last 診療識別.
    blank_run: u32,
    /// Whether an organ donor's part has begun.
    pub in_donor: bool,
    bare_lf: Option<Row>,
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
            section: 0,
            group_row: NONE,
            group_line: 0,
            waiting: NONE,
            unit_line: NONE,
            blank_run: 0,
            in_donor: false,
            bare_lf: None,
            refiled: false,
        }
    }

    /// Gives every row to `take`.
    #[inline(always)]
    pub fn rows(&mut self, mut take: impl FnMut(&mut Self, Row)) {
        let mut start = 0;
        let (bytes, marks) = (self.bytes, self.marks);
        for (index, &feed) in marks.line_feeds.iter().enumerate() {
            let feed = feed as usize;
            let carriage = feed > start && bytes.get(feed - 1) == Some(&b'\r');
            let row = Row { index: index as u32, start, end: feed - usize::from(carriage) };
            if !carriage && self.bare_lf.is_none() {
                self.bare_lf = Some(row);
            }
            take(self, row);
            start = feed + 1;
        }
        if start < bytes.len() {
            let row = Row { index: marks.line_feeds.len() as u32, start, end: bytes.len() };
            self.unfinished_row(row, take);
        }
    }

    /// The bytes behind the last line feed: the end-of-file code, or a last row without line end.
    fn unfinished_row(&mut self, row: Row, mut take: impl FnMut(&mut Self, Row)) {
        let content = self.bytes.get(row.start..row.end).unwrap_or_default();
        let marked = content.last() == Some(&END_OF_FILE);
        if content.len() > usize::from(marked) {
            take(self, Row { end: row.end - usize::from(marked), ..row });
            self.tell_row(row, None, DefectKind::NoFinalNewline, Detail::None);
        } else {
            take(self, row);
        }
    }

    /// Closes what is open at the end of the batch.
    pub fn finish(&mut self) {
        if let Some(row) = self.bare_lf {
            self.tell_row(row, None, DefectKind::BareLf, Detail::None);
        }
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
    fn open_receipt(&mut self, mut receipt: Receipt) {
        self.close_receipt(receipt.row);
        let batch = &mut *self.batch;
        let at = |n: usize| n as u32..n as u32;
        receipt.rows = receipt.row..receipt.row + 1;
        receipt.payers = at(batch.payers.len());
        receipt.diseases = at(batch.diseases.len());
        receipt.lines = at(batch.lines.len());
        receipt.units = at(batch.units.len());
        receipt.comments = at(batch.comments.len());
        receipt.others = at(batch.others.len());
        receipt.donor_row = NONE;
        batch.receipts.push(receipt);
        self.in_donor = false;
        self.start_details();
    }

    #[inline(always)]
    fn start_details(&mut self) {
        self.end_unit();
        self.section = 0;
        self.group_row = NONE;
        self.group_line = self.batch.lines.len() as u32;
        self.waiting = NONE;
        self.blank_run = 0;
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
    #[inline(always)]
    pub fn push_line(&mut self, row: u32, line: Line) {
        // PERF: chosen, not branched on: which lines open a group and which bear points cannot be guessed.
        let opens = line.section != 0;
        if opens & (self.unit_line != NONE) {
            self.end_unit();
        }
        let batch = &mut *self.batch;
        let index = batch.lines.len() as u32;
        if self.waiting != NONE {
            if !opens {
                Self::attach(batch, self.waiting, index);
            }
            self.waiting = NONE;
        }
        self.section = select_unpredictable(opens, line.section, self.section);
        self.group_row = select_unpredictable(opens, row, self.group_row);
        self.group_line = select_unpredictable(opens, index, self.group_line);
        self.blank_run = select_unpredictable(opens, 0, self.blank_run + 1);
        let units = batch.units.len();
        batch.lines.push(Line { row, unit: units as u32, section: self.section, ..line });
        let first = self.unit_line.min(index);
        let bears = line.points != NO_POINTS;
        batch.units.push(Unit { lines: first..index + 1, group_row: self.group_row, closed: true });
        batch.units.truncate(units + usize::from(bears));
        self.unit_line = select_unpredictable(bears, NONE, first);
    }

    /// Ends the unit that waits for its points: none will come.
    #[inline(always)]
    fn end_unit(&mut self) {
        if self.unit_line != NONE {
            let lines = self.unit_line..self.batch.lines.len() as u32;
            self.batch.units.push(Unit { lines, group_row: self.group_row, closed: false });
            self.unit_line = NONE;
        }
    }

    /// Takes a public fund: its slot is its ordinal among those of the receipt.
    pub fn push_fund(&mut self, fund: Payer) {
        let first = self.batch.receipts.last().map_or(0, |receipt| receipt.payers.start as usize);
        let known = self.batch.payers.get(first..).unwrap_or_default();
        let funds = known.iter().filter(|payer| payer.slot > 0).count();
        self.batch.payers.push(Payer { slot: (funds + 1).min(usize::from(u8::MAX)) as u8, ..fund });
    }

    /// Counts a record of details without 診療識別 that is not a line.
    pub const fn blank_line(&mut self) {
        self.blank_run += 1;
    }

    /// How many lines stand without 診療識別 since the last one.
    pub const fn blank_run(&self) -> u32 {
        self.blank_run
    }

    /// Starts a group: a record with a 診療識別 of its own.
    #[inline(always)]
    pub fn start_group(&mut self, row: u32, section: u8) {
        self.end_unit();
        self.section = section;
        self.group_row = row;
        self.group_line = self.batch.lines.len() as u32;
        self.waiting = NONE;
        self.blank_run = 0;
    }

    /// Takes a comment that stands in a record of its own.
    pub fn push_free_comment(&mut self, row: u32, item: u8, code: u32, burden: u8) {
        let lines = self.batch.lines.len() as u32;
        let whole_receipt = matches!(self.section, 1 | 99);
        let line = if whole_receipt || lines <= self.group_line { NONE } else { lines - 1 };
        if line == NONE && !whole_receipt && self.waiting == NONE {
            self.waiting = self.batch.comments.len() as u32;
        }
        self.push_comment(row, item, code, burden, line);
    }

    /// Takes a comment that is attached to a line.
    pub fn push_comment(&mut self, row: u32, item: u8, code: u32, burden: u8, line: u32) {
        let section = self.section;
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
