//! Limits on a variable that stands for one thing at a time.

use super::{check, parse, rule, told};
use crate::vocabulary::TABLES;

/// A rule with other clauses from 対象 to 結論.
fn limit(clauses: &str, verdict: &str) -> String {
    rule("")
        .replace("対象 甲：初診料の診療行為", clauses)
        .replace("結論 甲を職員に示す", &format!("結論 {verdict}"))
}

#[track_caller]
fn suspicious(clauses: &str, verdict: &str, underlined: &str) {
    let found = told(&limit(clauses, verdict));
    assert_eq!(found, [("C006", underlined.to_owned())], "{clauses} {verdict}");
}

#[track_caller]
fn fine(clauses: &str, verdict: &str) {
    assert_eq!(told(&limit(clauses, verdict)), [], "{clauses} {verdict}");
}

const EACH: &str = "対象 甲：初診料の診療行為\n";

/// L7113, L7113-数月 and S36-上限 as they stood until November 2026: of three times where two are allowed all three fell.
#[test]
fn what_the_book_once_said_is_told() {
    suspicious(
        "履歴 12月\n対象 甲：初診料の診療行為\n制限：算定回数表の行（その診療行為コードが甲のコードであるもの）\n\
         回数＝履歴の、甲を含む制限の期間の甲のコードの診療行為の回数\n条件 回数が制限の算定回数を超える",
        "一 制限の特例条件が「1」であるときは 甲を職員に示す\n二 それ以外は 甲を制限の算定回数に減ずる（新しいものから） 事由 D",
        "甲を制限の算定回数に減ずる（新しいものから） 事由 D",
    );
    suspicious(
        "対象 甲：初診料の診療行為\n回数＝甲と同月の甲のコードの診療行為の回数\n条件 回数が甲の上限回数を超える",
        "一 甲の上限回数エラー処理が「1」であるときは 甲を甲の上限回数に減ずる（新しいものから） 事由 D\n二 それ以外は 甲を職員に示す",
        "甲を甲の上限回数に減ずる（新しいものから） 事由 D",
    );
}

/// D009-B001 as it stood: an exception that keeps one, and nobody counts.
#[test]
fn an_exception_that_leaves_one_of_each_is_told() {
    suspicious(
        "対象 甲：初診料の診療行為\nただし 一 傷病名があるときは この限りでない\n二 甲のコードが111000110である かつ ICD10「K74」の傷病名があるときは 甲を1回に減ずる 事由 D",
        "甲を職員に示す",
        "甲を1回に減ずる 事由 D",
    );
}

#[test]
fn a_group_may_be_cut() {
    fine(
        "対象 暦月：各月\n甲：暦月の期間中の初診料の診療行為すべて\n条件 甲の回数が2回を超える",
        "甲を2回に減ずる（新しいものから）",
    );
    fine("対象 日：各日\n甲：日と同日の初診料の診療行為すべて", "甲のうち主たるもの1つを残す");
}

#[test]
fn one_of_one_is_no_choice() {
    suspicious(
        "対象 甲：初診料の診療行為\n条件 甲と同日の初診料の診療行為の種類数が2以上",
        "甲のうち主たるもの1つを残す",
        "甲のうち主たるもの1つを残す",
    );
}

#[test]
fn its_own_times_may_be_cut() {
    fine(&format!("{EACH}条件 甲の回数が2回を超える"), "甲を2回に減ずる");
    fine(EACH, "甲の回数が2回を超えるときは 甲を2回に減ずる");
    fine(EACH, "一 甲の回数が2回以下のときは 甲を知らせる\n二 それ以外は 甲を2回に減ずる");
    fine("対象 甲：初診料の診療行為（その回数が2回を超えるもの）", "甲を2回に減ずる");
    fine(&format!("{EACH}ただし 甲の回数が3回以上のときは 甲を2回に減ずる"), "甲を職員に示す");
    fine(EACH, "甲を甲の回数 - 1回 減ずる");
}

