//! Files of real systems, where SHINSA_SHARED names the folder that holds them.

use std::path::Path;

use receipt::{Encoding, RecordKind};
use tests::twin;

/// The sample of a clinic's system, if the data folder is known.
fn sample() -> Option<Vec<u8>> {
    let Some(shared) = std::env::var_os("SHINSA_SHARED").filter(|v| !v.is_empty()) else {
        eprintln!("skipped: SHINSA_SHARED does not name the folder of the official data");
        return None;
    };
    let path = Path::new(&shared).join("samples/RECEIPTC_GAIRAI_SAMPLE.UKE");
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

#[test]
fn a_clinics_file_is_read_alike() {
    let Some(bytes) = sample() else { return };
    twin::check(&bytes, Encoding::Cp932);
    let content = twin::read(&bytes, Encoding::Cp932);
    assert_eq!(content.receipts.len(), 75);
}

#[test]
fn a_clinics_file_is_written_back_byte_for_byte() {
    let Some(bytes) = sample() else { return };
    let batch = twin::batch_of(&bytes, Encoding::Cp932, receipt::read);
    let mut out = Vec::new();
    let mut writer = receipt::write::RecordWriter::new(&mut out, receipt::write::WriteOptions::STANDARD);
    for row in 0..batch.row_count() {
        match batch.record_id(row).and_then(RecordKind::from_id) {
            Some(kind) => {
                let mut record = writer.record(kind);
                let fields: Vec<&[u8]> = batch.fields(row).collect();
                for (item, value) in (1..).zip(&fields).skip(1) {
                    record.raw(item, value);
                }
                record.end_with(fields.len() as u8).unwrap();
            }
            None => writer.end_of_file(),
        }
    }
    assert!(out == bytes, "{} bytes became {}", bytes.len(), out.len());
}
