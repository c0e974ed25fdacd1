//! 別表３０ 受診等区分コード: kind of visit.
//!
//! The shaded code is not used in a first filing; the shading is lost in the text form of the specification
//! (unverified: 9, by its meaning).

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表３０.
pub static VISIT: Table = Table {
    number: "別表３０",
    name: "受診等区分コード",
    en: "kind of visit",
    codes: &[
        ("1", "診療実日数に計上する受診及び入院"),
        ("2", "診療実日数に計上しない受診（初診又は再診に付随する一連の行為等）"),
        ("9", "請求データの各レコードに記録された算定日情報と不一致"),
    ],
};
