//! チェックマスタ IY_Tekio: for which diseases, ages and doses a drug is indicated, 24 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Layout, digits, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new(
        "チェックマスタ 医薬品適応（IY_Tekio）",
        "check master: indications of drugs (IY_Tekio)",
    ),
    COLUMNS,
    &[nine(1, "6"), digits(2, 7)],
    &[&[1], &[2]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug", "医薬品コード", Code(9)).must(),
    item(2, "disease", "傷病名コード", Code(7)).must(),
    unknown!(3),
    unknown!(4),
    item(5, "sex", "性別", Class),
    item(6, "age_low", "年齢（下限）", Int),
    item(7, "age_high", "年齢（上限）", Int),
    item(8, "check_class", "チェック区分", Class),
    unknown!(9),
    unknown!(10),
    unknown!(11),
    unknown!(12),
    item(13, "most", "最大量", Decimal),
    unknown!(14),
    item(15, "most_days", "最長日数", Int),
    unknown!(16),
    unknown!(17),
    unknown!(18),
    unknown!(19),
    unknown!(20),
    item(21, "adjustable", "適宜増減", Class),
    unknown!(22),
    item(23, "change", "変更区分", Class),
    item(24, "reference", "参照範囲", Text),
];
