//! `shinsa rules` as a rule author meets it, over the rule book and broken copies of its examples.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};

use crate::shinsa;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/examples")
}

/// A folder with one broken rule.
fn broken() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let rule = std::fs::read_to_string(examples().join("exclusion-day.rule")).expect("read");
    let rule = rule.replace("区分　　背反", "区分　　背半").replace("甲と同日の", "甲と同じつの");
    std::fs::write(dir.path().join("broken.rule"), rule).expect("written");
    dir
}

#[test]
fn the_examples_have_no_errors_and_are_formatted() {
    let dir = examples();
    let (code, out, err) = shinsa(&dir, &["rules", "check", "."]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("誤り0件"), "{out}");
    let (code, out, err) = shinsa(&dir, &["rules", "fmt", "--check", "."]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
}

#[test]
fn codes_of_the_book_are_held_against_the_masters() {
    let (code, out, err) = shinsa(&examples(), &["rules", "lint", "."]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("誤り0件、注意0件、判断できないコード"), "the starter set is an excerpt: {out}");
    let dir = broken();
    let (_, out, err) = shinsa(dir.path(), &["rules", "lint", "broken.rule", "--lang", "en"]);
    assert!(err.contains("mend them first"), "{err}");
    assert!(out.contains("held against the masters (built-in starter set (an excerpt))"), "{out}");
}

#[test]
fn a_new_rule_is_written_out_and_passes() {
    let dir = tempfile::tempdir().expect("a folder");
    let new = ["rules", "new", "A001-試行", "--title", "再診料", "--kind", "算定回数"];
    let (code, out, err) = shinsa(dir.path(), &new);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let path = dir.path().join("A001-試行.rule");
    let scaffold = std::fs::read_to_string(&path).expect("read");
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "A001-試行.rule"]);
    assert_eq!((code, out.matches("M010").count()), (1, 13), "{out}");
    let (code, _, err) = shinsa(dir.path(), &new);
    assert_eq!((code, std::fs::read_to_string(&path).expect("read")), (2, scaffold.clone()), "{err}");
    assert!(err.contains("既にあるので書きません"), "{err}");
    let written = scaffold
        .replace("甲：未記入の診療行為", "甲：113001810の診療行為すべて")
        .replace("行為 未記入、", "行為 113001810 ")
        .replace("未記入に当たる", "傷病名がある")
        .replace("「未記入」", "「再診料」");
    std::fs::write(&path, written).expect("written");
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "A001-試行.rule"]);
    assert_eq!(code, 0, "{out}");
    let (code, out, err) = shinsa(dir.path(), &["rules", "test", "A001-試行.rule"]);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn a_new_rule_of_no_kind_or_code_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let (code, _, err) = shinsa(dir.path(), &["rules", "new", "A-1", "--kind", "算定回"]);
    assert_eq!(code, 2);
    assert!(err.contains("もしかして: 算定回数"), "{err}");
    let (code, _, err) = shinsa(dir.path(), &["rules", "new", "A の1"]);
    assert_eq!(code, 2);
    assert!(err.contains("規則コードにできません"), "{err}");
}

#[test]
fn fields_are_found_by_word() {
    let dir = examples();
    let (code, out, _) = shinsa(&dir, &["rules", "facts", "年齢"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("年齢 (age)  日付の欄、年齢（歳）\n    その日の患者の満年齢"), "{out}");
    let (code, out, _) = shinsa(&dir, &["rules", "facts", "--lang", "en", "--json", "特例条件"]);
    assert_eq!(code, 0);
    let first: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first.get("name").and_then(|name| name.as_str()), Some("特例条件"));
    let (code, out, err) = shinsa(&dir, &["rules", "facts", "そのような欄"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("の付く欄はありません"), "{err}");
}

#[test]
fn an_unknown_field_is_an_error_with_near_names_wherever_it_stands() {
    let dir = tempfile::tempdir().expect("a folder");
    let rule = std::fs::read_to_string(examples().join("paediatric-outpatient-age.rule")).expect("read");
    let misspelt = rule.replace("診療料の日の年齢が", "診療料の日の年令が");
    std::fs::write(dir.path().join("a.rule"), misspelt).expect("written");
    let in_text = rule.replace("{診療料の日の年齢}", "{診療料の転帰}").replace("B001-2-年齢", "B001-2-転帰");
    std::fs::write(dir.path().join("b.rule"), in_text.replace("小児科外来診療料", "小児科外来"))
        .expect("written");
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "."]);
    assert_eq!(code, 1);
    assert!(out.contains("error[N004]: 「年令」という欄は日付にありません。もしかして 「年齢」"), "{out}");
    assert!(out.contains("error[N004]: 「転帰」という欄は診療行為にありません（傷病名の欄です）"), "{out}");
}

