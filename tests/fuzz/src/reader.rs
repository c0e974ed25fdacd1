//! The reader: every way of reading says the same as the slow twin, whatever the bytes and however they are cut.

use receipt::cut::{Cutter, Limits};
use receipt::write::{EndOfFile, LineEnd, RecordWriter, Tail, WriteOptions};
use receipt::{Batch, Encoding, RecordKind};
use tests::twin;

/// Tries one file.
pub fn run(file: &[u8]) {
    twin::check(file, Encoding::Cp932);
    if !file.is_ascii() {
        twin::check(file, Encoding::Utf8);
    }
    cut(file);
    write_back(file);
}

/// Batches of any size give back every byte. The size comes from the bytes, so that a find can be repeated.
fn cut(file: &[u8]) {
    let size = file.iter().fold(1, |n: usize, &b| (n * 31 + usize::from(b)) % 2048) + 1;
    let mut cutter = Cutter::new(file, Limits { batch: size, receipt: size * 2 });
    let (mut batch, mut seen) = (Batch::default(), Vec::new());
    while cutter.next(&mut batch).expect("a slice can be read") {
        receipt::read(&mut batch);
        seen.extend_from_slice(&batch.bytes);
    }
    assert_eq!(seen, file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file));
}

/// A row of a known kind, written field by field, is the row that was read.
fn write_back(file: &[u8]) {
    let batch = twin::batch_of(file, Encoding::Cp932, receipt::read);
    let plain = WriteOptions { line_end: LineEnd::Lf, tail: Tail::LeftOff, end_of_file: EndOfFile::None };
    let mut out = Vec::new();
    for row in 0..batch.row_count() {
        let Some(kind) = batch.record_id(row).and_then(RecordKind::from_id) else { continue };
        let fields: Vec<&[u8]> = batch.fields(row).collect();
        if fields.len() > kind.layout().fields().count() + 1 {
            continue;
        }
        out.clear();
        let mut writer = RecordWriter::new(&mut out, plain);
        let mut record = writer.record(kind);
        (2..).zip(fields.iter().skip(1)).for_each(|(item, value)| {
            record.raw(item, value);
        });
        record.end_with(fields.len() as u8).expect("raw values are not refused");
        assert_eq!(out.strip_suffix(b"\n"), Some(batch.row(row)));
    }
}
