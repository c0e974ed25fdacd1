//! Verdicts on groups that reach into another claim of the patient: each claim is judged by itself, and what they say must agree.

use model::Effect;

use super::{all_pass, judged};

const OUT: &str = "・明細書 診療年月 2024-06、入院外\n";
const IN: &str = "・別明細書 診療年月 2024-06、入院\n";

/// Examples of a rule on all times of a test: what is expected, and the days here and in the ward.
fn of_both(verdict: &str, examples: &[(&str, &str, &str)]) {
    let examples: String = examples
        .iter()
        .map(|(claim, here, ward)| {
            format!("例 {claim}「例」\n{OUT}・診療行為 160061810 {here}\n{IN}・診療行為 160061810 {ward}\n")
        })
        .collect();
    all_pass(&format!(
        "施行 2024-06-01から\n対象 甲：入院・入院外を通じた160061810の診療行為すべて\n結論 {verdict}\n理由文 「乙」\n{examples}"
    ));
}

#[test]
fn of_equals_on_two_claims_nothing_says_which_falls() {
    of_both(
        "甲を1回に減ずる",
        &[
            ("不明", "3日", "3日"),
            ("境界 非該当", "3日", "4日"),
            ("境界 該当", "4日", "3日"),
            // Of the three the newest two fall in any case, wherever they stand.
            ("該当", "5日", "3日、5日"),
            ("不明", "3日", "3日、5日"),
        ],
    );
}

#[test]
fn the_dearest_is_on_one_claim_or_undecided() {
    of_both("甲のうち主たるもの1つを残す", &[("不明", "3日", "4日"), ("不明", "4日", "3日")]);
}

#[test]
fn a_limit_of_points_over_two_claims_is_for_staff() {
    let cap = |ward: &str| {
        let told = judged(&format!(
            "施行 2024-06-01から\n対象 甲：入院・入院外を通じた160061810の診療行為すべて\n結論 甲の合計を30点までとする\n\
             理由文 「乙」\n例 該当「例」\n{OUT}・診療行為 160061810 3日\n{ward}"
        ));
        told.into_iter().map(|one| one.effect).collect::<Vec<_>>()
    };
    assert!(matches!(cap("").as_slice(), [Effect::Caps(shares, _)] if shares.len() == 1));
    let both = cap(&format!("{IN}・診療行為 160061810 4日\n"));
    assert!(matches!(both.as_slice(), [Effect::Replaces(shares)] if shares.len() == 1), "{both:?}");
}
