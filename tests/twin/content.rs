//! What both readers say about a file, in one plain form for comparison.

use std::ops::Range;

use model::{ClaimType, Date, DefectKind, Detail, Month, RecordId, Sex};
use receipt::batch::{Confirmation, Marked, Visits};
use receipt::{Institution, RecordKind};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// Where each row stands, its line end left out.
    pub rows: Vec<Range<usize>>,
    pub institutions: Vec<(u32, u32, Institution)>,
    pub summaries: Vec<Summary>,
    pub receipts: Vec<Receipt>,
    pub payers: Vec<Payer>,
    pub diseases: Vec<Disease>,
    pub lines: Vec<Line>,
    pub day_counts: Vec<(u32, u8, u16)>,
    pub units: Vec<Unit>,
    pub comments: Vec<Comment>,
    pub confirmations: Vec<Confirmation>,
    pub visits: Vec<Visits>,
    pub window_burdens: Vec<Marked>,
    pub outside_dpc: Vec<Marked>,
    pub others: Vec<(RecordKind, u32)>,
    pub history: Vec<u32>,
    pub end_of_file: Option<u32>,
    pub defects: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub row: u32,
    pub receipts: u32,
    pub count: Option<u32>,
    pub points: Option<i64>,
    pub volume: Option<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    pub rows: Range<u32>,
    pub number: Option<u32>,
    pub claim_type: Option<ClaimType>,
    pub month: Option<Month>,
    pub sex: Option<Sex>,
    pub birth: Option<Date>,
    pub admission: Option<Date>,
    pub payers: Range<u32>,
    pub diseases: Range<u32>,
    pub lines: Range<u32>,
    pub units: Range<u32>,
    pub comments: Range<u32>,
    pub others: Range<u32>,
    pub donor_row: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Payer {
    pub row: u32,
    pub slot: u8,
    pub days: Option<u32>,
    pub points: Option<i64>,
    pub meals: Option<u32>,
    pub meal_yen: Option<u32>,
    pub burden: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Disease {
    pub row: u32,
    pub code: u32,
    pub start: u32,
    pub outcome: u8,
    pub main: bool,
    pub suspected: bool,
    pub modifiers: Vec<u16>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub row: u32,
    pub kind: RecordKind,
    pub section: u8,
    pub burden: u8,
    pub code: u32,
    pub quantity: Option<i64>,
    pub points: Option<i32>,
    pub count: u16,
    pub days: u32,
    pub day_total: u16,
    pub unit: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub lines: Range<u32>,
    pub group_row: Option<u32>,
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub row: u32,
    pub item: u8,
    pub code: u32,
    pub section: u8,
    pub burden: u8,
    pub line: Option<u32>,
}

/// A defect, without what only the table of defects decides (level and official code).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: u64,
    pub start: u64,
    pub len: u32,
    pub record: Option<RecordId>,
    pub item: Option<u8>,
    pub seq: Option<u64>,
    pub kind: DefectKind,
    pub detail: Detail,
}
