//! What the checker says of overlays.

use super::{one, rule, told};

/// The rule A-1, and an overlay of it.
fn with(head: &str, change: &str) -> String {
    format!("{}{head}変更 {change}", rule(""))
}

const TOKYO: &str = "上書 東京「理由」\n施行 2024-06-01から2025-03-31まで\n担当「乙」\n";

#[test]
fn an_overlay_that_softens_is_not_complained_of() {
    assert_eq!(told(&with(TOKYO, "A-1 確度 注意")), []);
    assert_eq!(told(&with(TOKYO, "A-1 ただし 甲の日が不明のときは 甲を職員に示す")), []);
    assert_eq!(told(&with(TOKYO, "A-1 ただし 甲の日が不明のときは この限りでない")), []);
}

#[test]
fn an_overlay_has_a_branch_an_owner_and_an_end() {
    one(&with(&TOKYO.replace("東京", "東凶"), "A-1 確度 注意"), "N005", "東凶");
    one(&with(&TOKYO.replace("担当「乙」\n", ""), "A-1 確度 注意"), "M002", "上書");
    one(&with(&TOKYO.replace("2025-03-31まで", ""), "A-1 確度 注意"), "M006", "上書");
}

#[test]
fn an_overlay_does_not_change_within_a_month() {
    let days = "2024-06-01から2025-03-31まで";
    for days_of_month in ["2024-06-02から2025-03-31まで", "2024-06-01から2025-03-30まで"] {
        let underlined = days_of_month.trim_end_matches("まで");
        one(&with(&TOKYO.replace(days, days_of_month), "A-1 確度 注意"), "M013", underlined);
    }
}

#[test]
fn an_overlay_speaks_of_a_rule_and_of_its_variables() {
    one(&with(TOKYO, "A-2 確度 注意"), "N006", "A-2");
    one(&with(TOKYO, "A-1 ただし 丙の日が不明のときは この限りでない"), "N001", "丙");
    let early = TOKYO.replace("2024-06-01から2025-03-31まで", "2023-06-01から2023-06-30まで");
    one(&with(&early, "A-1 確度 注意"), "D006", "A-1");
}

#[test]
fn an_overlay_never_widens() {
    one(&with(TOKYO, "A-1 ただし 甲の日が不明のときは 甲を算定しない"), "M008", "甲を算定しない");
    one(&with(TOKYO, "A-1 確度 確定"), "M008", "A-1");
    one(&with(TOKYO, "A-1 確度 要審査"), "M008", "A-1");
}
