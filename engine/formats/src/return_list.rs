//! 返戻内訳書 (`RIhenr…csv`): which receipts an agency sends back, and why.

use model::{Month, Points, Text, Yen};

use crate::class::{BENEFIT_WORDS, Class, List, RETURN_WORDS, benefit};
use crate::column::{
    Column, Content, Form, Length, Line, Mode, Part, amount, code, code_up_to, narrow, title, wide, words,
};
use crate::issue::{Agency, Issue, Medium, head};
use crate::name;
use crate::personal::Personal;
use crate::reception::ReceptionNumber;
use crate::sheet::{Sheet, Standing, Values, WriteError, Written};

/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, 返戻内訳書 p.57–62.
pub static FORM: Form = Form {
    id: "henr",
    name: Text::new("返戻内訳書", "list of returned receipts"),
    lines: &[&HEAD, &NAMES, &DETAIL],
    key: 3,
    tagged: true,
    source: "印刷対象帳票・CSV・PDF作成対象ファイル（医療機関（医科・DPC）用）令和6年5月版, p.57–62; \
             character code, line ends and quoting are not given there (unverified)",
};

static HEAD: Line =
    Line { part: Part::Head, name: Text::new("ヘッダ", "head"), columns: &head("診療年月") };

static NAMES: Line = Line {
    part: Part::Names,
    name: Text::new("タイトル部", "titles"),
    columns: &[
        code("レコード種別", "kind of line", 1).always("2"),
        title("診療年月", "month of services"),
        title("受付番号", "reception number"),
        title("保険者番号", "insurer"),
        title("区分", "class"),
        title("給付区分", "benefit"),
        title("氏名", "name"),
        title("日数", "days"),
        title("請求点数", "points claimed"),
        title("予備", "reserved"),
        title("減免区分", "reduction of share"),
        title("一部負担金額", "patient's share"),
        title("患者負担金額（公費分）", "patient's share (public fund)"),
        title("食事・生活基準額", "meals: amount"),
        title("食事・生活標準負担額", "meals: patient's share"),
        title("事由コード", "reason code"),
        title("事由", "reason"),
        title("カルテ番号等", "chart number"),
        title("検索番号", "search number"),
        title("請求情報", "institution's own text"),
    ],
};

/// The longest 事由, in characters; what is longer is cut.
pub const REASON: u16 = 50;

static DETAIL: Line = Line {
    part: Part::Detail,
    name: Text::new("明細部", "detail"),
    columns: &[
        code("レコード種別", "kind of line", 1).content(Content::OneOf(&["3", "4"])),
        code_up_to("診療年月", "month of services, when late", 5).once(),
        code("受付番号", "reception number", 13).once().electronic_only().optional(),
        code_up_to("保険者番号", "insurer or public fund", 8),
        words("区分", "class", 3, RETURN_WORDS).once(),
        words("給付区分", "benefit", 2, BENEFIT_WORDS),
        wide("氏名", "name", 40).once().personal(),
        amount("日数", "days", 2),
        amount("請求点数", "points claimed", 8),
        narrow("予備", "reserved", 5).content(Content::Unused).electronic_only(),
        words("減免区分", "reduction of share", 2, &["減", "免", "猶"]),
        amount("一部負担金額", "patient's share", 9),
        amount("患者負担金額（公費分）", "patient's share (public fund)", 9),
        amount("食事・生活基準額", "meals: amount", 8),
        amount("食事・生活標準負担額", "meals: patient's share", 8),
        code_up_to("事由コード", "reason code", 5),
        wide("事由", "reason", REASON),
        narrow("カルテ番号等", "chart number", 20).once().electronic_only().personal(),
        code_up_to("検索番号", "search number", 30).once().electronic_only(),
        CLAIM_INFORMATION.once(),
    ],
};

/// 請求情報: the institution's own text, carried back to it.
pub(crate) const CLAIM_INFORMATION: Column = narrow("請求情報", "institution's own text", 40)
    .mode(Mode::Either)
    .length(Length::UpTo(40))
    .electronic_only()
    .personal();

/// A receipt that is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedReceipt {
    /// The month of services; told when it is not the month of the list (月遅れ).
    pub month: Month,
    /// 受付番号, when the agency gave one.
    pub reception: Option<ReceptionNumber>,
    /// What kind of receipt it is.
    pub class: Class,
    /// 特記事項 codes of RE.
    pub notes: Vec<u8>,
    /// 職務上の事由 of HO.
    pub duty: Option<u8>,
    /// 氏名.
    pub name: Personal,
    /// Who pays, the insurer first; each has a line.
    pub payers: Vec<ReturnedPayer>,
    /// Why it is sent back; each has a line.
    pub reasons: Vec<ReturnReason>,
    /// カルテ番号等 of RE.
    pub chart: Personal,
    /// 検索番号 of RE.
    pub search_number: String,
    /// 請求情報 of RE.
    pub claim_information: Personal,
}

