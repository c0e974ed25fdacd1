//! What 受付・事務点検ASP結果リスト and 受付処理結果リスト share: columns, data and lines.

use model::{Date, Level, Month, Text};

use crate::column::{
    Column, Content, Form, Length, Line, Mode, Part, code_up_to, narrow, title, wide, wide_code,
};
use crate::issue::{Agency, Institution, Medium};
use crate::name;
use crate::personal::Personal;
use crate::sheet::{Sheet, Standing, Values, WriteError, WriteFault, Written};
use crate::text::full_width;

/// Where the columns of both lists are described.
pub(crate) const SOURCE: &str = "印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, p.25–29; \
     character code, line ends, quoting and the width of the letters ASP are not given there (unverified)";

/// SPEC: ヘッダ, p.25.
pub(crate) static HEAD: Line = Line {
    part: Part::Head,
    name: Text::new("ヘッダ", "head"),
    columns: &[
        wide_code("診療年月", "month of services", 8),
        wide_code("送信年月日", "day of sending", 11).optional(),
        wide("審査支払機関名称", "payment agency", 15),
        wide_code("点数表名称", "name of fee table", 2).always("医科"),
        wide_code("郡市区番号", "number of the district", 2),
        wide_code("医療機関コード", "institution code", 7),
        wide("医療機関名称", "institution name", 20),
        wide("診療科名称", "department", 10).content(Content::Unused),
        wide_code("送信回", "number of the sending", 3),
    ],
};

/// SPEC: 項目名, p.26.
pub(crate) static NAMES: Line = Line {
    part: Part::Names,
    name: Text::new("項目名", "titles"),
    columns: &[
        title("項番", "number"),
        title("レセプト番号", "receipt number"),
        title("カルテ番号等", "chart number"),
        title("受容者レセプト番号", "recipient's receipt"),
        title("受容者カルテ番号等", "recipient's chart"),
        title("診療年月", "month of services"),
        title("入院・入院外の別", "in- or outpatient"),
        title("患者氏名", "name"),
        title("生年月日", "day of birth"),
        title("エラーコード", "error code"),
        title("エラー又は確認事項（上）", "error, upper line"),
        title("エラー又は確認事項（下）", "error, lower line"),
        title("診療識別", "section"),
        title("事項名", "what is claimed"),
        title("点数（誤）", "points, wrong"),
        title("点数（正）", "points, right"),
        title("請求情報", "institution's own text"),
        title("返戻再請求", "filed again after return"),
        title("再審査再請求", "filed again after re-examination"),
        title("予備", "reserved"),
    ],
};

/// SPEC: 明細, p.27–29. An error of the whole file (L1) has no receipt, so what belongs to one may be blank.
pub(crate) const DETAIL: [Column; 20] = [
    wide("項番", "number of the receipt in the list", 6).content(Content::Code).required(),
    wide_code("レセプト番号", "receipt number", 11).length(Length::FixedOr(6, 11)).optional(),
    wide("カルテ番号等", "chart number", 36).personal(),
    wide_code("臓器受容者レセプト番号", "recipient's receipt", 11).length(Length::UpTo(11)).optional(),
    wide("臓器受容者カルテ番号等", "recipient's chart", 20).personal(),
    wide_code("診療年月", "month of services", 7).optional(),
    wide_code("入院・入院外の別", "in- or outpatient", 3)
        .content(Content::OneOf(&["入　院", "入院外"]))
        .optional(),
    wide("患者氏名", "name", 40).personal(),
    wide_code("生年月日", "day of birth", 10).optional().personal(),
    wide_code("エラーコード", "error code", 4),
    wide("エラー又は確認事項（上）", "error, upper line", 200),
    wide("エラー又は確認事項（下）", "error, lower line", 256),
    code_up_to("診療識別", "section", 2).length(Length::Fixed(2)),
    wide("事項名", "what is claimed", 1000),
    narrow("点数（誤）", "points, wrong", 8).content(Content::Signed),
    narrow("点数（正）", "points, right", 8).content(Content::Signed),
    narrow("請求情報", "institution's own text", 40).mode(Mode::Either).personal(),
    code_up_to("返戻再請求", "filed again after return", 1),
    code_up_to("再審査再請求", "filed again after re-examination", 1),
    code_up_to("予備", "reserved", 5).content(Content::Unused),
];

