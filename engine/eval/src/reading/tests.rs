//! What is told of a book: everything at once, each fault once and where it is written, nothing that only follows.

use super::Reading;

const HEAD: &str = "根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n公開 否\n区分 その他\n種別 医科\n";

fn rule(code: &str, clauses: &str) -> String {
    format!("規則 {code}「試験」\n{HEAD}{clauses}\n結論 甲を職員に示す\n理由文 「乙」\n")
}

/// Code and underlined text of every error and of what cannot be run, file by file.
fn told(texts: &[&str]) -> Vec<Vec<(&'static str, String)>> {
    let reading = Reading::of(texts);
    let of_file = |(of_file, text): (&Vec<dsl::Diagnostic>, &&str)| {
        let wanted = of_file.iter().filter(|one| !["M004", "M009"].contains(&one.code.code()));
        wanted.map(|one| (one.code.code(), one.span().of(text).to_owned())).collect()
    };
    reading.told.iter().zip(texts).map(of_file).collect()
}

#[track_caller]
fn check(texts: &[&str], expected: &[&[(&'static str, &str)]]) {
    let told = told(texts);
    let told: Vec<Vec<(&str, &str)>> =
        told.iter().map(|of| of.iter().map(|(code, text)| (*code, text.as_str())).collect()).collect();
    assert_eq!(told, expected);
}

#[test]
fn what_the_checks_and_the_compiler_find_is_told_together() {
    let text = rule(
        "T",
        "対象 甲：診療行為\n条件 甲の点数が3日を超える かつ 未知が1回を超える かつ 甲の年齢が3歳を超える",
    );
    check(&[&text], &[&[("T003", "甲の点数が3日"), ("N001", "未知"), ("N004", "年齢")]]);
    let text = text.replace("担当 「試験」\n", "");
    check(&[&text], &[&[("M002", "T"), ("T003", "甲の点数が3日"), ("N001", "未知"), ("N004", "年齢")]]);
}

#[test]
fn what_only_follows_is_not_told() {
    let text =
        rule("T", "対象 甲：診療行為\n値＝甲の点数＋3日\n条件 値が3回を超える かつ 値の日が甲の点数を超える");
    check(&[&text], &[&[("T003", "甲の点数＋3日")]]);
    let text =
        rule("T", "対象 甲：診療行為\n甲：医薬品\n条件 甲の点数が3点を超える かつ 甲の開始が甲の日より後");
    check(&[&text], &[&[("N002", "甲")]]);
    let text = rule("T", "対象 甲＝＝診療行為\n条件 甲の点数が3点を超える かつ 3点が4円を超える");
    let told = told(&[&text]);
    let codes: Vec<&str> = told.iter().flatten().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["S001", "T003"], "{told:?}");
}

#[test]
fn a_fault_of_a_definition_is_told_once_and_where_it_is_written() {
    let define =
        "定義 高点（甲：診療行為）とは 甲の点数が3日を超える\n根拠 告示「医科 A000」\n施行 2024-06-01から\n";
    let one = rule("T1", "対象 甲：診療行為\n条件 高点（甲）に当たる かつ 高点（甲）に当たる");
    let other = rule("T2", "対象 甲：診療行為\n条件 高点（甲）に当たる かつ 3点が4円を超える");
    let expected: &[&[(&str, &str)]] = &[&[], &[("T003", "3点が4円")], &[("T003", "甲の点数が3日")]];
    check(&[&one, &other, define], expected);
}
