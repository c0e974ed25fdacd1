//! What is not known decides nothing, and what was decided once is not decided again: finds of the slow twin (tests/oracle).

use super::{all_pass, judged};
use crate::Answer;

const OUT: &str = "・明細書 診療年月 2024-06、入院外\n";

/// A rule from its clauses and its examples, each a claim and what stands on the receipt.
fn holds(clauses: &str, examples: &[(&str, &str)]) {
    let examples: String =
        examples.iter().map(|(claim, facts)| format!("例 {claim}「例」\n{OUT}{facts}\n")).collect();
    all_pass(&format!("施行 2024-06-01から\n{clauses}\n理由文 「乙」\n{examples}"));
}

#[test]
fn a_cut_counts_times_and_leaves_what_is_within_the_limit() {
    holds(
        "対象 甲：112007410の診療行為すべて\n結論 甲を2回に減ずる",
        &[
            ("非該当", "・診療行為 112007410 3日"),
            ("境界 非該当", "・診療行為 112007410 3日、4日"),
            ("境界 該当", "・診療行為 112007410 3日、4日、5日"),
        ],
    );
}

#[test]
fn what_is_cut_by_a_number_between_two_ends_falls_by_the_lesser() {
    let clauses = "施行 2024-06-01から\n対象 甲：112007410の診療行為すべて\n\
                   乙＝次のとおり｛施設が病院であるとき 1回；それ以外 2回｝\n結論 甲を乙 減ずる\n理由文 「乙」\n";
    let told = judged(&format!("{clauses}例 該当「三日」\n{OUT}・診療行為 112007410 3日、4日、5日\n"));
    assert_eq!(told.iter().map(|one| one.days).collect::<Vec<_>>(), [1 << 4], "the newest, once");
}

#[test]
fn what_has_no_section_is_surely_of_no_section() {
    for (holds, answer) in [("である", "非該当"), ("でない", "該当")] {
        all_pass(&format!(
            "施行 2025-04-01から\n対象 甲：診療行為\n条件 甲の区分番号が「J001」{holds}\n結論 甲を職員に示す\n\
             理由文 「甲」\n例 {answer}「食事」\n・明細書 診療年月 2025-05、入院\n・診療行為 197000110 3日\n"
        ));
    }
}

#[test]
fn whether_anything_is_cut_must_be_known() {
    let clauses = "施行 2024-06-01から\n対象 甲：112007410の診療行為すべて\n\
                   乙＝次のとおり｛施設が病院であるとき 0回；それ以外 2回｝\n結論 甲を乙 減ずる\n理由文 「乙」\n";
    let told = judged(&format!("{clauses}例 該当「三日」\n{OUT}・診療行為 112007410 3日、4日、5日\n"));
    assert!(told.iter().all(|one| one.answer == Answer::Undecided), "{told:?}");
    assert_eq!(told.len(), 1);
}

#[test]
fn two_exceptions_with_one_outcome_are_no_conflict() {
    holds(
        "対象 甲：112007410の診療行為\nただし 一 甲の日が2024-06-10より後のときは 甲を職員に示す\n\
         二 甲の日が2024-06-20より後のときは 甲を職員に示す\n結論 甲を算定しない",
        &[("該当", "・診療行為 112007410 21日")],
    );
}

#[test]
fn an_exception_that_may_stand_instead_leaves_it_to_a_person() {
    holds(
        "対象 甲：112007410の診療行為\nただし 施設が病院であるときは 甲を職員に示す\n\
         結論 甲の日が2024-06-20より後のときは 甲を算定しない",
        &[
            ("不明", "・診療行為 112007410 3日"),
            ("該当", "・施設 病院\n・診療行為 112007410 3日"),
            ("非該当", "・施設 診療所\n・診療行為 112007410 3日"),
        ],
    );
}

#[test]
fn findings_with_different_conclusions_stay_apart() {
    let told = judged(&format!(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\nただし 一 甲の日が2024-06-10より前のときは 甲を職員に示す\n\
         二 甲の日が2024-06-10より後のときは 甲を知らせる\n結論 甲を算定しない\n理由文 「乙」\n\
         例 該当「二日」\n{OUT}・診療行為 112007410 3日、11日\n"
    ));
    assert_eq!(told.len(), 2, "shown and told");
}

