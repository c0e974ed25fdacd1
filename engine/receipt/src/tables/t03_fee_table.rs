//! 別表３ 点数表コード: fee table.
//!
//! The medical specification lists 1 alone: a medical file of another fee table does not exist.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表３.
pub static FEE_TABLE: Table =
    Table { number: "別表３", name: "点数表コード", en: "fee table", codes: &[("1", "医科")] };
