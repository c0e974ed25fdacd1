//! The shapes of a sheet. They name the patient.

use serde::{Deserialize, Serialize};

/// A receipt as on paper. It names the patient: it is made when somebody looks, and not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sheet {
    /// 1-based ordinal in its file.
    pub seq: u64,
    /// レセプト番号.
    pub number: Option<u32>,
    /// 診療報酬明細書, with inpatient or outpatient.
    pub title: String,
    /// 診療年月 in words.
    pub month: String,
    /// How many days the month has; 31 when it cannot be read.
    pub days_of_month: u8,
    /// The first day's day of the week, 0 for Sunday.
    pub first_weekday: u8,
    /// Whether it is of inpatients.
    pub inpatient: Option<bool>,
    /// The institution (IR).
    pub institution: Option<SheetRecord>,
    /// The common record (RE): patient and claim.
    pub receipt: Option<SheetRecord>,
    /// Insurer and public funds, in the order of their records.
    pub payers: Vec<SheetPayer>,
    /// 傷病名, in file order.
    pub diseases: Vec<SheetDisease>,
    /// 摘要: the lines by 診療識別, in file order.
    pub sections: Vec<SheetSection>,
    /// 症状詳記.
    pub statements: Vec<SheetRecord>,
    /// The part of an organ donor, record by record.
    pub donor: Vec<SheetRecord>,
    /// What is left: records of which a receipt has few, and rows that could not be read.
    pub others: Vec<SheetRecord>,
    /// What is said of the receipt as a whole.
    pub notes: Vec<Note>,
}

/// A record with its fields, blank ones left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetRecord {
    /// 1-based physical line.
    pub line: u64,
    /// Its two letters, where they can be read.
    pub record: Option<String>,
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<SheetField>,
    /// What is said of it.
    pub notes: Vec<Note>,
}

impl SheetRecord {
    /// A field by its key.
    pub fn field(&self, key: &str) -> Option<&SheetField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

/// A field that is not blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetField {
    /// 1-based item number.
    pub item: u8,
    /// What it is, in the English of the layout: the same in every language.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What is written.
    pub value: String,
    /// What it means: names of codes, days in words; empty when the value says all.
    pub meaning: String,
    /// Whether it can identify a person.
    pub personal: bool,
}

/// Something that is said of a place on the sheet: an index in the findings or defects of the checked receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Note {
    /// `finding` or `defect`.
    pub of: String,
    /// Which of them, from 0.
    pub at: usize,
    /// `subject` or `witness`; of a defect always `subject`.
    pub role: String,
    /// The item number, of a defect of one field.
    pub item: Option<u8>,
}

/// An insurer or a public fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetPayer {
    /// 0 the insurer, 1 to 4 the public funds.
    pub slot: u8,
    /// 保険 or 公費①….
    pub title: String,
    /// HO or KO.
    pub record: SheetRecord,
    /// 枝番 and 確認区分 (SN).
    pub confirmations: Vec<SheetRecord>,
    /// The days of visits (JD): the day and its 受診等区分.
    pub visits: Vec<SheetVisit>,
    /// Its JD, for what is said of it.
    pub visit_records: Vec<SheetRecord>,
    /// 診療実日数.
    pub days: Option<u32>,
    /// 請求点.
    pub points: Option<i64>,
    /// The same after what the computer took; none when it is not decided.
    pub points_after: Option<i64>,
    /// 負担金額 in yen.
    pub burden: Option<u32>,
    /// 食事・生活療養 回数.
    pub meals: Option<u32>,
    /// 食事・生活療養 合計金額 in yen.
    pub meal_yen: Option<u32>,
}

/// A day of a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetVisit {
    /// The day of the month.
    pub day: u8,
    /// 受診等区分.
    pub class: u8,
}

/// A disease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetDisease {
    /// 1-based physical line.
    pub line: u64,
    /// 傷病名コード.
    pub code: String,
    /// The whole name with its modifiers; that which is written where there is no code.
    pub name: String,
    /// 修飾語コード with their names.
    pub modifiers: Vec<SheetCode>,
    /// 診療開始日 in words.
    pub start: String,
    /// 診療開始日 as it is written.
    pub start_day: String,
    /// 転帰.
    pub outcome: SheetCode,
    /// Whether it is the main disease.
    pub main: bool,
    /// 補足コメント.
    pub remark: String,
    /// What is said of it.
    pub notes: Vec<Note>,
}

/// A code with its name; the name is empty where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetCode {
    /// The code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Lines of one 診療識別 that follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetSection {
    /// 診療識別.
    pub section: SheetCode,
    /// What stands there, in file order.
    pub units: Vec<SheetUnit>,
}

/// Lines that bear points together (剤), or comments that belong to no line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetUnit {
    /// Its lines.
    pub lines: Vec<SheetLine>,
    /// Comments that belong to none of its lines.
    pub comments: Vec<SheetComment>,
    /// 点数.
    pub points: Option<i64>,
    /// 回数.
    pub count: Option<u32>,
    /// 点数×回数.
    pub total: Option<i64>,
    /// The days, with how often.
    pub days: Vec<SheetDay>,
}

/// How often on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetDay {
    /// The day of the month.
    pub day: u8,
    /// How often.
    pub times: u16,
}

/// A procedure, drug or material.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetLine {
    /// 1-based physical line.
    pub line: u64,
    /// `SI`, `IY` or `TO`.
    pub record: String,
    /// The code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 数量データ or 使用量.
    pub quantity: Option<String>,
    /// Its unit.
    pub unit: String,
    /// 単価 of a material.
    pub price: String,
    /// 商品名及び規格又はサイズ of a material.
    pub product: String,
    /// 点数, as it is written on this line.
    pub points: Option<i64>,
    /// 回数, as it is written on this line.
    pub count: Option<u32>,
    /// 負担区分.
    pub burden: SheetCode,
    /// The days of this line, with how often.
    pub days: Vec<SheetDay>,
    /// Comments on it.
    pub comments: Vec<SheetComment>,
    /// What is said of it.
    pub notes: Vec<Note>,
}

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SheetComment {
    /// 1-based physical line; that of the line which carries it, where it is no record of its own.
    pub line: u64,
    /// コメントコード.
    pub code: String,
    /// As on paper: the fixed text with what was written.
    pub text: String,
    /// 文字データ.
    pub written: String,
    /// What is said of it, where it is a record of its own.
    pub notes: Vec<Note>,
}
