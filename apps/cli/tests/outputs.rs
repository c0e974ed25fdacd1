//! `shinsa outputs read` as a clinic meets it: lists of an agency, a damaged one, one that is none.
#![expect(clippy::expect_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::process::Command;

/// A list of changes as an agency sends it; the person is made up.
const CHANGES: &str = "\
1,50606,1,医科,1234567,架空診療所,,,社会保険診療報酬支払基金
2,診療年月,レセプト番号,受付番号,診療科コード,特別審査委員会,明細種別,保険者番号,老人市町村番号,第一公費負担者番号,第二公費負担者番号,第三公費負担者番号,第四公費負担者番号,区分,高額療養費負担区分,職務上の事由,老人減免区分,氏名,カルテ番号等,箇所１,箇所２,法別番号,増減点数（金額）,事由,負担（請求内容）,請求内容,負担（補正・査定後内容）,補正・査定後内容,検索番号,請求情報
3,,17,,,,,06130012,,,,,,本外,,,,架空　花子,0001,21,,06,-216,B,1,架空錠１０ｍｇ　６錠　２７×１６,1,２７×８,12345678901234567,
4,,,,,,,,,,,,,,,,,,,,,,,,1,別の行,,,,
5,,,,,,,,,,,,,,,,,,,,合計,06,-216,,,,,,,
";

/// A return file of one receipt.
const RETURNS: &str = "\
HI,1,202407,13,1,1234567,,00
IR,1,13,1,1234567,,架空診療所,202407,00,
RE,1,1112,202406,架空　花子,1,19800101,,,,,,,0001,,,,,00012407000000001
HO,06130012,記号,１,1,75
HR,202407,1,12,L3001,患者氏名を確かめてください,,,,00012407000000001,,,,
1,1,0,IR,1,13,1,1234567,,架空診療所,202407,00,
HG,1,75,99
";

fn shinsa(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(["outputs", "read"]).args(arguments);
    let output =
        command.current_dir(dir).env("LANG", "ja_JP.UTF-8").env_remove("LC_ALL").output().expect("run");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let text = text.replace('\n', "\r\n");
        let bytes = encoding_rs::SHIFT_JIS.encode(&text).0.into_owned();
        std::fs::write(dir.path().join(name), bytes).expect("written");
    }
    dir
}

const LIST: &str = "RIzogn1131123456750607.csv";

#[test]
fn a_list_of_changes_is_shown_without_names() {
    let dir = folder(&[(LIST, CHANGES)]);
    let (code, out, err) = shinsa(dir.path(), &[LIST]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(!out.contains("架空　花子") && !out.contains("0001  "), "{out}");
    insta::assert_snapshot!(out);
    let (_, out, _) = shinsa(dir.path(), &[LIST, "--names"]);
    assert!(out.contains("氏名: 架空　花子"), "{out}");
}

#[test]
fn english_and_json() {
    let dir = folder(&[(LIST, CHANGES), ("RECEIPTC.HEN", RETURNS)]);
    let (code, out, _) = shinsa(dir.path(), &[LIST, "RECEIPTC.HEN", "--lang", "en"]);
    assert_eq!(code, 0, "{out}");
    insta::assert_snapshot!("english", out);
    let (code, out, _) = shinsa(dir.path(), &[LIST, "RECEIPTC.HEN", "--json"]);
    assert_eq!(code, 0, "{out}");
    assert!(!out.contains("架空　花子"), "{out}");
    insta::assert_snapshot!("json", out);
}

#[test]
fn what_differs_is_told_and_ends_with_1() {
    let damaged = CHANGES.replace("-216,B", "216,B").replace("06130012", "061300123");
    let dir = folder(&[(LIST, damaged.as_str())]);
    let (code, out, _) = shinsa(dir.path(), &[LIST]);
    assert_eq!(code, 1, "{out}");
    assert!(out.contains("3行目 項目8 保険者番号") && out.contains("3行目 項目23 増減点数（金額）"), "{out}");
}

#[test]
fn what_is_no_list_ends_with_3_and_the_rest_is_read() {
    let dir = folder(&[(LIST, CHANGES), ("other.csv", "a,b\nc,d\n")]);
    let (code, out, err) = shinsa(dir.path(), &["other.csv", "missing.csv", LIST]);
    assert_eq!(code, 3);
    assert!(err.contains("other.csv: 読める帳票ではありません") && err.contains("missing.csv"), "{err}");
    assert!(out.contains("レセプト等 1件・明細 3行"), "{out}");
}

#[test]
fn without_a_file_it_is_wrong_use() {
    let dir = folder(&[]);
    assert_eq!(shinsa(dir.path(), &[]).0, 2);
}

/// A returned receipt as an institution files it again, with the history that the agency wrote.
const REFILED: &str = "\
UK,1,13,1,1234567,,審査医院,202506,00,
IR,1,13,1,1234567,,審査医院,202505,00,03-0000-0000
RE,1,1112,202504,模擬　患者,1,19800115,,,,,,,A1,,,,,00012407000000001,,,,,,,,,,,,,,,,,,,
HO,01130012,１２３４,５６７,1,291,,,,,,,,,
SY,8833421,20250410,1,,,01,
SI,11,1,111000110,,291,1,,,,,,,,,,,,,,,,1,,,,,,,,,,,,,,,,,,,,,
1,1,0,IR,1,13,1,1234567,,審査医院,202505,00,03-0000-0000
1,2,0,RE,1,1112,202504,模擬　患者,1,19800115,,,,,,,A1,,,,,00012407000000001
8,1,0,HR,202507,1,12,L3001,患者氏名を確かめてください,,,,00012407000000001,,,,
GO,1,291,99
\u{1A}";

#[test]
fn a_receipt_filed_again_with_its_history_is_taken() {
    let dir = folder(&[("again.UKE", REFILED)]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_shinsa"));
    command.args(["check", "again.UKE", "--no-rules"]).current_dir(dir.path()).env_remove("SHINSA_HOME");
    let output = command.env("LANG", "ja_JP.UTF-8").output().expect("run");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{out}");
    assert!(out.contains("レセプト 1件・10行を点検しました"), "{out}");
}
