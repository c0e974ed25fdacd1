//! A batch of receipts as columns: what every later stage reads.
//!
//! The bytes stay as they came; columns hold numbers, codes and day masks, and texts are found through
//! [`Batch::field`] only when somebody asks. All vectors are reused from batch to batch.
//!
//! INVARIANT: ranges of a [`Receipt`] and of a [`Unit`] index the column vectors of the same batch; rows index `line_feeds`.

mod column;
mod columns;
mod excerpt;
pub mod glance;
mod remnant;

pub use column::Column;
pub use columns::{
    Comments, DayCount, Disease, Line, LineKind, NO_POINTS, NO_QUANTITY, NONE, Payer, Receipt, Unit,
};
pub use columns::{Confirmation, Marked, Visits};
pub use glance::{DiseaseGlance, Glance};
pub use remnant::UnitLeft;

use std::ops::Range;

use model::{Defect, InstitutionNumber, Month, RecordId};

use crate::characters::{END_OF_FILE, Encoding, decode};
use crate::read::memo::Memo;
use crate::records::RecordKind;
use crate::scan::Marks;

/// A part of a claim file, cut between receipts, with everything read from it.
#[derive(Debug, Default)]
pub struct Batch {
    /// The bytes, exactly as they stand in the (unpacked) file.
    pub bytes: Vec<u8>,
    /// Where the bytes start in the file.
    pub offset: u64,
    /// How many physical lines of the file come before.
    pub lines_before: u64,
    /// How many receipts of the file come before.
    pub receipts_before: u64,
    /// How the text is encoded.
    pub encoding: Encoding,
    /// Whether these are the last bytes of the file.
    pub last: bool,
    /// Whether the bytes had to be cut inside a receipt because it is too large.
    pub cut_inside: bool,
    /// Separators.
    pub marks: Marks,
    /// Heads of lines that were read before.
    pub memo: Memo,
    /// Records that belong to the file: institutions (IR), summaries (GO), in order.
    pub frames: Vec<Frame>,
    /// Receipts.
    pub receipts: Vec<Receipt>,
    /// Insurers (HO) and public funds (KO), by receipt.
    pub payers: Vec<Payer>,
    /// Diseases (SY).
    pub diseases: Vec<Disease>,
    /// Modifiers of all diseases, one after another.
    pub modifiers: Vec<u16>,
    /// Procedures, drugs and materials (SI, IY, TO).
    pub lines: Column<Line>,
    /// Days on which a line counts more than once.
    pub day_counts: Vec<DayCount>,
    /// Groups of lines that bear points together (剤, 点数・回数算定単位).
    pub units: Column<Unit>,
    /// Comments: CO records and the pairs attached to lines.
    pub comments: Comments,
    /// How eligibility was confirmed (SN).
    pub confirmations: Vec<Confirmation>,
    /// Days of visits (JD).
    pub visits: Vec<Visits>,
    /// 窓口負担額区分 (MF).
    pub window_burdens: Vec<Marked>,
    /// 医科点数表算定理由 (GR).
    pub outside_dpc: Vec<Marked>,
    /// All other records that were read (SN, JD, MF, GR, SJ, TI, TR, TS, NI, KH, RC …): kind and row.
    pub others: Vec<(RecordKind, u32)>,
    /// Rows of history blocks (see [`crate::records::history`]): kept, never part of what is claimed now.
    pub history: Vec<u32>,
    /// The row of the end-of-file code.
    pub end_of_file: Option<u32>,
    /// What is wrong; lines and ordinals count from the start of this batch until [`Batch::place_in_file`].
    pub defects: Vec<Defect>,
}

/// A record that belongs to the file rather than to a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// IR (or UK): the institution of the receipts that follow.
    Institution {
        /// Its row.
        row: u32,
        /// How many receipts of the batch come before.
        receipts: u32,
        /// What it says.
        institution: Institution,
    },
    /// GO: the sums of the receipts before.
    Summary {
        /// Its row.
        row: u32,
        /// How many receipts of the batch come before.
        receipts: u32,
        /// 総件数.
        count: Option<u32>,
        /// 総合計点数.
        points: Option<i64>,
        /// マルチボリューム識別情報.
        volume: Option<u8>,
    },
}

/// The institution that files (IR).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Institution {
    /// 審査支払機関: 1 支払基金, 2 国保連.
    pub agency: u8,
    /// 都道府県 01–47.
    pub prefecture: u8,
    /// 点数表.
    pub fee_table: u8,
    /// 医療機関コード, seven digits.
    pub code: u32,
    /// 請求年月.
    pub billed: Option<Month>,
    /// マルチボリューム識別情報.
    pub volume: Option<u8>,
}

impl Institution {
    /// 都道府県 and 医療機関コード together.
    pub const fn number(&self) -> InstitutionNumber {
        InstitutionNumber::new(self.prefecture, self.code)
    }
}

impl Batch {
    /// Empties everything that was read; the bytes stay.
    pub fn clear_columns(&mut self) {
        self.frames.clear();
        self.receipts.clear();
        self.payers.clear();
        self.diseases.clear();
        self.modifiers.clear();
        self.lines.close(0);
        self.day_counts.clear();
        self.units.close(0);
        self.comments.clear();
        self.confirmations.clear();
        self.visits.clear();
        self.window_burdens.clear();
        self.outside_dpc.clear();
        self.others.clear();
        self.history.clear();
        self.end_of_file = None;
        self.defects.clear();
        (self.lines_before, self.receipts_before) = (0, 0);
    }

