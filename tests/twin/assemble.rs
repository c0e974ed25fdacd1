//! Puts the records of a file together: receipts, their parts, and what is wrong.

use model::{ClaimType, DefectKind, Detail, RecordId, Sex};
use receipt::layout::Need;
use receipt::records::{Part, history};
use receipt::{Encoding, RecordKind};

use super::content::{Content, Fault, Receipt};
use super::fields::Record;
use super::groups::{self, Entry};
use super::order::Order;
use super::rows::{self, Row, RowEnd};
use super::{form, values};

/// What one row is.
enum Kind<'a> {
    Blank,
    EndOfFile,
    TooLong,
    History,
    Unknown,
    Record(Record<'a>),
}

fn record_kind(content: &[u8]) -> Option<RecordKind> {
    let id: [u8; 2] = rows::fields(content)[0].try_into().ok()?;
    RecordKind::from_id(RecordId(id))
}

/// Whether the record is one that agencies add to histories.
fn is_added(content: &[u8]) -> bool {
    history::ALSO.iter().any(|(id, ..)| rows::fields(content)[0] == id.0)
}

fn kind_of(row: Row<'_>) -> Kind<'_> {
    let content = row.content;
    match (content, record_kind(content)) {
        ([], _) => Kind::Blank,
        ([0x1A], _) => Kind::EndOfFile,
        _ if content.len() > receipt::read::MAX_ROW => Kind::TooLong,
        ([b'0'..=b'9', ..], _) => {
            let fields = rows::fields(content);
            let behind = fields.get(history::PREFIX.len()..).unwrap_or_default().join(&b","[..]);
            let known = |id: &[u8]| record_kind(id).is_some() || is_added(id);
            if known(&behind) { Kind::History } else { Kind::Unknown }
        }
        (_, Some(kind)) => Kind::Record(Record::new(row, kind)),
        (_, None) => Kind::Unknown,
    }
}

/// Reads a whole file.
pub fn read(bytes: &[u8], encoding: Encoding) -> Content {
    let mut all = rows::rows(bytes);
    let unfinished = all.last().copied().filter(|row| row.end == RowEnd::Nothing && row.content != [0x1A]);
    if let (Some(_), Some(last)) = (unfinished, all.last_mut()) {
        last.content = last.content.strip_suffix(&[0x1A]).unwrap_or(last.content);
    }
    let mut reading = Reading { encoding, content: Content::default(), open: None };
    for &row in &all {
        reading.take(row);
    }
    reading.close(all.len() as u32);
    reading.content.rows = all.iter().map(|row| row.start..row.start + row.content.len()).collect();
    if let Some(row) = unfinished {
        reading.tell_row(row, None, None, DefectKind::NoFinalNewline, Detail::None);
    }
    if let Some(row) = all.iter().find(|row| row.end == RowEnd::Lf) {
        reading.tell_row(*row, None, None, DefectKind::BareLf, Detail::None);
    }
    reading.content.defects.sort();
    reading.content
}

/// A receipt being read.
pub struct Open {
    order: Order,
    /// Details since RE, TI or TR.
    pub entries: Vec<Entry>,
    pub section: u8,
    pub without_section: u32,
    in_donor: bool,
    refiled: bool,
}

/// The state of reading a file.
pub struct Reading {
    encoding: Encoding,
    pub content: Content,
    pub open: Option<Open>,
}

impl Reading {
    fn take(&mut self, row: Row<'_>) {
        if self.content.end_of_file.is_some() {
            self.tell_row(row, None, self.seq(), DefectKind::AfterEof, Detail::None);
        }
        match kind_of(row) {
            Kind::Blank => self.tell_row(row, None, self.seq(), DefectKind::EmptyLine, Detail::None),
            Kind::EndOfFile => self.content.end_of_file = Some(row.index),
            Kind::TooLong => {
                let detail = Detail::Two(receipt::read::MAX_ROW as i64, row.content.len() as i64);
                self.tell_row(row, None, self.seq(), DefectKind::LineTooLong, detail);
            }
            Kind::History => self.content.history.push(row.index),
            Kind::Unknown => self.tell_row(row, None, self.seq(), DefectKind::UnknownRecord, Detail::None),
            Kind::Record(record) => self.take_record(&record),
        }
    }

    fn take_record(&mut self, record: &Record<'_>) {
        let standing = record.kind.standing();
        if standing.part == Part::File || record.kind == RecordKind::Re {
            self.close(record.row.index);
        }
        if record.kind == RecordKind::Re {
            self.open_receipt(record);
        } else if matches!(standing.part, Part::Receipt | Part::Donor) {
            let told = match &mut self.open {
                Some(open) => open.order.follow(record.kind, open.refiled),
                None => vec![(DefectKind::OutsideReceipt, Detail::None)],
            };
            told.into_iter().for_each(|(kind, detail)| self.tell_record(record, kind, detail));
        }
        self.test_items(record);
        match record.kind {
            RecordKind::Ir | RecordKind::Uk => self.institution(record),
            RecordKind::Go => self.summary(record),
            RecordKind::Re => {}
            _ if self.open.is_some() => self.part_of_receipt(record),
            _ => {}
        }
    }

    fn test_items(&mut self, record: &Record<'_>) {
        let items = record.kind.layout().fields().count() + 1;
        if record.total() > items {
            self.tell_record(
                record,
                DefectKind::TooManyFields,
                Detail::Two(items as i64, record.total() as i64),
            );
        }
        let refiled = self.open.as_ref().is_some_and(|open| open.refiled);
        for (number, field, value) in record.items() {
            let told = match (field.need, value.is_empty()) {
                (Need::Required, true) => vec![(DefectKind::RequiredMissing, Detail::None)],
                (_, true) => vec![],
                (Need::Reserved, _) => vec![(DefectKind::ReservedUsed, Detail::One(number as i64))],
                (Need::FilingOmitted, _) if !refiled => vec![(DefectKind::FilingOmitted, Detail::None)],
                _ => vec![],
            };
            let judged = field.need != Need::Reserved && !value.is_empty();
            let form = if judged { form::faults(field, value, self.encoding) } else { vec![] };
            let start = record.start_of(number) as u64;
            for (kind, detail) in told.into_iter().chain(form) {
                let (line, len) = (u64::from(record.row.index) + 1, value.len() as u32);
                let (id, item) = (Some(record.kind.id()), Some(number as u8));
                let seq = self.seq();
                self.content.defects.push(Fault { line, start, len, record: id, item, seq, kind, detail });
            }
        }
    }

    pub fn tell_record(&mut self, record: &Record<'_>, kind: DefectKind, detail: Detail) {
        self.tell_row(record.row, Some(record.kind.id()), self.seq(), kind, detail);
    }

    fn tell_row(
        &mut self,
        row: Row,
        record: Option<RecordId>,
        seq: Option<u64>,
        kind: DefectKind,
        detail: Detail,
    ) {
        let (line, start, len) = (u64::from(row.index) + 1, row.start as u64, row.content.len() as u32);
        self.content.defects.push(Fault { line, start, len, record, item: None, seq, kind, detail });
    }

    /// The ordinal of the receipt being read.
    fn seq(&self) -> Option<u64> {
        self.open.as_ref().map(|_| self.content.receipts.len() as u64)
    }

    fn open_receipt(&mut self, record: &Record<'_>) {
        let c = &mut self.content;
        let here = |len: usize| len as u32..len as u32;
        let claim_type = record.get("レセプト種別");
        c.receipts.push(Receipt {
            rows: record.row.index..record.row.index + 1,
            number: values::number(record.get("レセプト番号")),
            claim_type: values::small(claim_type)
                .filter(|_| claim_type.len() == 4)
                .and_then(ClaimType::medical),
            month: values::month(record.get("診療年月")),
            sex: match record.get("男女区分") {
                b"1" => Some(Sex::Male),
                b"2" => Some(Sex::Female),
                _ => None,
            },
            birth: values::date(record.get("生年月日")),
            admission: values::date(record.get("入院年月日")),
            payers: here(c.payers.len()),
            diseases: here(c.diseases.len()),
            lines: here(c.lines.len()),
            units: here(c.units.len()),
            comments: here(c.comments.len()),
            others: here(c.others.len()),
            donor_row: None,
        });
        self.open = Some(Open {
            order: Order::default(),
            entries: vec![],
            section: 0,
            without_section: 0,
            in_donor: false,
            refiled: !record.get("検索番号").is_empty(),
        });
    }

    /// Ends the receipt being read, if any.
    fn close(&mut self, next_row: u32) {
        self.end_details();
        let Some(open) = self.open.take() else { return };
        if !open.in_donor {
            self.end_own_part();
        }
        let others = self.content.others.len() as u32;
        let receipt = self.content.receipts.last_mut().expect("a receipt is open");
        (receipt.rows.end, receipt.others.end) = (next_row, others);
    }

    /// Ends the details since RE, TI or TR.
    fn end_details(&mut self) {
        let Some(open) = &mut self.open else { return };
        (open.section, open.without_section) = (0, 0);
        groups::put(&mut self.content, std::mem::take(&mut open.entries));
    }

    fn end_own_part(&mut self) {
        let c = &mut self.content;
        let receipt = c.receipts.last_mut().expect("a receipt is open");
        receipt.payers.end = c.payers.len() as u32;
        receipt.diseases.end = c.diseases.len() as u32;
        receipt.lines.end = c.lines.len() as u32;
        receipt.units.end = c.units.len() as u32;
        receipt.comments.end = c.comments.len() as u32;
    }

    fn part_of_receipt(&mut self, record: &Record<'_>) {
        match record.kind {
            RecordKind::Ho => self.payer(record, 0, "負担金額 医療保険"),
            RecordKind::Ko => {
                let first = self.content.receipts.last().map_or(0, |r| r.payers.start) as usize;
                let funds = self.content.payers[first..].iter().filter(|p| p.slot > 0).count();
                self.payer(record, (funds + 1).min(255) as u8, "負担金額 公費");
            }
            RecordKind::Sy => self.disease(record),
            RecordKind::Si | RecordKind::Iy | RecordKind::To => self.line(record),
            RecordKind::Co => self.comment(record),
            _ => {
                self.record_of_few(record);
                if record.kind == RecordKind::Ti {
                    self.start_donor(record.row.index);
                }
                if matches!(record.kind, RecordKind::Ti | RecordKind::Tr) {
                    self.end_details();
                }
                self.content.others.push((record.kind, record.row.index));
            }
        }
    }

    fn start_donor(&mut self, row: u32) {
        self.end_details();
        let open = self.open.as_mut().expect("a receipt is open");
        if !std::mem::replace(&mut open.in_donor, true) {
            self.end_own_part();
            self.content.receipts.last_mut().expect("a receipt is open").donor_row = Some(row);
        }
    }
}
