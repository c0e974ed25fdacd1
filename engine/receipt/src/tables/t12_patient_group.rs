//! 別表１２ 性別等コード: group of patients.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表１２.
pub static PATIENT_GROUP: Table = Table {
    number: "別表１２",
    name: "性別等コード",
    en: "group of patients",
    codes: &[
        ("001", "男性"),
        ("002", "女性"),
        ("003", "小児"),
        ("004", "老人"),
        ("005", "周産期"),
        ("006", "新生児"),
        ("007", "児童"),
        ("008", "思春期"),
        ("009", "老年"),
        ("010", "高齢者"),
    ],
};
