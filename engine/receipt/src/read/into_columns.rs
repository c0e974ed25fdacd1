//! From the fields of a record to the columns, one function a kind of record.

use model::{BurdenSet, ClaimType, CommentCode, DefectKind, Detail, DiseaseCode, ProcedureCode, Sex};

use super::fields::Fields;
use super::pass::{Pass, Row};
use super::values;
use crate::batch::{Confirmation, Disease, Line, Marked, Visits};
use crate::batch::{Frame, Institution, LineKind, NO_QUANTITY, Payer, Receipt};
use crate::characters;
use crate::form;
use crate::records::RecordKind;

/// The code of the modifier "suspected" (の疑い).
const SUSPECTED: u16 = model::ModifierCode::SUSPECTED.0;

/// Record, payer and days of JD, as the bits of filled items.
const DAYS_OF_JD: u64 = (1 << 33) - 1;

/// Digits of 医療機関コード.
const INSTITUTION_CODE: usize = 7;

/// The most lines that may follow each other without 診療識別.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 第１章３（３）ア（オ）注１.
pub const MAX_BLANK_RUN: u32 = 98;

/// Fills the columns from a record that is not RE.
pub fn take(pass: &mut Pass<'_>, row: Row, kind: RecordKind, fields: &Fields<'_>) {
    match kind {
        RecordKind::Re => {}
        RecordKind::Ir | RecordKind::Uk => institution(pass, row, fields),
        RecordKind::Go => summary(pass, row, fields),
        _ if !pass.order.in_receipt => {}
        RecordKind::Ho => insurer(pass, row, fields),
        RecordKind::Ko => public_fund(pass, row, fields),
        RecordKind::Sy => disease(pass, row, fields),
        RecordKind::Si => line(pass, row, kind, fields),
        RecordKind::Iy => line(pass, row, kind, fields),
        RecordKind::To => line(pass, row, kind, fields),
        RecordKind::Co => comment(pass, row, fields),
        RecordKind::Ti => {
            pass.start_donor(row.index);
            pass.push_other(kind, row.index);
        }
        RecordKind::Tr => {
            pass.next_donor();
            pass.push_other(kind, row.index);
        }
        _ => {
            special(pass, row, kind, fields);
            pass.push_other(kind, row.index);
        }
    }
}

/// Records of which a receipt has few, with columns of their own.
fn special(pass: &mut Pass<'_>, row: Row, kind: RecordKind, fields: &Fields<'_>) {
    let batch = &mut *pass.batch;
    let receipt = (batch.receipts.len() as u32).saturating_sub(1);
    let marked =
        |value| Marked { row: row.index, receipt, code: form::to_u32(value).and_then(|n| n.try_into().ok()) };
    match kind {
        RecordKind::Sn => batch.confirmations.push(Confirmation {
            row: row.index,
            receipt,
            payer: values::small(fields.get(2)),
            class: values::small(fields.get(3)),
            branch: form::to_u32(fields.get(7)).filter(|_| fields.get(7).len() == 2).map(|n| n as u8),
        }),
        RecordKind::Jd => {
            let on = |class: &[u8]| {
                (0..31_usize).fold(0_u32, |days, day| days | u32::from(fields.get(day + 3) == class) << day)
            };
            let (counted, uncounted, disagreeing) = (on(b"1"), on(b"2"), on(b"9"));
            let payer = values::small(fields.get(2));
            let known = u64::from(counted | uncounted | disagreeing) << 2 | 0b11;
            let odd = !matches!(fields.get(2), [b'1'..=b'5'])
                || fields.total() < 3
                || fields.filled() & DAYS_OF_JD != known;
            batch.visits.push(Visits {
                row: row.index,
                receipt,
                payer,
                counted,
                uncounted,
                disagreeing,
                odd,
            });
        }
        RecordKind::Mf => batch.window_burdens.push(marked(fields.get(2))),
        RecordKind::Gr => batch.outside_dpc.push(marked(fields.get(2))),
        _ => {}
    }
}

fn institution(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    pass.close_receipt(row.index);
    let volume = form::to_u32(fields.get(9)).and_then(|n| u8::try_from(n).ok());
    let institution = Institution {
        agency: values::small(fields.get(2)),
        prefecture: values::small(fields.get(3)),
        fee_table: values::small(fields.get(4)),
        code: values::code(fields.get(5), INSTITUTION_CODE),
        billed: form::to_month(fields.get(8)),
        volume,
    };
    let receipts = pass.batch.receipts.len() as u32;
    pass.batch.frames.push(Frame::Institution { row: row.index, receipts, institution });
}

fn summary(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    pass.close_receipt(row.index);
    let receipts = pass.batch.receipts.len() as u32;
    pass.batch.frames.push(Frame::Summary {
        row: row.index,
        receipts,
        count: form::to_u32(fields.get(2)),
        points: values::amount(fields.get(3)),
        volume: form::to_u32(fields.get(4)).and_then(|n| u8::try_from(n).ok()),
    });
}

/// Starts a receipt.
pub fn receipt(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    pass.start_receipt(Receipt {
        row: row.index,
        filled: fields.filled(),
        number: form::to_u32(fields.get(2)),
        claim_type: form::to_u32(fields.get(3))
            .and_then(|n| u16::try_from(n).ok())
            .and_then(ClaimType::medical)
            .filter(|_| fields.get(3).len() == 4),
        month: form::to_month(fields.get(4)),
        sex: match fields.get(6) {
            b"1" => Some(Sex::Male),
            b"2" => Some(Sex::Female),
            _ => None,
        },
        birth: form::to_date(fields.get(7)),
        admission: form::to_date(fields.get(9)),
        note: if fields.get(12).len() == 2 { values::small(fields.get(12)) } else { 0 },
        ..Receipt::default()
    });
}

