//! Small claim files for the tests of the structural checks.

use model::Defect;
use receipt::Batch;

pub use crate::examples::{INPATIENT, OUTPATIENT};

/// Reads a claim file written as text and runs the structural checks over it.
pub fn read(text: &str) -> Batch {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let mut batch = Batch { bytes: bytes.replace(b"\n", b"\r\n"), last: true, ..Batch::default() };
    batch.bytes.push(0x1A);
    receipt::read(&mut batch);
    super::check(&mut batch);
    batch
}

trait Replace {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8>;
}

impl Replace for [u8] {
    fn replace(&self, from: &[u8], to: &[u8]) -> Vec<u8> {
        self.split(|&b| [b] == *from).collect::<Vec<_>>().join(to)
    }
}

fn shown(defect: &Defect) -> String {
    let record = defect.place.record.map_or_else(String::new, |r| format!("{r}"));
    let field = defect.place.field.map_or_else(String::new, |f| format!(".{f}"));
    format!("{}@{}{record}{field}", defect.kind.spec().slug, defect.place.line)
}

/// The defects of a file must be exactly these, each as `slug@line record.item`, such as `days-sum@5SI.7`.
#[track_caller]
pub fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = read(text).defects.iter().map(shown).collect();
    assert_eq!(found, expected, "in\n{text}");
}

/// The same for a right file with one part replaced; the part must be there.
#[track_caller]
pub fn check_with(text: &str, changes: &[(&str, &str)], expected: &[&str]) {
    let changed = changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the file has no `{from}`");
        text.replacen(from, to, 1)
    });
    check(&changed, expected);
}

#[test]
fn right_receipts_have_no_defect() {
    check(OUTPATIENT, &[]);
    check(INPATIENT, &[]);
}
