//! One fact is one finding: rules from the law and rules over the columns of the master do not tell the same.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use crate::shinsa;

/// A line of a procedure that stands once on each of some days.
fn line(code: &str, points: u32, days: &[usize]) -> String {
    let mut fields = vec![String::new(); 44];
    for (at, field) in
        ["SI", "60", "1", code, "", &points.to_string(), &days.len().to_string()].iter().enumerate()
    {
        fields[at] = (*field).to_owned();
    }
    days.iter().for_each(|day| fields[12 + day] = "1".to_owned());
    fields.join(",")
}

/// Line 6 is an electrocardiogram twice in the month, 7 a judgement fee without a test, 8 a fee for a narcotic without one,
/// 9 and 10 a CT and an MRI after it.
fn claim(month: &str) -> Vec<u8> {
    let head = format!(
        "IR,1,13,1,1000009,,審査医院,202407,00,\nRE,1,1112,{month},模擬　患者,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,\n\
         HO,06134019,１２３４,５６７,1,1000,,,,,,,,,\nSN,1,01,,,,01,,\nSY,8833421,20220410,1,,,01,"
    );
    let lines = [
        line("160068410", 130, &[3, 17]),
        line("160061810", 125, &[3]),
        line("120001310", 1, &[4]),
        line("170011810", 900, &[3]),
        line("170020110", 1330, &[17]),
    ];
    let text = format!("{head}\n{}\nGO,1,1000,99\n", lines.join("\n")).replace('\n', "\r\n");
    let mut bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
    bytes.push(0x1A);
    bytes
}

#[test]
fn a_fact_that_the_law_and_the_master_show_is_told_once() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("one.UKE"), claim("202406")).expect("written");
    let (_, out, err) = shinsa(dir.path(), &["check", "one.UKE", "--json"]);
    let rows = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let pairs = [
        "D206-逓減",
        "E3-通則2",
        "S63-逓減",
        "D026-無検査",
        "D205-無検査",
        "S50-判断料",
        "F000-麻毒",
        "S29-薬",
    ];
    let mut told: Vec<(String, u64)> = rows
        .filter(|row| row["type"] == "finding" && pairs.iter().any(|rule| row["rule"] == *rule))
        .map(|row| {
            let subject =
                row["lines"].as_array().and_then(|lines| lines.iter().find(|line| line["role"] == "subject"));
            let line = subject.and_then(|line| line["line"].as_u64()).unwrap_or_default();
            (row["rule"].as_str().unwrap_or_default().to_owned(), line)
        })
        .collect();
    told.sort();
    let expected = [("S29-薬", 8), ("S50-判断料", 7), ("S63-逓減", 6), ("S63-逓減", 10)];
    let expected: Vec<(String, u64)> =
        expected.iter().map(|(rule, line)| ((*rule).to_owned(), *line)).collect();
    assert_eq!(told, expected, "{out}{err}");
}
