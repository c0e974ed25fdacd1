//! Each calendar word against the days that docs/rule-language.md, section 5, gives it, within one month of service.

use super::doubt::falls;

/// The days of June 2024 on which a line lies in a window; the 1st is a Saturday.
#[track_caller]
fn days(window: &str, expected: impl IntoIterator<Item = u8>) {
    let every_day: Vec<String> = (1..=30).map(|day| format!("{day}日")).collect();
    let clauses = format!("対象 甲：{window}112007410の診療行為すべて\n結論 甲を算定しない");
    let expected: Vec<u8> = expected.into_iter().collect();
    assert_eq!(falls(&clauses, &every_day.join("、")), expected, "{window}");
}

/// 通知 第1章第1部 通則6: a week is from Sunday to Saturday, a month from its first to its last day.
#[test]
fn weeks_and_months_are_those_of_the_calendar() {
    days("2024-06-12と同日の", [12]);
    days("2024-06-12と同週の", 9..=15);
    days("2024-06-09と同週の", 9..=15);
    days("2024-06-15と同週の", 9..=15);
    // A week may begin in the month before.
    days("2024-06-01と同週の", [1]);
    days("2024-06-12と同月の", 1..=30);
    days("2024-05-12と同月の", []);
}

#[test]
fn before_and_after_leave_the_day_out_up_to_and_from_take_it_in() {
    days("2024-06-12より前の", 1..=11);
    days("2024-06-12以前の", 1..=12);
    days("2024-06-12以後の", 12..=30);
    days("2024-06-12より後の", 13..=30);
}

/// 通知 A000(14): counting from a day the day itself is the first; one month from 6/1 ends with 6/30, from 5/20 with 6/19.
#[test]
fn counting_from_a_day_takes_it_in() {
    days("2024-06-12から起算して1日以内の", [12]);
    days("2024-06-12から起算して3日以内の", 12..=14);
    days("2024-06-12から起算して1週以内の", 12..=18);
    days("2024-05-20から起算して1月以内の", 1..=19);
    days("2023-06-12から起算して1年以内の", 1..=11);
}

#[test]
fn what_goes_before_or_follows_leaves_the_day_out() {
    days("2024-06-12に先立つ3日以内の", 9..=11);
    days("2024-06-12に先立つ1週以内の", 5..=11);
    days("2024-07-10に先立つ1月以内の", 11..=30);
    days("2024-06-12に続く3日以内の", 13..=15);
    days("2024-06-12に続く1週以内の", 13..=19);
    days("2024-05-12に続く1月以内の", 1..=12);
}
