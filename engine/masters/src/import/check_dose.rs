//! チェックマスタ IY_Toyoryou: the largest dose of a drug, 13 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Layout, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new("チェックマスタ 医薬品投与量（IY_Toyoryou）", "check master: doses (IY_Toyoryou)"),
    COLUMNS,
    &[nine(1, "6")],
    &[&[1], &[4]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug", "医薬品コード", Code(9)).must(),
    item(2, "form", "形態", Class),
    item(3, "unit", "単位", Text),
    item(4, "group", "グループ", Text),
    item(5, "disease", "傷病名コード", Text),
    item(6, "sex", "性別", Class),
    item(7, "age_low", "年齢（下限）", Int),
    item(8, "age_high", "年齢（上限）", Int),
    item(9, "strength", "規格", Decimal),
    item(10, "subject_flag", "対象フラグ", Class),
    item(11, "most", "最大量", Decimal),
    item(12, "change", "変更区分", Class),
    unknown!(13),
];
