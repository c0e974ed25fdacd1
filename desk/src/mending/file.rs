//! A file walked once more for what can be repaired of it.

use encoding_rs::SHIFT_JIS;
use intake::file::FileState;
use model::{Defect, DefectKind};
use receipt::cut::{Cutter, Limits};
use receipt::{Batch, Encoding, RecordKind, read};

use super::ending;
use super::field::{At, mended};
use super::kinds::Kind;
use super::sums::Sums;
use super::{Draft, Edit};

/// How the text of a file is written.
pub(super) enum Encoded {
    /// Shift_JIS, or nothing but ASCII.
    AsItShould,
    /// UTF-8 of which every character has a place in Shift_JIS.
    Convertible(Draft),
    /// UTF-8 with something else in it.
    Stuck,
}

/// Whether the file is UTF-8, as the reader sees it.
pub(super) fn utf8(bytes: &[u8]) -> Encoded {
    let mut is_utf8 = false;
    each_batch(bytes, |batch, _| is_utf8 |= batch.encoding == Encoding::Utf8);
    if !is_utf8 {
        return Encoded::AsItShould;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(text) else { return Encoded::Stuck };
    let (with, _, failed) = SHIFT_JIS.encode(text);
    if failed {
        return Encoded::Stuck;
    }
    let edit = Edit { start: 0, len: bytes.len() as u64, with: with.into_owned() };
    let draft =
        Draft { kinds: vec![Kind::Utf8], seq: None, line: 1, record: None, field: None, edits: vec![edit] };
    Encoded::Convertible(draft)
}

/// Everything that can be repaired of a file in Shift_JIS.
pub(super) fn drafts(bytes: &[u8]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut sums = Sums::default();
    each_batch(bytes, |batch, defects| {
        sums.take(batch);
        drafts.extend(defects.iter().filter_map(|defect| of_defect(batch, defect)));
        drafts.extend(sums.of_summaries(batch, defects));
    });
    drafts.extend(sums.numbers());
    drafts.extend(ending::line_ends(bytes));
    drafts.extend(ending::last_line_end(bytes));
    drafts
}

/// Gives every batch with its defects as a check sees them.
fn each_batch(bytes: &[u8], mut each: impl FnMut(&Batch, &[Defect])) {
    let mut cutter = Cutter::new(bytes, Limits::default());
    let (mut batch, mut file) = (Batch::default(), FileState::default());
    // Reading from memory cannot fail.
    while cutter.next(&mut batch).unwrap_or(false) {
        receipt::read(&mut batch);
        intake::structure::check(&mut batch);
        file.take(&mut batch);
        each(&batch, &batch.defects);
    }
}

fn of_defect(batch: &Batch, defect: &Defect) -> Option<Draft> {
    let row = u32::try_from(defect.place.line.checked_sub(batch.lines_before + 1)?).ok()?;
    match defect.kind {
        DefectKind::EmptyLine => ending::empty_line(batch, row),
        DefectKind::TooManyFields => spare_fields(batch, row, defect),
        DefectKind::AfterEof => ending::after_end(batch, row, defect),
        _ => {
            let item = defect.place.field.filter(|_| is_of_form(defect.kind))?;
            field(batch, (row, item), defect)
        }
    }
}

/// Whether a kind of defect is about how a field is written.
const fn is_of_form(kind: DefectKind) -> bool {
    use DefectKind as K;
    matches!(
        kind,
        K::WrongLength
            | K::NotDigits
            | K::DecimalForm
            | K::NotAscii
            | K::NotFullWidth
            | K::MixedWidth
            | K::Quote
            | K::TrailingSpace
            | K::SpareZeros
            | K::NotInTable
            | K::ListLength
            | K::BadDate
            | K::BadMonth
            | K::EraDate
            | K::ReservedUsed
            | K::BeneficiaryLength
    )
}

fn field(batch: &Batch, (row, item): (u32, u8), defect: &Defect) -> Option<Draft> {
    if batch.history.contains(&row) {
        return None;
    }
    let record = batch.record_id(row)?;
    let kind = RecordKind::from_id(record)?;
    let column = read::compiled(kind)?.column(item)?;
    let written = batch.field(row, item);
    let (kinds, with) = mended(At { kind, item, column }, written)?;
    let start = batch.offset + place_of(batch, row, item)? as u64;
    let edit = Edit { start, len: written.len() as u64, with };
    Some(Draft {
        kinds,
        seq: defect.seq,
        line: defect.place.line,
        record: Some(record),
        field: Some((item, column)),
        edits: vec![edit],
    })
}

/// Where a field begins in the bytes of its batch; `None` when the record ends before it.
pub(super) fn place_of(batch: &Batch, row: u32, item: u8) -> Option<usize> {
    let range = batch.row_range(row);
    let bytes = batch.bytes.get(range.clone())?;
    let mut start = range.start;
    for (field, at) in bytes.split(|byte| *byte == b',').zip(1..=u8::MAX) {
        if at == item {
            return Some(start);
        }
        start += field.len() + 1;
    }
    None
}

/// Blank fields behind the last one; a value there is not ours to remove.
fn spare_fields(batch: &Batch, row: u32, defect: &Defect) -> Option<Draft> {
    let record = batch.record_id(row)?;
    let items = read::compiled(RecordKind::from_id(record)?)?.items();
    let range = batch.row_range(row);
    let bytes = batch.bytes.get(range.clone())?;
    let kept: usize = bytes.split(|byte| *byte == b',').take(items).map(|field| field.len() + 1).sum();
    let spare = bytes.get(kept.checked_sub(1)?..)?;
    let is_blank = !spare.is_empty() && spare.iter().all(|byte| matches!(byte, b',' | b' '));
    let start = batch.offset + (range.end - spare.len()) as u64;
    is_blank.then(|| Draft {
        kinds: vec![Kind::SpareFields],
        seq: defect.seq,
        line: defect.place.line,
        record: Some(record),
        field: None,
        edits: vec![Edit { start, len: spare.len() as u64, with: Vec::new() }],
    })
}
