//! The columns of a batch: receipts, payers, diseases, lines, units, comments.

use std::ops::Range;

use model::{ClaimType, Date, Month, Sex};

use super::glance::{DiseaseGlance, Glance};

/// Stands for "none" in columns of `u32`.
pub const NONE: u32 = u32::MAX;
/// Stands for a blank 点数.
pub const NO_POINTS: i32 = i32::MIN;
/// Stands for a blank quantity.
pub const NO_QUANTITY: i64 = i64::MIN;

/// A receipt: what RE says, and where its parts stand in the columns.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// The row of RE.
    pub row: u32,
    /// All rows, RE first.
    pub rows: Range<u32>,
    /// Bit `i` is set when item `i + 1` of RE is not blank.
    pub filled: u64,
    /// レセプト番号.
    pub number: Option<u32>,
    /// レセプト種別.
    pub claim_type: Option<ClaimType>,
    /// 診療年月.
    pub month: Option<Month>,
    /// 男女区分.
    pub sex: Option<Sex>,
    /// 生年月日.
    pub birth: Option<Date>,
    /// 入院年月日.
    pub admission: Option<Date>,
    /// レセプト特記事項 when there is one alone; 0 when there is none, or several.
    pub note: u8,
    /// In [`super::Batch::payers`].
    pub payers: Range<u32>,
    /// In [`super::Batch::diseases`]; those of an organ donor are not among them.
    pub diseases: Range<u32>,
    /// In [`super::Batch::lines`]; those of an organ donor are not among them.
    pub lines: Range<u32>,
    /// In [`super::Batch::units`]; those of an organ donor are not among them.
    pub units: Range<u32>,
    /// In [`super::Batch::comments`]; those of an organ donor are not among them.
    pub comments: Range<u32>,
    /// In [`super::Batch::others`].
    pub others: Range<u32>,
    /// The kinds of records among them, those of an organ donor left out: bit `n` stands for the kind of ordinal `n`.
    pub other_kinds: u32,
    /// The first row of the organ donor's part (TI), [`NONE`] when there is none.
    pub donor_row: u32,
    /// What the lines say together.
    pub glance: Glance,
    /// What the diseases say together.
    pub disease_glance: DiseaseGlance,
}

/// An insurer (HO) or a public fund (KO).
#[derive(Clone, Copy, Debug)]
pub struct Payer {
    /// Its row.
    pub row: u32,
    /// 0 for the insurer, 1 to 4 for public funds in the order of their records.
    pub slot: u8,
    /// 保険者番号 or 負担者番号 as it stands there; noughts when it has not eight bytes.
    pub number: [u8; 8],
    /// How many characters tell the insured: 記号 and 番号 of HO together, 受給者番号 of KO. Counted as if each text had one
    /// width.
    pub card: u8,
    /// 診療実日数.
    pub days: Option<u32>,
    /// 合計点数.
    pub points: Option<i64>,
    /// 食事・生活 回数.
    pub meals: Option<u32>,
    /// 食事・生活 合計金額.
    pub meal_yen: Option<u32>,
    /// 負担金額.
    pub burden: Option<u32>,
}

/// How eligibility was confirmed (SN).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Its row.
    pub row: u32,
    /// Its receipt.
    pub receipt: u32,
    /// 負担者種別: 1 insurance, 2 to 5 public funds; 0 when unreadable.
    pub payer: u8,
    /// 確認区分; 0 when unreadable.
    pub class: u8,
    /// 枝番, when it is two digits.
    pub branch: Option<u8>,
}

/// On which days the patient came (JD).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visits {
    /// Its row.
    pub row: u32,
    /// Its receipt.
    pub receipt: u32,
    /// 負担者種別: 1 insurance, 2 to 5 public funds; 0 when unreadable.
    pub payer: u8,
    /// Days that count as 診療実日数 (受診等区分 1); bit 0 is the 1st.
    pub counted: u32,
    /// Days of visits that do not count (2).
    pub uncounted: u32,
    /// Days that disagree with the lines (9).
    pub disagreeing: u32,
    /// Whether it names no payer of 別表２８, or something else stands on a day: only its bytes tell all of it.
    pub odd: bool,
}