#[test]
fn a_guard_of_another_verdict_is_not_asked() {
    suspicious(
        EACH,
        "一 甲の回数が5回を超えるときは 甲を知らせる\n二 傷病名があるときは 甲を2回に減ずる",
        "甲を2回に減ずる",
    );
}

#[test]
fn what_is_counted_of_another_kind_says_nothing_of_it() {
    fine(&format!("{EACH}条件 傷病名の件数が2以上"), "甲を1回減ずる");
    fine(&format!("{EACH}条件 甲と同日の112007410の診療行為の回数が2回以上"), "甲を1回減ずる");
    let wider = |count: &str| format!("{EACH}条件 甲と同月の{count}が2回以上");
    for count in [
        "診療行為の回数",
        "初診料の診療行為の回数",
        "甲のコードの診療行為の回数",
        "112007410の診療行為（そのコードが甲のコードであるもの）の回数",
    ] {
        suspicious(&wider(count), "甲を1回減ずる", "甲を1回減ずる");
    }
}

#[test]
fn counts_are_found_behind_names() {
    let define = |is: &str| {
        format!("定義 多数回（今回：診療行為）とは {is}\n根拠 告示「A000」\n施行 2024-06-01から\n")
    };
    let text = |is: &str| limit(&format!("{EACH}条件 多数回（甲）に当たる"), "甲を2回に減ずる") + &define(is);
    let wide = told(&text("今回と同月の今回のコードの診療行為の回数が2回を超える"));
    assert_eq!(wide, [("C006", "甲を2回に減ずる".to_owned())]);
    assert_eq!(told(&text("今回の回数が2回を超える")), []);
    fine("対象 乙：初診料の診療行為\n甲＝乙\n件＝乙の回数\n条件 件が2回を超える", "甲を2回に減ずる");
    fine("対象 乙：初診料の診療行為\n甲＝乙\n条件 甲の回数が2回を超える", "甲を2回に減ずる");
    suspicious("対象 乙：初診料の診療行為\n甲＝乙", "甲を2回に減ずる", "甲を2回に減ずる");
}

#[test]
fn it_says_where_more_is_counted_and_what_to_write() {
    let text = limit(
        "対象 甲：初診料の診療行為\n全回：甲と同月の甲のコードの診療行為すべて\n条件 全回の回数が2回を超える",
        "甲を2回に減ずる",
    );
    let parsed = parse(&text);
    let found: Vec<_> = check(&[parsed.file], TABLES).into_iter().flatten().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let Some(one) = found.first() else { return };
    let places: Vec<&str> = one.labels.iter().map(|label| label.span.of(&text)).collect();
    assert_eq!(places, ["甲を2回に減ずる", "甲", "全回の回数"]);
    assert!(one.message.ja.contains("もっと広く数えています"), "{}", one.message.ja);
    assert!(one.message.en.contains("counts more than these"), "{}", one.message.en);
    assert!(
        one.help.as_ref().is_some_and(|help| help.ja.contains("すべて") && help.en.contains("all procedure"))
    );
}

#[test]
fn definitions_that_call_each_other_end() {
    let ring = |name: &str, other: &str| {
        let calls = vec![format!("{other}（今回）に当たる"); 6].join(" かつ ");
        format!("定義 {name}（今回：診療行為）とは {calls}\n根拠 告示「A000」\n施行 2024-06-01から\n")
    };
    let text = limit(&format!("{EACH}条件 多数（甲）に当たる"), "甲を2回に減ずる");
    let found = told(&(text + &ring("多数", "少数") + &ring("少数", "多数")));
    assert_eq!(found, [("C006", "甲を2回に減ずる".to_owned())]);
}

#[test]
fn names_that_go_round_in_a_ring_end() {
    let text = limit("対象 甲＝乙\n乙＝甲\n丙：初診料の診療行為", "甲を2回に減ずる")
        .replace("{甲の名称}", "{丙の名称}");
    let found = told(&text);
    assert!(found.iter().all(|(code, _)| *code == "N001"), "{found:?}");
}
