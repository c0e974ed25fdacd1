//! 別表３１ 窓口負担額区分コード: amount paid at the window.
//!
//! The shaded codes are not used for the time being; the shading is lost in the text form of the specification
//! (unverified: 03 and 04, by chapter 1, 3（３）ア（オ）注５).

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表３１.
pub static WINDOW_BURDEN: Table = Table {
    number: "別表３１",
    name: "窓口負担額区分コード",
    en: "amount paid at the window",
    codes: &[
        ("00", "高額療養費の現物給付なし"),
        ("01", "一部負担金・高額療養費現物給付あり（多数回該当を除く）"),
        ("02", "一部負担金・高額療養費現物給付あり（多数回該当）"),
        ("03", "食事療養費及び生活療養費の標準負担額"),
        ("04", "特別の費用の額"),
    ],
};
