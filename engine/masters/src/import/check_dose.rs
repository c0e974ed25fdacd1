//! チェックマスタ IY_Toyoryou: the largest dose of a drug, 13 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Cycle, Layout, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 医薬品投与量（IY_Toyoryou）",
    columns: COLUMNS,
    least_columns: 13,
    letter: None,
    marks: &[nine(1, "6")],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[4]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

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
    item(13, "item_13", "項目13（未確認）", Text),
];
