//! 別表２６ 臓器提供者レセプト種別コード: receipt type of a donor.

use crate::layout::Table;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）, 別表２６.
pub static DONOR_CLAIM_TYPE: Table = Table {
    number: "別表２６",
    name: "臓器提供者レセプト種別コード",
    en: "receipt type of a donor",
    codes: &[
        ("1991", "臓器提供者の入院（一般）"),
        ("1992", "臓器提供者の入院外（一般）"),
        ("1997", "臓器提供者の入院（後期高齢者）"),
        ("1998", "臓器提供者の入院外（後期高齢者）"),
    ],
};