fn insurer(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    let encoding = pass.batch.encoding;
    let card: usize = [3, 4].map(|item| characters::at_one_width(fields.get(item), encoding)).iter().sum();
    pass.batch.payers.push(Payer {
        row: row.index,
        slot: 0,
        number: fields.get(2).try_into().unwrap_or_default(),
        card: u8::try_from(card).unwrap_or(u8::MAX),
        days: form::to_u32(fields.get(5)),
        points: values::amount(fields.get(6)),
        meals: form::to_u32(fields.get(8)),
        meal_yen: form::to_u32(fields.get(9)),
        burden: form::to_u32(fields.get(12)),
    });
}

fn public_fund(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    pass.push_fund(Payer {
        row: row.index,
        slot: 0,
        number: fields.get(2).try_into().unwrap_or_default(),
        card: u8::try_from(fields.get(3).len()).unwrap_or(u8::MAX),
        days: form::to_u32(fields.get(5)),
        points: values::amount(fields.get(6)),
        meals: form::to_u32(fields.get(11)),
        meal_yen: form::to_u32(fields.get(12)),
        burden: form::to_u32(fields.get(7)),
    });
}

fn disease(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    let mut suspected = false;
    for modifier in fields.get(5).chunks(4) {
        // What is left of a list of the wrong length is no code.
        let whole = form::to_u32(modifier).filter(|_| modifier.len() == model::ModifierCode::WIDTH);
        let code = whole.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
        suspected |= code == SUSPECTED;
        pass.batch.modifiers.push(code);
    }
    let modifier_end = pass.batch.modifiers.len() as u32;
    pass.push_disease(Disease {
        row: row.index,
        code: values::code(fields.get(2), DiseaseCode::WIDTH),
        start: values::date_number(fields.get(3)),
        modifier_end,
        outcome: values::small(fields.get(4)),
        main: fields.get(7) == b"01",
        named: !fields.get(6).is_empty(),
        suspected,
    });
}

/// Where the parts of a line stand that differ between SI, IY and TO.
struct LineItems {
    kind: LineKind,
    first_comment: usize,
}

fn line_items(kind: RecordKind) -> LineItems {
    match kind {
        RecordKind::Iy => LineItems { kind: LineKind::Drug, first_comment: 8 },
        RecordKind::To => LineItems { kind: LineKind::Material, first_comment: 12 },
        _ => LineItems { kind: LineKind::Procedure, first_comment: 8 },
    }
}

fn line(pass: &mut Pass<'_>, row: Row, kind: RecordKind, fields: &Fields<'_>) {
    let LineItems { kind: line_kind, first_comment } = line_items(kind);
    let burden = burden(fields.get(3));
    let first_day = first_comment + 6;
    let (days, day_total) = days(pass, fields, first_day);
    let section = values::small(fields.get(2));
    section_known(pass, row, kind, section);
    let line = pass.batch.lines.len() as u32;
    let quantity = if fields.get(5).is_empty() { NO_QUANTITY } else { values::quantity(fields.get(5)) };
    pass.push_line(Line {
        row: row.index,
        kind: line_kind,
        section,
        burden,
        code: values::code(fields.get(4), ProcedureCode::WIDTH),
        quantity,
        points: values::points(fields.get(6)),
        count: values::count(fields.get(7)),
        days,
        day_total,
        ..Line::default()
    });
    for item in [first_comment, first_comment + 2, first_comment + 4] {
        if !fields.get(item).is_empty() || !fields.get(item + 1).is_empty() {
            pass.push_comment(
                row.index,
                item as u8 + 1,
                values::code(fields.get(item), CommentCode::WIDTH),
                burden,
                line,
            );
        }
    }
}

fn burden(value: &[u8]) -> u8 {
    match value {
        [code] => BurdenSet::from_code(*code).map_or(0, |set| set.0),
        _ => 0,
    }
}

/// The first record of the details needs a 診療識別, and only so many may follow without one.
fn section_known(pass: &mut Pass<'_>, row: Row, kind: RecordKind, section: u8) {
    if section != 0 {
        return;
    }
    if pass.details.section == 0 {
        pass.tell_record(row, kind, DefectKind::SectionMissing, Detail::None);
    } else if pass.details.blank_run(pass.batch.lines.len() as u32) == MAX_BLANK_RUN {
        pass.tell_record(row, kind, DefectKind::BlankSectionRun, Detail::One(i64::from(MAX_BLANK_RUN)));
    }
}

fn days(pass: &mut Pass<'_>, fields: &Fields<'_>, first_day: usize) -> (u32, u16) {
    let line = pass.batch.lines.len() as u32;
    let (mut mask, mut total) = (0_u32, 0_u16);
    let mut filled = fields.filled() >> (first_day - 1) & 0x7FFF_FFFF;
    while filled != 0 {
        let day = filled.trailing_zeros() as u8;
        let value = fields.get(first_day + usize::from(day));
        filled &= filled - 1;
        let count = values::count(value).min(999);
        if count > 0 {
            mask |= 1 << day;
        }
        if count > 1 {
            pass.batch.day_counts.push(crate::batch::DayCount { line, day: day + 1, count });
        }
        total += count;
    }
    (mask, total)
}

fn comment(pass: &mut Pass<'_>, row: Row, fields: &Fields<'_>) {
    let section = values::small(fields.get(2));
    section_known(pass, row, RecordKind::Co, section);
    if section != 0 {
        pass.start_group(row.index, section);
    } else {
        pass.details.take_blank_comment();
    }
    pass.push_free_comment(
        row.index,
        5,
        values::code(fields.get(4), CommentCode::WIDTH),
        burden(fields.get(3)),
    );
}
