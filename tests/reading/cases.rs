//! Small files that once told the readers apart, or stand on a limit: each is read alike, with just these defects.

use model::{DefectKind, RecordId};
use receipt::{Encoding, RecordKind};

use tests::{batches, twin};

/// Reads a file, written here with LF alone, in all ways and compares its defects: line, item, kind.
#[track_caller]
fn check(file: &str, expected: &[(u64, u8, DefectKind)]) {
    let file = file.replace('\n', "\r\n");
    let bytes = encoding_rs::SHIFT_JIS.encode(&file).0;
    twin::check(&bytes, Encoding::Cp932);
    twin::check(&with_full_tails(&bytes), Encoding::Cp932);
    let defects = twin::read(&bytes, Encoding::Cp932).defects;
    let told: Vec<_> = defects.iter().map(|d| (d.line, d.item.unwrap_or(0), d.kind)).collect();
    assert_eq!(told, expected);
}

/// The same file with every comma of every record, and enough behind it for the quick way to look ahead.
fn with_full_tails(file: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for row in file.split_inclusive(|&b| b == b'\n').map(<[u8]>::trim_ascii_end) {
        let id = row.first_chunk::<2>().copied().unwrap_or_default();
        let items = RecordKind::from_id(RecordId(id)).map_or(0, |kind| kind.layout().fields().count());
        let commas = row.iter().filter(|&&b| b == b',').count();
        out.extend([row, &b",".repeat(items.saturating_sub(commas)), b"\r\n"].concat());
    }
    [out, b"GO,1,1,99\r\n".repeat(15)].concat()
}

const RE: &str = "RE,1,1112,202406,A,1,19900101\n";
const HO: &str = "HO,01130012,1,2,1,291\n";
const SY: &str = "SY,4660009,20240603,1\n";

fn si(section: &str, points: &str) -> String {
    format!("SI,{section},1,111000110,,{points},1{}1{}\n", ",".repeat(7), ",".repeat(30))
}

#[test]
fn a_donors_part_begins_the_order_again() {
    let own = format!("{RE}{HO}{SY}{}SJ,01,あ\n", si("11", "291"));
    let donor = format!("TR,1,1991,202406,,1,19900101\nTS,1,5\n{SY}{}", si("60", "5"));
    check(&format!("{own}TI,1,1\n{donor}{donor}TI,1,1\n{donor}"), &[]);
    let order = DefectKind::RecordOrder;
    check(&format!("{RE}{HO}{donor}"), &[(3, 0, order), (4, 0, order)]);
    check(&format!("{own}TI,1,1\n{donor}{HO}"), &[(11, 0, order)]);
    check(&format!("{own}TI,1,1\n{donor}TS,1,5\n"), &[(11, 0, order), (11, 0, DefectKind::DuplicateRecord)]);
}

#[test]
fn a_line_behind_the_summary_belongs_to_no_receipt() {
    let file = format!("{RE}{HO}{SY}{}GO,1,291,99\n{}", si("11", "291"), si("12", "73"));
    check(&file, &[(6, 0, DefectKind::OutsideReceipt)]);
}

#[test]
fn a_variable_field_of_one_byte_is_too_long_not_wrongly_sized() {
    check(&format!("{RE}KO,51136018,1234567,11,1,1\n"), &[(2, 4, DefectKind::TooLong)]);
}

#[test]
fn the_rest_of_a_list_of_the_wrong_length_is_no_code() {
    check(&format!("{RE}{HO}SY,4660009,20240603,1,80022\n"), &[(3, 5, DefectKind::ListLength)]);
}

#[test]
fn as_many_records_as_allowed_and_one_more() {
    let diseases = |n| format!("{RE}{HO}{}", SY.repeat(n));
    check(&diseases(99), &[]);
    check(&diseases(100), &[(102, 0, DefectKind::TooManyRecords)]);
    let funds = |n| format!("{RE}{}", "KO,51136018,1234567,,1,1\n".repeat(n));
    check(&funds(4), &[]);
    check(&funds(5), &[(6, 0, DefectKind::TooManyRecords)]);
    check(&format!("{RE}{HO}{HO}"), &[(3, 0, DefectKind::DuplicateRecord)]);
}

#[test]
fn as_many_lines_without_section_as_allowed_and_one_more() {
    let lines = |n| format!("{RE}{HO}{}{}", si("60", ""), si("", "").repeat(n));
    check(&lines(98), &[]);
    check(&lines(99), &[(102, 0, DefectKind::BlankSectionRun)]);
    check(&format!("{RE}{HO}{}", si("", "1")), &[(3, 0, DefectKind::SectionMissing)]);
}