/// A record with one code: MF (窓口負担額区分) or GR (医科点数表算定理由).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Its row.
    pub row: u32,
    /// Its receipt.
    pub receipt: u32,
    /// The code; `None` when unreadable.
    pub code: Option<u8>,
}

/// Which record a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LineKind {
    /// SI.
    #[default]
    Procedure,
    /// IY.
    Drug,
    /// TO.
    Material,
}

/// A procedure, drug or material (SI, IY, TO).
///
/// PERF: one record of 40 bytes, not a column a value: eleven columns cost a test of room, an address and a store each,
/// and a receipt has eight lines, too few for wide loops over columns to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Line {
    /// 数量データ or 使用量 in 1/100,000, [`NO_QUANTITY`] when blank.
    pub quantity: i64,
    /// The code; 0 when unreadable.
    pub code: u32,
    /// 点数, [`NO_POINTS`] when blank.
    pub points: i32,
    /// 回数; 0 when blank or unreadable.
    pub count: u16,
    /// 負担区分 as a set of payers (see [`model::BurdenSet`]); 0 when unreadable.
    pub burden: u8,
    /// The record.
    pub kind: LineKind,
    /// 診療識別 in force: its own, or that of the group it continues; 0 when none was ever given.
    pub section: u8,
    /// Sum of the counts of all days.
    pub day_total: u16,
    /// The row.
    pub row: u32,
    /// Bit 0 is the 1st of the month.
    pub days: u32,
    /// Its unit in [`super::Batch::units`].
    pub unit: u32,
}

/// A day on which a line counts more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The line.
    pub line: u32,
    /// The day, 1 to 31.
    pub day: u8,
    /// How often; at least 2.
    pub count: u16,
}

/// Lines that bear points together: from the line after the last points up to and with the line that has points.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 点数 stands on the last record of a 点数・回数算定単位,
/// 回数 and days are equal within it. 診療識別 is blank from the second record of a group on; a group may hold
/// several units (an operation and the drugs given in it, each with its points).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Unit {
    /// In [`super::Batch::lines`].
    pub lines: Range<u32>,
    /// The line that opened its group (the one with a 診療識別), or that of a comment: its row.
    pub group_row: u32,
    /// Whether its last line has points.
    pub closed: bool,
}

/// A disease (SY).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Disease {
    /// The row.
    pub row: u32,
    /// 傷病名コード; 0 when unreadable.
    pub code: u32,
    /// 診療開始日 as YYYYMMDD; 0 when unreadable.
    pub start: u32,
    /// Where its modifiers end in [`super::Batch::modifiers`]; they begin where those of the disease before end.
    pub modifier_end: u32,
    /// 転帰区分; 0 when unreadable.
    pub outcome: u8,
    /// Whether it is marked as the main disease.
    pub main: bool,
    /// Whether 傷病名称 is filled.
    pub named: bool,
    /// Whether its modifiers say "suspected" (8002).
    pub suspected: bool,
}

/// Comments, one element each in every vector.
#[derive(Debug, Default)]
pub struct Comments {
    /// The row: that of CO, or of the line that carries the comment.
    pub row: Vec<u32>,
    /// The item number of its text.
    pub item: Vec<u8>,
    /// コメントコード; 0 when unreadable.
    pub code: Vec<u32>,
    /// 診療識別 in force.
    pub section: Vec<u8>,
    /// 負担区分 as a set of payers.
    pub burden: Vec<u8>,
    /// The line it is attached to: the one that carries it; for CO the nearest line before it in its group,
    /// else the first line after it; [`NONE`] for comments on the whole receipt (診療識別 01 and 99) and without lines.
    pub line: Vec<u32>,
}

impl Comments {
    /// How many comments.
    pub const fn len(&self) -> usize {
        self.row.len()
    }

    /// Whether there is no comment.
    pub const fn is_empty(&self) -> bool {
        self.row.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.row.clear();
        self.item.clear();
        self.code.clear();
        self.section.clear();
        self.burden.clear();
        self.line.clear();
    }
}
