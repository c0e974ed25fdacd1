//! 受付・事務点検ASP結果リスト of one checked file, a list an institution.

use formats::intake_list::{Faulty, Sending};
use formats::{Agency, Institution, asp_list as list};
use model::{Branch, Date};
use receipt::cut::Limits;
use receipt::{Batch, Frame, characters};
use serde::Serialize;
use wire::{DefectRow, FindingRow, LineRow};

use super::{Facts, Intake, faulty};
use crate::{Checked, CheckedDefect, CheckedFinding, CheckedReceipt};

/// 医療機関名称 of IR.
const NAME: u8 = 7;

/// A list, as a file. It names patients.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AspList {
    /// The name that the agencies give such a file.
    pub name: String,
    /// CSV in Shift_JIS.
    pub bytes: Vec<u8>,
    /// How many errors or receipts have no place in it: no official code, or a value that its columns cannot hold.
    pub left_out: usize,
}

/// What a file has of such lists.
#[derive(Clone, PartialEq, Eq, Default, Serialize)]
pub struct AspLists {
    /// The lists, one an institution.
    pub lists: Vec<AspList>,
    /// Institutions with errors of which no list could be written.
    pub unwritten: Vec<Unwritten>,
}

/// Errors of an institution that stand in no list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unwritten {
    /// The institution: two digits of the prefecture and its seven.
    pub institution: String,
    /// How many receipts (and the file as a whole) have errors that belong in the list.
    pub errors: usize,
    /// Why there is no list, in Japanese and English; no value is named.
    pub why: (String, String),
}

/// A list being made.
struct Open {
    who: receipt::Institution,
    name: String,
    all: Vec<Faulty>,
    left_out: usize,
}

/// The lists of what intake found in a file, one an institution; those without any error are not written. `sent` is the day
/// of sending, where it is known; `number` which sending of the month it is.
pub fn asp_list(bytes: &[u8], checked: &Checked, sent: Option<Date>, number: u16) -> AspLists {
    let mut lists: Vec<Open> = Vec::new();
    let Ok(_) = review::walk(bytes, Limits::default(), |batch| {
        let mut frames = batch.frames.iter().peekable();
        for at in 0..batch.receipts.len() {
            while let Some(frame) = frames.next_if(|frame| stands_before(frame, at)) {
                begin(&mut lists, batch, frame);
            }
            let of = Facts { batch, receipt: at };
            let kept = usize::try_from(batch.seq_of(at) - 1).ok().and_then(|at| checked.receipts.get(at));
            if let Some((list, kept)) = lists.last_mut().zip(kept) {
                list.take(Some(of), &kept.defects, &kept.findings, (checked, Some(kept)));
            }
        }
        frames.for_each(|frame| begin(&mut lists, batch, frame));
        Ok::<(), std::convert::Infallible>(())
    });
    // What is wrong with the file as a whole stands at the head of its first list.
    if let Some(first) = lists.first_mut() {
        let receipts = std::mem::take(&mut first.all);
        first.take(None, &checked.defects, &[], (checked, None));
        first.all.extend(receipts);
    }
    let mut all = AspLists::default();
    for open in lists.into_iter().filter(|open| !open.all.is_empty()) {
        match open.written(sent, number) {
            Ok(list) => all.lists.push(list),
            Err(why) => all.unwritten.push(open.unwritten(why)),
        }
    }
    all
}

fn stands_before(frame: &Frame, receipt: usize) -> bool {
    match frame {
        Frame::Institution { receipts, .. } | Frame::Summary { receipts, .. } => {
            *receipts as usize <= receipt
        }
    }
}

/// Another institution files from here on; the same again (an IR for each receipt) goes on.
fn begin(lists: &mut Vec<Open>, batch: &Batch, frame: &Frame) {
    let Frame::Institution { row, institution, .. } = *frame else { return };
    let same = |one: receipt::Institution| (one.agency, one.prefecture, one.code, one.billed);
    if lists.last().is_none_or(|last| same(last.who) != same(institution)) {
        let name = characters::decode(batch.field(row, NAME), batch.encoding).trim().to_owned();
        lists.push(Open { who: institution, name, all: Vec::new(), left_out: 0 });
    }
}

