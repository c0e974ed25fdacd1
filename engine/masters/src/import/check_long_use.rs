//! チェックマスタ IY_Manzen: drugs not to be given for long, 11 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Layout, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new("チェックマスタ 医薬品漫然投与（IY_Manzen）", "check master: long use (IY_Manzen)"),
    COLUMNS,
    &[nine(1, "6")],
    &[&[1], &[3]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug", "医薬品コード", Code(9)).must(),
    item(2, "form", "形態", Class),
    item(3, "group", "グループ名", Text),
    item(4, "disease", "傷病名コード", Text),
    item(5, "subject_flag", "対象フラグ", Class),
    item(6, "long_use_flag", "漫然フラグ", Class),
    item(7, "days", "日数", Int),
    item(8, "reset_days", "リセット日数", Int),
    item(9, "factor", "係数", Decimal),
    item(10, "change", "変更区分", Class),
    unknown!(11),
];
