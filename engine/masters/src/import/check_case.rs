//! チェックマスタ CC_JIREI: cases in which a claim is questioned, 20 items (layout unverified).

use crate::column::ValueType::{Class, Text};
use crate::column::{Column, Cycle, Layout, Shape, item};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ コンピュータチェック対象事例（CC_JIREI）",
    columns: COLUMNS,
    least_columns: 20,
    letter: None,
    marks: &[],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[13]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "code", "コード", Text).must(),
    item(2, "name", "名称", Text),
    item(3, "subject", "対象", Text),
    item(4, "viewpoint", "観点", Text),
    item(5, "content", "内容", Text),
    item(6, "reference", "参照", Text),
    item(7, "medical", "医科", Class),
    item(8, "item_8", "項目8（未確認）", Text),
    item(9, "item_9", "項目9（未確認）", Text),
    item(10, "item_10", "項目10（未確認）", Text),
    item(11, "basis", "根拠", Text),
    item(12, "basis_text", "根拠文", Text),
    item(13, "case_code", "事例コード", Text),
    item(14, "item_14", "項目14（未確認）", Text),
    item(15, "change", "変更区分", Class),
    item(16, "item_16", "項目16（未確認）", Text),
    item(17, "item_17", "項目17（未確認）", Text),
    item(18, "item_18", "項目18（未確認）", Text),
    item(19, "item_19", "項目19（未確認）", Text),
    item(20, "item_20", "項目20（未確認）", Text),
];
