//! Comments that a line may ask for: those of the comment relations that belong to its code, one of which a person chooses.
//!
//! What is chosen is written as a CO record behind the line, with 診療識別 left blank, so that it belongs to the group of the
//! line. Nothing is chosen by us: whether a condition of 別表Ⅰ is met is mostly not in the claim.

#[cfg(test)]
mod tests;

use intake::content::comments::{TextFault, asks_for, check_text};
use masters::{CommentDemand, DigitField};
use model::{Date, Lang, Text};
use receipt::batch::Line;
use receipt::{Batch, Encoding};
use review::session::Snapshot;
use serde::Serialize;

use crate::CheckedReceipt;
use crate::mending::{Edit, Mend, full};
use crate::one::one;
use crate::sheet::Names;

/// The comments that belong to a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommentChoices {
    /// 1-based physical line.
    pub line: u64,
    /// The code on it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Why there may be more; none when the table speaks of the month.
    pub open: Option<String>,
    /// The comments, those of one condition beside each other: one of them is enough.
    pub choices: Vec<CommentChoice>,
}

/// A comment that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommentChoice {
    /// コメントコード.
    pub code: String,
    /// Its fixed text, as the master has it.
    pub text: String,
    /// 記載要領 別表Ⅰ and the like.
    pub notice: String,
    /// 項番, 区分 and 枝番: the condition whose comments are alternatives.
    pub clause: (String, String, String),
    /// When it is to be written.
    pub condition: String,
    /// Whether it must be: yes, no (its condition is not met), or none where the claim alone cannot decide.
    pub is_due: Option<bool>,
    /// Whether a comment of the same condition stands on the receipt.
    pub is_met: bool,
    /// The pattern of the comment.
    pub pattern: u8,
    /// Whether something is to be entered.
    pub needs_text: bool,
    /// What is to be entered.
    pub asks_for: String,
    /// Where entered digits go in the fixed text: character (from 1) and how many.
    pub places: Vec<(u8, u8)>,
    #[serde(skip)]
    put: Put,
}

/// Where and how a comment is put.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Put {
    /// Behind the line.
    at: u64,
    /// Whether the line has an end.
    ended: bool,
    /// What ends lines there.
    line_end: &'static [u8],
    burden: Vec<u8>,
    encoding: Encoding,
}

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRefused {
    /// It is not what the comment asks for.
    Wrong(TextFault),
    /// So many bytes in Shift_JIS; 76 at most.
    TooLong(usize),
    /// A character has no place in Shift_JIS, or separates fields or lines.
    Character,
}

impl TextRefused {
    /// A sentence for people; `asks` is what the comment asks for.
    pub fn message(self, asks: &str, lang: Lang) -> String {
        match (self, lang) {
            (Self::Wrong(TextFault::Missing), Lang::Ja) => format!("「{asks}」を記録してください"),
            (Self::Wrong(TextFault::Missing), Lang::En) => format!("write {asks}"),
            (Self::Wrong(TextFault::Form), Lang::Ja) => format!("「{asks}」の形ではありません"),
            (Self::Wrong(TextFault::Form), Lang::En) => format!("this is not {asks}"),
            (Self::Wrong(TextFault::Unneeded), Lang::Ja) => {
                format!("余分な文字があります（記録するのは「{asks}」）")
            }
            (Self::Wrong(TextFault::Unneeded), Lang::En) => format!("there is more than {asks}"),
            (Self::TooLong(bytes), Lang::Ja) => {
                format!("文字データは{MOST}バイト以内ですが{bytes}バイトです")
            }
            (Self::TooLong(bytes), Lang::En) => format!("the text may have {MOST} bytes but has {bytes}"),
            (Self::Character, Lang::Ja) => "シフトJISにない文字か、使えない文字があります".to_owned(),
            (Self::Character, Lang::En) => {
                "a character has no place in Shift_JIS or may not be used".to_owned()
            }
        }
    }
}