/// One sending of claims, answered by a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Who answers.
    pub agency: Agency,
    /// Who sent.
    pub institution: Institution,
    /// The month of services.
    pub month: Month,
    /// The day of sending, when it is known.
    pub day: Option<Date>,
    /// 送信回: 1 to 999.
    pub number: u16,
}

/// A receipt, or the file as a whole, with what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faulty {
    /// レセプト番号, when there is a receipt.
    pub number: Option<u32>,
    /// ドナー通番 of an organ donor's receipt.
    pub donor: u8,
    /// カルテ番号等.
    pub chart: Personal,
    /// The recipient's receipt number and chart, for an organ donor's receipt.
    pub recipient: Option<(u32, Personal)>,
    /// 診療年月.
    pub month: Option<Month>,
    /// Inpatient or not.
    pub inpatient: Option<bool>,
    /// 患者氏名.
    pub name: Personal,
    /// 生年月日.
    pub birth: Option<Date>,
    /// 請求情報.
    pub claim_information: Personal,
    /// Whether it was filed again, and after what.
    pub refiled: Refiled,
    /// What is wrong; each has a line.
    pub errors: Vec<IntakeError>,
}

/// Whether a receipt was filed again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refiled {
    /// It was not.
    #[default]
    No,
    /// After a return of a first filing (返戻分の再請求).
    AfterReturn,
    /// After a return from re-examination (再審査等返戻分の再請求).
    AfterReexamination,
}

/// One error or point to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeError {
    /// The four digits of the official code.
    pub code: u16,
    /// Its level.
    pub level: Level,
    /// What is wrong.
    pub upper: String,
    /// What caused it.
    pub lower: String,
    /// 診療識別 of what is claimed.
    pub section: Option<u8>,
    /// What is claimed.
    pub item: Personal,
    /// Points as claimed and as they should be, for wrong fixed points.
    pub points: Option<(i32, i32)>,
}

/// One of the two lists being written.
pub struct IntakeList<'i> {
    form: &'static Form,
    levels: &'static [Level],
    sending: &'i Sending,
    sheet: Sheet,
    receipts: u32,
}

impl<'i> IntakeList<'i> {
    pub(crate) fn begin(
        form: &'static Form,
        levels: &'static [Level],
        sending: &'i Sending,
    ) -> Result<Self, WriteError> {
        let mut sheet = Sheet::new(form, Medium::Electronic);
        sheet.fixed(Part::Title)?;
        let mut values = sheet.line(Part::Head);
        put_head(&mut values, sending);
        sheet.end(values, Standing::FIRST)?;
        sheet.fixed(Part::Names)?;
        Ok(Self { form, levels, sending, sheet, receipts: 0 })
    }

    /// Writes all errors of a receipt, or none of them.
    pub fn push(&mut self, faulty: &Faulty) -> Result<(), WriteError> {
        let before = self.sheet.mark();
        let written = self.receipt(faulty);
        match written {
            Ok(()) => self.receipts += 1,
            Err(_) => self.sheet.back_to(before),
        }
        written
    }

    fn receipt(&mut self, faulty: &Faulty) -> Result<(), WriteError> {
        for error in &faulty.errors {
            if !self.levels.contains(&error.level) {
                return Err(self.sheet.error(Part::Detail, 10, WriteFault::Value));
            }
            let mut values = self.sheet.line(Part::Detail);
            // SPEC: 項番1: a running number by receipt; that its errors share it is unverified.
            values.put(1, self.receipts + 1);
            put_receipt(&mut values, faulty, error.level);
            put_error(&mut values, error);
            self.sheet.end(values, Standing::FIRST)?;
        }
        Ok(())
    }

