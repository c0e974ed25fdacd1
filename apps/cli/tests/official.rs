//! The official lists of a run, as an agency writes them and an institution reads them back.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Made-up claims of one institution: one cut, one sent back, one refused, one taken as it is.
const CLAIMS: &str = "\
IR,1,13,1,1000009,,架空医院,202407,00,
RE,1,1122,202406,架空　一,1,19800115,,,,,,,A1,,,,,,,,,,,,,,,,,,,,,,,,
HO,06134019,１２３４,５６７,1,435,,,,,,,,,
KO,54136015,1234567,,1,360,,,,,,
SN,1,01,,,,01,,
SY,8833421,20240410,1,,,01,
SI,12,1,112007410,,75,1,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,
SI,60,2,160091310,,360,1,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,
RE,2,1112,202406,架空　二,2,19800116,,,,,,,A2,,,,,,,,,,,,,,,,,,,,,,,,
HO,06134019,１２３４,５６８,1,75,,,,,,,,,
SN,1,01,,,,01,,
SY,8833421,20240410,1,,,01,
SI,13,1,113001810,,75,1,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,
RE,3,1112,20240X,架空　三,1,19800117,,,,,,,A3,,,,,,,,,,,,,,,,,,,,,,,,
HO,06134019,１２３４,５６９,1,75,,,,,,,,,
SN,1,01,,,,01,,
SY,8833421,20240410,1,,,01,
SI,12,1,112007410,,75,1,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,
RE,4,1112,202406,架空　四,1,19800118,,,,,,,A4,,,,,,,,,,,,,,,,,,,,,,,,
HO,06134019,１２３４,５７０,1,75,,,,,,,,,
SN,1,01,,,,01,,
SY,8833421,20240410,1,,,01,
SI,12,1,112007410,,75,1,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,,,,,,
GO,5,660,99
";

/// Cuts a measurement of bone density and sends a receipt with a management fee back, whatever they are for.
const RULE: &str = "\
規則 試行-検査「骨塩定量」
  根拠　　告示「医科 D217」
  施行　　2024-06-01から
  確度　　確定
  段階　　試行
  担当　　「試験」
  公開　　否
  区分　　縦覧
  種別　　医科
  対象　　検査：160091310の診療行為
  結論　　検査を算定しない 事由 D
  理由文　「{検査の日}の検査は算定できません。」

規則 試行-管理「特定疾患療養管理料」
  根拠　　告示「医科 B000」
  施行　　2024-06-01から
  確度　　確定
  段階　　試行
  担当　　「試験」
  公開　　否
  区分　　縦覧
  種別　　医科
  対象　　管理：113001810の診療行為
  結論　　明細書を返戻する
  理由文　「{管理の日}の管理料を確かめてください。」
";

/// The folder of the one sending.
const FOLDER: &str = "131000009/1-001";

fn run(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.env_remove("SHINSA_HOME").env("LANG", "ja_JP.UTF-8").current_dir(dir).args(arguments);
    command.stdin(Stdio::null()).output().expect("run")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = encoding_rs::SHIFT_JIS.encode(&text.replace('\n', "\r\n")).0.into_owned();
    bytes.push(0x1A);
    bytes
}

fn text_of(bytes: &[u8]) -> String {
    encoding_rs::SHIFT_JIS.decode(bytes).0.into_owned()
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("6.UKE"), bytes_of(CLAIMS)).expect("written");
    std::fs::write(dir.path().join("cut.rule"), RULE).expect("written");
    dir
}

