//! Return files byte for byte, and back.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use model::{Branch, Month};
use receipt::{Batch, Encoding};

use super::{
    FILE_NAME, FiledReason, FiledReturn, ReturnError, ReturnFile, ReturnHead, SearchNumber, read::read,
};
use crate::codes::return_class::ReturnClass;
use crate::{Agency, Request};

/// A small file of two receipts.
pub(crate) const FILED: &str = "\
IR,1,13,1,1234567,,架空診療所,202407,00,\r
RE,1,1112,202406,架空　太郎,1,19800101,,,,,,,A-1,,,,,,,,01\r
HO,06130012,記号,１,1,75\r
SY,8830593,20240601,1,,,01\r
SI,12,1,112007410,,75,1,,,,,,,1\r
RE,2,1112,202406,架空　花子,2,19810101\r
HO,06130012,記号,２,1,75\r
SI,12,1,112007410,,75,1,,,,,,,,1\r
GO,2,150,99\r
\u{1A}";

pub(crate) fn batch(text: &str) -> Batch {
    let mut batch = Batch { bytes: crate::text::encode(text), last: true, ..Batch::default() };
    receipt::read(&mut batch);
    batch
}

pub(crate) fn head() -> ReturnHead {
    let (agency, processed) = (Agency::Fund, Month::from_number(2024_07).unwrap());
    ReturnHead { agency, prefecture: Branch::read("13").unwrap(), institution: 1_234_567, processed }
}

pub(crate) fn filed(batch: &Batch, receipt: usize, number: Option<&str>) -> FiledReturn {
    let reason = FiledReason {
        class: ReturnClass::find('1').unwrap(),
        section: Some(12),
        code: Some(3001),
        reason: "患者氏名を確かめてください".into(),
        supplement: "RE 項目5".into(),
    };
    let search_number = number.map(|number| SearchNumber::new(number).unwrap());
    FiledReturn { request: Request::of(batch, receipt, None).unwrap(), search_number, reasons: vec![reason] }
}

#[test]
fn a_small_file() {
    let batch = batch(FILED);
    let mut file = ReturnFile::begin(head()).unwrap();
    file.push(&filed(&batch, 0, Some("00012407000000001"))).unwrap();
    file.push(&filed(&batch, 1, None)).unwrap();
    let written = file.finish().unwrap();
    assert_eq!(written.name, FILE_NAME);
    insta::assert_snapshot!(crate::testing::shown(&written.bytes));
    let back = read(&written.bytes).unwrap();
    assert!(back.problems.is_empty(), "{:?}", back.problems);
    let told: Vec<_> = back.receipts.iter().map(|r| (r.records, r.reasons.len(), r.history)).collect();
    assert_eq!(told, [(5, 1, 6), (4, 1, 5)]);
    assert_eq!(back.receipts[0].receipt[18].0, "00012407000000001");
    assert_eq!(back.receipts[0].reasons[0][4].text.0, "L3001");
}

#[test]
fn request_records_stay_byte_for_byte() {
    let batch = batch(FILED);
    let mut file = ReturnFile::begin(head()).unwrap();
    file.push(&filed(&batch, 1, None)).unwrap();
    let bytes = file.finish().unwrap().bytes;
    let own = &crate::text::encode(FILED);
    let start = own.windows(5).position(|w| w == b"RE,2,").unwrap();
    let end = own.windows(3).position(|w| w == b"GO,").unwrap();
    assert!(bytes.windows(end - start).any(|window| window == &own[start..end]));
}

#[test]
fn what_cannot_be_returned_is_told_and_leaves_nothing() {
    let batch = batch(FILED);
    let mut file = ReturnFile::begin(head()).unwrap();
    let mut other = filed(&batch, 0, None);
    other.request.encoding = Encoding::Utf8;
    assert!(matches!(file.push(&other), Err(ReturnError::Encoding)));
    let mut headless = filed(&batch, 0, None);
    headless.request.rows.truncate(1);
    assert!(matches!(file.push(&headless), Err(ReturnError::NoReceipt)));
    let mut wrong = filed(&batch, 0, None);
    wrong.reasons[0].code = Some(10_001);
    let error = file.push(&wrong).unwrap_err();
    assert!(error.to_string().contains("item 5"), "{error}");
    let empty = ReturnFile::begin(head()).unwrap().finish().unwrap().bytes;
    assert_eq!(file.finish().unwrap().bytes, empty);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        let mut file = b"HI,1,202407,13,1,1234567,,00\r\nIR,1\r\nRE,1\r\nHR,".to_vec();
        file.extend(bytes);
        proptest::prop_assert!(read(&file).is_some_and(|read| !read.receipts.is_empty()));
    }

    #[test]
    fn reasons_read_back(reason in "[ -~あ-んｱ-ﾝ𠮷漢]{0,40}", code in 0_u16..10_000, receipts in 0_usize..4) {
        let batch = batch(FILED);
        let mut file = ReturnFile::begin(head()).unwrap();
        let mut one = filed(&batch, 0, None);
        (one.reasons[0].reason, one.reasons[0].code) = (reason.as_str().into(), Some(code));
        for _ in 0..receipts {
            file.push(&one).unwrap();
        }
        let back = read(&file.finish().unwrap().bytes).unwrap();
        proptest::prop_assert!(back.problems.is_empty(), "{:?}", back.problems);
        proptest::prop_assert_eq!(back.receipts.len(), receipts);
        let said = crate::text::fit(&reason, crate::column::Mode::Full, crate::column::Length::UpTo(500)).0;
        for returned in &back.receipts {
            proptest::prop_assert_eq!(&returned.reasons[0][5].text.0, &said);
            proptest::prop_assert_eq!(&returned.reasons[0][4].text.0, &format!("L{code:04}"));
        }
    }
}

#[test]
fn search_numbers_have_17_to_30_digits() {
    for (digits, fine) in
        [("1234567890123456", false), ("12345678901234567", true), ("1234567890123456a", false)]
    {
        assert_eq!(SearchNumber::new(digits).is_some(), fine);
    }
}

#[test]
fn debug_shows_no_record() {
    let shown = format!("{:?}", filed(&batch(FILED), 0, None));
    assert!(!shown.contains("架空") && !shown.contains("A-1"), "{shown}");
}
