//! 別表１５ 職務上の事由コード: reason of duty.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１５.
pub static DUTY_REASON: Table = Table {
    number: "別表１５",
    name: "職務上の事由コード",
    en: "reason of duty",
    codes: &[("1", "職上（職務上）"), ("2", "下３（下船後３月以内）"), ("3", "通災（通勤災害）")],
};
