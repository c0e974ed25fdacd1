//! 別表６ 男女区分コード: sex.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表６.
pub static SEX: Table =
    Table {
        number: "別表６", name: "男女区分コード", en: "sex", codes: &[("1", "男"), ("2", "女")]
    };
