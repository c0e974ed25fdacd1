//! What the checker says: the code and the underlined text of each case.

mod cuts;
mod dates;
mod overlays;
mod truth;

use crate::check::check;
use crate::diagnostic::DiagnosticCode;
use crate::parse::parse;
use crate::vocabulary::TABLES;

/// Code and underlined text of all that is told, in order.
fn told(text: &str) -> Vec<(&'static str, String)> {
    let parsed = parse(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    let found = check(&[parsed.file], TABLES);
    found.iter().flatten().map(|d| (d.code.code(), d.span().of(text).to_owned())).collect()
}

/// A rule that says everything of itself, with some clauses more.
fn rule(clauses: &str) -> String {
    format!(
        "規則 A-1「題」\n根拠 告示「A000」\n施行 2024-06-01から\n担当「基本」\n対象 甲：初診料の診療行為\n{clauses}\n\
         結論 甲を職員に示す\n理由文「{{甲の名称}}」\n例 該当「例」\n例 非該当「例」\n集合 初診料：診療行為＝111000110\n"
    )
}

#[track_caller]
fn one(text: &str, code: &'static str, underlined: &str) {
    assert_eq!(told(text), [(code, underlined.to_owned())], "{text}");
}

#[test]
fn a_whole_rule_is_not_complained_of() {
    assert_eq!(told(&rule("条件 甲の回数が2回を超える")), []);
}

#[test]
fn names_are_declared() {
    one(&rule("条件 乙の回数が2回を超える"), "N001", "乙");
    one(&rule("条件 再診料の診療行為がない"), "N001", "再診料");
    one(&rule("条件 背反一日の行がない かつ 背反の行がない"), "N001", "背反");
    one(&rule("対処「{乙の日}」"), "N001", "乙");
}

#[test]
fn a_variable_is_known_behind_its_line() {
    one(&rule("乙＝丙の回数\n丙：診療行為"), "N001", "丙");
    one(&rule("甲：診療行為"), "N002", "甲");
}

#[test]
fn near_names_are_shown() {
    let text = rule("条件 初診科の診療行為がない");
    let found = check(&[parse(&text).file], TABLES);
    let help: Vec<_> =
        found.iter().flatten().filter_map(|d| d.help.as_ref()).map(|h| h.ja.as_str()).collect();
    assert_eq!(help, ["もしかして `初診料`"]);
}

#[test]
fn examples_show_both_outcomes() {
    one(&rule("").replace("例 非該当「例」", ""), "M009", "A-1");
    one(&rule("").replace("例 該当「例」", "例 境界 非該当「例」"), "M009", "A-1");
}

#[test]
fn what_a_scaffold_left_is_found_wherever_it_stands() {
    let unused =
        |text: String| text.replace("集合 初診料：診療行為＝111000110\n", "").replace("初診料の", "");
    one(&unused(rule("条件 未記入に当たる")), "M010", "未記入");
    one(&unused(rule("").replace("「基本」", "「」")), "M010", "「」");
    one(&unused(rule("").replace("「{甲の名称}」", "「未記入」")), "M010", "「未記入」");
    let english = dsl_english(&unused(rule("条件 未記入に当たる")));
    assert!(english.contains("holds unwritten"), "{english}");
    one(&english, "M010", "unwritten");
}

fn dsl_english(text: &str) -> String {
    crate::format(text, crate::Surface::English).unwrap_or_default()
}

#[test]
fn codes_are_of_the_kind_they_stand_for() {
    one(
        &(rule("") + "集合 薬：医薬品＝111000110\n")
            .replace("対象 甲：初診料の診療行為", "対象 甲：初診料の診療行為\n乙：薬の医薬品"),
        "T002",
        "111000110",
    );
    one(&rule("条件 （111000110、620004541）の診療行為がない"), "T002", "620004541");
    one(&rule("条件 ICD10「K74」の診療行為がない"), "T002", "「K74」");
    assert_eq!(told(&rule("条件 ICD10「K74」の傷病名がない かつ 111000110の明細がない")), []);
}

#[test]
fn sets_are_of_the_kind_they_stand_for() {
    let drugs = "集合 薬：医薬品＝620004541\n";
    let with = |condition: &str| rule(&format!("条件 {condition}")) + drugs;
    one(&with("薬の診療行為がない"), "T002", "薬");
    one(&with("（111000110、薬）の診療行為がない かつ 薬の医薬品がない"), "T002", "薬");
    one(&with("（初診料（薬を除く））の診療行為がない"), "T002", "薬");
    one(&with("薬の病棟日がない"), "T002", "薬");
    one(&with("次のもの（初診料、薬）のうち診療行為があるものの数が2以上"), "T002", "薬");
    one(&rule("条件 （医薬品（その後発品が「1」であるもの））の診療行為がない"), "T002", "医薬品");
    one(
        &(rule("") + "集合 検査：診療行為＝薬\n" + drugs)
            .replace("初診料の診療行為", "（初診料、検査）の診療行為"),
        "T002",
        "薬",
    );
    let fine = with("薬の医薬品がない かつ （薬、初診料）の明細がない");
    assert_eq!(told(&fine), []);
}

#[test]
fn a_variable_hides_a_set_of_another_kind() {
    let text = rule("薬：初診料の診療行為\n条件 薬の診療行為がない")
        .replace("集合", "集合 薬：医薬品＝620004541\n集合");
    assert_eq!(told(&text), []);
}

#[test]
fn sets_are_used() {
    one(&(rule("") + "集合 再診料：診療行為＝112007410"), "N003", "再診料");
}

#[test]
fn editions_do_not_overlap() {
    let first = "施行 2022-04-01から2024-05-31まで\n";
    let set = |valid: &str| rule("") + valid + "集合 初診料：診療行為＝111000110\n";
    one(&(set(first) + "施行 2024-05-31から"), "D001", "初診料");
    assert_eq!(told(&(set(first) + "施行 2024-06-01から")), []);
}

#[test]
fn values_of_a_parameter_stand_oldest_first() {
    let text = "定数 上限：回数＝2024-06-01から 2回；2024-06-01から 3回";
    one(text, "D002", "2024-06-01");
}

#[test]
fn a_rule_says_what_it_rests_on() {
    let bare = "規則 A-1「題」\n対象 甲：診療行為\n結論 甲を知らせる\n理由文「文」\n";
    let codes: Vec<_> = told(bare).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["M001", "M002", "M003", "M004"]);
    let common = format!("共通\n根拠 告示「A」\n担当「乙」\n施行 2024-06-01から\n{bare}");
    one(&common, "M004", "A-1");
}

