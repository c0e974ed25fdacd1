//! チェックマスタ IY_HeiyoKinki: drugs that may not be used together, 10 items (layout unverified).

use crate::column::ValueType::{Class, Code, Text};
use crate::column::{Column, Layout, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new(
        "チェックマスタ 医薬品併用禁忌（IY_HeiyoKinki）",
        "check master: interactions (IY_HeiyoKinki)",
    ),
    COLUMNS,
    &[nine(1, "6"), nine(2, "6")],
    &[&[1], &[2]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug_1", "医薬品コード①", Code(9)).must(),
    item(2, "drug_2", "医薬品コード②", Code(9)).must(),
    unknown!(3),
    unknown!(4),
    unknown!(5),
    unknown!(6),
    unknown!(7),
    unknown!(8),
    item(9, "change", "変更区分", Class),
    item(10, "reference", "参照範囲", Text),
];
