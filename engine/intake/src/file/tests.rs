//! Whole files, cut into batches of every size.

use std::fmt::Write;

use model::Defect;
use receipt::Batch;
use receipt::cut::{Cutter, Limits};

use super::FileState;

/// A file of right receipts: IR, `receipts` of them, GO.
fn file(receipts: usize) -> String {
    let mut text = String::from(IR);
    for number in 1..=receipts {
        text += &receipt(number);
    }
    let _ = writeln!(text, "GO,{receipts},{},99", receipts * 291);
    text
}

const IR: &str = "IR,1,13,1,1234567,,医院,202405,00,03-1234-5678\n";

fn receipt(number: usize) -> String {
    format!(
        "RE,{number},1112,202404,見本　患者,1,19800115\nHO,01130012,１２３,４５６,1,291\n\
         SY,8833421,20240401,1\nSI,11,1,111000110,,291,1,,,,,,,1\n"
    )
}

fn encode(text: &str) -> Vec<u8> {
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(text);
    let mut bytes = bytes.split(|&b| b == b'\n').collect::<Vec<_>>().join(&b"\r\n"[..]);
    bytes.push(0x1A);
    bytes
}

/// All defects of a file that is cut into batches of about `size` bytes.
fn defects(bytes: &[u8], size: usize) -> Vec<Defect> {
    let mut cutter = Cutter::new(bytes, Limits { batch: size, receipt: 1 << 20 });
    let (mut state, mut batch, mut all) = (FileState::default(), Batch::default(), Vec::new());
    while cutter.next(&mut batch).unwrap_or(false) {
        receipt::read(&mut batch);
        crate::structure::check(&mut batch);
        state.take(&mut batch);
        all.append(&mut batch.defects);
    }
    all.extend(state.finish());
    all
}

