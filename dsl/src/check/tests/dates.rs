//! Days: editions that leave gaps, rules that end, names used outside their days.

use super::{one, rule, told};

/// The rule under other days than from 2024-06-01.
fn rule_from(valid: &str, clauses: &str) -> String {
    rule(clauses).replace("施行 2024-06-01から", &format!("施行 {valid}"))
}

#[test]
fn a_name_holds_on_all_days_of_what_uses_it() {
    let set = |valid: &str| format!("{}施行 {valid}\n", rule(""));
    one(&set("2024-07-01から"), "D003", "初診料");
    one(&set("2022-04-01から2025-03-31まで"), "D003", "初診料");
    assert_eq!(told(&set("2022-04-01から")), []);
    let both =
        set("2022-04-01から2025-03-31まで") + "集合 初診料：診療行為＝111000110\n施行 2025-04-01から\n";
    assert_eq!(told(&both), [], "two editions cover the days together");
}

#[test]
fn a_parameter_holds_from_its_first_value_on() {
    let uses =
        |from: &str| rule("条件 甲の回数が上限を超える") + &format!("定数 上限：回数＝{from}から 2回\n");
    one(&uses("2025-04-01"), "D003", "上限");
    assert_eq!(told(&uses("2024-06-01")), []);
}

#[test]
fn variables_hide_names_of_the_book() {
    let text = rule("初診：診療行為\n条件 初診の回数が2回を超える")
        + "集合 初診：診療行為＝111000110\n施行 2025-04-01から\n";
    assert_eq!(told(&text), []);
}

#[test]
fn gaps_between_editions_are_told_at_the_later_one() {
    let first = "施行 2024-06-01から2025-05-31まで\n集合 初診料：診療行為＝111000110\n施行 ";
    let text = |from: &str| rule("").replace("施行 2024-06-01から\n", "施行 2025-06-02から\n") + first + from;
    assert_eq!(told(&text("2025-06-01から")), []);
    let gap = told(&text("2025-06-02から"));
    assert_eq!(gap, [("D004", "初診料".to_owned())]);
}

#[test]
fn a_rule_that_ends_without_another_edition_is_told() {
    one(&rule_from("2022-04-01から2024-05-31まで", ""), "D005", "A-1");
    let next = rule_from("2022-04-01から2024-05-31まで", "")
        + &rule("").replace("集合 初診料：診療行為＝111000110\n", "");
    assert_eq!(told(&next), []);
    one(&rule_from("2022-04-01から2024-05-31まで", "段階 適用"), "D005", "A-1");
    assert_eq!(told(&rule_from("2022-04-01から2024-05-31まで", "段階 廃止")), []);
}

#[test]
fn rules_that_end_with_a_common_block_are_told_once() {
    let bare = |code: &str, limit: &str| {
        rule(&format!("条件 甲の回数が{limit}を超える"))
            .replace("A-1", code)
            .replace("施行 2024-06-01から\n", "")
            .replace("集合 初診料：診療行為＝111000110\n", "")
            .replace("初診料の", "")
    };
    let text =
        format!("共通\n施行 2022-04-01から2024-05-31まで\n{}{}", bare("A-1", "2回"), bare("A-2", "3回"));
    one(&text, "D005", "2022-04-01から2024-05-31");
}

#[test]
fn dates_do_not_end_before_they_begin() {
    let text = rule("").replace("2024-06-01から", "2024-06-01から2024-05-31まで");
    assert!(told(&text).contains(&("D007", "2024-06-01から2024-05-31".to_owned())), "{:?}", told(&text));
}
