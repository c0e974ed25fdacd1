//! What compiling refuses: the code and the underlined text of each case.

use super::compile;

const HEAD: &str = "規則 T「試験」\n根拠 告示「医科 A000」\n施行 2024-06-01から\n確度 確定\n段階 試行\n担当 「試験」\n\
    公開 否\n区分 その他\n種別 医科\n";

/// Code and underlined text of the first thing that is refused of a rule.
fn refused(clauses: &str) -> Option<(&'static str, String)> {
    all(clauses).into_iter().next()
}

/// Code and underlined text of everything that is refused of a rule.
fn all(clauses: &str) -> Vec<(&'static str, String)> {
    let text = format!("{HEAD}{clauses}\n結論 甲を職員に示す\n理由文 「乙」\n");
    let parsed = dsl::parse(&text);
    assert_eq!(parsed.diagnostics, Vec::new(), "{text}");
    let compiled = compile(std::slice::from_ref(&parsed.file));
    let faults = compiled.refused.iter().flat_map(|rule| &rule.faults);
    faults.map(|one| (one.code.code(), one.span.of(&text).to_owned())).collect()
}

#[track_caller]
fn one(clauses: &str, code: &'static str, underlined: &str) {
    assert_eq!(refused(clauses), Some((code, underlined.to_owned())), "{clauses}");
}

#[test]
fn a_set_of_another_kind_is_refused_wherever_it_stands() {
    let drug = "対象 甲：医薬品\n";
    one(
        &format!("{drug}条件 甲のコードが（診療行為（その包括対象検査が「1」であるもの））に含まれる"),
        "T002",
        "診療行為",
    );
    one(&format!("{drug}条件 甲のコードが（620004541、111000110）に含まれない"), "T002", "111000110");
    one(&format!("{drug}条件 甲のコードが（111000110から111000210まで）に含まれる"), "T002", "111000110");
    one(&format!("{drug}条件 甲のコードがICD10「K74」に含まれる"), "T002", "「K74」");
    one(&format!("{drug}乙：甲のコードの診療行為"), "T002", "甲のコード");
    one(&format!("{drug}乙：甲と同日の医薬品すべて\n条件 乙の診療行為がない"), "T002", "乙");
    one(
        "対象 甲：診療行為\n条件 甲のコードが（診療行為（そのコードが（620004541）に含まれるもの））に含まれる",
        "T002",
        "620004541",
    );
    one(
        "対象 甲：診療行為\n対：背反一日の行（その診療行為コード①が甲のコードであるもの）\n条件 対の診療行為コード②の医薬品がない",
        "T002",
        "対の診療行為コード②",
    );
}

#[test]
fn what_has_no_code_is_in_no_set() {
    one("対象 甲：診療行為\n条件 （甲の日）の診療行為がない", "T003", "甲の日");
    one("対象 甲：診療行為\n日：各日\n条件 日の診療行為がない", "T003", "日");
}

#[test]
fn days_times_and_arms_have_their_types() {
    let line = "対象 甲：診療行為\n";
    one(&format!("{line}条件 甲の日から3回を経過した日が2024-06-03より後"), "T003", "3回");
    one(&format!("{line}条件 甲の名称から甲の日までの日数が3日を超える"), "T003", "甲の名称");
    one(&format!("{line}条件 甲の日に先立つ3回以内の診療行為がない"), "T003", "3回");
    one(&format!("{line}条件 甲の名称＋甲の名称が3を超える"), "T003", "甲の名称＋甲の名称");
    assert_eq!(refused(&format!("{line}条件 甲の日から3日を経過した日が2024-06-03より後")), None);
}

#[test]
fn sums_without_end_are_refused_before_they_are_read() {
    let terms = |n: usize| format!("対象 甲：診療行為\n条件 {}が3を超える", vec!["1"; n].join("＋"));
    assert_eq!(refused(&terms(100)), None);
    let text = format!("規則 X「試験」\n  {}\n", terms(102).replace('\n', "\n  "));
    let codes: Vec<_> = dsl::parse(&text).diagnostics.iter().map(|one| one.code.code()).collect();
    assert!(codes.contains(&"S011"), "{codes:?}");
}

#[test]
fn lines_are_held_against_codes_of_any_master() {
    assert_eq!(
        refused("対象 甲：（111000110、620004541、診療行為（その包括対象検査が「1」であるもの））の明細"),
        None
    );
    assert_eq!(refused("対象 甲：明細\n乙：甲の診療行為"), None);
    assert_eq!(refused("対象 甲：病棟日\n乙：甲のコードの診療行為"), None);
}

/// Everything that is refused of a rule with a clause more.
#[track_caller]
fn both(clauses: &str, expected: &[(&str, &str)]) {
    let all = all(clauses);
    let all: Vec<(&str, &str)> = all.iter().map(|(code, text)| (*code, text.as_str())).collect();
    assert_eq!(all, expected, "{clauses}");
}

#[test]
fn every_unit_error_of_an_expression_is_told_at_once() {
    let drug = "対象 甲：診療行為\n乙：診療行為\n";
    let units = |text| ("T003", text);
    both(&format!("{drug}条件 3点＋2日が4円＋1回を超える"), &[units("3点＋2日"), units("4円＋1回")]);
    both(
        &format!("{drug}条件 （3点＋2日）＋（4円＋1回）が1円を超える"),
        &[units("3点＋2日"), units("4円＋1回")],
    );
    both(
        &format!("{drug}条件 甲の点数が3日を超える かつ 乙の点数が4回を超える"),
        &[units("甲の点数が3日"), units("乙の点数が4回")],
    );
}
