//! 別表１ 審査支払機関コード: payment agency.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１.
pub static AGENCY: Table = Table {
    number: "別表１",
    name: "審査支払機関コード",
    en: "payment agency",
    codes: &[("1", "社会保険診療報酬支払基金"), ("2", "国民健康保険団体連合会")],
};
