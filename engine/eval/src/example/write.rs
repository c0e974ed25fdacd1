//! Plain receipts as a claim file, by the layouts of the official records.
//!
//! What an example does not say is filled in with one made-up patient: a man born on 1970-01-01, insured alone.

use dsl::Message;
use masters::{Lookup, Masters};
use model::{Date, Month, ProcedureCode, Sex};
use receipt::records::RecordKind;
use receipt::write::{RecordWriter, WriteError, WriteOptions};

use super::Problem;
use super::facts::{Disease, Facts, Line, Receipt};

type Written = Result<(), WriteError>;

/// All receipts of an example in one file.
pub(super) fn file(facts: &Facts, masters: &Masters) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut out = RecordWriter::new(&mut bytes, WriteOptions::STANDARD);
    let first = facts.receipts.get(facts.judged).or(facts.receipts.first());
    let wrong = |span, error: &WriteError| Problem {
        span,
        message: Message::new(
            format!("例のレセプトを作れません: {error}"),
            format!("the receipt of the example cannot be made: {error}"),
        ),
    };
    let Some(first) = first else {
        let message = Message::new("例に事実がありません", "the example has no facts");
        return Err(Problem { span: <_>::default(), message });
    };
    let Some(month) = first.month else {
        let message = Message::new("診療年月がありません", "the month of service is missing");
        return Err(Problem { span: first.span, message });
    };
    institution(&mut out, month).map_err(|error| wrong(first.span, &error))?;
    let mut total = 0;
    for (number, receipt) in (1_u32..).zip(&facts.receipts) {
        total +=
            one(&mut out, facts, receipt, number, masters).map_err(|error| wrong(receipt.span, &error))?;
    }
    let mut record = out.record(RecordKind::Go);
    record.number(2, facts.receipts.len()).number(3, total).code(4, 99);
    record.end().map_err(|error| wrong(first.span, &error))?;
    out.end_of_file();
    Ok(bytes)
}

fn institution(out: &mut RecordWriter<'_>, month: Month) -> Written {
    let filed = month.plus(1).unwrap_or(month);
    let mut record = out.record(RecordKind::Ir);
    record
        .code(2, 1)
        .code(3, 13)
        .code(4, 1)
        .code(5, 1_234_567)
        .text(7, "見本医院")
        .month(8, filed)
        .code(9, 0);
    record.end()
}

/// One receipt; gives its points.
fn one(
    out: &mut RecordWriter<'_>,
    facts: &Facts,
    receipt: &Receipt,
    number: u32,
    masters: &Masters,
) -> Result<i64, WriteError> {
    let Some(month) = receipt.month else { return Ok(0) };
    let born = facts.born.or(Date::new(1970, 1, 1));
    let mut record = out.record(RecordKind::Re);
    // SPEC: 記録条件仕様（医科用）2023-03, 別表５ レセプト種別: 1111 insured alone, inpatient; 1112 outpatient.
    record.number(2, number).code(3, if receipt.inpatient { 1111 } else { 1112 }).month(4, month);
    record.text(5, "見本").code(6, if facts.sex == Sex::Male { 1 } else { 2 });
    if let Some(born) = born {
        record.date(7, born);
    }
    if let Some(admitted) = receipt.admitted.or(receipt.inpatient.then(|| month.first())) {
        record.date(9, admitted);
    }
    record.end()?;
    let points: Vec<Option<i64>> =
        (0..receipt.lines.len()).map(|at| points(receipt, at, month, masters)).collect();
    let total = receipt.total_points.unwrap_or_else(|| points.iter().flatten().sum());
    let days =
        receipt.lines.iter().flat_map(|line| &line.days).fold(0_u32, |days, day| days | 1 << (day % 32));
    let mut record = out.record(RecordKind::Ho);
    record
        .text(2, "01130012")
        .text(3, "１")
        .text(4, "１")
        .number(5, receipt.real_days.unwrap_or_else(|| i64::from(days.count_ones().max(1))))
        .number(6, total);
    record.end()?;
    if !receipt.visits.is_empty() {
        visits(out, receipt)?;
    }
    for disease in &receipt.diseases {
        self::disease(out, disease, month)?;
    }
    for (at, line) in receipt.lines.iter().enumerate() {
        self::line(out, receipt, at, line, points.get(at).copied().flatten())?;
    }
    Ok(total)
}