    /// The file.
    pub fn finish(self) -> Written {
        let (agency, institution) = (self.sending.agency, &self.sending.institution);
        let name = name::of_sending(self.form.id, agency, institution, self.sending.number);
        self.sheet.finish(name)
    }
}

fn put_head(values: &mut Values, sending: &Sending) {
    let code = format!("{:07}", sending.institution.code);
    values.put_some(1, era_month(sending.month, "年", "月"));
    values.put_some(2, sending.day.and_then(|day| era_date(day, ["年", "月", "日"])));
    values.put(3, sending.agency.name());
    values.put(5, code.get(..2).unwrap_or_default());
    values.put(6, &code);
    values.put(7, &sending.institution.name);
    values.put(9, full_width(&format!("{:3}", sending.number)));
}

fn put_receipt(values: &mut Values, faulty: &Faulty, level: Level) {
    // SPEC: 項番2: six digits for errors of reception (受付不能, L1 and L2), with 明細通番 00 and ドナー通番 for those of
    // 事務点検.
    let reception = matches!(level, Level::L1 | Level::L2);
    values.put_some(
        2,
        faulty.number.map(|number| match reception {
            true => format!("{number:06}"),
            false => format!("{number:06}-00{:02}", faulty.donor),
        }),
    );
    values.put(3, &faulty.chart.0);
    if let (false, Some((number, chart))) = (reception, &faulty.recipient) {
        values.put(4, format_args!("{number:06}-0000"));
        values.put(5, &chart.0);
    }
    values.put_some(6, faulty.month.and_then(|month| era_month(month, "．", "")));
    values.put_some(7, faulty.inpatient.map(|inside| if inside { "入　院" } else { "入院外" }));
    values.put(8, &faulty.name.0);
    values.put_some(9, faulty.birth.and_then(|day| era_date(day, ["．", "．", ""])));
    // SPEC: 項番17–19: for errors of 事務点検, L3 and L4 without L48.
    if matches!(level, Level::L3 | Level::L4) {
        values.put(17, &faulty.claim_information.0);
        values.put(18, if faulty.refiled == Refiled::AfterReturn { "1" } else { "" });
        values.put(19, if faulty.refiled == Refiled::AfterReexamination { "1" } else { "" });
    }
}

fn put_error(values: &mut Values, error: &IntakeError) {
    values.put(10, format_args!("{:04}", error.code));
    values.put(11, &error.upper);
    values.put(12, &error.lower);
    if matches!(error.level, Level::L1 | Level::L2) {
        // SPEC: 受付処理結果リスト ⑫–⑭, p.5: not written for errors of reception.
        return;
    }
    values.put_some(13, error.section.map(|section| format!("{section:02}")));
    values.put(14, &error.item.0);
    values.put_some(15, error.points.map(|points| points.0));
    values.put_some(16, error.points.map(|points| points.1));
}

/// `ＮＮ９９年９９月`, noughts before a digit as blanks.
fn era_month(month: Month, year: &str, end: &str) -> Option<String> {
    let era = model::Era::of(month.last())?;
    let told = format!("{}{:2}{year}{:2}{end}", era.name(), era.year_of(month.year()), month.month_of_year());
    Some(full_width(&told))
}

/// `ＮＮ９９年９９月９９日`.
fn era_date(day: Date, [year, month, end]: [&str; 3]) -> Option<String> {
    let era = model::Era::of(day)?;
    let (y, m, d) = (era.year_of(day.year()), day.month_of_year(), day.day());
    Some(full_width(&format!("{}{y:2}{year}{m:2}{month}{d:2}{end}", era.name())))
}

#[cfg(test)]
pub(crate) mod tests;