/// What a payer of a returned receipt was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnedPayer {
    /// 保険者番号 or 負担者番号, as the receipt has it.
    pub number: String,
    /// 診療実日数.
    pub days: Option<u32>,
    /// 請求点数.
    pub points: Option<Points>,
    /// 減免区分: 1 reduced, 2 exempt, 3 deferred.
    pub reduction: Option<u8>,
    /// 一部負担金額.
    pub share: Option<Yen>,
    /// 患者負担金額（公費分）.
    pub public_share: Option<Yen>,
    /// 食事・生活基準額.
    pub meals: Option<Yen>,
    /// 食事・生活標準負担額.
    pub meal_share: Option<Yen>,
}

/// Why a receipt is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnReason {
    /// The four digits of the official code, where there is one.
    pub code: Option<u16>,
    /// The reason in words: what is wrong and where.
    pub text: String,
}

/// A 返戻内訳書 being written.
pub struct ReturnList<'i> {
    issue: &'i Issue,
    sheet: Sheet,
}

impl<'i> ReturnList<'i> {
    /// Begins a list: head and titles.
    pub fn begin(issue: &'i Issue) -> Result<Self, WriteError> {
        Ok(Self { issue, sheet: issue.begin(&FORM)? })
    }

    /// Writes a receipt, or nothing of it.
    pub fn push(&mut self, receipt: &ReturnedReceipt) -> Result<(), WriteError> {
        let before = self.sheet.mark();
        let written = self.receipt(receipt);
        if written.is_err() {
            self.sheet.back_to(before);
        }
        written
    }

    /// One line a payer and a reason, side by side.
    ///
    /// SPEC: レコード種別 3 and 4 and 注1 (items 2, 3, 5, 7, 18–20 once a receipt). That further lines carry further
    /// payers and reasons follows from what note 1 leaves on them; unverified.
    fn receipt(&mut self, receipt: &ReturnedReceipt) -> Result<(), WriteError> {
        let lines = receipt.payers.len().max(receipt.reasons.len()).max(1);
        for at in 0..lines {
            let mut values = self.sheet.line(Part::Detail);
            values.put(1, if at == 0 { 3 } else { 4 });
            self.put_receipt(&mut values, receipt);
            if at == 0 && !receipt.class.donor {
                let (word, left_out) = benefit(&receipt.notes, receipt.duty);
                values.put(6, word);
                values.left_out(6, left_out);
            }
            if let Some(payer) = receipt.payers.get(at) {
                put_payer(&mut values, payer, receipt.class.donor);
            }
            if let Some(reason) = receipt.reasons.get(at) {
                values.put_some(16, reason.code.map(|code| reason_code(self.issue.agency, code)));
                values.put(17, &reason.text);
            }
            self.sheet.end(values, Standing { first: at == 0, first_of_reduction: true })?;
        }
        Ok(())
    }

    fn put_receipt(&self, values: &mut Values, receipt: &ReturnedReceipt) {
        values.put_some(2, self.late_month(receipt.month));
        values.put_some(3, receipt.reception);
        values.put_some(5, receipt.class.word(List::Returns, receipt.month));
        values.put(7, &receipt.name.0);
        values.put(18, &receipt.chart.0);
        values.put(19, &receipt.search_number);
        values.put(20, &receipt.claim_information.0);
    }

    /// 診療年月 of what is filed late: YYMM for electronic receipts, GYYMM for paper.
    fn late_month(&self, month: Month) -> Option<String> {
        let told = month.era_number().filter(|_| month != self.issue.month)?;
        Some(match self.issue.medium {
            Medium::Electronic => format!("{:04}", told % 10_000),
            Medium::Paper => format!("{told:05}"),
        })
    }

    /// The file; `None` when the month of processing has no name.
    pub fn finish(self) -> Option<Written> {
        Some(self.sheet.finish(name::monthly(FORM.id, self.issue)?))
    }
}

/// SPEC: 返戻内訳書 明細部 項番16: 「L9999」 of the fund, 「9999」 of the federations.
fn reason_code(agency: Agency, code: u16) -> String {
    match agency {
        Agency::Fund => format!("L{code:04}"),
        Agency::Federation(_) => format!("{code:04}"),
    }
}

fn put_payer(values: &mut Values, payer: &ReturnedPayer, donor: bool) {
    values.put_some(8, payer.days);
    values.put_some(9, payer.points);
    if donor {
        // SPEC: ＊, ＊1: 保険者番号, 減免区分 and the patient's shares are not written for receipts of organ donors.
        return;
    }
    values.put(4, insurer(&payer.number));
    values.put_some(11, payer.reduction.and_then(reduction_word));
    values.put_some(12, payer.share);
    values.put_some(13, payer.public_share);
    values.put_some(14, payer.meals);
    // SPEC: ＊: 食事・生活標準負担額 of 医科 is not written when it is nought.
    values.put_some(15, payer.meal_share.filter(|share| share.0 != 0));
}

const fn reduction_word(code: u8) -> Option<&'static str> {
    match code {
        1 => Some("減"),
        2 => Some("免"),
        3 => Some("猶"),
        _ => None,
    }
}

/// 保険者番号 as this list has it.
///
/// SPEC: 返戻内訳書 明細部 ＊1: the first four digits are blank where they are 0101 and digits 5 to 7 are not 001. The
/// sentence can be read otherwise (unverified); this reading hides least.
fn insurer(number: &str) -> String {
    match (number.get(..4), number.get(4..7), number.get(4..)) {
        (Some("0101"), Some(middle), Some(rest)) if middle != "001" => format!("    {rest}"),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
