//! 医科電子点数表 01 補助マスターテーブル (hojo): which tables speak of a procedure, 27 items.

use crate::column::ValueType::{Class, Code, Date, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Shape, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new(
        "医科電子点数表 01 医科診療行為マスター補助マスターテーブル",
        "fee table 01: links of procedures",
    ),
    columns: COLUMNS,
    least_columns: 27,
    letter: None,
    marks: &[nine(2, "1")],
    shape: Shape::Relation {
        since: Some(26),
        until: Some(27),
        unique: &[2],
        keys: &[&[2], &[5, 7, 9], &[20]],
    },
    cycle: Cycle::Fees,
    header: false,
    source: "医科電子点数表の活用手引き（令和6年度版）５（１）",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "code", "診療行為コード", Code(9)).must(),
    item(3, "short_name", "診療行為省略名称", Text),
    item(4, "inclusion_unit_1", "包括単位①", Class).must().of(&["0", "00", "1", "01", "2", "02", "3", "03", "5", "05", "6", "06"]),
    item(5, "inclusion_group_1", "グループ番号①", Text).must(),
    item(6, "inclusion_unit_2", "包括単位②", Class).must().of(&["0", "00", "1", "01", "2", "02", "3", "03", "5", "05", "6", "06"]),
    item(7, "inclusion_group_2", "グループ番号②", Text).must(),
    item(8, "inclusion_unit_3", "包括単位③", Class).must().of(&["0", "00", "1", "01", "2", "02", "3", "03", "5", "05", "6", "06"]),
    item(9, "inclusion_group_3", "グループ番号③", Text).must(),
    item(10, "excludes_day", "背反関連識別 １日につき", Class).must().of(&["0", "1"]),
    item(11, "excludes_month", "背反関連識別 同一月内", Class).must().of(&["0", "1"]),
    item(12, "excludes_simultaneous", "背反関連識別 同時", Class).must().of(&["0", "1"]),
    item(13, "excludes_week", "背反関連識別 １週間につき", Class).must().of(&["0", "1"]),
    item(14, "reserved_14", "予備", Reserved),
    item(15, "reserved_15", "予備", Reserved),
    item(16, "reserved_16", "予備", Reserved),
    item(17, "reserved_17", "予備", Reserved),
    item(18, "reserved_18", "予備", Reserved),
    item(19, "reserved_19", "予備", Reserved),
    item(20, "basic_fee_group", "入院基本料識別", Class).must(),
    item(21, "counted", "算定回数関連", Class).must().of(&["0", "1"]),
    item(22, "reserved_22", "予備", Reserved),
    item(23, "reserved_23", "予備", Reserved),
    item(24, "reserved_24", "予備", Reserved),
    item(25, "reserved_25", "予備", Reserved),
    item(26, "since", "新設年月日", Date).must().bookkeeping(),
    item(27, "until", "廃止年月日", Date).must().bookkeeping(),
];
