//! What the fast reader says, in the plain form.

use receipt::batch::{LineKind, NO_POINTS, NO_QUANTITY, NONE};
use receipt::{Batch, Frame, RecordKind};

use super::content::{Comment, Content, Disease, Fault, Line, Payer, Receipt, Summary, Unit};

fn known(n: u32) -> Option<u32> {
    (n != NONE).then_some(n)
}

/// The content of a batch that was read.
pub fn content_of(batch: &Batch) -> Content {
    let mut content = Content {
        rows: (0..batch.row_count()).map(|row| batch.row_range(row)).collect(),
        receipts: batch.receipts.iter().map(receipt).collect(),
        payers: batch.payers.iter().map(payer).collect(),
        diseases: (0..batch.diseases.len()).map(|i| disease(batch, i)).collect(),
        lines: (0..batch.lines.len()).map(|i| line(batch, i)).collect(),
        day_counts: batch.day_counts.iter().map(|d| (d.line, d.day, d.count)).collect(),
        units: batch.units.iter().map(unit).collect(),
        comments: (0..batch.comments.len()).map(|i| comment(batch, i)).collect(),
        confirmations: batch.confirmations.clone(),
        visits: batch.visits.clone(),
        window_burdens: batch.window_burdens.clone(),
        outside_dpc: batch.outside_dpc.clone(),
        others: batch.others.clone(),
        history: batch.history.clone(),
        end_of_file: batch.end_of_file,
        defects: batch.defects.iter().map(fault).collect(),
        ..Content::default()
    };
    for &frame in &batch.frames {
        match frame {
            Frame::Institution { row, receipts, institution } => {
                content.institutions.push((row, receipts, institution));
            }
            Frame::Summary { row, receipts, count, points, volume } => {
                content.summaries.push(Summary { row, receipts, count, points, volume });
            }
        }
    }
    content.defects.sort();
    content
}

fn receipt(r: &receipt::batch::Receipt) -> Receipt {
    assert_eq!(r.row, r.rows.start);
    Receipt {
        rows: r.rows.clone(),
        number: r.number,
        claim_type: r.claim_type,
        month: r.month,
        sex: r.sex,
        birth: r.birth,
        admission: r.admission,
        payers: r.payers.clone(),
        diseases: r.diseases.clone(),
        lines: r.lines.clone(),
        units: r.units.clone(),
        comments: r.comments.clone(),
        others: r.others.clone(),
        donor_row: known(r.donor_row),
    }
}

fn payer(p: &receipt::batch::Payer) -> Payer {
    let (row, slot, days, points) = (p.row, p.slot, p.days, p.points);
    Payer { row, slot, days, points, meals: p.meals, meal_yen: p.meal_yen, burden: p.burden }
}

fn disease(batch: &Batch, i: usize) -> Disease {
    let d = &batch.diseases[i];
    Disease {
        row: d.row,
        code: d.code,
        start: d.start,
        outcome: d.outcome,
        main: d.main,
        suspected: d.suspected,
        modifiers: batch.modifiers_of(i).to_vec(),
    }
}

fn line(batch: &Batch, i: usize) -> Line {
    let l = &batch.lines[i];
    Line {
        row: l.row,
        kind: match l.kind {
            LineKind::Procedure => RecordKind::Si,
            LineKind::Drug => RecordKind::Iy,
            LineKind::Material => RecordKind::To,
        },
        section: l.section,
        burden: l.burden,
        code: l.code,
        quantity: Some(l.quantity).filter(|&q| q != NO_QUANTITY),
        points: Some(l.points).filter(|&p| p != NO_POINTS),
        count: l.count,
        days: l.days,
        day_total: l.day_total,
        unit: l.unit,
    }
}

fn unit(u: &receipt::batch::Unit) -> Unit {
    Unit { lines: u.lines.clone(), group_row: known(u.group_row), closed: u.closed }
}

fn comment(batch: &Batch, i: usize) -> Comment {
    let c = &batch.comments;
    Comment {
        row: c.row[i],
        item: c.item[i],
        code: c.code[i],
        section: c.section[i],
        burden: c.burden[i],
        line: known(c.line[i]),
    }
}

fn fault(d: &model::Defect) -> Fault {
    Fault {
        line: d.place.line,
        start: d.place.span.start,
        len: d.place.span.len,
        record: d.place.record,
        item: d.place.field,
        seq: d.seq,
        kind: d.kind,
        detail: d.detail,
    }
}
