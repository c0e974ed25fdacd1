//! Puts the records of a file together: receipts, their parts, and what is wrong.

use model::{BurdenSet, ClaimType, Date, DefectKind, Detail, RecordId, Sex};
use receipt::layout::Need;
use receipt::records::{Part, history};
use receipt::{Encoding, Institution, RecordKind};

use super::content::{Comment, Content, Disease, Fault, Line, Payer, Receipt, Summary};
use super::fields::{Record, item};
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

fn kind_of(row: Row<'_>) -> Kind<'_> {
    let content = row.content;
    match (content, record_kind(content)) {
        ([], _) => Kind::Blank,
        ([0x1A], _) => Kind::EndOfFile,
        _ if content.len() > receipt::read::MAX_ROW => Kind::TooLong,
        ([b'0'..=b'9', ..], _) => {
            let fields = rows::fields(content);
            let behind = fields.get(history::PREFIX.len()..).unwrap_or_default().join(&b","[..]);
            if record_kind(&behind).is_some() { Kind::History } else { Kind::Unknown }
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
struct Open {
    order: Order,
    /// Details since RE, TI or TR.
    entries: Vec<Entry>,
    section: u8,
    without_section: u32,
    in_donor: bool,
    refiled: bool,
}

struct Reading {
    encoding: Encoding,
    content: Content,
    open: Option<Open>,
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
                Some(open) => open.order.follow(record.kind),
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

    fn tell_record(&mut self, record: &Record<'_>, kind: DefectKind, detail: Detail) {
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

    fn institution(&mut self, record: &Record<'_>) {
        let institution = Institution {
            agency: values::small(record.get("審査支払機関")).unwrap_or(0),
            prefecture: values::small(record.get("都道府県")).unwrap_or(0),
            fee_table: values::small(record.get("点数表")).unwrap_or(0),
            code: values::code(record.get("医療機関コード"), 7),
            billed: values::month(record.get("請求年月")),
            volume: values::small(record.get("マルチボリューム識別情報")),
        };
        self.content.institutions.push((record.row.index, self.content.receipts.len() as u32, institution));
    }

    fn summary(&mut self, record: &Record<'_>) {
        self.content.summaries.push(Summary {
            row: record.row.index,
            receipts: self.content.receipts.len() as u32,
            count: values::number(record.get("総件数")),
            points: values::signed(record.get("総合計点数"), 12),
            volume: values::small(record.get("マルチボリューム識別情報")),
        });
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

    fn payer(&mut self, record: &Record<'_>, slot: u8, burden: &str) {
        self.content.payers.push(Payer {
            row: record.row.index,
            slot,
            days: values::number(record.get("診療実日数")),
            points: values::signed(record.get("合計点数"), 12),
            meals: values::number(record.get("食事療養・生活療養 回数")),
            meal_yen: values::number(record.get("食事療養・生活療養 合計金額")),
            burden: values::number(record.get(burden)),
        });
    }

    fn disease(&mut self, record: &Record<'_>) {
        let whole = |code: &[u8]| values::small(code).filter(|_| code.len() == 4).unwrap_or(0);
        let modifiers: Vec<u16> = record.get("修飾語コード").chunks(4).map(whole).collect();
        self.content.diseases.push(Disease {
            row: record.row.index,
            code: values::code(record.get("傷病名コード"), 7),
            start: values::date(record.get("診療開始日")).map_or(0, Date::number),
            outcome: values::small(record.get("転帰区分")).unwrap_or(0),
            main: record.get("主傷病") == b"01",
            suspected: modifiers.contains(&8002),
            modifiers,
        });
    }

    fn burden(record: &Record<'_>) -> u8 {
        let code: Option<[u8; 1]> = record.get("負担区分").try_into().ok();
        code.and_then(|[code]| BurdenSet::from_code(code)).map_or(0, |set| set.0)
    }

    fn line(&mut self, record: &Record<'_>) {
        let code = record.kind.layout().fields().nth(2).expect("a line has a code").0.name;
        let quantity = if record.kind == RecordKind::Si { "数量データ" } else { "使用量" };
        let line_number = self.content.lines.len() + self.waiting_lines();
        let (days, day_total) = self.days(record, line_number as u32);
        let line = Line {
            row: record.row.index,
            kind: record.kind,
            section: self.section(record),
            burden: Self::burden(record),
            code: values::code(record.get(code), 9),
            quantity: values::quantity(record.get(quantity)),
            points: values::signed(record.get("点数"), 9).and_then(|n| n.try_into().ok()),
            count: values::small(record.get("回数")).unwrap_or(0),
            days,
            day_total,
            unit: 0,
        };
        let carried = ["コメントコード①", "コメントコード②", "コメントコード③"];
        let carried = carried.map(|name| item(record.kind, name)).into_iter().filter_map(|at| {
            let (code, text) = (record.at(at), record.at(at + 1));
            let written = !code.is_empty() || !text.is_empty();
            let code = values::code(code, 9);
            written.then(|| Comment { code, item: at as u8 + 1, ..Self::blank_comment(record) })
        });
        let entry = Entry::Line(line, carried.collect());
        self.open.as_mut().expect("a receipt is open").entries.push(entry);
    }

    fn blank_comment(record: &Record<'_>) -> Comment {
        Comment {
            row: record.row.index,
            item: 0,
            code: 0,
            section: 0,
            burden: Self::burden(record),
            line: None,
        }
    }

    fn waiting_lines(&self) -> usize {
        let entries = self.open.iter().flat_map(|open| &open.entries);
        entries.filter(|entry| matches!(entry, Entry::Line(..))).count()
    }

    fn days(&mut self, record: &Record<'_>, line: u32) -> (u32, u16) {
        let first = item(record.kind, "日の情報");
        let (mut mask, mut total) = (0, 0);
        for day in 1..=31_u8 {
            let count = values::small::<u16>(record.at(first + usize::from(day) - 1)).unwrap_or(0).min(999);
            mask |= u32::from(count > 0) << (day - 1);
            total += count;
            if count > 1 {
                self.content.day_counts.push((line, day, count));
            }
        }
        (mask, total)
    }

    fn comment(&mut self, record: &Record<'_>) {
        let section = self.section(record);
        let code = values::code(record.get("コメントコード"), 9);
        let comment = Comment { code, item: 5, section, ..Self::blank_comment(record) };
        self.open.as_mut().expect("a receipt is open").entries.push(Entry::Comment(comment));
    }

    /// The record's own 診療識別, 0 when blank; says when there should be one.
    fn section(&mut self, record: &Record<'_>) -> u8 {
        let own: u8 = values::small(record.get("診療識別")).unwrap_or(0);
        let open = self.open.as_mut().expect("a receipt is open");
        let (section, without) = (open.section, open.without_section);
        if own != 0 {
            (open.section, open.without_section) = (own, 0);
            return own;
        }
        open.without_section += 1;
        if section == 0 {
            self.tell_record(record, DefectKind::SectionMissing, Detail::None);
        } else if without == 98 {
            self.tell_record(record, DefectKind::BlankSectionRun, Detail::One(98));
        }
        0
    }
}
