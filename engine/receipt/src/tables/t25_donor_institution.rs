//! 別表２５ 臓器提供医療機関区分コード: kind of donor institution.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２５.
pub static DONOR_INSTITUTION: Table = Table {
    number: "別表２５",
    name: "臓器提供医療機関区分コード",
    en: "kind of donor institution",
    codes: &[("1", "添付先レセプトと同一の医療機関"), ("2", "添付先レセプトと異なる医療機関")],
};
