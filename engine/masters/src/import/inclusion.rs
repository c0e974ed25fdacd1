//! 医科電子点数表 02 包括・被包括テーブル (hokatsu): what is included in another procedure, 7 items.

use crate::column::ValueType::{Class, Code, Date, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Mark, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("医科電子点数表 02 包括・被包括テーブル", "fee table 02: inclusions"),
    columns: COLUMNS,
    least_columns: 7,
    letter: None,
    marks: &[Mark::Group { item: 2 }, nine(3, "1")],
    shape: Shape::Relation { since: Some(6), until: Some(7), unique: &[2, 3], keys: &[&[2], &[3]] },
    cycle: Cycle::Fees,
    header: false,
    source: "医科電子点数表の活用手引き（令和6年度版）５（２）",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "group", "グループ番号", Text).must(),
    item(3, "code", "診療行為コード", Code(9)).must(),
    item(4, "short_name", "診療行為省略名称", Text),
    item(5, "special", "特例条件", Class).must().of(&["0", "1"]),
    item(6, "since", "新設年月日", Date).must().bookkeeping(),
    item(7, "until", "廃止年月日", Date).must().bookkeeping(),
];
