//! A receipt as people know it from paper (診療報酬明細書).
//!
//! Every row of the receipt stands somewhere on the sheet: in the header, among payers, diseases or lines, or in `others`.
//! What the record layouts say of a field (its name, its table of codes, its form) is taken from them.

mod comments;
mod diseases;
mod lines;
mod names;
mod notes;
mod payers;
mod record;
mod shapes;
#[cfg(test)]
pub(crate) mod tests;

use model::{Lang, Text};
use receipt::batch::Receipt;
use receipt::{Batch, RecordKind};
use review::session::Snapshot;

use crate::CheckedReceipt;
use crate::one::one;

pub(crate) use names::Names;
use notes::Notes;
use record::record;
pub use shapes::{
    Note, Sheet, SheetCode, SheetComment, SheetDay, SheetDisease, SheetField, SheetLine, SheetPayer,
    SheetRecord, SheetSection, SheetUnit, SheetVisit,
};

/// Lays a receipt out as on paper; `None` when the bytes hold no receipt. `frame` are the bytes of the institution record.
pub fn sheet(
    receipt: &[u8],
    frame: &[u8],
    of: &CheckedReceipt,
    snapshot: &Snapshot,
    lang: Lang,
) -> Option<Sheet> {
    let batch = one(receipt, frame, of)?;
    let own = batch.receipts.first()?;
    let page = Page {
        batch: &batch,
        own,
        names: Names::new(snapshot.masters(), own.month),
        notes: Notes::new(of),
        of,
        lang,
    };
    let mut sheet = page.begun();
    sheet.payers = page.payers();
    sheet.diseases = page.diseases();
    sheet.sections = page.sections();
    page.rest(&mut sheet);
    sheet.notes = page.notes.of_the_whole(&sheet);
    Some(sheet)
}

/// What a sheet is made with.
struct Page<'a> {
    batch: &'a Batch,
    own: &'a Receipt,
    names: Names<'a>,
    notes: Notes<'a>,
    of: &'a CheckedReceipt,
    lang: Lang,
}

impl Page<'_> {
    fn begun(&self) -> Sheet {
        let own = self.own;
        let inpatient = own.claim_type.map(|of| of.inpatient);
        let title = match inpatient {
            Some(true) => Text::new("診療報酬明細書（医科入院）", "medical claim, inpatient"),
            Some(false) => Text::new("診療報酬明細書（医科入院外）", "medical claim, outpatient"),
            None => Text::new("診療報酬明細書（医科）", "medical claim"),
        };
        let institution = self.batch.frames.iter().find_map(|frame| match frame {
            receipt::Frame::Institution { row, .. } => Some(self.record(*row)),
            receipt::Frame::Summary { .. } => None,
        });
        Sheet {
            seq: self.of.seq,
            number: own.number,
            title: title.in_lang(self.lang).to_owned(),
            month: own.month.map_or_else(String::new, |month| record::month_in_words(month, self.lang)),
            days_of_month: own.month.map_or(31, |month| month.days() as u8),
            first_weekday: own.month.map_or(0, |month| month.first().weekday().num_days_from_sunday() as u8),
            inpatient,
            institution,
            receipt: Some(self.record(own.row)),
            payers: Vec::new(),
            diseases: Vec::new(),
            sections: Vec::new(),
            statements: Vec::new(),
            donor: Vec::new(),
            others: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn record(&self, row: u32) -> SheetRecord {
        record(self.batch, row, &self.notes, self.lang)
    }

    /// Every row that stands nowhere yet.
    fn rest(&self, sheet: &mut Sheet) {
        let own = self.own;
        let placed = sheet.placed();
        for row in own.rows.clone() {
            let line = self.batch.line_of(row);
            if placed.contains(&line) || self.batch.row(row).is_empty() {
                continue;
            }
            let record = self.record(row);
            let kind = self.batch.record_id(row).and_then(RecordKind::from_id);
            if row >= own.donor_row {
                sheet.donor.push(record);
            } else if kind == Some(RecordKind::Sj) {
                sheet.statements.push(record);
            } else {
                sheet.others.push(record);
            }
        }
    }
}

impl Sheet {
    /// The physical lines that stand somewhere on the sheet.
    fn placed(&self) -> std::collections::BTreeSet<u64> {
        let mut lines = std::collections::BTreeSet::new();
        let records = self.institution.iter().chain(&self.receipt);
        let records = records.chain(&self.statements).chain(&self.donor).chain(&self.others);
        lines.extend(records.map(|record| record.line));
        for payer in &self.payers {
            lines.insert(payer.record.line);
            lines.extend(payer.confirmations.iter().chain(&payer.visit_records).map(|record| record.line));
        }
        lines.extend(self.diseases.iter().map(|disease| disease.line));
        for unit in self.sections.iter().flat_map(|section| &section.units) {
            lines.extend(unit.lines.iter().map(|line| line.line));
            lines.extend(unit.lines.iter().flat_map(|line| &line.comments).map(|comment| comment.line));
            lines.extend(unit.comments.iter().map(|comment| comment.line));
        }
        lines
    }
}
