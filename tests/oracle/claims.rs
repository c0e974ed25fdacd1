//! Patients with their receipts as plain values, and the claim file that says the same.

use model::InstitutionKind;
use model::{Date, Month, Quantity};
use receipt::Batch;
use receipt::batch::LineKind;
use receipt::cut::{Cutter, Limits};
use receipt::records::RecordKind;
use receipt::write::{RecordWriter, WriteError, WriteOptions};

/// A patient, the receipt that is judged, and what is known besides.
#[derive(Clone, Debug)]
pub struct Patient {
    pub female: bool,
    pub born: Date,
    /// The judged one first, then earlier and parallel ones.
    pub receipts: Vec<Receipt>,
    /// From which month on all claims are known.
    pub known_from: Option<Month>,
    /// Whether all receipts of the judged month are known.
    pub knows_month: bool,
    /// What is known of the institution.
    pub institution: InstitutionKind,
    /// Whether the other receipts stand in a file of their own.
    pub apart: bool,
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub month: Month,
    pub inpatient: bool,
    pub admitted: Option<Date>,
    pub real_days: u32,
    pub total_points: i64,
    /// 受診日等レコード: days and what kind of visit each was; none where the receipt has no such record.
    pub visits: Option<Vec<(u8, u8)>>,
    pub diseases: Vec<Disease>,
    pub bundles: Vec<Bundle>,
    /// Comments on the receipt as a whole.
    pub comments: Vec<u32>,
}

/// A disease.
#[derive(Clone, Debug)]
pub struct Disease {
    pub code: u32,
    pub started: Date,
    pub outcome: u8,
    pub suspected: bool,
    pub main: bool,
}

/// 剤: lines that share their days and bear points together.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub lines: Vec<Line>,
    pub points: i64,
    /// Days of the month and how often on each; a 剤 without days has its 回数 alone.
    pub days: Vec<(u8, u16)>,
    /// 回数.
    pub times: u16,
    /// Whether its drugs are handed out (診療識別 21, 23), not given (33).
    pub handed_out: bool,
    /// Comments after its last line.
    pub comments: Vec<u32>,
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    pub code: u32,
    pub quantity: Option<i64>,
}

impl Line {
    /// Which record it is.
    pub const fn kind(&self) -> LineKind {
        match self.code / 100_000_000 {
            6 => LineKind::Drug,
            7 => LineKind::Material,
            _ => LineKind::Procedure,
        }
    }
}

impl Receipt {
    /// How many rows it has before its diseases: RE, HO, and JD where it has one.
    fn head(&self) -> u32 {
        2 + u32::from(self.visits.is_some())
    }

    /// How many rows it has.
    pub fn rows(&self) -> u32 {
        let bundles: usize = self.bundles.iter().map(|b| b.lines.len() + b.comments.len()).sum();
        self.head() + (self.diseases.len() + bundles + self.comments.len()) as u32
    }

    /// The row of a disease, counted from the receipt's own.
    pub fn row_of_disease(&self, at: usize) -> u32 {
        self.head() + at as u32
    }

    /// The row of a bundle's first line, counted from the receipt's own.
    pub fn row_of_bundle(&self, at: usize) -> u32 {
        let before: usize = self.bundles[..at].iter().map(|b| b.lines.len() + b.comments.len()).sum();
        self.head() + (self.diseases.len() + self.comments.len() + before) as u32
    }

    /// 診療識別 of a bundle.
    pub fn section_of(&self, at: usize) -> u8 {
        let bundle = &self.bundles[at];
        match bundle.lines[0].code / 1_000_000 {
            111 => 11,
            112 => 12,
            113 => 13,
            190 => 90,
            600..=699 if !bundle.handed_out => 33,
            600..=699 if bundle.points % 2 == 1 => 23,
            600..=699 => 21,
            160 => 60,
            _ => 40,
        }
    }
}

/// A file of claims as the ordinary reader gives it.
fn read(receipts: &[Receipt], patient: &Patient) -> Batch {
    let bytes = patient.bytes(receipts).expect("what is made up fits the layouts");
    let mut batch = Batch::default();
    Cutter::new(bytes.as_slice(), Limits::default()).next(&mut batch).expect("memory can be read");
    receipt::read(&mut batch);
    // No first receipt of a file: that one is judged in full, whatever is remembered.
    batch.receipts_before = 1;
    assert_eq!(batch.receipts.len(), receipts.len(), "a made-up file is read whole");
    assert!(batch.defects.is_empty(), "{:?}\n{}", batch.defects, String::from_utf8_lossy(&batch.bytes));
    batch
}

impl Patient {
    /// The row of a receipt in its file; asked of the judged one, which stands first.
    pub fn row_of(&self, receipt: usize) -> u32 {
        1 + self.receipts[..receipt].iter().map(Receipt::rows).sum::<u32>()
    }