/// SPEC: 記録条件仕様（医科用）2023-03 第１章３（４）オ（エ）: 文字データ of CO has 76 bytes at most.
const MOST: usize = 76;

impl CommentChoice {
    /// This comment with what was entered, as a record behind the line. Half-width characters are written full-width, as
    /// the field has them.
    ///
    /// # Errors
    /// What was entered is not what the comment asks for.
    pub fn write(&self, entered: &str) -> Result<Mend, TextRefused> {
        let text = full(entered.trim());
        let places: Vec<DigitField> =
            self.places.iter().map(|&(column, digits)| DigitField { column, digits }).collect();
        check_text(self.pattern, &places, &text).map_err(TextRefused::Wrong)?;
        let (bytes, _, failed) = encoding_rs::SHIFT_JIS.encode(&text);
        if failed || text.chars().any(char::is_control) {
            return Err(TextRefused::Character);
        }
        if bytes.len() > MOST {
            return Err(TextRefused::TooLong(bytes.len()));
        }
        let put = &self.put;
        let text = match put.encoding {
            Encoding::Cp932 => bytes.as_ref(),
            Encoding::Utf8 => text.as_bytes(),
        };
        let mut with = if put.ended { Vec::new() } else { put.line_end.to_vec() };
        for part in [b"CO,,", put.burden.as_slice(), b",", self.code.as_bytes(), b",", text] {
            with.extend_from_slice(part);
        }
        if put.ended {
            with.extend_from_slice(put.line_end);
        }
        Ok(Mend { edits: vec![Edit { start: put.at, len: 0, with }] })
    }
}

/// The comments that belong to a line of a receipt; `None` when no line with a code stands there.
pub fn comment_choices(
    (receipt, frame): (&[u8], &[u8]),
    of: &CheckedReceipt,
    line: u64,
    snapshot: &Snapshot,
    lang: Lang,
) -> Option<CommentChoices> {
    let batch = one(receipt, frame, of)?;
    let own = batch.receipts.first()?;
    let day = own.month?.first();
    let row = u32::try_from(line.checked_sub(batch.lines_before + 1)?).ok()?;
    let range = own.lines.start as usize..own.lines.end as usize;
    let found = batch.lines.get(range.clone())?.iter().find(|line| line.row == row && line.code != 0)?;
    let names = Names::new(snapshot.masters(), own.month);
    let asking = Asking { batch: &batch, line: found, day, names, lang, put: put(&batch, row, (frame, of)) };
    let demands = snapshot.masters().comment_demands(found.code, day);
    let open = demands.cause().map(|cause| cause.message(lang));
    let choices = demands.filter(|demand| demand.patient_state().is_empty() && !demand.is_for_not_claiming());
    Some(CommentChoices {
        line,
        code: format!("{:09}", found.code),
        name: names.line(found.kind, found.code).0.to_owned(),
        open,
        choices: choices.filter_map(|demand| asking.choice(demand)).collect(),
    })
}

/// Behind a row: where in the file, how its line ends, and with which 負担区分.
fn put(batch: &Batch, row: u32, (frame, of): (&[u8], &CheckedReceipt)) -> Put {
    let end = batch.row_start(row + 1).min(batch.bytes.len());
    let content = batch.row_range(row).end;
    let written = batch.bytes.get(content..end).unwrap_or_default();
    let ended = written.ends_with(b"\n");
    let at = if ended { end } else { content };
    /// 負担区分 of lines.
    const BURDEN: u8 = 3;
    Put {
        at: of.bytes.0 + (at.saturating_sub(frame.len())) as u64,
        ended,
        line_end: if written == b"\n" { b"\n" } else { b"\r\n" },
        burden: batch.field(row, BURDEN).to_vec(),
        encoding: batch.encoding,
    }
}

/// A line that is asked about.
struct Asking<'a> {
    batch: &'a Batch,
    line: &'a Line,
    day: Date,
    names: Names<'a>,
    lang: Lang,
    put: Put,
}