#[test]
fn eras_are_read_and_told() {
    let file = "RE,1,1112,50606,A,1,2020101\nHO,01130012,1,2,1,291\nSY,4660009,4310501,1\n";
    let era = DefectKind::EraDate;
    check(file, &[(1, 4, era), (1, 7, era), (3, 3, DefectKind::BadDate)]);
}

#[test]
fn lines_of_history_are_kept_apart() {
    let file = format!("{RE}{HO}{SY}{}8,1,1,RE,9\n8,2,1,SI,11\n8,2\n9,9,9,XX\n", si("11", "291"));
    let unknown = DefectKind::UnknownRecord;
    check(&file, &[(7, 0, unknown), (8, 0, unknown)]);
}

#[test]
fn a_refiled_receipt_says_nothing_of_records_behind_the_summary() {
    let refiled = format!("RE,1,1112,202406,A,1,19900101{}123\n", ",".repeat(12));
    let confirmed = "SN,1,01,01130012\n";
    check(&format!("{refiled}{HO}{confirmed}"), &[]);
    let outside = DefectKind::OutsideReceipt;
    let expected = [(4, 0, outside), (4, 4, DefectKind::FilingOmitted)];
    check(&format!("{refiled}{HO}GO,1,291,99\n{confirmed}"), &expected);
}

#[test]
fn a_refiled_receipt_may_have_more_confirmations() {
    let refiled = format!("RE,1,1112,202406,A,1,19900101{}123\n", ",".repeat(12));
    let (one, again) = ("SN,1,01,,,,00\n", DefectKind::DuplicateRecord);
    check(&format!("{RE}{HO}{one}"), &[]);
    check(&format!("{RE}{HO}{one}{one}{one}"), &[(4, 0, again)]);
    check(&format!("{refiled}{HO}{one}{one}{one}"), &[]);
    // The next receipt is a first filing again; and only SN is free.
    check(&format!("{refiled}{HO}{one}{one}{RE}{HO}{one}{one}"), &[(8, 0, again)]);
    check(&format!("{refiled}{HO}{HO}"), &[(3, 0, again)]);
}

#[test]
fn records_whose_place_is_not_known_stand_anywhere() {
    let lines = [si("11", "291"), si("12", "73")];
    for record in ["KH,あ\n", "NI,1,,2\n", "RC,1\n"] {
        check(&format!("{RE}{record}{HO}{record}{SY}{record}{}{record}{}{record}", lines[0], lines[1]), &[]);
        check(&format!("{record}{RE}{HO}{SY}{}GO,1,291,99\n{record}", lines[0]), &[]);
        let donor = format!(
            "TI,1,1\n{record}TR,1,1991,202406,,1,19900101\n{record}TS,1,5\n{SY}{}{record}",
            si("60", "5")
        );
        check(&format!("{RE}{HO}{SY}{}{donor}", lines[0]), &[]);
        // The order of the others is judged over them.
        check(
            &format!("{RE}{HO}{SY}{record}{HO}"),
            &[(5, 0, DefectKind::RecordOrder), (5, 0, DefectKind::DuplicateRecord)],
        );
    }
}

#[test]
fn blanks_and_gaiji_at_the_end_of_a_text() {
    let text = |bytes: &[u8]| [b"CO,,1,810000001,", bytes].concat();
    for bytes in
        [&b"\x88\x9F\x81\x40"[..], b"\xF0\x40\x81\x40", b"\x81\x81\x40", b"\x81", b"\xB1\x81\x40", b"A"]
    {
        twin::check(&text(bytes), Encoding::Cp932);
        twin::check(&text(bytes), Encoding::Utf8);
    }
    twin::check("CO,,1,810000001,痛\u{3000}".as_bytes(), Encoding::Utf8);
}

#[test]
fn the_last_row_without_line_end_keeps_what_it_has() {
    for end in ["\r", "\x1A", "\r\x1A", "\x1A\r", "", "\r\r"] {
        twin::check(format!("{RE}GO,1,2,99{end}").as_bytes(), Encoding::Cp932);
        twin::check(end.as_bytes(), Encoding::Cp932);
    }
}

#[test]
fn an_insurer_without_the_number_of_the_insured_lacks_something() {
    check(&format!("{RE}HO,01130012,11,,1,291\n"), &[(2, 4, DefectKind::RequiredMissing)]);
    check(&format!("{RE}HO,01130012,,12,1,291\n"), &[]);
}

#[test]
fn two_end_of_file_codes_are_told_alike_in_one_batch_and_in_many() {
    let receipt = format!("{RE}{HO}{SY}{}", si("11", "291")).replace('\n', "\r\n");
    let file = format!("IR,1,13,1,1234567,,A,202406,00,\r\n{receipt}\x1A\r\n{receipt}\x1A\r\n{receipt}");
    (1..file.len()).for_each(|size| batches::check(file.as_bytes(), size));
}
