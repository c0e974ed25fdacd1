//! Turns drafts into records, and the marks of a draft into physical lines.

mod details;
mod donor;
mod glyphs;
mod payers;

use model::{Month, Sex};
use receipt::records::RecordKind;
use receipt::write::{Record, RecordWriter, WriteError, WriteOptions};

use crate::draft::{Disease, Draft};
use crate::people::Place;
use glyphs::Glyphs;

/// What GO sums up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// 総件数.
    pub(crate) claims: u64,
    /// 総合計点数.
    pub(crate) points: i64,
}

/// Writes one block: IR, receipts, GO.
pub(crate) struct BlockWriter<'o> {
    out: RecordWriter<'o>,
    glyphs: Glyphs,
    /// Physical lines written so far.
    line: u64,
    totals: Totals,
    order: Vec<(u8, u16)>,
}

/// Where a receipt stands: its lines that are marked, with the days of the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    pub(crate) lines: Vec<u64>,
}

impl<'o> BlockWriter<'o> {
    pub(crate) fn new(out: &'o mut Vec<u8>) -> Self {
        let out = RecordWriter::new(
            out,
            WriteOptions { end_of_file: receipt::write::EndOfFile::None, ..WriteOptions::STANDARD },
        );
        Self { out, glyphs: Glyphs::default(), line: 0, totals: Totals::default(), order: Vec::new() }
    }

    /// How many lines were written.
    pub(crate) const fn lines(&self) -> u64 {
        self.line
    }

    /// The institution; claims of a month are filed in the next.
    pub(crate) fn begin(&mut self, place: &Place, agency: u8, month: Month) -> Result<(), WriteError> {
        let filed = month.plus(1).unwrap_or(month);
        let name = self.glyphs.place_name(place.is_hospital(), place.index);
        self.line += 1;
        self.out
            .record(RecordKind::Ir)
            .code(2, agency)
            .code(3, place.prefecture)
            .code(4, 1)
            .code(5, place.code)
            .raw(7, name)
            .month(8, filed)
            .code(9, 0)
            .end()
    }

    /// GO, which ends the block.
    pub(crate) fn end(&mut self) -> Result<(), WriteError> {
        self.line += 1;
        let Totals { claims, points } = self.totals;
        self.out.record(RecordKind::Go).number(2, claims).number(3, points).code(4, 99).end()
    }

    /// One receipt; gives the marked lines.
    pub(crate) fn receipt(
        &mut self,
        draft: &Draft,
        place: &Place,
        number: u32,
    ) -> Result<Marked, WriteError> {
        let mut marked = Marked::default();
        self.common(draft, place, number, &mut marked)?;
        self.payers(draft, place, &mut marked)?;
        for disease in &draft.diseases {
            self.line += 1;
            if disease.marked {
                marked.lines.push(self.line);
            }
            disease_record(&mut self.out, &mut self.glyphs, disease)?;
        }
        self.details(draft, place, &mut marked)?;
        self.statement(draft)?;
        self.donor(draft, place, &mut marked)?;
        Ok(marked)
    }

    fn common(
        &mut self,
        draft: &Draft,
        place: &Place,
        number: u32,
        marked: &mut Marked,
    ) -> Result<(), WriteError> {
        self.line += 1;
        if draft.overrides.mark_receipt {
            marked.lines.push(self.line);
        }
        let claim_type =
            draft.overrides.claim_type.unwrap_or_else(|| draft.payer.claim_type(draft.inpatient));
        let person = place.index.wrapping_mul(100_000).wrapping_add(draft.patient.index) % 10_000_000;
        let mut record = self.out.record(RecordKind::Re);
        record
            .number(2, number)
            .code(3, claim_type)
            .month(4, draft.month)
            .raw(5, self.glyphs.person_name(person))
            .code(6, if draft.patient.sex == Sex::Male { 1 } else { 2 })
            .date(7, draft.patient.birth);
        if let Some(benefit) = draft.payer.insurer.and_then(|i| i.benefit) {
            record.number(8, benefit);
        }
        if let Some(admitted) = draft.admitted {
            record.date(9, admitted);
        }
        notes(&mut record, draft);
        if place.is_hospital() && needs_beds(draft) {
            record.number(13, place.beds);
        }
        record.number(14, draft.patient.index + 1);
        if let Some(department) = place.specialty.department() {
            record.code(22, department);
        }
        record.raw(37, self.glyphs.person_kana(person));
        record.end()
    }
}

/// SPEC: 記録条件仕様（医科用）2023-03, レセプト共通レコード 病床数: hospitals that claim 外来診療料 or 特定疾患療養管理料.
fn needs_beds(draft: &Draft) -> bool {
    use crate::codes::procedures::{
        HOSPITAL_VISIT, SPECIFIC_DISEASE_HOSPITAL, SPECIFIC_DISEASE_SMALL_HOSPITAL,
    };
    let codes = [HOSPITAL_VISIT, SPECIFIC_DISEASE_HOSPITAL, SPECIFIC_DISEASE_SMALL_HOSPITAL];
    codes.iter().any(|&code| draft.has(code))
}

fn notes(record: &mut Record<'_>, draft: &Draft) {
    let mut written = [b' '; 4];
    let mut length = 0;
    for note in [draft.note, draft.payer.note].into_iter().flatten() {
        if let Some(slot) = written.get_mut(length..length + 2) {
            slot.copy_from_slice(note.as_bytes());
            length += 2;
        }
    }
    record.raw(12, written.get(..length).unwrap_or_default());
}

fn disease_record(
    out: &mut RecordWriter<'_>,
    glyphs: &mut Glyphs,
    disease: &Disease,
) -> Result<(), WriteError> {
    let mut record = out.record(RecordKind::Sy);
    record.code(2, disease.code).date(3, disease.start).code(4, disease.outcome);
    record.raw(5, glyphs.modifiers(&disease.modifiers)).text(6, disease.name);
    if disease.main {
        record.raw(7, b"01");
    }
    record.end()
}