impl Asking<'_> {
    fn choice(&self, demand: CommentDemand<'_>) -> Option<CommentChoice> {
        let code = demand.comment().0;
        let comment = self.names.comment(code)?;
        let (number, section, branch) = demand.clause();
        let is_met = self
            .names
            .masters
            .comment_demands(self.line.code, self.day)
            .any(|other| other.clause() == demand.clause() && self.is_written(other.comment().0));
        Some(CommentChoice {
            code: format!("{code:09}"),
            text: comment.name().to_owned(),
            notice: notice(demand.notice()).in_lang(self.lang).to_owned(),
            clause: (number.to_owned(), section.to_owned(), branch.to_owned()),
            condition: self.condition(demand),
            is_due: self.is_due(demand),
            is_met,
            pattern: comment.pattern(),
            needs_text: comment.pattern() != 20,
            asks_for: asks_for(comment.pattern()).in_lang(self.lang).to_owned(),
            places: comment.digit_fields().map(|place| (place.column, place.digits)).collect(),
            put: self.put.clone(),
        })
    }

    fn own(&self) -> Option<&receipt::batch::Receipt> {
        self.batch.receipts.first()
    }

    fn is_written(&self, comment: u32) -> bool {
        let own = self.own().map_or(0..0, |own| own.comments.start as usize..own.comments.end as usize);
        self.batch.comments.code.get(own).unwrap_or_default().contains(&comment)
    }

    /// SPEC: コメント関連テーブル ファイル仕様説明書（令和6年度版）２ items 14, 16 and 17; 10 and above are the same where DPC
    /// hospitals leave it off, which medical claims are not.
    fn is_due(&self, demand: CommentDemand<'_>) -> Option<bool> {
        match demand.condition() {
            1 | 11 => Some(true),
            2 | 12 => {
                let inpatient = self.own()?.claim_type?.inpatient;
                Some(demand.in_out() == if inpatient { 1 } else { 2 })
            }
            3 | 13 => Some(self.times() >= demand.times()),
            _ => None,
        }
    }

    /// How often the code stands on the receipt.
    fn times(&self) -> u32 {
        let own = self.own().map_or(0..0, |own| own.lines.start as usize..own.lines.end as usize);
        let lines = self.batch.lines.get(own).unwrap_or_default().iter();
        let same = lines.filter(|line| line.code == self.line.code && line.kind == self.line.kind);
        same.map(|line| u32::from(line.day_total.max(line.count))).sum()
    }

    fn condition(&self, demand: CommentDemand<'_>) -> String {
        let text = match demand.condition() {
            1 | 11 => Text::new("必ず記録する", "always"),
            2 | 12 => match demand.in_out() {
                1 => Text::new("入院の明細書に記録する", "on inpatient claims"),
                _ => Text::new("入院外の明細書に記録する", "on outpatient claims"),
            },
            3 | 13 => {
                let times = demand.times();
                return match self.lang {
                    Lang::Ja => format!("{times}回以上算定するときに記録する"),
                    Lang::En => format!("when claimed {times} times or more"),
                };
            }
            20 => Text::new("長期収載品の選定療養のときに記録する", "for elective drugs"),
            _ => {
                Text::new("記載要領の条件に当たるときに記録する", "where the condition of the notice is met")
            }
        };
        text.in_lang(self.lang).to_owned()
    }
}

/// SPEC: コメント関連テーブル ファイル仕様説明書（令和6年度版）２ item 2.
const fn notice(of: u8) -> Text {
    match of {
        1 => Text::new("記載要領 別表Ⅰ（医科）", "filling-in rules, table I (medical)"),
        5 => Text::new("記載要領 別表Ⅱ（医薬品）", "filling-in rules, table II (drugs)"),
        6 => Text::new("記載要領 別表Ⅲ（検査値）", "filling-in rules, table III (test values)"),
        _ => Text::new("コメント関連テーブル", "comment relations"),
    }
}
