//! 返戻ファイル (`RECEIPTC.HEN`): returned receipts as data, which an institution corrects and files again.
//!
//! A file is HI, then for each receipt its request records byte for byte, HR for each reason and the history block, then
//! HG and the end-of-file code.
//!
//! Unverified: the specification of returned files was not before the authors. The shape follows what third-party
//! programs that read such files expect; what each part rests on stands beside it. [`UNVERIFIED`] says so wherever the
//! file is written or shown, for the file itself has no place for it.

use model::{Branch, Month, Text};
use receipt::Encoding;

use crate::codes::return_class::ReturnClass;
use crate::column::{Content, Form, Line, Part, amount, code, code_up_to, narrow, wide};
use crate::issue::{Agency, Medium};
use crate::personal::Personal;
use crate::request::Request;
use crate::sheet::{Sheet, Standing, WriteError, WriteFault, Written};

pub mod known;
pub mod read;

/// The name of the file.
pub const FILE_NAME: &str = "RECEIPTC.HEN";

/// What must be said wherever such a file is made or shown.
pub const UNVERIFIED: Text = Text::new(
    "返戻ファイル（HEN）の形式は公式の仕様書で確かめていません（未検証）。そのまま再請求には使わず、審査支払機関のファイルと照らしてください",
    "the shape of return files (HEN) was not checked against an official specification (unverified); hold it against a \
     file of the agency before filing again with it",
);

/// What the shape rests on.
const SOURCE: &str = "unverified: as third-party readers of returned files have it; named by 記録条件仕様（医科用）\
                      令和4年4月版 レセプト共通レコード 注１";

/// Layouts of HI, HR and HG.
pub static FORM: Form = Form {
    id: "HEN",
    name: Text::new("返戻ファイル", "file of returned receipts"),
    lines: &[&HI, &HR, &HG],
    key: 1,
    tagged: false,
    source: SOURCE,
};

static HI: Line = Line {
    part: Part::Head,
    name: Text::new("HI 返戻医療機関レコード", "HI: institution"),
    columns: &[
        code("レコード識別情報", "record", 2).always("HI"),
        code("審査支払機関", "payment agency", 1),
        code("請求（処理）年月", "month of processing", 6),
        code("都道府県", "prefecture", 2),
        code("点数表", "fee table", 1),
        code("医療機関コード", "institution code", 7),
        narrow("予備", "reserved", 2).content(Content::Unused),
        code("マルチボリューム識別情報", "volume", 2),
    ],
};

static HR: Line = Line {
    part: Part::Detail,
    name: Text::new("HR 返戻理由レコード", "HR: reason of a return"),
    columns: &[
        code("レコード識別情報", "record", 2).always("HR"),
        code("処理年月", "month of processing", 6),
        code("返戻区分", "class of return", 1),
        code_up_to("診療識別", "section", 2),
        code_up_to("返戻事由コード", "reason code", 5),
        wide("返戻理由", "reason", 500),
        wide("補足事項", "supplement", 500),
        code_up_to("補正情報", "correction", 1),
        code_up_to("増減点連絡書年月", "month of the list of changes", 6),
        code_up_to("検索番号", "search number", 30),
        code_up_to("複数レセプト検索番号", "search number of several receipts", 30),
        code_up_to("返戻対象明細", "line returned", 5),
        narrow("予備", "reserved", 10).content(Content::Unused),
        narrow("予備", "reserved", 30).content(Content::Unused),
    ],
};

static HG: Line = Line {
    part: Part::Sums,
    name: Text::new("HG 返戻合計レコード（GOと同じ形と仮定）", "HG: sums, taken to be shaped like GO"),
    columns: &[
        code("レコード識別情報", "record", 2).always("HG"),
        amount("総件数", "number of receipts", 6),
        amount("総合計点数", "sum of points", 10),
        code("マルチボリューム識別情報", "volume", 2).always("99"),
    ],
};

/// 検索番号: the number by which an agency finds a returned receipt again.
///
/// SPEC: 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード（検索番号）: 17 to 30 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchNumber(String);

impl SearchNumber {
    /// A number of 17 to 30 digits.
    pub fn new(digits: &str) -> Option<Self> {
        let fine = (17..=30).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| Self(digits.to_owned()))
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// Who returns receipts to whom, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnHead {
    /// Who returns them.
    pub agency: Agency,
    /// The prefecture of the institution.
    pub prefecture: Branch,
    /// 医療機関コード.
    pub institution: u32,
    /// The month of processing.
    pub processed: Month,
}

/// A receipt to be returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledReturn {
    /// Its records as filed.
    pub request: Request,
    /// The number that the agency gives it; without one its records stay as they are, byte for byte.
    pub search_number: Option<SearchNumber>,
    /// Why it is returned.
    pub reasons: Vec<FiledReason>,
}

/// A reason of a return (HR).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledReason {
    /// 返戻区分.
    pub class: &'static ReturnClass,
    /// 診療識別 of the line that gave the reason.
    pub section: Option<u8>,
    /// The four digits of the official code, where there is one.
    pub code: Option<u16>,
    /// 返戻理由.
    pub reason: Personal,
    /// 補足事項: which line, which day.
    pub supplement: Personal,
}

