//! Every file of corpus/regressions/ is read alike every way, and judged alike in batches of any size.

use receipt::Encoding;
use tests::twin;

use crate::tidy::root;

#[test]
fn files_that_once_went_wrong_are_read_alike() {
    let mut seen = 0;
    for entry in std::fs::read_dir(root().join("corpus/regressions")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "UKE") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        twin::check(&bytes, Encoding::Cp932);
        twin::check(&bytes, Encoding::Utf8);
        seen += 1;
    }
    assert!(seen >= 5);
}

#[test]
fn a_section_of_a_digit_and_a_sign_is_no_section() {
    let bytes = std::fs::read(root().join("corpus/regressions/section-of-a-digit-and-a-sign.UKE")).unwrap();
    let batch = twin::batch_of(&bytes, Encoding::Cp932, receipt::read);
    assert_eq!(batch.lines.iter().map(|line| line.section).collect::<Vec<_>>(), [0]);
    assert!(batch.defects.iter().any(|defect| defect.kind == model::DefectKind::NotInTable));
}

/// Rows that look like ordinary ones up to their last bytes, each twice (the head of a line is remembered) and with enough
/// behind it for the quick way to look at.
#[test]
fn rows_that_are_almost_ordinary_are_read_alike() {
    const DAYS: &str = ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,";
    let days = |first: &str| format!("{first}{DAYS}");
    let head = "SI,80,1,120002910,,60,1,,,,,,,";
    let mut rows: Vec<String> = [
        "SY,8840107,20241122,1,,,\0",
        "SY,8840107,20241122,1,,,,\0",
        "SY,8840107,20241122,1,,,01",
        "SY,8840107,20241122,1,8002,,01,",
        "SY,8840107,20250229,1,,,,",
        "SN,1,01,,,,,,\0",
        "SN,1,01,,,,03,,\0",
        "SN,1,01,,,,0,,,",
        "SN,1,01,,,,,,,,",
        "RE,2,1112,199904,\u{ff21},1,19590410,,,,,,,5,,,,,,,,01,,,,,,,,,,,,,,,,",
        "RE,2,1112,202504,\u{ff21},3,19590410,,,,,,,5,,,,,,,,01,,,,,,,,,,,,,,,,",
        "RE,2,1112,202504,\u{ff21},1,19590410,0,20250230,,,,,05,,,,,,,,00,,,,,,,,,,,,,,,,",
        "RE,2,1112,202504,\u{ff21},1,19590410,70,20250225,,,29,199,\"5\",,,,,,,,01,,,,,,,,,,,,,,,\u{ff8a},",
    ]
    .map(str::to_owned)
    .to_vec();
    rows.extend(["", "1", "2", "0", "01", "11", "1111", "x"].map(|first| format!("{head}{}", days(first))));
    rows.extend(["1,", ",1", "\0"].map(|end| format!("{head}{}{end}", days("1"))));
    rows.push(format!("IY,21,1,620000000,12345.12345,1234567,123,,,,,,,{}", days("1")));
    rows.push(format!("IY,21,1,620000000,12345.12345,1234567,123,,,,,,,{}", days("14")));
    let name = "\u{30a2}".repeat(45);
    rows.extend(["", ",", ",101", ",,", "\u{3000},", ",\u{30a2}"].map(|end| {
        format!("RE,2,1112,202504,\u{ff21},1,19590410,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,{}{end}", &name[..54])
    }));
    for row in rows {
        let around = format!("{head}{}", days("1"));
        let lines = ["RE,1,1112,202504,A,1,19590410,", &around, &row, &row, &around, &around, &around];
        let text = lines.join("\r\n") + "\r\n";
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(&text);
        twin::check(&bytes, Encoding::Cp932);
        twin::check(&bytes, Encoding::Utf8);
    }
}
