//! チェックマスタ SI_Shobyo: diseases for which a procedure is indicated, 13 items (layout unverified).

use crate::column::ValueType::{Class, Code, Int, Text};
use crate::column::{Column, Cycle, Layout, Shape, digits, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 診療行為適応（SI_Shobyo）",
    columns: COLUMNS,
    least_columns: 13,
    letter: None,
    marks: &[nine(1, "1"), digits(2, 7)],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[2]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "procedure", "診療行為コード", Code(9)).must(),
    item(2, "disease", "傷病名コード", Code(7)).must(),
    item(3, "item_3", "項目3（未確認）", Text),
    item(4, "item_4", "項目4（未確認）", Text),
    item(5, "item_5", "項目5（未確認）", Text),
    item(6, "item_6", "項目6（未確認）", Text),
    item(7, "sex", "性別", Class),
    item(8, "age_low", "年齢（下限）", Int),
    item(9, "age_high", "年齢（上限）", Int),
    item(10, "in_out", "入外区分", Class),
    item(11, "suspected", "疑い病名", Class),
    item(12, "change", "変更区分", Class),
    item(13, "reference", "参照範囲", Text),
];