impl Open {
    fn take(
        &mut self,
        of: Option<Facts<'_>>,
        defects: &[CheckedDefect],
        findings: &[CheckedFinding],
        (checked, kept): (&Checked, Option<&CheckedReceipt>),
    ) {
        let seq = kept.map(|kept| kept.seq);
        let defects: Vec<DefectRow> =
            defects.iter().map(|defect| defect_row(&checked.file, seq, defect)).collect();
        let findings: Vec<FindingRow> =
            findings.iter().map(|finding| finding_row(&checked.file, seq.unwrap_or(0), finding)).collect();
        let intake = Intake::of(of, &defects, &findings);
        self.left_out += intake.unlisted;
        let errors = intake.errors;
        if !errors.is_empty() {
            self.all.push(match of {
                Some(of) => faulty(of, errors),
                None => Faulty { errors, ..Faulty::default() },
            });
        }
    }

    fn written(&self, sent: Option<Date>, number: u16) -> Result<AspList, (String, String)> {
        let of_head = |ja: &str, en: &str| (format!("IRレコードの{ja}"), format!("IR: {en}"));
        let prefecture = Branch::of_prefecture(self.who.prefecture)
            .ok_or_else(|| of_head("都道府県が正しくありません", "there is no such prefecture"))?;
        let agency = match self.who.agency {
            1 => Agency::Fund,
            2 => Agency::Federation(prefecture),
            _ => return Err(of_head("審査支払機関が正しくありません", "there is no such agency")),
        };
        let institution = Institution { prefecture, code: self.who.code, name: self.name.clone() };
        // SPEC: 療養の給付及び公費負担医療に関する費用の請求に関する命令 第二条: filed by the tenth of the month after.
        let month = self.who.billed.and_then(|billed| billed.plus(-1));
        let month = month.ok_or_else(|| of_head("請求年月がありません", "there is no month of filing"))?;
        let sending = Sending { agency, institution, month, day: sent, number };
        let mut list = list::begin(&sending).map_err(|error| {
            let column = error.column.name;
            (format!("一覧の「{column}」の欄に書けません"), error.to_string())
        })?;
        let mut left_out = self.left_out;
        for faulty in &self.all {
            // The list says which column cannot hold what; the claim page shows the error all the same.
            left_out += usize::from(list.push(faulty).is_err());
        }
        let written = list.finish();
        Ok(AspList { name: written.name, bytes: written.bytes, left_out })
    }

    fn unwritten(&self, why: (String, String)) -> Unwritten {
        let institution = format!("{:02}{:07}", self.who.prefecture, self.who.code);
        Unwritten { institution, errors: self.all.len(), why }
    }
}

fn defect_row(file: &str, seq: Option<u64>, of: &CheckedDefect) -> DefectRow {
    DefectRow {
        file: file.to_owned(),
        seq,
        line: of.line,
        record: of.record.clone(),
        field_name: of.field_name.clone(),
        level: of.level.clone(),
        code: of.code.clone(),
        message: of.message.clone(),
        advice: of.advice.clone(),
    }
}

fn finding_row(file: &str, seq: u64, of: &CheckedFinding) -> FindingRow {
    let line = |line: &crate::CheckedLine| LineRow {
        file: line.file.clone(),
        seq: line.seq,
        line: line.line,
        code: line.code.clone(),
        role: line.role.clone(),
        month: line.month,
    };
    FindingRow {
        id: of.id.clone(),
        file: file.to_owned(),
        seq,
        receipt: None,
        institution: None,
        month: None,
        rule: of.rule.clone(),
        edition: of.edition.clone(),
        check: of.check.clone(),
        certainty: of.certainty.clone(),
        conclusion: of.conclusion.clone(),
        reason: None,
        official_code: of.official_code.clone(),
        level: of.level.clone(),
        lines: of.lines.iter().map(line).collect(),
        days: of.days.clone(),
        rows: of.rows.clone(),
        points: of.points,
        doubt: of.doubt.clone(),
        message: of.message.clone(),
        advice: of.advice.clone(),
        basis: of.basis.clone(),
        subsumed_by: of.subsumed_by.clone(),
        text: of.text.clone(),
        state: of.state.clone(),
        effect: None,
        by_payer: Vec::new(),
        slip: None,
    }
}

impl std::fmt::Debug for AspList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AspList({}, {} bytes)", self.name, self.bytes.len())
    }
}
