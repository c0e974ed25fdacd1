//! チェックマスタ SI_Shobyo: diseases for which a procedure is indicated, 13 items (layout unverified).

use crate::column::ValueType::{Class, Code, Int, Text};
use crate::column::{Column, Layout, digits, item, nine};
use crate::import::check_master::{layout, unknown};

/// The file as published.
pub(crate) const LAYOUT: Layout = layout(
    model::Text::new(
        "チェックマスタ 診療行為適応（SI_Shobyo）",
        "check master: indications of procedures (SI_Shobyo)",
    ),
    COLUMNS,
    &[nine(1, "1"), digits(2, 7)],
    &[&[1], &[2]],
);

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "procedure", "診療行為コード", Code(9)).must(),
    item(2, "disease", "傷病名コード", Code(7)).must(),
    unknown!(3),
    unknown!(4),
    unknown!(5),
    unknown!(6),
    item(7, "sex", "性別", Class),
    item(8, "age_low", "年齢（下限）", Int),
    item(9, "age_high", "年齢（上限）", Int),
    item(10, "in_out", "入外区分", Class),
    item(11, "suspected", "疑い病名", Class),
    item(12, "change", "変更区分", Class),
    item(13, "reference", "参照範囲", Text),
];