/// A made-up file of cases: 20 items, a header, in the (unverified) layout of CC_JIREI.
fn cases() -> String {
    let row = |code: &str, viewpoint: &str, content: &str, case: &str, change: &str| {
        format!("{code},名,請求,{viewpoint},{content},0,1,,,,告示,根拠文,{case},,{change},,,,,\r\n")
    };
    let head = "コード,名称,対象,観点,内容,参照,医科,,,,根拠,根拠文,事例コード,,変更区分,,,,,\r\n";
    [
        head.to_owned(),
        row("160169450", "併算定", "同月の「重複」{検査}", "12-1", "0"),
        row("160169550", "併算定", "同月の重複", "12-1", "0"),
        row("620007880", "適応", "効能", "12-2", "0"),
        row("160169450", "その他", "確認", "12-3", "9"),
        row("160169450", "その他", "確認", "", "0"),
    ]
    .concat()
}

#[test]
fn cases_become_drafts_that_are_not_run_before_they_are_written() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("CC_JIREI_20251031.csv"), cases()).expect("written");
    let import = ["rules", "import", "CC_JIREI_20251031.csv", "--out", "drafts"];
    let (code, out, err) = shinsa(dir.path(), &import);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("imported_cases", out);
    let path = dir.path().join("drafts/CC-12-1.rule");
    let draft = std::fs::read_to_string(&path).expect("read");
    insta::assert_snapshot!("draft_of_a_case", draft);
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "drafts"]);
    assert_eq!((code, out.matches("error").count()), (1, out.matches("error[M010]").count()), "{out}");
    let (code, ..) = shinsa(dir.path(), &["rules", "fmt", "--check", "drafts"]);
    assert_eq!(code, 0, "drafts are formatted");
    std::fs::write(&path, "-- mine").expect("written");
    let (_, out, _) = shinsa(dir.path(), &import);
    assert!(out.contains("1件は、同じ名前のファイルがあるので書きません"), "{out}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "-- mine");
    std::fs::write(&path, draft).expect("written");
    let (_, out, _) = shinsa(dir.path(), &[&import[..], &["--rules", "drafts", "--all"]].concat());
    assert!(out.contains("下書き1件") && out.contains("1件は、既に規則の根拠に引かれています"), "{out}");
}

#[test]
fn a_file_of_no_cases_is_refused() {
    let dir = broken();
    let (code, out, err) = shinsa(dir.path(), &["rules", "import", "broken.rule", "--out", "drafts"]);
    assert_eq!((code, out.as_str()), (3, ""), "{err}");
    assert!(err.contains("CC_JIREI") && !dir.path().join("drafts").exists(), "{err}");
}

#[test]
fn all_errors_are_drawn_under_their_text() {
    let dir = broken();
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "broken.rule"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("broken_rule", out);
}

#[test]
fn errors_are_json_for_scripts() {
    let dir = broken();
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "broken.rule", "--json"]);
    assert_eq!(code, 1);
    let first: serde_json::Value = serde_json::from_str(out.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first.get("code").and_then(|code| code.as_str()), Some("S003"));
    assert_eq!(first.get("line").and_then(serde_json::Value::as_u64), Some(8));
}

#[test]
fn formatting_converts_and_comes_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a.rule");
    let rule = std::fs::read_to_string(examples().join("exclusion-day.rule")).expect("read");
    std::fs::write(&file, &rule).expect("written");
    let (code, ..) = shinsa(dir.path(), &["rules", "fmt", "--surface", "en", "a.rule"]);
    assert_eq!(code, 0);
    let english = std::fs::read_to_string(&file).expect("read");
    assert!(english.starts_with("rule L7112-日"), "{english}");
    let (code, ..) = shinsa(dir.path(), &["rules", "fmt", "a.rule"]);
    assert_eq!((code, std::fs::read_to_string(&file).expect("read")), (0, rule));
}