#[test]
fn the_unknown_is_not_assessed() {
    one(&rule("不明 甲のときは 甲を算定しない"), "M005", "甲を算定しない");
}

#[test]
fn a_band_has_no_gap_and_no_overlap() {
    let band = |second: &str| rule(&format!("乙＝甲に応じ｛5から7まで：93点；{second}：99点｝"));
    assert_eq!(told(&band("8以上")), []);
    one(&band("9以上"), "T001", "9以上");
    one(&band("7から9まで"), "T001", "7から9まで");
    one(&band("8回以上"), "T001", "8回以上");
}

#[test]
fn history_is_asked_for_by_its_length() {
    one(&rule("条件 履歴の診療行為がない"), "M007", "履歴の");
    assert_eq!(told(&rule("履歴 6月\n条件 履歴の診療行為がない")), []);
}

#[test]
fn the_page_of_the_language_has_a_row_for_each_code() {
    let page = include_str!("../../../docs/rule-language.md");
    for code in DiagnosticCode::ALL {
        assert!(page.contains(&format!("| {} | ", code.code())), "{} has no row", code.code());
    }
}

#[test]
fn the_examples_pass() {
    let page = include_str!("../../../docs/rule-examples.md");
    let blocks: Vec<&str> = page.split("```").skip(1).step_by(4).collect();
    assert_eq!(blocks.len(), 11);
    let files: Vec<_> = blocks.iter().map(|text| parse(text).file).collect();
    let told: Vec<_> = check(&files, TABLES).into_iter().flatten().map(|d| d.message.ja).collect();
    let ends = |message: &String| message.contains("次の版がありません");
    assert_eq!(told.iter().filter(|message| !ends(message)).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(told.len(), 6, "six of the ten hold until 2024-05-31");
}