fn screen(dir: &Path, file: &str, out: &str, more: &[&str]) -> Output {
    let arguments = ["screen", file, "--out", out, "--rules", "cut.rule", "--institution", "clinic"];
    run(dir, &arguments.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

/// All files below a folder, by their path in it.
fn files(below: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut left = vec![below.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(below).expect("below").display().to_string();
                all.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    all
}

/// `shinsa outputs read --json` of a file.
fn read_back(path: &Path) -> Vec<serde_json::Value> {
    let output = run(
        path.parent().expect("a folder"),
        &["outputs", "read", "--json", "--names", &path.display().to_string()],
    );
    assert!(output.status.success(), "{}", told(&output));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn rows(out: &Path, name: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(out.join(name)).expect(name);
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_month_of_one_institution() {
    let dir = folder();
    let output = screen(dir.path(), "6.UKE", "out", &[]);
    let out = dir.path().join("out");
    let became: Vec<_> = rows(&out, "receipts.jsonl")
        .iter()
        .map(|row| row["disposition"].as_str().unwrap_or_default().to_owned())
        .collect();
    assert_eq!(became, ["assessed", "returned", "unreadable", "accepted"], "{}", told(&output));
    let all = files(&out.join("official"));
    let shown: String = all
        .iter()
        .map(|(name, bytes)| {
            format!("== {name}\n{}\n", text_of(bytes).replace('\r', "").replace('\u{1A}', "␚"))
        })
        .collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn what_is_returned_stands_in_the_return_file_byte_for_byte() {
    let dir = folder();
    screen(dir.path(), "6.UKE", "out", &[]);
    let filed = std::fs::read(dir.path().join("6.UKE")).expect("made");
    let hen = std::fs::read(dir.path().join(format!("out/official/{FOLDER}/RECEIPTC.HEN"))).expect("HEN");
    let at = |mark: &[u8]| filed.windows(mark.len()).position(|part| part == mark).expect("a record");
    let own = &filed[at(b"RE,2,")..at(b"RE,3,")];
    assert!(hen.windows(own.len()).any(|part| part == own), "{}", text_of(&hen));
    let back = read_back(&dir.path().join(format!("out/official/{FOLDER}/RECEIPTC.HEN")));
    assert!(!back.is_empty());
}

#[test]
fn changes_add_up_to_what_the_run_took() {
    let dir = folder();
    screen(dir.path(), "6.UKE", "out", &[]);
    let out = dir.path().join("out");
    let list =
        std::fs::read(out.join(format!("official/{FOLDER}/RIzogn1131100000950607.csv"))).expect("zogn");
    // Items 22 and 23: 法別番号 and 増減点数; insurance is 06.
    let insurer: i64 = text_of(&list)
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|items| items.get(21) == Some(&"06"))
        .filter_map(|items| items.get(22)?.parse::<i64>().ok())
        .sum();
    let points = |row: &serde_json::Value, key: &str| row[key].as_i64().unwrap_or_default();
    let assessed: Vec<_> =
        rows(&out, "receipts.jsonl").into_iter().filter(|row| row["disposition"] == "assessed").collect();
    let taken: i64 =
        assessed.iter().map(|row| points(row, "points_after") - points(row, "points_claimed")).sum();
    assert_eq!((insurer, taken), (-360, -360));
}

#[test]
fn lists_written_later_are_the_same_and_a_changed_file_is_refused() {
    let dir = folder();
    let path = dir.path();
    screen(path, "6.UKE", "out", &[]);
    let later = run(path, &["outputs", "write", "out", "--out", "later"]);
    assert_eq!(later.status.code(), Some(0), "{}", told(&later));
    assert!(told(&later).contains("返戻ファイル: 1ファイル"), "{}", told(&later));
    assert_eq!(files(&path.join("out/official")), files(&path.join("later")));
    let again = run(path, &["outputs", "write", "out", "--out", "later"]);
    assert_eq!(again.status.code(), Some(2), "nothing is written over");

    std::fs::write(path.join("6.UKE"), bytes_of(&CLAIMS.replace("架空　四", "架空　五"))).expect("written");
    let changed = run(path, &["outputs", "write", "out", "--out", "changed"]);
    assert_eq!(changed.status.code(), Some(2));
    assert!(told(&changed).contains("6.UKE: 審査した後に変わっています"), "{}", told(&changed));
    assert!(!path.join("changed").exists() && !path.join("changed.part").exists());
    let none = run(path, &["outputs", "write", "later", "--out", "other"]);
    assert!(told(&none).contains("run.json"), "{}", told(&none));
}

#[test]
fn an_institution_that_comes_again_has_a_folder_each_time() {
    let dir = folder();
    let path = dir.path();
    std::fs::create_dir(path.join("in")).expect("a folder");
    for name in ["in/a.UKE", "in/b.UKE"] {
        std::fs::write(path.join(name), bytes_of(CLAIMS)).expect("written");
    }
    screen(path, "in", "out", &[]);
    let all = files(&path.join("out/official"));
    let returns: Vec<_> = all.keys().filter(|name| name.ends_with(".HEN")).collect();
    assert_eq!(returns, ["131000009/1-001/RECEIPTC.HEN", "131000009/1-002/RECEIPTC.HEN"]);
    screen(path, "in", "without", &["--no-official"]);
    assert!(!path.join("without/official").exists());
}

/// What a clinic makes of a return file: records corrected, HI, HR and HG gone, UK and GO there, history kept.
fn filed_again(hen: &[u8]) -> Vec<u8> {
    let text = text_of(hen).replace(['\r', '\u{1A}'], "");
    let kept = text.lines().filter(|line| !["HI", "HR", "HG"].iter().any(|gone| line.starts_with(gone)));
    let corrected = kept.map(|line| match line.strip_prefix("SI,13,1,113001810") {
        Some(rest) => format!("SI,12,1,112007410{rest}\n"),
        None => format!("{line}\n"),
    });
    let again: String = corrected.collect();
    bytes_of(&format!("{again}GO,1,75,99\n"))
}

#[test]
fn a_receipt_that_is_filed_again_is_held_to_its_return() {
    let dir = folder();
    let path = dir.path();
    screen(path, "6.UKE", "out", &[]);
    let hen = format!("out/official/{FOLDER}/RECEIPTC.HEN");
    let again = filed_again(&std::fs::read(path.join(&hen)).expect("HEN"));
    std::fs::write(path.join("7.UKE"), again).expect("written");
    for (out, from, state) in
        [("by-run", "out", "one"), ("by-file", hen.as_str(), "one"), ("twice", "both", "several")]
    {
        if from == "both" {
            std::fs::create_dir(path.join("both")).expect("a folder");
            for name in ["both/a.HEN", "both/b.HEN"] {
                std::fs::copy(path.join(&hen), path.join(name)).expect("copied");
            }
        }
        let output = screen(path, "7.UKE", out, &["--returns", from]);
        let receipts = rows(&path.join(out), "receipts.jsonl");
        assert_eq!(receipts.len(), 1, "{}", told(&output));
        assert_eq!(receipts[0]["answers"]["state"], state, "{receipts:?}");
        assert_eq!(receipts[0]["answers"]["returns"][0]["ordinal"], 1);
    }
    let checked =
        |returns: &[&str]| run(path, &[&["check", "7.UKE", "--no-rules", "--returns"], returns].concat());
    for (returns, says) in [
        (vec!["out"], "再請求です。答える返戻: out/official/131000009/1-001/RECEIPTC.HEN の1件目"),
        (vec!["both"], "決められません: both/a.HEN の1件目、both/b.HEN の1件目"),
    ] {
        let shown = String::from_utf8(checked(&returns).stdout).expect("UTF-8");
        assert!(shown.contains(says) && shown.contains("返戻: "), "{shown}");
    }
    let json = String::from_utf8(checked(&[&hen, "--json"]).stdout).expect("UTF-8");
    let answers: Vec<_> = json.lines().filter(|line| line.contains(r#""type":"answer""#)).collect();
    assert_eq!(answers.len(), 1, "{json}");
    assert!(answers[0].contains(r#""seq":1"#) && answers[0].contains(r#""state":"one""#), "{json}");
    std::fs::create_dir(path.join("none")).expect("a folder");
    let none = String::from_utf8(checked(&["none"]).stdout).expect("UTF-8");
    assert!(none.contains("返戻: 0件") && none.contains("答える返戻が見つかりません"), "{none}");
    assert_eq!(checked(&["6.UKE"]).status.code(), Some(2));
    screen(path, "6.UKE", "first", &["--returns", "out"]);
    assert!(rows(&path.join("first"), "receipts.jsonl").iter().all(|row| row["answers"].is_null()));
    let wrong = screen(path, "7.UKE", "wrong", &["--returns", "6.UKE"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(told(&wrong).contains("返戻ファイル（HEN）ではありません"), "{}", told(&wrong));
}
