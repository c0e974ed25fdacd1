//! 別表８ 一部負担金・食事療養費・生活療養費標準負担額区分コード: income class for burden and meals.
//!
//! The meanings are short forms: the specification sets them out by certificate shown.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表８.
pub static STANDARD_BURDEN: Table = Table {
    number: "別表８",
    name: "一部負担金・食事療養費・生活療養費標準負担額区分コード",
    en: "income class for burden and meals",
    codes: &[
        ("1", "低所得者の世帯（70歳未満は適用区分オ、70歳以上は適用区分Ⅱ）・入院日数90日以下又は外来"),
        ("2", "低所得者の世帯（70歳未満は適用区分オ、70歳以上は適用区分Ⅱ）・入院日数90日超"),
        ("3", "低所得者の世帯（70歳以上、適用区分Ⅰ）"),
        ("4", "低所得者の世帯（70歳以上、適用区分Ⅰ、老齢福祉年金受給）・生活療養"),
    ],
};
