//! チェックマスタ IY_Tekio: for which diseases, ages and doses a drug is indicated, 24 items (layout unverified).

use crate::column::ValueType::{Class, Code, Decimal, Int, Text};
use crate::column::{Column, Cycle, Layout, Shape, digits, item, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "チェックマスタ 医薬品適応（IY_Tekio）",
    columns: COLUMNS,
    least_columns: 24,
    letter: None,
    marks: &[nine(1, "6"), digits(2, 7)],
    shape: Shape::Relation { since: None, until: None, unique: &[], keys: &[&[1], &[2]] },
    cycle: Cycle::Continuous,
    header: true,
    source: "支払基金 公表チェックマスタ; layout read in a third-party importer, not in an official text",
    verified: false,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    item(1, "drug", "医薬品コード", Code(9)).must(),
    item(2, "disease", "傷病名コード", Code(7)).must(),
    item(3, "item_3", "項目3（未確認）", Text),
    item(4, "item_4", "項目4（未確認）", Text),
    item(5, "sex", "性別", Class),
    item(6, "age_low", "年齢（下限）", Int),
    item(7, "age_high", "年齢（上限）", Int),
    item(8, "check_class", "チェック区分", Class),
    item(9, "item_9", "項目9（未確認）", Text),
    item(10, "item_10", "項目10（未確認）", Text),
    item(11, "item_11", "項目11（未確認）", Text),
    item(12, "item_12", "項目12（未確認）", Text),
    item(13, "most", "最大量", Decimal),
    item(14, "item_14", "項目14（未確認）", Text),
    item(15, "most_days", "最長日数", Int),
    item(16, "item_16", "項目16（未確認）", Text),
    item(17, "item_17", "項目17（未確認）", Text),
    item(18, "item_18", "項目18（未確認）", Text),
    item(19, "item_19", "項目19（未確認）", Text),
    item(20, "item_20", "項目20（未確認）", Text),
    item(21, "adjustable", "適宜増減", Class),
    item(22, "item_22", "項目22（未確認）", Text),
    item(23, "change", "変更区分", Class),
    item(24, "reference", "参照範囲", Text),
];
