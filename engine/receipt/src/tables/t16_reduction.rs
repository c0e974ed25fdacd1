//! 別表１６ 減免区分コード: kind of reduction.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１６.
pub static REDUCTION: Table = Table {
    number: "別表１６",
    name: "減免区分コード",
    en: "kind of reduction",
    codes: &[("1", "減額"), ("2", "免除"), ("3", "支払猶予")],
};