    /// Its files: all receipts in one, or the judged one by itself.
    pub fn read(&self) -> Vec<Batch> {
        match (self.apart, self.receipts.split_at_checked(1)) {
            (true, Some((judged, others))) if !others.is_empty() => {
                vec![read(judged, self), read(others, self)]
            }
            _ => vec![read(&self.receipts, self)],
        }
    }

    /// Where the other receipts stand.
    pub fn others<'b>(&self, files: &'b [Batch]) -> Vec<(&'b Batch, usize)> {
        match files {
            [_, others] => (0..others.receipts.len()).map(|at| (others, at)).collect(),
            [all] => (1..all.receipts.len()).map(|at| (all, at)).collect(),
            _ => Vec::new(),
        }
    }

    fn bytes(&self, receipts: &[Receipt]) -> Result<Vec<u8>, WriteError> {
        let mut bytes = Vec::new();
        let mut out = RecordWriter::new(&mut bytes, WriteOptions::STANDARD);
        let month = receipts[0].month;
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
        record.end()?;
        for (number, receipt) in (1_u32..).zip(receipts) {
            self.receipt(&mut out, number, receipt)?;
        }
        let total: i64 = receipts.iter().map(|r| r.total_points).sum();
        let mut record = out.record(RecordKind::Go);
        record.number(2, receipts.len()).number(3, total).code(4, 99);
        record.end()?;
        out.end_of_file();
        Ok(bytes)
    }

    fn receipt(&self, out: &mut RecordWriter<'_>, number: u32, receipt: &Receipt) -> Result<(), WriteError> {
        let mut record = out.record(RecordKind::Re);
        record.number(2, number).code(3, if receipt.inpatient { 1111 } else { 1112 }).month(4, receipt.month);
        record.text(5, "見本").code(6, if self.female { 2 } else { 1 }).date(7, self.born);
        if let Some(admitted) = receipt.admitted {
            record.date(9, admitted);
        }
        record.end()?;
        let mut record = out.record(RecordKind::Ho);
        record.text(2, "01130012").text(3, "１").text(4, "１").number(5, receipt.real_days);
        record.number(6, receipt.total_points);
        record.end()?;
        if let Some(visits) = &receipt.visits {
            let mut record = out.record(RecordKind::Jd);
            record.code(2, 1);
            for &(day, kind) in visits {
                record.code(2 + day, kind);
            }
            record.end()?;
        }
        for disease in &receipt.diseases {
            self::disease(out, disease)?;
        }
        for &code in &receipt.comments {
            comment(out, Some(1), code)?;
        }
        for (at, bundle) in receipt.bundles.iter().enumerate() {
            self::bundle(out, bundle, receipt.section_of(at))?;
        }
        Ok(())
    }
}

fn disease(out: &mut RecordWriter<'_>, disease: &Disease) -> Result<(), WriteError> {
    let mut record = out.record(RecordKind::Sy);
    record.text(2, &format!("{:07}", disease.code)).date(3, disease.started).code(4, disease.outcome);
    if disease.suspected {
        record.text(5, "8002");
    }
    if disease.main {
        record.text(7, "01");
    }
    record.end()
}

/// A comment; without 診療識別 it goes on in the group of the line before it.
fn comment(out: &mut RecordWriter<'_>, section: Option<u8>, code: u32) -> Result<(), WriteError> {
    let mut record = out.record(RecordKind::Co);
    if let Some(section) = section {
        record.code(2, section);
    }
    record.code(3, 1).code(4, code).text(5, "見本");
    record.end()
}

fn bundle(out: &mut RecordWriter<'_>, bundle: &Bundle, section: u8) -> Result<(), WriteError> {
    for (at, line) in bundle.lines.iter().enumerate() {
        let (kind, shift) = match line.kind() {
            LineKind::Procedure => (RecordKind::Si, 0),
            LineKind::Drug => (RecordKind::Iy, 0),
            LineKind::Material => (RecordKind::To, 4),
        };
        let mut record = out.record(kind);
        if at == 0 {
            record.code(2, section);
        }
        record.code(3, 1).code(4, line.code);
        match (line.quantity, kind) {
            (Some(quantity), RecordKind::Si) => _ = record.number(5, quantity / Quantity::SCALE),
            (Some(quantity), _) => _ = record.quantity(5, Quantity::from_scaled(quantity)),
            (None, _) => {}
        }
        if at + 1 == bundle.lines.len() {
            record.number(6, bundle.points);
        }
        record.number(7, bundle.times);
        for &(day, count) in &bundle.days {
            record.number(13 + shift + day, count);
        }
        record.end()?;
    }
    bundle.comments.iter().try_for_each(|&code| comment(out, None, code))
}
