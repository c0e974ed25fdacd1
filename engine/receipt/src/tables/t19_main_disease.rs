//! 別表１９ 主傷病コード: main disease.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１９.
pub static MAIN_DISEASE: Table =
    Table {
        number: "別表１９", name: "主傷病コード", en: "main disease", codes: &[("01", "（主）")]
    };