/// The defects of a file must be exactly these, however it is cut.
#[track_caller]
fn check_bytes(bytes: &[u8], expected: &[&str]) {
    let whole = defects(bytes, usize::MAX >> 1);
    let shown: Vec<String> = whole
        .iter()
        .map(|d| {
            format!(
                "{}@{}{}",
                d.kind.spec().slug,
                d.place.line,
                d.place.field.map_or(String::new(), |f| format!(".{f}"))
            )
        })
        .collect();
    assert_eq!(shown, expected, "in\n{}", String::from_utf8_lossy(bytes));
    for size in [1, 10, 100, 150, 200, 300, 500, 1000] {
        assert_eq!(defects(bytes, size), whole, "batches of {size} bytes");
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_bytes(&encode(text), expected);
}

#[test]
fn a_right_file_has_no_defect() {
    check(&file(1), &[]);
    check(&file(7), &[]);
}

#[test]
fn a_file_starts_with_the_institution_and_ends_with_the_summary() {
    check(&file(3).replace(IR, ""), &["no-institution@1"]);
    check(&file(3).replace("GO,3,873,99\n", ""), &["no-summary@14"]);
    check(&format!("{IR}GO,0,0,99\n"), &["no-receipt@3"]);
    check("", &["no-institution@1", "no-receipt@1", "no-summary@1"]);
    check_bytes(b"", &["empty-file@1"]);
}

#[test]
fn nothing_stands_behind_the_summary_but_another_institution() {
    check(&format!("{}{}", file(2), file(3)), &[]);
    let more = format!("{}{}", file(2), receipt(1));
    check(&more, &["after-summary@11"]);
    check(&format!("{}GO,0,0,99\n", file(2)), &["after-summary@11"]);
    check(&format!("{}{}", file(2), IR), &["no-summary@12"]);
}

#[test]
fn nothing_stands_behind_the_end_of_file() {
    let twice = [encode(&file(2)), b"\r\n".to_vec(), encode(&file(2))].concat();
    check_bytes(&twice, &["after-eof@12"]);
    check_bytes(&[encode(&file(2)), b"\r\n".to_vec()].concat(), &[]);
    let mut without = encode(&file(2));
    without.pop();
    check_bytes(&without, &[]);
}

#[test]
fn numbers_count_up_from_one() {
    let gap = file(4).replace("RE,3,", "RE,4,").replacen("RE,4,", "RE,9,", 1);
    check(&gap, &["receipt-number-order@10.2", "receipt-number-order@14.2"]);
    check(&file(1).replace("RE,1,", "RE,0,"), &["receipt-number-order@2.2"]);
    check(&file(2).replace("RE,1,", "RE,7,").replace("RE,2,", "RE,8,"), &["receipt-number-order@2.2"]);
    // An unreadable number is told once and keeps its place.
    check(&file(3).replace("RE,2,", "RE,X,"), &["not-digits@6.2"]);
}

#[test]
fn an_institution_for_every_receipt_may_count_on_or_anew() {
    let each = |numbers: [usize; 3]| {
        let receipts: String = numbers.iter().map(|&n| format!("{IR}{}", receipt(n))).collect();
        format!("{receipts}GO,3,873,99\n")
    };
    check(&each([1, 2, 3]), &[]);
    check(&each([1, 1, 1]), &[]);
    check(&each([1, 3, 4]), &["receipt-number-order@7.2"]);
}

#[test]
fn receipts_filed_again_keep_their_numbers() {
    let again = file(3).replace("IR,", "UK,").replace("RE,2,", "RE,7,");
    let kinds: Vec<_> = defects(&encode(&again), 1 << 20).iter().map(|d| d.kind.spec().slug).collect();
    assert!(!kinds.contains(&"receipt-number-order"), "{kinds:?}");
}

#[test]
fn files_of_returned_receipts_may_repeat_the_confirmation() {
    let twice = |n| {
        file(n).replace("SY,", "SN,1,01,,,,00\nSN,1,02\nSY,").replace(IR, &IR.replace(",03-1234-5678", ""))
    };
    check(&twice(2), &["duplicate-record@5", "duplicate-record@11"]);
    check(&twice(2).replace("IR,", "UK,"), &[]);
    // UK further down does not make the whole file one of returned receipts.
    let second = twice(1) + &file(1).replace("IR,", "UK,").replace(",03-1234-5678", "");
    check(&second, &["duplicate-record@5"]);
    // Only SN is free.
    check(
        &file(1).replace("IR,", "UK,").replace("SY,", "HO,01130012,１２３,４５６,1,291\nSY,"),
        &["duplicate-record@4", "summary-count@7.2"],
    );
}

#[test]
fn the_summary_is_the_sum() {
    check(&file(3).replace("GO,3,", "GO,4,"), &["summary-count@14.2"]);
    check(&file(3).replace(",873,", ",874,"), &["summary-points@14.3"]);
    // Agencies write 0 where they moved or split receipts; one 0 alone is wrong.
    check(&file(3).replace("GO,3,873", "GO,0,0"), &[]);
    check(&file(3).replace("GO,3,873", "GO,0,873"), &["summary-count@14.2"]);
    check(&file(3).replace("GO,3,873", "GO,,"), &["summary-missing@14.2", "summary-missing@14.3"]);
    // A receipt with a fund counts twice; without insurer the first fund has the points.
    let fund = file(2)
        .replacen("1112", "1122", 1)
        .replacen("SY,", "KO,54136015,1234567,,1,291\nSY,", 1)
        .replacen("SI,11,1", "SI,11,2", 1);
    check(&fund.replace("GO,2,", "GO,3,"), &[]);
    let only = file(1)
        .replace("1112", "1222")
        .replace("HO,01130012,１２３,４５６,1,291", "KO,12143210,1234567,,1,291\nKO,54136015,1234567,,1,0")
        .replace("SI,11,1", "SI,11,5");
    check(&only.replace("GO,1,", "GO,2,"), &[]);
}

#[test]
fn volumes_follow_each_other_and_the_last_has_the_sums() {
    let volume = |of: &str, numbers: std::ops::Range<usize>, end: &str| {
        let receipts: String = numbers.map(receipt).collect();
        format!("{}{receipts}{end}\n", IR.replace(",00,", &format!(",{of},")))
    };
    let both = volume("00", 1..3, "GO,,,01") + &volume("01", 3..4, "GO,3,873,99");
    check(&both, &[]);
    check(&both.replace("873", "872"), &["summary-points@16.3"]);
    // A later volume alone cannot be compared.
    check(&volume("01", 3..4, "GO,3,873,99"), &[]);
    check(&volume("00", 1..3, "GO,,,02"), &["volume-order@10.4"]);
    check(&volume("00", 1..3, "GO,2,,01"), &["summary-of-volume@10.2"]);
    // Volumes that never came are not summed up with those of the next filing.
    check(&(volume("00", 1..3, "GO,,,01") + &file(2)), &[]);
    check(&(volume("00", 1..3, "GO,,,01") + &file(2).replace("582", "583")), &["summary-points@20.3"]);
}

#[test]
fn months_lie_between_service_and_filing() {
    let at = |month: &str, billed: &str| {
        file(1)
            .replace("20240401", "20160101")
            .replace("202405", billed)
            .replace(",202404,見", &format!(",{month},見"))
    };
    check(&at("202404", "202404"), &[]);
    check(&at("202405", "202404"), &["month-after-billing@2.4"]);
    // Services up to 2020-03 are barred after three years, later ones after five.
    check(&at("202003", "202303"), &[]);
    check(&at("202003", "202304"), &["claim-expired@2.4"]);
    check(&at("202004", "202504"), &[]);
    check(&at("202004", "202505"), &["claim-expired@2.4"]);
    let consent = at("202004", "202505").replace("GO,", "CO,99,1,820000242\nGO,");
    check(&consent, &[]);
    // A receipt that came back was filed in time before.
    let again = at("202004", "202505").replace("19800115", "19800115,,,,,,,,,,,,12345678901234567");
    check(&again, &[]);
}

#[test]
fn a_file_of_another_kind_is_told() {
    check(&file(1).replace("IR,1,13,1,", "IR,1,13,3,"), &["not-medical@1.4"]);
}

#[test]
fn a_thousand_refusals_refuse_the_file() {
    let wrong = |n: usize| {
        let text = file(n).replace("1,291", "1,292");
        defects(&encode(&text.replace(&format!("{},99", n * 291), &format!("{},99", n * 292))), 1 << 20)
    };
    let refused = |n: usize| wrong(n).iter().filter(|d| d.kind == model::DefectKind::TooManyErrors).count();
    assert_eq!((refused(999), refused(1000)), (0, 1));
}

/// Of which institutions a file of several, cut into batches of about `size` bytes, is refused.
fn refused(text: &str, size: usize) -> [bool; 3] {
    let bytes = encode(text);
    let mut cutter = Cutter::new(&*bytes, Limits { batch: size, receipt: 1 << 20 });
    let (mut state, mut batch, mut institutions) = (FileState::default(), Batch::default(), Vec::new());
    while cutter.next(&mut batch).unwrap_or(false) {
        receipt::read(&mut batch);
        crate::structure::check(&mut batch);
        state.take(&mut batch);
        institutions.extend(batch.frames.iter().filter_map(|frame| match *frame {
            receipt::Frame::Institution { institution, .. } => Some(institution),
            receipt::Frame::Summary { .. } => None,
        }));
    }
    state.finish();
    [0, 1, 2].map(|at| state.refusals().refuses(institutions.get(at)))
}

#[test]
fn what_one_institution_filed_wrong_does_not_refuse_the_others() {
    let of = |code: &str, receipts: usize| file(receipts).replace("1234567,,医院", &format!("{code},,医院"));
    let with = |second: String| of("1111111", 2) + &second + &of("3333333", 1);
    for size in [1, 100, 300, 1 << 20] {
        let is = |text: &str| refused(text, size);
        assert_eq!(is(&with(of("2222222", 3))), [false; 3], "batches of {size} bytes");
        let reserved = of("2222222", 3).replace("2222222,,", "2222222,1,");
        assert_eq!(is(&with(reserved)), [false, true, false], "batches of {size} bytes");
        let gap = of("2222222", 3).replace("RE,3,", "RE,5,");
        assert_eq!(is(&with(gap)), [false, true, false], "batches of {size} bytes");
        // The last one has no GO; what stands before the first IR is nobody's; no institution has the file's encoding.
        let open = with(of("2222222", 1)).replace("GO,1,291,99\n", "");
        assert_eq!(is(&open), [false, false, true], "batches of {size} bytes");
        assert_eq!(is(&format!("XX,1\n{}", with(of("2222222", 1)))), [true; 3], "batches of {size} bytes");
    }
}

/// UK heads what agencies sent back: a fault of it stands in no filing of an institution, and no receipt bears its key.
#[test]
fn a_fault_of_uk_refuses_the_whole_file() {
    let of = |code: &str| file(2).replace("1234567,,医院", &format!("{code},,医院"));
    let headed = |head: &str| head.to_owned() + &of("1111111") + &of("3333333");
    for size in [1, 100, 1 << 20] {
        let is = |text: &str| refused(text, size);
        let right = "UK,1,13,1,1111111,,医院,202407,00,\n";
        assert_eq!(is(&headed(right)), [false; 3], "batches of {size} bytes");
        for (from, to) in [(",13,", ",99,"), ("1111111", "111111"), ("202407", "202413")] {
            let wrong = right.replace(from, to);
            assert_eq!(is(&headed(&wrong)), [true; 3], "{wrong} in batches of {size} bytes");
        }
        // Faults of one that files under UK are its own.
        let own = headed(right).replace("IR,1,13,1,3333333,,", "IR,1,13,1,3333333,1,");
        assert_eq!(is(&own), [false, false, true], "batches of {size} bytes");
        // UK further down has no receipts of the filing before it.
        let within = of("1111111") + &right.replace("202407", "202413") + &of("3333333");
        assert_eq!(is(&within), [true; 3], "batches of {size} bytes");
    }
}

#[test]
fn refusals_of_receipts_are_counted_for_each_institution() {
    let wrong = |code: &str, n: usize| {
        let text = file(n).replace("1234567,,医院", &format!("{code},,医院")).replace("1,291", "1,292");
        text.replace(&format!("{},99", n * 291), &format!("{},99", n * 292))
    };
    let three = |n: [usize; 3]| wrong("1111111", n[0]) + &wrong("2222222", n[1]) + &wrong("3333333", n[2]);
    assert_eq!(refused(&three([600, 999, 1]), 1 << 16), [false; 3]);
    let one = three([600, 1000, 1]);
    assert_eq!(refused(&one, 1 << 16), [false, true, false]);
    let told = defects(&encode(&one), 1 << 16);
    let told: Vec<_> = told.iter().filter(|d| d.kind == model::DefectKind::TooManyErrors).collect();
    let second = 1 + 4 * 600 + 1 + 1..=1 + 4 * 600 + 1 + 1 + 4 * 1000;
    assert!(matches!(told.as_slice(), [one] if second.contains(&(one.place.line as usize))), "{told:?}");
}

#[test]
fn line_ends_and_encoding_are_told_once() {
    let text = file(5);
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(&text);
    check_bytes(&bytes, &["bare-lf@1"]);
    check_bytes(file(3).replace('\n', "\r\n").as_bytes(), &["utf8-file@1"]);
}

#[test]
fn a_receipt_that_is_too_large_is_told_where_it_was_cut() {
    let large = file(2).replacen("SI,", &"SI,11,1,111000110,,0,1\n".repeat(100), 1);
    let mut cutter = Cutter::new(&*encode(&large).leak(), Limits { batch: 256, receipt: 512 });
    let (mut state, mut batch, mut kinds) = (FileState::default(), Batch::default(), Vec::new());
    while cutter.next(&mut batch).unwrap_or(false) {
        receipt::read(&mut batch);
        state.take(&mut batch);
        kinds.extend(batch.defects.iter().map(|d| (d.kind, d.place.line)));
    }
    assert_eq!(kinds.first(), Some(&(model::DefectKind::ReceiptTooLarge, 2)));
    assert!(!kinds.iter().any(|(kind, _)| *kind == model::DefectKind::OutsideReceipt));
}
