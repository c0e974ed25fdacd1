//! 施設基準コード一覧 (facility): codes and names of facility standards, 2 columns.

use crate::column::ValueType::{Code, Text};
use crate::column::{Column, Cycle, Layout, Shape, digits, item};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("施設基準コード一覧", "facility standards"),
    columns: COLUMNS,
    least_columns: 2,
    letter: None,
    marks: &[digits(1, 4)],
    shape: Shape::Relation { since: None, until: None, unique: &[1], keys: &[&[1]] },
    cycle: Cycle::Fees,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）別紙７－８; as a two-column file",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "code", "施設基準コード", Code(4)).must(),
    item(2, "name", "施設基準名称", Text).must(),
];
