//! チェックマスタ CC_JIREI: cases in which a claim is questioned, 20 items (layout unverified).

use crate::column::ValueType::{Class, Text};
use crate::column::{Column, Layout, item};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new(
        "チェックマスタ コンピュータチェック対象事例（CC_JIREI）",
        "check master: cases questioned (CC_JIREI)",
    ),
    COLUMNS,
    &[],
    &[&[1], &[13]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "code", "コード", Text).must(),
    item(2, "name", "名称", Text),
    item(3, "subject", "対象", Text),
    item(4, "viewpoint", "観点", Text),
    item(5, "content", "内容", Text),
    item(6, "reference", "参照", Text),
    item(7, "medical", "医科", Class),
    unknown!(8),
    unknown!(9),
    unknown!(10),
    item(11, "basis", "根拠", Text),
    item(12, "basis_text", "根拠文", Text),
    item(13, "case_code", "事例コード", Text),
    unknown!(14),
    item(15, "change", "変更区分", Class),
    unknown!(16),
    unknown!(17),
    unknown!(18),
    unknown!(19),
    unknown!(20),
];
