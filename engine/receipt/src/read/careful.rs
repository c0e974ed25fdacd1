//! The careful way: split the row, test every field by its layout, say exactly what is wrong, fill the columns.

use model::{DefectKind, Detail};

use super::fields::Fields;
use super::pass::{Pass, Row};
use super::{MAX_ROW, compiled, history_line, into_columns, order};
use crate::characters::END_OF_FILE;
use crate::form;
use crate::layout::Compiled;
use crate::records::{Part, RecordKind};

/// The item of RE that only returned and re-filed receipts carry (検索番号).
const SEARCH_NUMBER: usize = 19;

/// Takes any row, given by its ordinal and its place: in numbers, which the quick way keeps in registers.
#[inline(never)]
pub fn take(pass: &mut Pass<'_>, index: u32, start: usize, end: usize) {
    let row = Row { index, start, end };
    let content = pass.bytes.get(row.start..row.end).unwrap_or_default();
    if pass.batch.end_of_file.is_some() {
        pass.tell_row(row, None, DefectKind::AfterEof, Detail::None);
    }
    match content {
        [] => pass.tell_row(row, None, DefectKind::EmptyLine, Detail::None),
        [END_OF_FILE] => pass.batch.end_of_file = Some(row.index),
        _ if content.len() > MAX_ROW => {
            let detail = Detail::Two(MAX_ROW as i64, content.len() as i64);
            pass.tell_row(row, None, DefectKind::LineTooLong, detail);
        }
        [b'0'..=b'9', ..] => take_history(pass, row, content),
        _ => match kind_of(content) {
            Some(kind) => take_record(pass, row, content, kind),
            None => pass.tell_row(row, None, DefectKind::UnknownRecord, Detail::None),
        },
    }
}

fn kind_of(content: &[u8]) -> Option<RecordKind> {
    match content {
        [a, b] | [a, b, b',', ..] => RecordKind::from_id(model::RecordId([*a, *b])),
        _ => None,
    }
}

/// A line of a history block: kept as it is, never part of what is claimed now.
fn take_history(pass: &mut Pass<'_>, row: Row, content: &[u8]) {
    if history_line::record_of(content).is_some() {
        pass.batch.history.push(row.index);
    } else {
        pass.tell_row(row, None, DefectKind::UnknownRecord, Detail::None);
    }
}

#[inline(always)]
fn take_record(pass: &mut Pass<'_>, row: Row, content: &[u8], kind: RecordKind) {
    let Some(layout) = compiled(kind) else { return };
    let fields = Fields::split(content, row.start, pass.marks);
    if kind == RecordKind::Re {
        into_columns::receipt(pass, row, &fields);
    } else {
        stands_right(pass, row, kind);
    }
    test_fields(pass, row, kind, layout, &fields);
    into_columns::take(pass, row, kind, &fields);
}

/// Whether the record may stand where it stands.
fn stands_right(pass: &mut Pass<'_>, row: Row, kind: RecordKind) {
    if matches!(kind.standing().part, Part::Receipt | Part::Donor) {
        if pass.order.in_receipt {
            order::follow(pass, row, kind);
        } else {
            pass.tell_record(row, kind, DefectKind::OutsideReceipt, Detail::None);
        }
    }
}

fn test_fields(pass: &mut Pass<'_>, row: Row, kind: RecordKind, layout: &Compiled, fields: &Fields<'_>) {
    let filled = fields.filled();
    if fields.total() > layout.items() {
        let detail = Detail::Two(layout.items() as i64, fields.total() as i64);
        pass.tell_record(row, kind, DefectKind::TooManyFields, detail);
    }
    each_bit(layout.required & !filled, |item| {
        tell(pass, row, kind, layout, fields, item, (DefectKind::RequiredMissing, Detail::None));
    });
    each_bit(layout.reserved & filled, |item| {
        let detail = Detail::One(item as i64);
        tell(pass, row, kind, layout, fields, item, (DefectKind::ReservedUsed, detail));
    });
    let refiled = kind == RecordKind::Re && !fields.get(SEARCH_NUMBER).is_empty();
    if !refiled && !pass.refiled {
        each_bit(layout.omitted & filled, |item| {
            tell(pass, row, kind, layout, fields, item, (DefectKind::FilingOmitted, Detail::None));
        });
    }
    pass.refiled |= refiled;
    let encoding = pass.batch.encoding;
    each_bit(filled & layout.tested, |item| {
        let Some(column) = layout.columns.get(item - 2) else { return };
        let value = fields.get(item);
        if !form::is_clean(&column.test, value, encoding) {
            form::faults(column, value, encoding, |fault| tell(pass, row, kind, layout, fields, item, fault));
        }
    });
}

#[inline(always)]
fn each_bit(mut mask: u64, mut act: impl FnMut(usize)) {
    while mask != 0 {
        act(mask.trailing_zeros() as usize + 1);
        mask &= mask - 1;
    }
}

#[cold]
fn tell(
    pass: &mut Pass<'_>,
    row: Row,
    kind: RecordKind,
    layout: &Compiled,
    fields: &Fields<'_>,
    item: usize,
    fault: form::Fault,
) {
    let range = fields.range(item);
    let range = row.start + range.start..row.start + range.end;
    let official = layout.columns.get(item - 2).and_then(|column| column.field.official);
    let official =
        official.filter(|_| fault.0 != DefectKind::RequiredMissing || kind.standing().part == Part::File);
    pass.tell_field(row, kind, (item as u8, range), fault, official);
}