    /// Makes place for the details of so many rows.
    pub(crate) fn make_room(&mut self, rows: usize) {
        self.lines.open(rows);
        self.units.open(rows);
    }

    /// Tells the batch how much of its file comes before it; defects then count from the start of the file.
    pub fn place_in_file(&mut self, lines_before: u64, receipts_before: u64) {
        self.lines_before = lines_before;
        self.receipts_before = receipts_before;
        for defect in &mut self.defects {
            defect.place.line += lines_before;
            defect.seq = defect.seq.map(|seq| seq + receipts_before);
        }
    }

    /// How many physical lines the bytes have.
    pub fn row_count(&self) -> u32 {
        let feeds = self.marks.line_feeds.len() as u32;
        let end = self.marks.line_feeds.last().map_or(0, |&at| at as usize + 1);
        feeds + u32::from(end < self.bytes.len())
    }

    /// Where a row starts in the bytes.
    pub fn row_start(&self, row: u32) -> usize {
        match (row as usize).checked_sub(1) {
            Some(before) => self.marks.line_feeds.get(before).map_or(self.bytes.len(), |&at| at as usize + 1),
            None => 0,
        }
    }

    /// Where the content of a row stands in the bytes, line end left out.
    pub fn row_range(&self, row: u32) -> Range<usize> {
        let start = self.row_start(row);
        let row = row as usize;
        // The last row may lack its line end; then the end-of-file code may stand right behind it.
        let Some(feed) = self.marks.line_feeds.get(row).map(|&at| at as usize) else {
            let end = self.bytes.len();
            let marked = end > start + 1 && self.bytes.last() == Some(&END_OF_FILE);
            return start..(end - usize::from(marked)).max(start);
        };
        let carriage = feed > start && self.bytes.get(feed - 1) == Some(&b'\r');
        start..feed - usize::from(carriage)
    }

    /// The bytes of a row, line end left out.
    pub fn row(&self, row: u32) -> &[u8] {
        self.bytes.get(self.row_range(row)).unwrap_or_default()
    }

    /// The record id at the head of a row.
    pub fn record_id(&self, row: u32) -> Option<RecordId> {
        match self.row(row) {
            [a, b] | [a, b, b',', ..] => Some(RecordId([*a, *b])),
            _ => None,
        }
    }

    /// The fields of a row, the record id first.
    pub fn fields(&self, row: u32) -> impl Iterator<Item = &[u8]> {
        self.row(row).split(|&b| b == b',')
    }

    /// One field of a row by its 1-based item number; blank when the record ends before it.
    pub fn field(&self, row: u32, item: u8) -> &[u8] {
        let row = self.row_range(row);
        let start = match item {
            0 => row.end,
            1 => row.start,
            _ => self.marks.comma(row.start, usize::from(item) - 2) + 1,
        };
        let end = self.marks.comma(start, 0).min(row.end);
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// One field of a row as text for people.
    pub fn text(&self, row: u32, item: u8) -> String {
        decode(self.field(row, item), self.encoding)
    }

    /// The modifiers of one disease.
    pub fn modifiers_of(&self, disease: usize) -> &[u16] {
        let end_of = |disease: usize| self.diseases.get(disease).map_or(0, |d| d.modifier_end as usize);
        let start = disease.checked_sub(1).map_or(0, end_of);
        self.modifiers.get(start..end_of(disease)).unwrap_or_default()
    }

    /// Where some lines count more than once on a day, in order.
    pub fn day_counts_of<'a>(&'a self, lines: &Range<u32>) -> impl Iterator<Item = &'a DayCount> + use<'a> {
        let first = self.day_counts.partition_point(|more| more.line < lines.start);
        let (all, end) = (self.day_counts.get(first..).unwrap_or_default(), lines.end);
        all.iter().take_while(move |more| more.line < end)
    }

    /// How often a line stands on a day; `None` when it does not. A line without days stands on day 0, as often as its 回数.
    ///
    /// SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 算定日情報 says for each day how often a line counts on it.
    pub fn times_on(&self, line: usize, day: u8) -> Option<u16> {
        let of = self.lines.get(line)?;
        match (day, of.days) {
            (0, 0) => Some(of.count),
            (0, _) => None,
            (day, days) if days.checked_shr(u32::from(day) - 1)? & 1 == 0 => None,
            (day, _) => {
                let all = &self.day_counts;
                let first = all.partition_point(|more| (more.line as usize, more.day) < (line, day));
                let own = all.get(first).filter(|more| more.line as usize == line && more.day == day);
                Some(own.map_or(1, |more| more.count))
            }
        }
    }

    /// The 1-based physical line of a row in the file.
    pub fn line_of(&self, row: u32) -> u64 {
        self.lines_before + u64::from(row) + 1
    }

    /// The 1-based ordinal of a receipt of this batch in its file.
    pub fn seq_of(&self, receipt: usize) -> u64 {
        self.receipts_before + receipt as u64 + 1
    }
}