#[test]
fn a_file_with_errors_is_left_as_it_is() {
    let dir = broken();
    let before = std::fs::read_to_string(dir.path().join("broken.rule")).expect("read");
    let (code, _, err) = shinsa(dir.path(), &["rules", "fmt", "broken.rule"]);
    assert_eq!(code, 1);
    assert!(err.contains("書き直しません"), "{err}");
    assert_eq!(std::fs::read_to_string(dir.path().join("broken.rule")).expect("read"), before);
}

/// One snapshot a rule file: what each rule says of each of its examples, so that a change of a rule, of the language or
/// of the engine shows its effect in review.
#[test]
fn every_example_of_the_book_does_what_it_says() {
    let dir = examples().join("..");
    let (_, out, _) = shinsa(&dir, &["rules", "test", ".", "--all"]);
    let mut parts = out.split("# ./");
    assert_eq!(parts.next(), Some(""), "every rule stands in a file");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots/book");
    settings.set_prepend_module_to_snapshot(false);
    let mut last = "";
    for part in parts {
        let (path, told) = part.split_once('\n').expect("a file and what its rules say");
        // The line about the whole book stands behind the last file.
        let told = match told.trim_end().rsplit_once('\n') {
            Some((before, after)) if after.contains("件の例を試しました") => {
                last = after;
                before
            }
            _ => told,
        };
        let name = path.replace(".rule", "").replace(['/', '\\'], "-");
        settings.bind(|| insta::assert_snapshot!(name, told));
    }
    insta::assert_snapshot!("book_tested", last);
}

/// A rule of two clauses and an exception, with examples that do not reach all of it.
const TWO_CLAUSES: &str = "規則 T-2「同じ日の検査」\n根拠 告示「医科 A001」\n施行 2022-04-01から\n確度 要審査\n段階 試行\n\
    担当 「試験」\n公開 否\n区分 その他\n種別 医科\n対象 再診：112007410の診療行為\n検査：再診と同日の160008010の診療行為\n\
    条件 再診の日の年齢が75歳以上 かつ 傷病名がある\nただし 再診の日が2024-06-10より後のときは この限りでない\n\
    結論 検査を職員に示す\n理由文 「{再診の日}（{再診の日の年齢}）」\n\
    例 該当「七十五歳」\n・明細書 診療年月 2024-06、入院外\n・患者 女、生年月日 1949-06-03\n\
    ・傷病名 4019014、開始 2024-06-01\n・診療行為 112007410 3日\n・診療行為 160008010 3日\n\
    例 境界 非該当「七十四歳」\n・明細書 診療年月 2024-06、入院外\n・患者 女、生年月日 1949-06-04\n\
    ・傷病名 4019014、開始 2024-06-01\n・診療行為 112007410 3日\n・診療行為 160008010 3日\n";

