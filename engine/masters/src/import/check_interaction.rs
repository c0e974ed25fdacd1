//! チェックマスタ IY_HeiyoKinki: drugs that may not be used together, 10 items (layout unverified).

use crate::column::ValueType::{Class, Code, Text};
use crate::column::{Column, Cycle, Layout, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 医薬品併用禁忌（IY_HeiyoKinki）",
    columns: COLUMNS,
    least_columns: 10,
    letter: None,
    marks: &[nine(1, "6"), nine(2, "6")],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[2]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug_1", "医薬品コード①", Code(9)).must(),
    item(2, "drug_2", "医薬品コード②", Code(9)).must(),
    item(3, "item_3", "項目3（未確認）", Text),
    item(4, "item_4", "項目4（未確認）", Text),
    item(5, "item_5", "項目5（未確認）", Text),
    item(6, "item_6", "項目6（未確認）", Text),
    item(7, "item_7", "項目7（未確認）", Text),
    item(8, "item_8", "項目8（未確認）", Text),
    item(9, "change", "変更区分", Class),
    item(10, "reference", "参照範囲", Text),
];
