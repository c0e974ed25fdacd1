//! チェックマスタ IY_ShobyoKinki: diseases for which a drug is contraindicated, 8 items (layout unverified).

use crate::column::ValueType::{Class, Code, Text};
use crate::column::{Column, Cycle, Layout, Shape, digits, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 医薬品傷病名禁忌（IY_ShobyoKinki）",
    columns: COLUMNS,
    least_columns: 8,
    letter: None,
    marks: &[nine(1, "6"), digits(2, 7)],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[2]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug", "医薬品コード", Code(9)).must(),
    item(2, "disease", "傷病名コード", Code(7)).must(),
    item(3, "item_3", "項目3（未確認）", Text),
    item(4, "item_4", "項目4（未確認）", Text),
    item(5, "item_5", "項目5（未確認）", Text),
    item(6, "item_6", "項目6（未確認）", Text),
    item(7, "change", "変更区分", Class),
    item(8, "reference", "参照範囲", Text),
];
