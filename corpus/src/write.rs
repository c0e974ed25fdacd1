//! Turns drafts into records, and the marks of a draft into physical lines.

mod glyphs;

use model::{Coverage, Month, Sex};
use receipt::records::RecordKind;
use receipt::write::{Record, RecordWriter, WriteError, WriteOptions};

use crate::codes::comments::{Comment, Text};
use crate::draft::{Disease, Draft, Group, Line};
use crate::people::{Fund, Insurer, Place};
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
        self.payers(draft, &mut marked)?;
        for disease in &draft.diseases {
            self.line += 1;
            if disease.marked {
                marked.lines.push(self.line);
            }
            disease_record(&mut self.out, &mut self.glyphs, disease)?;
        }
        self.order.clear();
        self.order.extend(draft.live().map(|(at, group)| (group.section, at as u16)));
        self.order.sort_unstable();
        for at in 0..self.order.len() {
            let group = self.order.get(at).and_then(|&(_, g)| draft.groups.get(usize::from(g)));
            if let Some(group) = group {
                self.group(draft, group, &mut marked)?;
            }
        }
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

    fn payers(&mut self, draft: &Draft, marked: &mut Marked) -> Result<(), WriteError> {
        let points = draft.total_points() + draft.overrides.points;
        let days = (draft.real_days.count_ones() as i32 + draft.overrides.days).max(0);
        let meals = draft.meals();
        let before = self.line + 1;
        if let Some(insurer) = draft.payer.insurer {
            self.line += 1;
            insurer_record(&mut self.out, &mut self.glyphs, &insurer, (days, points), meals)?;
        }
        for fund in draft.payer.funds.iter().flatten() {
            self.line += 1;
            fund_record(&mut self.out, fund, draft, (days, points), meals)?;
        }
        if draft.overrides.mark_payer {
            marked.lines.extend(before..=self.line);
        }
        self.count(draft, points);
        if let Some(insurer) = draft.payer.insurer.filter(|_| draft.payer.coverage != Coverage::PublicOnly) {
            self.line += 1;
            // SPEC: 記録条件仕様（医科用）2023-03, ウ（ウ）資格確認レコード: 枝番 is not given for late elderly.
            let mut record = self.out.record(RecordKind::Sn);
            record.code(2, 1).code(3, 1);
            if draft.payer.coverage != Coverage::LateElderly {
                record.code(7, insurer.branch);
            }
            record.end()?;
        }
        Ok(())
    }

    /// SPEC: 記録条件仕様（医科用）2023-03, カ 診療報酬請求書レコード 注: a claim a payer, points of the insurer or the first fund.
    fn count(&mut self, draft: &Draft, points: i64) {
        let funds = draft.payer.funds.iter().flatten().count() as u64;
        self.totals.claims += funds + u64::from(draft.payer.insurer.is_some());
        self.totals.points += points;
    }

    fn group(&mut self, draft: &Draft, group: &Group, marked: &mut Marked) -> Result<(), WriteError> {
        let lines = draft.lines_of(group);
        for (nth, line) in lines.iter().enumerate() {
            self.line += 1;
            if line.marked {
                marked.lines.push(self.line);
            }
            let last = nth + 1 == lines.len();
            self.item(draft, group, line, (nth == 0, last))?;
        }
        Ok(())
    }

    fn item(
        &mut self,
        draft: &Draft,
        group: &Group,
        line: &Line,
        (first, last): (bool, bool),
    ) -> Result<(), WriteError> {
        let (kind, shift) = match line.code / 100_000_000 {
            1 => (RecordKind::Si, 0),
            6 => (RecordKind::Iy, 0),
            _ => (RecordKind::To, 4),
        };
        let mut record = self.out.record(kind);
        if first {
            record.code(2, group.section);
        }
        record.text(3, draft.payer.burden()).code(4, line.code);
        match kind {
            _ if line.quantity == 0 => {}
            RecordKind::Si => {
                record.number(5, line.quantity / model::Quantity::SCALE);
            }
            _ => {
                record.quantity(5, model::Quantity::from_scaled(line.quantity));
            }
        }
        if last {
            record.number(6, group.points);
        }
        record.number(7, group.days.total());
        comments(&mut record, &mut self.glyphs, draft, line, 8 + shift);
        for (day, times) in group.days.iter() {
            record.number(13 + shift + day as u8, times);
        }
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

fn insurer_record(
    out: &mut RecordWriter<'_>,
    glyphs: &mut Glyphs,
    insurer: &Insurer,
    (days, points): (i32, i64),
    (yen, meals): (i64, i64),
) -> Result<(), WriteError> {
    let mut record = out.record(RecordKind::Ho);
    if insurer.digits == 8 {
        record.code(2, insurer.number);
    } else {
        record.raw(2, glyphs.six_digits(insurer.number));
    }
    if let Some(symbol) = insurer.symbol {
        record.raw(3, glyphs.wide(symbol));
    }
    record.raw(4, glyphs.wide(insurer.insured)).number(5, days).number(6, points);
    if meals != 0 {
        record.number(8, meals).number(9, yen);
    }
    record.end()
}

fn fund_record(
    out: &mut RecordWriter<'_>,
    fund: &Fund,
    draft: &Draft,
    (days, points): (i32, i64),
    (yen, meals): (i64, i64),
) -> Result<(), WriteError> {
    // Ten yen a point, one tenth of it up to the ceiling; funds without a ceiling leave nothing to the patient.
    let burden = if draft.payer.insurer.is_some() { points.clamp(0, i64::from(fund.ceiling)) } else { 0 };
    let mut record = out.record(RecordKind::Ko);
    record.code(2, fund.number).code(3, fund.beneficiary).number(5, days).number(6, points).number(7, burden);
    if meals != 0 {
        record.number(11, meals).number(12, yen);
    }
    record.end()
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

fn comments(record: &mut Record<'_>, glyphs: &mut Glyphs, draft: &Draft, line: &Line, from: u8) {
    let (first, count) = (usize::from(line.comments.0), usize::from(line.comments.1));
    let attached = draft.comments.get(first..first + count).unwrap_or_default();
    for (at, &Comment { code, text }) in (0..).zip(attached) {
        record.code(from + at * 2, code);
        match text {
            Text::None => {}
            Text::Fixed(text) => {
                record.text(from + at * 2 + 1, text);
            }
            Text::Day(day) => {
                record.raw(from + at * 2 + 1, glyphs.era_day(day));
            }
            Text::Number(number) => {
                record.raw(from + at * 2 + 1, glyphs.wide(number));
            }
        }
    }
}
