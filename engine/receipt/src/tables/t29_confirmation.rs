//! 別表２９ 確認区分コード: confirmation of entitlement.
//!
//! The shaded codes are not used in a first filing; which ones are shaded is lost in the text form of the specification
//! (unverified: all but 01, by their meaning).

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２９.
pub static CONFIRMATION: Table = Table {
    number: "別表２９",
    name: "確認区分コード",
    en: "confirmation of entitlement",
    codes: &[
        ("01", "保険医療機関・薬局窓口等"),
        ("02", "審査支払機関に請求後・変更なし"),
        ("03", "審査支払機関に請求後・確認不能"),
        ("04", "審査支払機関に請求後・振替"),
        ("05", "審査支払機関に請求後・分割"),
        ("06", "審査支払機関に請求後・資格喪失（レセプト記載の保険者への請求）"),
        ("07", "審査支払機関に請求後・資格喪失（証回収後）"),
        ("08", "審査支払機関に請求後・資格喪失（死亡）"),
        ("09", "審査支払機関に請求後・枝番特定"),
        ("11", "保険者等に請求後・振替"),
        ("12", "保険者等に請求後・分割"),
        ("13", "保険者等に請求後・変更不能"),
        ("14", "保険者等に請求後・枝番特定"),
    ],
};