#[test]
fn what_a_verdict_took_away_is_not_there_for_the_next_one() {
    let told = judged(&format!(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n結論 一 甲を算定しない\n二 甲を知らせる\n理由文 「乙」\n\
         例 該当「一日」\n{OUT}・診療行為 112007410 3日\n"
    ));
    assert_eq!(told.iter().map(|one| one.verdict).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_group_that_a_verdict_made_smaller_is_not_found_by_what_is_measured_from_it() {
    let told = judged(&format!(
        "施行 2024-06-01から\n対象 甲：（112007410、111000110）の診療行為すべて\n結論 一 甲のうち主たるもの1つを残す\n\
         二 甲と同月の医薬品があるときは 明細書を返戻する\n理由文 「乙」\n\
         例 該当「薬はない」\n{OUT}・診療行為 111000110 3日、点数 291点\n・診療行為 112007410 4日、点数 75点\n"
    ));
    assert_eq!(told.iter().map(|one| one.verdict).collect::<Vec<_>>(), [1]);
}

#[test]
fn the_latest_is_settled_among_all_and_not_known_where_more_may_lie_beside() {
    holds(
        "対象 甲：最も新しい診療行為\n条件 甲のコードが112007410である\n結論 甲を職員に示す",
        &[
            ("該当", "・診療行為 160091310 3日\n・診療行為 112007410 10日"),
            ("境界 非該当", "・診療行為 112007410 3日\n・診療行為 160091310 10日"),
        ],
    );
    holds(
        "対象 甲：入院・入院外を通じた最も新しい112007410の診療行為\n結論 甲を職員に示す",
        &[("不明", "・診療行為 112007410 3日")],
    );
}

#[test]
fn a_run_may_go_on_where_other_receipts_of_the_month_are_not_known() {
    let clauses = "対象 甲：入院・入院外を通じた112007410の診療行為の連続\n条件 甲の日数が2日以上\n結論 明細書を職員に示す";
    holds(clauses, &[("不明", "・診療行為 112007410 3日、4日")]);
}

#[test]
fn a_disease_is_judged_in_the_month_of_its_receipt_whenever_it_began() {
    holds(
        "対象 甲：傷病名\n結論 甲を職員に示す",
        &[("該当", "・傷病名 8833421、開始 2019-06-03\n・診療行為 112007410 3日")],
    );
}

#[test]
fn a_choice_without_an_arm_that_surely_counts_has_no_known_value() {
    holds(
        "対象 甲：112007410の診療行為すべて\n上限＝次のとおり｛施設が病院であるとき 1回｝\n\
         条件 甲の回数が上限を超える\n結論 甲を職員に示す",
        &[("不明", "・診療行為 112007410 3日、4日"), ("該当", "・施設 病院\n・診療行為 112007410 3日、4日")],
    );
}

#[test]
fn a_number_outside_every_arm_has_no_value() {
    holds(
        "対象 甲：112007410の診療行為すべて\n乙＝甲の回数に応じ｛1から2まで：1回；3から4まで：2回｝\n\
         条件 甲の回数が乙を超える\n結論 甲を職員に示す",
        &[
            ("該当", "・診療行為 112007410 3日、4日、5日"),
            ("境界 不明", "・診療行為 112007410 3日、4日、5日、6日、7日"),
        ],
    );
}

#[test]
fn a_month_is_one_month_however_many_receipts_show_it() {
    holds(
        "対象 甲：112007410の診療行為\n条件 入院・入院外を通じた各月の件数が1を超える\n結論 甲を職員に示す",
        &[(
            "非該当",
            "・診療行為 112007410 3日\n・別明細書 診療年月 2024-06、入院\n・診療行為 160091310 21日",
        )],
    );
}

#[test]
fn the_same_receipt_is_that_of_the_thing_named() {
    holds(
        "対象 今回：112007410の診療行為\n前回：入院・入院外を通じた160091310の診療行為\n\
         条件 入院・入院外を通じた、前回と同一明細書の111000110の診療行為がある\n結論 今回を職員に示す",
        &[(
            "該当",
            "・診療行為 112007410 3日\n・別明細書 診療年月 2024-06、入院\n・診療行為 160091310 21日\n\
             ・診療行為 111000110 20日",
        )],
    );
}

#[test]
fn what_could_not_be_decided_is_told_once_and_names_no_line() {
    let told = judged(&format!(
        "施行 2024-06-01から\n対象 甲：112007410の診療行為\n条件 施設が病院である\n結論 甲を算定しない\n理由文 「乙」\n\
         例 不明「二行」\n{OUT}・診療行為 112007410 3日\n・診療行為 112007410 4日\n"
    ));
    let lines: Vec<_> = told.iter().map(|one| (one.answer, one.lines.len(), one.days)).collect();
    assert_eq!(lines, [(Answer::Undecided, 1, 0)]);
}

/// The days of which something falls.
pub(super) fn falls(clauses: &str, days: &str) -> Vec<u8> {
    let told = judged(&format!(
        "施行 2024-06-01から\n{clauses}\n理由文 「乙」\n例 該当「例」\n{OUT}・診療行為 112007410 {days}\n"
    ));
    told.iter().flat_map(|one| one.effect.shares()).map(|share| share.day).collect()
}

#[test]
fn days_that_are_alike_are_exchanged_in_what_falls() {
    let others = "対象 甲：112007410の診療行為\n乙：甲と別の112007410の診療行為すべて\n結論 乙を算定しない";
    assert_eq!(falls(others, "3日、20日"), [3, 20], "of each day the other falls");
}

#[test]
fn days_of_a_unit_are_not_alike_where_one_of_its_lines_stands_before() {
    let week = "対象 甲：2024-06-03と同週の112007410の診療行為\n乙：剤\n結論 甲を算定しない";
    assert_eq!(falls(week, "3日、20日"), [3], "the other day is not spoken of");
}

#[test]
fn a_limit_cuts_what_is_above_it_and_of_one_thing_its_own_times() {
    let month = "対象 今回：112007410の診療行為\n全回：今回と同月の今回のコードの診療行為すべて\n\
                 条件 全回の回数が2回を超える\n結論 全回を2回に減ずる（新しいものから）";
    assert_eq!(falls(month, "3日、17日、24日"), [24], "two of three stay");
    let own = "対象 今回：112007410の診療行為\n結論 今回を1回に減ずる";
    assert_eq!(falls(own, "3日、4日"), Vec::<u8>::new(), "each stands once");
}
