//! 別表２ 都道府県コード: prefecture.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２.
pub static PREFECTURE: Table =
    Table {
        number: "別表２", name: "都道府県コード", en: "prefecture", codes: &model::PREFECTURES
    };
