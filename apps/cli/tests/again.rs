//! Rules run once more on what assessments leave, as `shinsa screen` writes it: what staff read, and that threads, parts of
//! patients and kills change nothing of it.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::Command;

use super::screen::{killed, results, shinsa};

const RULES: &str = "\
共通
  根拠　　告示「医科」
  施行　　2024-06-01から
  確度　　確定
  段階　　試行
  担当　　「試験」
  公開　　否
  区分　　背反
  種別　　医科

規則 耳「眼処置のある日の耳処置」
  対象　　甲：140019310の診療行為
  　　　　乙：甲と同日の140017610の診療行為
  結論　　甲を算定しない 事由 D
  理由文　「耳処置は眼処置と同じ日に算定できません。」

規則 吸「耳処置のない日のネブライザ」
  対象　　甲：140022710の診療行為
  条件　　甲と同日の140019310の診療行為がない
  結論　　甲を算定しない 事由 D
  理由文　「ネブライザは耳処置のない日に算定できません。」
";

/// A file of one institution: every third receipt has a line whose base falls, every third an assessment that nothing rests
/// on, every third nothing.
fn file(institution: u32, receipts: u32) -> Vec<u8> {
    const EYE: &str = "SI,40,1,140017610,,25,1,,,,,,,1\n";
    const EAR: &str = "SI,40,1,140019310,,27,1,,,,,,,1\n";
    const NEBULISER: &str = "SI,40,1,140022710,,12,1,,,,,,,1\n";
    let mut text = format!("IR,1,13,1,{institution},,見本医院,202407,00,03-1234-5678\n");
    let mut sum = 0;
    for number in 1..=receipts {
        let (lines, points) = match number % 3 {
            0 => ([EYE, EAR, NEBULISER].concat(), 139),
            1 => ([EYE, EAR].concat(), 127),
            _ => (EYE.to_owned(), 100),
        };
        sum += points;
        let birth = 19_600_101 + number % 28 + 10_000 * (number % 40);
        text += &format!(
            "RE,{number},1112,202406,見本　患者,1,{birth}\nHO,01130012,１,{number},1,{points}\nJD,1,1\n\
            SY,8833421,20240601,1,,,01\nSI,12,1,112007410,,75,1,,,,,,,1\n{lines}"
        );
    }
    text += &format!("GO,{receipts},{sum},99\n");
    encoding_rs::SHIFT_JIS.encode(&text.replace('\n', "\r\n")).0.into_owned()
}

/// A folder with the rule book and three files of so many receipts.
fn folder(receipts: u32) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("in")).expect("a folder");
    std::fs::create_dir(dir.path().join("rules")).expect("a folder");
    std::fs::write(dir.path().join("rules/one.rule"), RULES).expect("rules");
    for (institution, name) in [(1_234_567, "a"), (1_234_568, "b"), (1_234_569, "c")] {
        std::fs::write(dir.path().join(format!("in/{name}.UKE")), file(institution, receipts))
            .expect("a file");
    }
    dir
}

fn screening(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = shinsa();
    command
        .current_dir(dir)
        .args(["screen", "in", "--rules", "rules", "--institution", "clinic"])
        .args(arguments);
    command
}

fn rows(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn what_an_assessment_brings_about_is_shown_to_staff_and_nothing_more_is_taken() {
    let dir = folder(3);
    let run = screening(dir.path(), &["--out", "out"]).output().expect("run");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    let out = results(&dir.path().join("out"));
    let receipts = rows(&out["receipts.jsonl"]);
    let told =
        |row: &serde_json::Value| format!("{} {} {}", row["disposition"], row["queue"], row["points_after"]);
    let first: Vec<String> = receipts.iter().take(3).map(told).collect();
    assert_eq!(first, [r#""assessed" null 100"#, r#""accepted" null 100"#, r#""review" "staff" null"#]);
    let findings = rows(&out["findings.jsonl"]);
    let third: Vec<&serde_json::Value> = findings.iter().filter(|row| row["seq"] == 3).take(2).collect();
    let told = |row: &serde_json::Value| {
        let what =
            ["rule", "certainty", "conclusion", "points", "doubt", "state"].map(|key| row[key].to_string());
        format!("{} {}", what.join(" "), row["lines"][0]["line"])
    };
    let expected = [
        r#""耳" "definite" "assess" -27 null "won" 20"#,
        r#""吸" "review" "assess" null "remains" "won" 22"#,
    ];
    assert_eq!(third.iter().map(|row| told(row)).collect::<Vec<_>>(), expected);
    let sentence = "ネブライザは耳処置のない日に算定できません。";
    assert_eq!(third[1]["message"], sentence);
    assert!(
        third[1]["text"]
            .as_str()
            .is_some_and(|text| text.contains("査定のあとに残る明細を判定し直すと該当する"))
    );
    assert!(third[1].get("effect").is_none() && third[1].get("by_payer").is_none(), "nothing is taken");
    // Nothing is cut on a list that an institution gets.
    let lists: Vec<&String> = out.keys().filter(|name| name.contains("zogn")).collect();
    assert_eq!(lists.len(), 3, "{lists:?}");
}

#[test]
fn threads_kills_and_language_change_nothing_of_it() {
    let dir = folder(4_000);
    let whole = killed(dir.path(), || screening(dir.path(), &["--jobs", "2"]));
    let staff = rows(&whole["receipts.jsonl"]).iter().filter(|row| row["queue"] == "staff").count();
    assert_eq!(staff, 3 * (4_000 / 3));
    let one = screening(dir.path(), &["--out", "one", "--jobs", "1"]).output().expect("run");
    assert_eq!(one.status.code(), Some(1));
    let one = results(&dir.path().join("one"));
    assert_eq!(
        (&one["receipts.jsonl"], &one["findings.jsonl"]),
        (&whole["receipts.jsonl"], &whole["findings.jsonl"])
    );
    let english = screening(dir.path(), &["--out", "english", "--lang", "en"]).output().expect("run");
    assert_eq!(english.status.code(), Some(1));
    let english = results(&dir.path().join("english"));
    let ids = |text: &str| {
        rows(text).iter().map(|row| (row["id"].to_string(), row["doubt"].to_string())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&english["findings.jsonl"]), ids(&whole["findings.jsonl"]));
    assert!(english["findings.jsonl"].contains("so staff look"));
}
