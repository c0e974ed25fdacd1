//! 医科電子点数表 04 入院基本料テーブル (nyuin): which additions go with a basic inpatient fee, 8 items.

use crate::column::ValueType::{Class, Code, Date, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Shape, digits, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("医科電子点数表 04 入院基本料テーブル", "fee table 04: basic inpatient fees"),
    columns: COLUMNS,
    least_columns: 8,
    letter: None,
    marks: &[digits(2, 3), nine(3, "1")],
    shape: Shape::Relation { since: Some(7), until: Some(8), unique: &[2, 3], keys: &[&[2], &[3]] },
    cycle: Cycle::Fees,
    header: false,
    source: "医科電子点数表の活用手引き（令和6年度版）５（４）",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "group", "グループ番号", Code(3)).must(),
    item(3, "code", "診療行為コード", Code(9)).must(),
    item(4, "short_name", "診療行為省略名称", Text),
    item(5, "addition_class", "加算識別", Class).must(),
    item(6, "reserved_6", "予備", Reserved),
    item(7, "since", "新設年月日", Date).must().bookkeeping(),
    item(8, "until", "廃止年月日", Date).must().bookkeeping(),
];