/// SPEC: 記録条件仕様（医科用）2023-03, 受診日等レコード, 別表30 受診等区分: 1 counts as a day.
fn visits(out: &mut RecordWriter<'_>, receipt: &Receipt) -> Written {
    let mut record = out.record(RecordKind::Jd);
    record.code(2, 1);
    for &day in &receipt.visits {
        record.code(2 + day, 1);
    }
    record.end()
}

fn disease(out: &mut RecordWriter<'_>, disease: &Disease, month: Month) -> Written {
    let mut record = out.record(RecordKind::Sy);
    record.text(2, &format!("{:07}", disease.code)).date(3, disease.started.unwrap_or(month.first()));
    record.code(4, disease.outcome).text(5, &disease.modifiers);
    if disease.main {
        record.text(7, "01");
    }
    record.end()
}

/// The points of the 剤 that a line ends: as said, else the sum of what the master says of its procedures.
fn points(receipt: &Receipt, at: usize, month: Month, masters: &Masters) -> Option<i64> {
    let lines = &receipt.lines;
    let own = lines.get(at).filter(|line| !is_comment(line))?;
    let ends = lines.get(at + 1..).unwrap_or_default().iter().take_while(|line| line.joined).all(is_comment);
    if !ends {
        return None;
    }
    if own.points.is_some() {
        return own.points;
    }
    let first = (0..=at).rev().find(|&back| lines.get(back).is_some_and(|line| !line.joined)).unwrap_or(at);
    let members = lines.get(first..=at).unwrap_or_default();
    let each = members.iter().filter(|line| line.code / 100_000_000 == 1).map(|line| {
        match masters.procedure(ProcedureCode(line.code), month.first()) {
            Lookup::InForce(row) if row.points_kind() == 3 => row.points().scaled() / model::Quantity::SCALE,
            _ => 0,
        }
    });
    Some(each.sum::<i64>().max(1))
}

const fn is_comment(line: &Line) -> bool {
    line.code / 100_000_000 == 8
}

/// 診療識別 by the chapter in the code's first digits; which one it is decides nothing here.
const fn section(code: u32) -> u8 {
    match code / 1_000_000 {
        111 => 11,
        112 => 12,
        113 => 13,
        114 => 14,
        140 => 40,
        150 => 50,
        160 => 60,
        170 => 70,
        180 => 80,
        190..=199 => 90,
        600..=699 => 21,
        700..=799 => 40,
        _ => 80,
    }
}

fn line(
    out: &mut RecordWriter<'_>,
    receipt: &Receipt,
    at: usize,
    line: &Line,
    points: Option<i64>,
) -> Written {
    let before = || receipt.lines.get(..at).unwrap_or_default();
    let opener = before().iter().rev().find(|line| !is_comment(line));
    if is_comment(line) {
        let mut record = out.record(RecordKind::Co);
        record.code(2, opener.map_or(1, |line| section(line.code))).code(3, 1).code(4, line.code);
        if let Some(text) = &line.text {
            record.text(5, text);
        }
        return record.end();
    }
    let (kind, shift) = match line.code / 100_000_000 {
        1 => (RecordKind::Si, 0),
        6 => (RecordKind::Iy, 0),
        _ => (RecordKind::To, 4),
    };
    // Lines of a 剤 share their days: those of the line that opens it.
    let opening =
        before().iter().rev().find(|line| !line.joined && !is_comment(line)).filter(|_| line.joined);
    let days =
        if line.days.is_empty() { opening.map_or(&line.days, |first| &first.days) } else { &line.days };
    let mut record = out.record(kind);
    if !line.joined {
        let section = line.section.and_then(|section| u8::try_from(section).ok());
        record.code(2, section.unwrap_or_else(|| self::section(line.code)));
    }
    record.code(3, 1).code(4, line.code);
    if let Some(quantity) = line.quantity {
        if kind == RecordKind::Si {
            record.number(5, quantity.scaled() / model::Quantity::SCALE);
        } else {
            record.quantity(5, quantity);
        }
    }
    if let Some(points) = points {
        record.number(6, points);
    }
    record.number(7, line.count.unwrap_or_else(|| i64::try_from(days.len().max(1)).unwrap_or(1)));
    for day in 1..=31_u8 {
        let times = days.iter().filter(|&&on| on == day).count();
        if times > 0 {
            record.number(13 + shift + day, times);
        }
    }
    record.end()
}
