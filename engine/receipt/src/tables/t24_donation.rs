//! 別表２４ 臓器提供区分コード: kind of donation.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２４.
pub static DONATION: Table = Table {
    number: "別表２４",
    name: "臓器提供区分コード",
    en: "kind of donation",
    codes: &[
        ("1", "腎提供者"),
        ("2", "造血幹細胞提供者"),
        ("3", "皮膚提供者"),
        ("4", "肝提供者"),
        ("5", "肺提供者"),
        ("6", "小腸提供者"),
    ],
};
