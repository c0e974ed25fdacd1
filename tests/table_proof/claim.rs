//! Minimal claims: the receipt that is judged and the patient's other ones, written by the official layouts and read back.

use model::{Date, Month};
use receipt::Batch;
use receipt::cut::{Cutter, Limits};
use receipt::records::RecordKind;
use receipt::write::{RecordWriter, WriteOptions};

/// A line that is alone in its 剤.
#[derive(Clone, Debug)]
pub struct Line {
    pub code: u32,
    /// Days, each with how often.
    pub days: Vec<(u8, u32)>,
    pub points: u32,
    pub quantity: Option<u32>,
}

impl Line {
    /// A line of 100 points.
    pub fn new(code: u32, days: &[(u8, u32)]) -> Self {
        Self { code, days: days.to_vec(), points: 100, quantity: None }
    }

    pub fn worth(self, points: u32) -> Self {
        Self { points, ..self }
    }
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub month: Month,
    /// The day of admission; `None`: an outpatient.
    pub admitted: Option<Date>,
    pub lines: Vec<Line>,
}

impl Receipt {
    pub fn outpatient(month: Month, lines: &[Line]) -> Self {
        Self { month, admitted: None, lines: lines.to_vec() }
    }

    pub fn inpatient(admitted: Date, month: Month, lines: &[Line]) -> Self {
        Self { month, admitted: Some(admitted), lines: lines.to_vec() }
    }
}

/// The receipt that is judged first, then the others that are known, all since `known_from`.
#[derive(Clone, Debug)]
pub struct Claim {
    pub receipts: Vec<Receipt>,
    pub known_from: Option<Month>,
}

impl Claim {
    /// A receipt of a patient of whom nothing else is known.
    pub fn of(receipt: Receipt) -> Self {
        Self { receipts: vec![receipt], known_from: None }
    }

    /// A receipt of a patient all of whose claims of so many months before are known: these.
    pub fn known(receipt: Receipt, months: i32, earlier: Vec<Receipt>) -> Self {
        let known_from = receipt.month.plus(-months);
        Self { receipts: [vec![receipt], earlier].concat(), known_from }
    }

    /// The claim as the reader reads it; nothing is wrong with its form.
    pub fn read(&self) -> Batch {
        let bytes = self.bytes();
        let mut batch = Batch::default();
        let mut cutter = Cutter::new(bytes.as_slice(), Limits::default());
        cutter.next(&mut batch).expect("bytes in memory");
        receipt::read(&mut batch);
        assert_eq!(batch.defects, [], "{self:?}");
        assert_eq!(batch.receipts.len(), self.receipts.len(), "{self:?}");
        batch
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut out = RecordWriter::new(&mut bytes, WriteOptions::STANDARD);
        let filed = self.receipts[0].month.plus(1).expect("a month");
        let mut record = out.record(RecordKind::Ir);
        record.code(2, 1).code(3, 13).code(4, 1).code(5, 1_234_567).text(7, "見本医院").month(8, filed);
        record.code(9, 0).end().expect("IR");
        let mut total = 0;
        for (number, receipt) in (1_u32..).zip(&self.receipts) {
            total += receipt.write(number, &mut out);
        }
        let mut record = out.record(RecordKind::Go);
        record.number(2, self.receipts.len()).number(3, total).code(4, 99).end().expect("GO");
        out.end_of_file();
        bytes
    }
}

impl Receipt {
    /// Writes it and gives its points.
    fn write(&self, number: u32, out: &mut RecordWriter<'_>) -> u32 {
        let mut record = out.record(RecordKind::Re);
        // SPEC: 記録条件仕様（医科用）2023-03, 別表５ レセプト種別: 1111 insured alone, inpatient; 1112 outpatient.
        let kind = if self.admitted.is_some() { 1111 } else { 1112 };
        record.number(2, number).code(3, kind).month(4, self.month).text(5, "見本").code(6, 1);
        record.date(7, Date::new(1970, 1, 1).expect("a day"));
        if let Some(admitted) = self.admitted {
            record.date(9, admitted);
        }
        record.end().expect("RE");
        let times = |line: &Line| line.days.iter().map(|(_, times)| times).sum::<u32>();
        let total = self.lines.iter().map(|line| line.points * times(line)).sum();
        let days =
            self.lines.iter().flat_map(|line| &line.days).fold(0_u32, |days, (day, _)| days | 1 << day);
        let mut record = out.record(RecordKind::Ho);
        record.text(2, "01130012").text(3, "１").text(4, "１").number(5, days.count_ones().max(1));
        record.number(6, total).end().expect("HO");
        for line in &self.lines {
            let mut record = out.record(RecordKind::Si);
            // Which section a line stands in decides nothing in the tables.
            record.code(2, 80).code(3, 1).code(4, line.code);
            if let Some(quantity) = line.quantity {
                record.number(5, quantity);
            }
            record.number(6, line.points).number(7, times(line));
            let mut days = line.days.clone();
            days.sort_unstable();
            for (day, times) in days {
                record.number(13 + day, times);
            }
            record.end().expect("SI");
        }
        total
    }
}
