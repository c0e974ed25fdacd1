//! 医科電子点数表 03 背反関連テーブル: what cannot be claimed beside another procedure, 10 items; four files of one layout.

use crate::column::ValueType::{Class, Code, Date, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Mark, Shape, item, nine};

/// 03-1 １日につき.
pub(crate) const DAY: Layout = layout(model::Text::new(
    "医科電子点数表 03-1 背反関連テーブル（１日につき）",
    "fee table 03-1: exclusions (day)",
));
/// 03-2 同一月内.
pub(crate) const MONTH: Layout = layout(model::Text::new(
    "医科電子点数表 03-2 背反関連テーブル（同一月内）",
    "fee table 03-2: exclusions (month)",
));
/// 03-3 同時.
pub(crate) const SIMULTANEOUS: Layout = layout(model::Text::new(
    "医科電子点数表 03-3 背反関連テーブル（同時）",
    "fee table 03-3: exclusions (simultaneous)",
));
/// 03-4 １週間につき.
pub(crate) const WEEK: Layout = layout(model::Text::new(
    "医科電子点数表 03-4 背反関連テーブル（１週間につき）",
    "fee table 03-4: exclusions (week)",
));

/// Both procedures of the pair.
const MARKS: &[Mark] = &[nine(2, "1"), nine(4, "1")];

const fn layout(title: model::Text) -> Layout {
    Layout {
        title,
        columns: COLUMNS,
        least_columns: 10,
        letter: None,
        marks: MARKS,
        shape: Shape::Relation { since: Some(9), until: Some(10), unique: &[2, 4], keys: &[&[2]] },
        cycle: Cycle::Fees,
        header: false,
        source: "医科電子点数表の活用手引き（令和6年度版）５（３）",
        verified: true,
    }
}

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "code_1", "診療行為コード①", Code(9)).must(),
    item(3, "short_name_1", "診療行為省略名称①", Text),
    item(4, "code_2", "診療行為コード②", Code(9)).must(),
    item(5, "short_name_2", "診療行為省略名称②", Text),
    item(6, "claim", "背反区分", Class).must().of(&["1", "2", "3"]),
    item(7, "special", "特例条件", Class).must().of(&["0", "1"]),
    item(8, "reserved_8", "予備", Reserved),
    item(9, "since", "新設年月日", Date).must().bookkeeping(),
    item(10, "until", "廃止年月日", Date).must().bookkeeping(),
];
