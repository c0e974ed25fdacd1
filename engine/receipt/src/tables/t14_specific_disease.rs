//! 別表１４ 特定疾病コード: specific disease.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１４.
pub static SPECIFIC_DISEASE: Table = Table {
    number: "別表１４",
    name: "特定疾病コード",
    en: "specific disease",
    codes: &[
        ("001", "感染症"),
        ("002", "腫瘍"),
        ("003", "糖尿病"),
        ("004", "アレルギー疾患"),
        ("005", "性感染症"),
        ("006", "がん"),
    ],
};