#[test]
fn coverage_lists_what_no_example_reaches() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("t.rule"), TWO_CLAUSES).expect("written");
    let (code, out, err) = shinsa(dir.path(), &["rules", "coverage", "t.rule"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!("coverage", out);
    let (_, out, _) = shinsa(dir.path(), &["rules", "coverage", "t.rule", "--json"]);
    let line: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let missing = line.pointer("/parts/1/missing").and_then(serde_json::Value::as_bool);
    assert_eq!(missing, Some(true), "the second variable is found in every example: {out}");
}

#[test]
fn an_example_that_is_silent_for_nothing_fails() {
    let dir = tempfile::tempdir().expect("a folder");
    let vacuous = format!(
        "{TWO_CLAUSES}例 非該当「何もない」\n・明細書 診療年月 2024-06、入院外\n・診療行為 160008010 3日\n"
    );
    std::fs::write(dir.path().join("t.rule"), vacuous).expect("written");
    let (code, out, err) = shinsa(dir.path(), &["rules", "test", "t.rule"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("× 「何もない」 非該当ですが、規則の対象になるものがレセプトになく"), "{out}");
    assert!(out.contains("一致2件、不一致1件"), "{out}");
}

#[test]
fn the_plan_of_a_month_names_anchors_and_reasons() {
    let (code, out, err) =
        shinsa(&examples(), &["rules", "check", ".", "--print", "plan", "--month", "2024-06"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("plan", out);
    let (code, out, _) = shinsa(
        &examples(),
        &["rules", "check", ".", "--print", "plan", "--month", "2022-06", "--lang", "en"],
    );
    assert_eq!(code, 0);
    assert!(out.contains("plan of 2022-06") && out.contains("anchor: one of several places"), "{out}");
}

#[test]
fn the_program_of_a_rule_is_printed() {
    let print = ["rules", "check", ".", "--print", "program", "--rule", "L7113"];
    let (code, out, err) = shinsa(&examples(), &print);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    insta::assert_snapshot!("program", out);
    let (code, out, err) = shinsa(&examples(), &[&print[..], &["--month", "2022-06"]].concat());
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""), "it begins in 2024");
    let wrong = ["rules", "check", ".", "--print", "program", "--rule", "L7114"];
    let (code, _, err) = shinsa(&examples(), &wrong);
    assert_eq!((code, err.trim()), (2, "規則 L7114 はありません（近いもの: L7113）"));
    let (code, out, _) = shinsa(&examples(), &["rules", "check", ".", "--print", "plan", "--rule", "L7113"]);
    assert_eq!((code, out.matches("今回：診療行為").count()), (0, 1), "{out}");
}

/// The rules as they were written until limits of one thing were told: the checker says so now.
#[test]
fn a_limit_on_one_thing_at_a_time_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let rule = std::fs::read_to_string(examples().join("count-limit.rule")).expect("read");
    let old = rule
        .replace("全回：履歴の、", "回数＝履歴の、")
        .replace("診療行為すべて", "診療行為の回数")
        .replace("全回の回数", "回数")
        .replace("全回を", "今回を");
    std::fs::write(dir.path().join("t.rule"), old).expect("written");
    let (code, out, _) = shinsa(dir.path(), &["rules", "check", "t.rule"]);
    assert_eq!(code, 0, "a warning: {out}");
    insta::assert_snapshot!("limit_on_one", out);
    let (_, out, _) = shinsa(dir.path(), &["rules", "check", "t.rule", "--lang", "en"]);
    assert!(out.contains("warning[C006]: `今回` stands for one thing at a time"), "{out}");
    let book = examples().join("..");
    let (_, out, _) = shinsa(&book, &["rules", "check", "."]);
    assert!(!out.contains("C006"), "{out}");
}

#[test]
fn the_catalogue_holds_what_may_be_published() {
    let dir = tempfile::tempdir().expect("a folder");
    let rule = std::fs::read_to_string(examples().join("count-limit.rule")).expect("read");
    std::fs::write(dir.path().join("a.rule"), &rule).expect("written");
    let kept = rule
        .replace("公開　　可", "公開　　否")
        .replace("規則 L7113「", "規則 Z-1「")
        .replace("2024-06-01から", "2024-07-01から");
    std::fs::write(dir.path().join("b.rule"), kept).expect("written");
    let (code, out, err) =
        shinsa(dir.path(), &["rules", "catalog", "a.rule", "b.rule", "--out", "out/catalog"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("規則1件（公開しないもの1件を除く）、欄"), "{out}");
    let read = |name: &str| std::fs::read_to_string(dir.path().join("out/catalog").join(name)).expect("read");
    assert!(read("rules.md").contains("| L7113 |") && !read("rules.md").contains("Z-1"));
    let lines = read("rules.jsonl");
    let line: serde_json::Value = serde_json::from_str(lines.trim()).expect("one line");
    assert_eq!((&line["code"], &line["certainty"]), (&"L7113".into(), &"definite".into()));
    assert!(
        line["text"].as_str().is_some_and(|text| text.starts_with("規則 L7113") && text.contains("例　"))
    );
    assert_eq!(read("facts.jsonl").lines().count() + 1, read("facts.jsonl").split('\n').count());
    assert!(
        read("facts.jsonl").contains("\"name\":\"回数\"") && read("facts.md").contains("| 回数 | count |")
    );
    assert!(read("rules.md").starts_with("# 規則\n\n1件。"), "{}", read("rules.md"));
    assert!(read("rules.md").contains("\n| コード | 題 | 区分 | 確度 | 施行 | 根拠 | 判定外 |\n"));
    assert!(read("rules.md").contains(" | 算定回数 | 確定 | 2024-06-01から | "), "{}", read("rules.md"));
    assert!(read("facts.md").contains("\n| 欄 | 英語 | 何の欄か | 種類 | 単位 | 内容 | 出典 |\n"));
    let english = ["rules", "catalog", "a.rule", "--out", "out/catalog", "--lang", "en"];
    assert_eq!(shinsa(dir.path(), &english).0, 0);
    assert!(
        read("rules.md").contains("\n| code | title | kind | certainty | holds | basis | left to people |\n")
    );
    assert!(read("rules.md").contains(" | definite | from 2024-06-01 | "), "{}", read("rules.md"));
    assert!(read("facts.md").starts_with("# Facts\n") && read("facts.md").contains("| the points "));
    let dir = broken();
    let (code, _, err) = shinsa(dir.path(), &["rules", "catalog", ".", "--out", "out"]);
    assert!(code == 1 && err.contains("rules check") && !dir.path().join("out").exists(), "{err}");
}

#[test]
fn cases_are_counted_by_viewpoint() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("CC_JIREI_20240601.csv"), cases()).expect("written");
    let book = examples().join("..");
    let book = book.to_str().expect("a path");
    let (code, out, err) =
        shinsa(dir.path(), &["rules", "cases", "CC_JIREI_20240601.csv", "--rules", book, "--all"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!("cases", out);
    let (_, out, _) =
        shinsa(dir.path(), &["rules", "cases", "CC_JIREI_20240601.csv", "--rules", book, "--json"]);
    assert!(out.lines().count() == 2 && out.contains("\"why\":\"table\""), "{out}");
}

/// Three made-up receipts: on the first the rule fires, on the second the patient is a year too young, on the third the
/// test is of the day after.
fn claim() -> Vec<u8> {
    let line = |code: &str, points: u32, day: usize| {
        let days: Vec<&str> = (1..=31).map(|at| if at == day { "1" } else { "" }).collect();
        format!("SI,12,1,{code},,{points},1,,,,,,,{}\r\n", days.join(","))
    };
    let receipt = |number: u32, born: &str, day: usize| {
        let points = 75 + 21;
        format!(
            "RE,{number},1112,202406,,2,{born},,,,,,,,,,,,,,,01,,,,,,,,,,,,,,,\r\n\
             HO,06133748,1,1,1,{points},,,,,,,,,\r\nSY,4019014,20240601,1,,,01,\r\n{}{}",
            line("112007410", 75, 3),
            line("160008010", 21, day)
        )
    };
    let claim = format!(
        "IR,1,13,1,1000009,,,202407,00,\r\n{}{}{}GO,3,{},99\r\n",
        receipt(1, "19480603", 3),
        receipt(2, "19490604", 3),
        receipt(3, "19480603", 4),
        96 * 3,
    );
    claim.into_bytes()
}

#[test]
fn a_rule_is_explained_clause_by_clause() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("t.rule"), TWO_CLAUSES).expect("written");
    std::fs::write(dir.path().join("a.UKE"), claim()).expect("written");
    let (code, out, err) = shinsa(dir.path(), &["explain", "a.UKE", "--rules", "t.rule"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    insta::assert_snapshot!("explained", out);
    let asked = ["explain", "a.UKE", "--rules", "t.rule", "--rule", "T-2", "--lang", "en"];
    let (_, out, _) = shinsa(dir.path(), &asked);
    insta::assert_snapshot!("explained_why_not", out);
    let (_, out, _) = shinsa(
        dir.path(),
        &["explain", "a.UKE", "--rules", "t.rule", "--receipt", "2", "--rule", "T-2", "--json"],
    );
    let line: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(line.pointer("/why_not/kind").and_then(|kind| kind.as_str()), Some("clause"), "{out}");
    let (code, _, err) = shinsa(dir.path(), &["explain", "a.UKE", "--rules", "t.rule", "--receipt", "9"]);
    assert_eq!(code, 2);
    assert!(err.contains("そのレセプトはファイルにありません"), "{err}");
    let (code, _, err) = shinsa(dir.path(), &["explain", "a.UKE", "--rules", "t.rule", "--rule", "T-3"]);
    assert_eq!(code, 2);
    assert!(err.contains("近いもの: T-2"), "{err}");
}

#[test]
fn an_example_that_lies_is_told_with_what_the_rule_did() {
    let dir = tempfile::tempdir().expect("a folder");
    let rule = std::fs::read_to_string(examples().join("paediatric-outpatient-age.rule")).expect("read");
    let rule = rule.replacen("境界 該当", "境界 非該当", 1);
    std::fs::write(dir.path().join("a.rule"), rule).expect("written");
    let (code, out, _) = shinsa(dir.path(), &["rules", "test", "a.rule"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("lying_example", out);
}

#[test]
fn what_rules_find_stands_under_its_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let made =
        ["corpus", "generate", "--receipts", "40", "--seed", "3", "--month", "202306", "--out", "a.UKE"];
    let (code, _, err) = shinsa(dir.path(), &made);
    assert_eq!(code, 0, "{err}");
    let rule = "規則 T-1「再診料」\n根拠 告示「医科 A001」\n施行 2022-04-01から\n確度 要審査\n段階 試行\n担当 「試験」\n\
                公開 否\n区分 その他\n種別 医科\n対象 再診：112007410の診療行為\n結論 再診を職員に示す\n\
                理由文 「再診料が{再診の日}にあります。」\n例 該当「ある」\n・明細書 診療年月 2023-06、入院外\n\
                ・診療行為 112007410 3日\n";
    std::fs::write(dir.path().join("t.rule"), rule).expect("written");
    let (_, out, err) = shinsa(dir.path(), &["check", "a.UKE", "--rules", "t.rule", "--json"]);
    assert_eq!(err, "");
    let findings: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .filter(|line: &serde_json::Value| line.get("rule").is_some_and(|rule| rule == "T-1"))
        .collect();
    let file = std::fs::read(dir.path().join("a.UKE")).expect("read");
    let lines: Vec<&[u8]> = file.split(|&byte| byte == b'\n').collect();
    assert!(!findings.is_empty(), "the month has repeated visits");
    for finding in findings {
        let at =
            finding.pointer("/lines/0/line").and_then(serde_json::Value::as_u64).expect("a line") as usize;
        let text = String::from_utf8_lossy(lines.get(at - 1).copied().unwrap_or_default());
        assert!(text.starts_with("SI,") && text.contains(",112007410,"), "{text}");
    }
}

#[test]
fn broken_rules_are_not_run() {
    let dir = broken();
    let (code, out, err) = shinsa(dir.path(), &["check", "-", "--rules", "broken.rule"]);
    assert_ne!(code, 0);
    assert_eq!(out, "");
    assert!(err.contains("ルールに誤りがあるため"), "{err}");
}

#[test]
fn a_month_without_rules_is_not_evaluated_and_says_so() {
    let sample = std::fs::read(examples().join("../../corpus/samples/outpatient.UKE")).expect("read");
    // The month of service, of RE and of nothing else in the sample.
    let old: Vec<u8> = String::from_utf8_lossy(&sample).replace(",202502,", ",202102,").into_bytes();
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("old.UKE"), old).expect("written");
    let (_, out, _) = shinsa(dir.path(), &["check", "old.UKE"]);
    assert!(
        out.contains("この診療月のルールがありません（2022-04-01からの診療日だけにあります）（ルール全体）"),
        "{out}"
    );
    let (_, out, _) = shinsa(dir.path(), &["check", "old.UKE", "--no-rules"]);
    assert!(!out.contains("この診療月のルール"), "{out}");
    let (_, out, err) = shinsa(dir.path(), &["explain", "old.UKE"]);
    assert!(out.is_empty() && err.contains("件: この診療月のルールがありません（2022-04-01から"), "{err}");
}

#[test]
fn a_branch_judges_by_its_overlays_and_differs_in_nothing_else() {
    let (code, out, _) = shinsa(&examples(), &["rules", "check", "."]);
    assert_eq!(code, 0);
    assert!(out.contains("支部による違い") && out.contains("東京 D014-併施"), "{out}");
    let (_, nation, _) = shinsa(&examples(), &["rules", "test", ".", "--all"]);
    let (_, osaka, _) = shinsa(&examples(), &["rules", "test", ".", "--all", "--branch", "27"]);
    assert_eq!(nation, osaka, "a branch without overlays");
    let (code, _, err) = shinsa(&examples(), &["rules", "test", ".", "--branch", "48"]);
    assert!(code == 2 && err.contains("東京"), "{err}");
}
