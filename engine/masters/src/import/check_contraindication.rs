//! チェックマスタ IY_ShobyoKinki: diseases for which a drug is contraindicated, 8 items (layout unverified).

use crate::column::ValueType::{Class, Code, Text};
use crate::column::{Column, Layout, digits, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new(
        "チェックマスタ 医薬品傷病名禁忌（IY_ShobyoKinki）",
        "check master: contraindications (IY_ShobyoKinki)",
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
    unknown!(5),
    unknown!(6),
    item(7, "change", "変更区分", Class),
    item(8, "reference", "参照範囲", Text),
];
