//! Small claim files for the tests of the structural checks.

use model::Defect;
use receipt::Batch;

/// An outpatient receipt of 2024-04 that is right, as text; tests replace a part of it.
pub const OUTPATIENT: &str = "\
IR,1,13,1,1234567,,医院,202405,00,03-1234-5678
RE,1,1112,202404,山田　太郎,1,19800115
HO,01130012,１２３,４５６,2,500
SY,8833421,20240401,1,,,01
SI,11,1,111000110,,291,1,,,,,,,,,1
SI,12,1,112007410,,73,1,,,,,,,,,,,1
IY,21,1,620098801,1,,17,,,,,,,,,17
IY,,1,620098802,2,8,17,,,,,,,,,17
GO,1,500,99
";

/// An inpatient receipt of 2024-04 that is right.
pub const INPATIENT: &str = "\
IR,1,13,1,1234567,,病院,202405,00,03-1234-5678
RE,1,1111,202404,山田　太郎,1,19800115,,20240410
HO,01130012,１２３,４５６,2,2000,,6,4020
SY,8833421,20240401,1,,,01
SI,90,1,190117710,,1000,2,,,,,,,,,,,,,,,,,,1,1
SI,97,1,197000110,,670,6,,,,,,,,,,,,,,,,,,3,3
GO,1,2000,99
";

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
