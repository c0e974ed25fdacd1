//! チェックマスタ IY_Manzen: drugs not to be given for long, 11 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Cycle, Layout, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 医薬品漫然投与（IY_Manzen）",
    columns: COLUMNS,
    least_columns: 11,
    letter: None,
    marks: &[nine(1, "6")],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[3]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

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
    item(11, "item_11", "項目11（未確認）", Text),
];
