//! 医科電子点数表 05 算定回数テーブル (kaisu): how often a procedure may be claimed, 14 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("医科電子点数表 05 算定回数テーブル", "fee table 05: counts"),
    columns: COLUMNS,
    least_columns: 14,
    letter: None,
    marks: &[nine(2, "1")],
    shape: Shape::Relation { since: Some(13), until: Some(14), unique: &[2, 4], keys: &[&[2]] },
    cycle: Cycle::Fees,
    header: false,
    source: "医科電子点数表の活用手引き（令和6年度版）５（５）",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "code", "診療行為コード", Code(9)).must(),
    item(3, "short_name", "診療行為省略名称", Text),
    item(4, "unit_code", "算定単位コード", Int).must(),
    item(5, "unit", "算定単位名称", Text),
    item(6, "most", "算定回数", Int).must(),
    item(7, "special", "特例条件", Class).must().of(&["0", "1"]),
    item(8, "reserved_8", "予備", Reserved),
    item(9, "reserved_9", "予備", Reserved),
    item(10, "reserved_10", "予備", Reserved),
    item(11, "reserved_11", "予備", Reserved),
    item(12, "reserved_12", "予備", Reserved),
    item(13, "since", "新設年月日", Date).must().bookkeeping(),
    item(14, "until", "廃止年月日", Date).must().bookkeeping(),
];
