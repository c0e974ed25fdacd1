//! 別表１８ 転帰区分コード: outcome.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１８.
pub static OUTCOME: Table = Table {
    number: "別表１８",
    name: "転帰区分コード",
    en: "outcome",
    codes: &[("1", "治ゆ、死亡、中止以外"), ("2", "治ゆ"), ("3", "死亡"), ("4", "中止（転医）")],
};
