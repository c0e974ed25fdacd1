//! Conditions that always or never hold, verdicts that are never drawn, rules and exceptions that say the same.

use super::{one, rule, told};

#[track_caller]
fn condition(text: &str, code: &'static str, underlined: &str) {
    one(&rule(&format!("条件 {text}")), code, underlined);
}

#[track_caller]
fn fine(text: &str) {
    assert_eq!(told(&rule(&format!("条件 {text}"))), [], "{text}");
}

#[test]
fn literals_are_compared_at_once() {
    condition("3回が2回を超える", "C001", "3回が2回");
    condition("3回が3回を超える", "C002", "3回が3回");
    condition("2024-06-01が2024-05-31より前", "C002", "2024-06-01が2024-05-31");
    condition("甲の日が甲の日より前", "C002", "甲の日が甲の日");
    fine("甲の回数が2回を超える");
}

#[test]
fn bounds_that_exclude_each_other_never_hold() {
    condition("甲の回数が3回以上 かつ 甲の回数が2回以下", "C002", "甲の回数が2回");
    condition("甲の回数が2回を超える かつ 甲の回数が3回未満", "C002", "甲の回数が3回");
    condition("甲の日が2024-07-01より後 かつ 甲の日が2024-06-30以前", "C002", "甲の日が2024-06-30");
    condition(
        "甲のコードが111000110である かつ 甲のコードが112007410である",
        "C002",
        "甲のコードが112007410",
    );
    fine("甲の回数が2回以上 かつ 甲の回数が2回以下");
    fine("甲の数量が2を超える かつ 甲の数量が3未満");
    fine("甲の回数が3回以上 かつ 甲の日数が2日以下");
}

#[test]
fn a_condition_and_its_denial_never_hold_together() {
    condition("甲の回数が2回以上 かつ （甲の回数が2回以上）でない", "C002", "甲の回数が2回");
    condition("傷病名がある かつ 甲の回数が2回以上 かつ 傷病名がない", "C002", "傷病名");
    fine("傷病名がある かつ 甲と同日の傷病名がない");
}

#[test]
fn one_of_two_that_leave_nothing_out_always_holds() {
    condition("甲の回数が2回以上 又は 甲の回数が3回以下", "C001", "甲の回数が3回");
    condition("傷病名がある 又は 傷病名がない", "C001", "傷病名");
    condition(
        "甲のコードが111000110でない 又は 甲のコードが112007410でない",
        "C001",
        "甲のコードが112007410",
    );
    fine("甲の回数が1回以下 又は 甲の回数が3回以上");
    fine("甲のコードが111000110である 又は 甲のコードが112007410である");
}

#[test]
fn what_the_rule_has_asked_already_is_known_to_its_verdicts() {
    let rule = |verdicts: &str| {
        rule("条件 甲の回数が3回以上").replace("結論 甲を職員に示す", &format!("結論 {verdicts}"))
    };
    one(&rule("甲の回数が2回以上のときは 甲を職員に示す"), "C001", "甲の回数が2回");
    one(&rule("甲の回数が2回以下のときは 甲を職員に示す"), "C002", "甲の回数が2回");
    assert_eq!(told(&rule("甲の回数が4回以上のときは 甲を職員に示す")), []);
}

#[test]
fn otherwise_needs_verdicts_that_may_not_be_drawn() {
    let verdicts = |text: &str| rule("").replace("結論 甲を職員に示す", &format!("結論 {text}"));
    one(&verdicts("一 甲を算定しない\n二 それ以外は 甲を職員に示す"), "C003", "甲を職員に示す");
    one(&verdicts("一 甲を算定しない\n二 甲を職員に示す"), "C003", "甲を職員に示す");
    let thrice = "一 甲の回数が2回を超えるときは 甲を算定しない\n二 それ以外は 甲を職員に示す\n三 それ以外は 甲を知らせる";
    one(&verdicts(thrice), "C003", "甲を知らせる");
    let twice = "一 甲の回数が2回を超えるときは 甲を算定しない\n二 それ以外は 甲を職員に示す";
    assert_eq!(told(&verdicts(twice)), []);
}

#[test]
fn exceptions_with_one_condition_agree() {
    let both = |then: &str| {
        rule(&format!("ただし 一 傷病名があるときは この限りでない\n二 傷病名があるときは {then}"))
    };
    one(&both("甲を知らせる"), "C004", "甲を知らせる");
    assert_eq!(told(&both("この限りでない")), []);
    let differ = "ただし 一 傷病名があるときは この限りでない\n二 傷病名がある かつ 甲の回数が2回以上のときは 甲を知らせる";
    assert_eq!(told(&rule(differ)), []);
}

#[test]
fn an_exception_that_always_holds_leaves_nothing_of_the_rule() {
    one(
        &rule("条件 甲の回数が3回以上\nただし 甲の回数が2回以上のときは この限りでない"),
        "C001",
        "甲の回数が2回",
    );
}

#[test]
fn reasons_and_examples_go_with_verdicts() {
    let two = rule("").replace("理由文「{甲の名称}」", "理由文 一 「あ」\n二 「い」");
    one(&two, "M011", "「い」");
    one(&rule("").replace("例 該当「例」", "例 該当 二 「例」"), "M012", "「例」");
}

#[test]
fn two_rules_that_say_the_same_are_told() {
    let second = |limit: &str| {
        rule(&format!("条件 甲の回数が{limit}を超える"))
            .replace("集合 初診料：診療行為＝111000110\n", "")
            .replace("A-1", "B-1")
            .replace('甲', "乙")
            .replace("題", "別の題")
    };
    one(&(rule("条件 甲の回数が2回を超える") + &second("2回")), "C005", "B-1");
    assert_eq!(told(&(rule("条件 甲の回数が2回を超える") + &second("3回"))), []);
    let later = second("2回").replace("2024-06-01から", "2022-04-01から2024-05-31まで");
    let told = told(&(rule("条件 甲の回数が2回を超える") + &later));
    assert_eq!(told, [("D005", "B-1".to_owned())], "their days do not meet");
}
