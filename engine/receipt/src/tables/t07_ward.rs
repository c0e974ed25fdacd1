//! 別表７ 病棟区分コード: kind of ward.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表７.
pub static WARD: Table = Table {
    number: "別表７",
    name: "病棟区分コード",
    en: "kind of ward",
    codes: &[("01", "精神（精神病棟）"), ("02", "結核（結核病棟）"), ("07", "療養（療養病棟）")],
};
