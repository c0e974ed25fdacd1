//! What the writer writes, and what it refuses to write.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use model::{Date, Month, Quantity};

use super::{EndOfFile, LineEnd, RecordWriter, Tail, WriteError, WriteFault, WriteOptions};
use crate::layout::Mode;
use crate::records::RecordKind;

const SHORT: WriteOptions =
    WriteOptions { line_end: LineEnd::Lf, tail: Tail::LeftOff, end_of_file: EndOfFile::None };

fn written(options: WriteOptions, write: impl FnOnce(&mut RecordWriter)) -> String {
    let mut out = Vec::new();
    write(&mut RecordWriter::new(&mut out, options));
    crate::characters::decode(&out, crate::characters::Encoding::Cp932)
}

fn refused(kind: RecordKind, write: impl FnOnce(&mut super::Record) -> Result<(), WriteError>) -> WriteFault {
    let mut out = b"before".to_vec();
    let mut writer = RecordWriter::new(&mut out, SHORT);
    let error = write(&mut writer.record(kind)).unwrap_err();
    assert_eq!(out, b"before", "nothing of a refused record stays");
    error.fault().clone()
}

#[test]
fn a_file_as_the_specification_asks_for() {
    let text = written(WriteOptions::STANDARD, |w| {
        w.record(RecordKind::Ir)
            .code(2, 1)
            .code(3, 1)
            .code(4, 1)
            .code(5, 42)
            .text(7, "見本医院")
            .month(8, Month::from_number(2024_06).unwrap())
            .code(9, 0)
            .end()
            .unwrap();
        w.record(RecordKind::Go).number(2, 0).number(3, -5_i64).code(4, 99).end().unwrap();
        w.end_of_file();
    });
    assert_eq!(text, "IR,1,01,1,0000042,,見本医院,202406,00,\r\nGO,0,-5,99\r\n\u{1A}");
}

#[test]
fn blank_items_at_the_end_are_left_off_when_asked() {
    let text = written(SHORT, |w| {
        let day = Date::from_number(2024_06_03).unwrap();
        w.record(RecordKind::Sy).code(2, 999).date(3, day).code(4, 1).text(6, "").end().unwrap();
        w.record(RecordKind::Co).text(3, "1").code(4, 810_000_001).end_with(5).unwrap();
    });
    assert_eq!(text, "SY,0000999,20240603,1\nCO,,1,810000001,\n");
}

#[test]
fn days_stand_in_their_columns() {
    let text = written(WriteOptions::STANDARD, |w| {
        w.record(RecordKind::Si)
            .code(2, 11)
            .text(3, "1")
            .code(4, 111_000_110)
            .number(6, 291)
            .number(7, 1)
            .number(13 + 31, 1)
            .end()
            .unwrap();
    });
    assert_eq!(text, format!("SI,11,1,111000110,,291,1{}1\r\n", ",".repeat(37)));
}

#[test]
fn quantities_have_no_spare_zeros() {
    for (quantity, shown) in
        [("1", "1"), ("0.5", "0.5"), ("12.34500", "12.345"), ("0.00001", "0.00001"), ("0", "0")]
    {
        let text = written(SHORT, |w| {
            w.record(RecordKind::Iy)
                .quantity(5, Quantity::parse(quantity.as_bytes()).unwrap())
                .end()
                .unwrap();
        });
        assert_eq!(text, format!("IY,,,,{shown}\n"));
    }
}

#[test]
fn what_does_not_fit_is_refused_and_says_why() {
    let fault = refused(RecordKind::Si, |r| r.number(7, 1000).end());
    assert_eq!(fault, WriteFault::Length { bytes: 4, max: 3 });
    let fault = refused(RecordKind::Sy, |r| r.text(2, "123").end());
    assert_eq!(fault, WriteFault::Length { bytes: 3, max: 7 });
    let fault = refused(RecordKind::Si, |r| r.number(7, 1).number(6, 1).end());
    assert_eq!(fault, WriteFault::Order);
    let fault = refused(RecordKind::Si, |r| r.number(45, 1).end());
    assert_eq!(fault, WriteFault::Order);
    let fault = refused(RecordKind::To, |r| r.quantity(5, Quantity::parse(b"1.0001").unwrap()).end());
    assert_eq!(fault, WriteFault::Decimal { int: 5, frac: 3 });
    let fault = refused(RecordKind::Co, |r| r.text(5, "ABC").end());
    assert_eq!(fault, WriteFault::Mode(Mode::Kanji));
    let fault = refused(RecordKind::Ir, |r| r.text(10, "03,1").end());
    assert_eq!(fault, WriteFault::Separator);
    let fault = refused(RecordKind::Co, |r| r.text(5, "疼痛時\u{3000}").end());
    assert_eq!(fault, WriteFault::BlankEnd);
}

#[test]
fn a_character_without_a_place_in_shift_jis_is_named_unless_it_is_of_a_person() {
    assert_eq!(refused(RecordKind::Co, |r| r.text(5, "痛𠮷").end()), WriteFault::NotShiftJis(Some('𠮷')));
    assert_eq!(refused(RecordKind::Re, |r| r.text(5, "𠮷").end()), WriteFault::NotShiftJis(None));
    let mut out = Vec::new();
    let error = RecordWriter::new(&mut out, SHORT).record(RecordKind::Co).text(5, "☃").end().unwrap_err();
    assert_eq!(error.to_string(), "item 5 (文字データ) of CO: Shift_JIS has no character `☃` (U+2603)");
}

#[test]
fn vendor_characters_are_written() {
    let text = written(SHORT, |w| w.record(RecordKind::Re).text(5, "髙﨑\u{3000}①").end().unwrap());
    assert_eq!(text, "RE,,,,髙﨑　①\n");
}

#[test]
fn raw_bytes_are_not_checked() {
    let text = written(SHORT, |w| w.record(RecordKind::Sy).raw(2, b"x,\x22").end().unwrap());
    assert_eq!(text, "SY,x,\"\n");
}