/// Why a receipt cannot be returned as data.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum ReturnError {
    /// A value does not fit.
    #[error(transparent)]
    Value(#[from] WriteError),
    /// The claim file was not in Shift_JIS, so its bytes cannot stand in a file that is.
    #[error("HEN: the receipt was not filed in Shift_JIS; its bytes cannot stand in a return file")]
    Encoding,
    /// The receipt has no RE.
    #[error("HEN: the receipt has no RE record")]
    NoReceipt,
}

/// A 返戻ファイル being written.
pub struct ReturnFile {
    head: ReturnHead,
    sheet: Sheet,
    receipts: u32,
    points: i64,
}

impl ReturnFile {
    /// Begins a file with HI.
    pub fn begin(head: ReturnHead) -> Result<Self, WriteError> {
        let mut sheet = Sheet::new(&FORM, Medium::Electronic);
        let mut values = sheet.line(Part::Head);
        values.put(2, head.agency.code());
        values.put(3, format_args!("{:06}", head.processed.number()));
        values.put(4, head.prefecture.number());
        values.put(5, 1);
        values.put(6, format_args!("{:07}", head.institution));
        values.put(8, "00");
        sheet.end(values, Standing::FIRST)?;
        Ok(Self { head, sheet, receipts: 0, points: 0 })
    }

    /// Writes a receipt, or nothing of it.
    pub fn push(&mut self, filed: &FiledReturn) -> Result<(), ReturnError> {
        let before = self.sheet.mark();
        let written = self.receipt(filed);
        match written {
            Ok(()) => {
                self.receipts += 1;
                self.points += filed.request.points.map_or(0, |points| points.0);
            }
            Err(_) => self.sheet.back_to(before),
        }
        written
    }

    fn receipt(&mut self, filed: &FiledReturn) -> Result<(), ReturnError> {
        if filed.request.encoding != Encoding::Cp932 {
            return Err(ReturnError::Encoding);
        }
        let rows = filed.rows().ok_or(ReturnError::NoReceipt)?;
        rows.iter().for_each(|row| self.sheet.raw(row));
        let mut reasons = Vec::with_capacity(filed.reasons.len());
        for reason in &filed.reasons {
            self.reason(filed, reason)?;
            reasons.push(self.sheet.last_line().to_vec());
        }
        // Earlier history stays as it was filed; what was filed and why it is returned is added behind it.
        // SPEC: unverified: データ識別 1 (請求) and 8 (医療機関への返戻), lines counted from 1, branch number 0.
        filed.request.history.iter().for_each(|line| self.sheet.raw(line));
        for (kind, lines) in [(1, &rows), (8, &reasons)] {
            for (line, row) in (1..).zip(lines) {
                let mut history = format!("{kind},{line},0,").into_bytes();
                history.extend_from_slice(row);
                self.sheet.raw(&history);
            }
        }
        Ok(())
    }

    fn reason(&mut self, filed: &FiledReturn, reason: &FiledReason) -> Result<(), WriteError> {
        if !reason.class.holds(self.head.processed) {
            return Err(self.sheet.error(Part::Detail, 3, WriteFault::Value));
        }
        let mut values = self.sheet.line(Part::Detail);
        values.put(2, format_args!("{:06}", self.head.processed.number()));
        values.put(3, reason.class.code);
        values.put_some(4, reason.section.map(|section| format!("{section:02}")));
        values.put_some(5, reason.code.map(|code| format!("L{code:04}")));
        values.put(6, &reason.reason.0);
        values.put(7, &reason.supplement.0);
        values.put_some(10, filed.search_number.as_ref().map(SearchNumber::digits));
        // SPEC: unverified: 返戻 of a first filing has no 補正情報 and no 増減点連絡書年月.
        self.sheet.end(values, Standing::FIRST)
    }

    /// The file, with HG and the end-of-file code.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        let mut values = self.sheet.line(Part::Sums);
        values.put(2, self.receipts);
        values.put(3, self.points);
        self.sheet.end(values, Standing::FIRST)?;
        self.sheet.end_of_file();
        Ok(self.sheet.finish(FILE_NAME.to_owned()))
    }
}

impl FiledReturn {
    /// The request records, with the 検索番号 in RE when there is one.
    ///
    /// SPEC: 記録条件仕様（医科用）令和4年4月版 レセプト共通レコード（検索番号）: written into 請求データ and 履歴請求データ of a
    /// return file.
    pub fn rows(&self) -> Option<Vec<Vec<u8>>> {
        let is_receipt = |row: &&Vec<u8>| row.starts_with(b"RE,");
        self.request.rows.iter().find(is_receipt)?;
        let marked = |row: &Vec<u8>| match &self.search_number {
            Some(number) if row.starts_with(b"RE,") => with_item(row, 19, number.digits().as_bytes()),
            _ => row.clone(),
        };
        Some(self.request.rows.iter().map(marked).collect())
    }
}

/// A record with one of its items set, all else byte for byte.
fn with_item(row: &[u8], item: usize, value: &[u8]) -> Vec<u8> {
    let mut items: Vec<&[u8]> = row.split(|&b| b == b',').collect();
    items.resize(items.len().max(item), b"");
    if let Some(place) = item.checked_sub(1).and_then(|at| items.get_mut(at)) {
        *place = value;
    }
    items.join(&b","[..])
}

#[cfg(test)]
pub(crate) mod tests;
