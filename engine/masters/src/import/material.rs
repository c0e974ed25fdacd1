//! 特定器材マスター (t): the materials, 38 items.

use crate::column::ValueType::{Age, Class, Code, Date, Decimal, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Shape, item};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "特定器材マスター",
    columns: COLUMNS,
    least_columns: 38,
    letter: Some("T"),
    marks: &[],
    shape: Shape::Coded {
        code: 3,
        changed: 28,
        listed: None,
        abolished: 30,
        transition: Some(29),
        previous_kind: Some(17),
    },
    cycle: Cycle::Fees,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）３（５）特定器材マスター",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "letter", "マスター種別", Class).must(),
    item(3, "code", "特定器材コード", Code(9)).must(),
    item(4, "name_length", "漢字有効桁数", Int),
    item(5, "short_name", "漢字名称", Text).must(),
    item(6, "kana_length", "カナ有効桁数", Int),
    item(7, "kana", "カナ名称", Text),
    item(8, "unit_code", "単位 コード", Int),
    item(9, "unit_length", "単位 漢字有効桁数", Int),
    item(10, "unit", "単位 漢字名称", Text),
    item(11, "price_kind", "新又は現金額 金額種別", Class).must().of(&["1", "2", "5", "9"]),
    item(12, "price", "新又は現金額", Decimal).must(),
    item(13, "reserved_13", "予備", Reserved),
    item(14, "age_addition", "年齢加算区分", Class),
    item(15, "age_low", "下限年齢", Age),
    item(16, "age_high", "上限年齢", Age),
    item(17, "previous_price_kind", "旧金額 金額種別", Class).bookkeeping(),
    item(18, "previous_price", "旧金額", Decimal).bookkeeping(),
    item(19, "name_changed", "漢字名称変更区分", Class).bookkeeping(),
    item(20, "kana_changed", "カナ名称変更区分", Class).bookkeeping(),
    item(21, "oxygen", "酸素等区分", Class),
    item(22, "calculation", "特定器材種別", Class),
    item(23, "price_ceiling", "上限価格", Class),
    item(24, "points_ceiling", "上限点数", Int),
    item(25, "reserved_25", "予備", Reserved),
    item(26, "publication_order", "公表順序番号", Class).bookkeeping(),
    item(27, "successor_code", "廃止・新設関連", Int).bookkeeping(),
    item(28, "changed", "変更年月日", Date).bookkeeping(),
    item(29, "transition", "経過措置年月日", Date),
    item(30, "abolished", "廃止年月日", Date).bookkeeping(),
    item(31, "annex", "告示番号 別表番号", Class),
    item(32, "section", "告示番号 区分番号", Class),
    item(33, "dpc", "ＤＰＣ適用区分", Class),
    item(34, "reserved_34", "予備", Reserved),
    item(35, "reserved_35", "予備", Reserved),
    item(36, "reserved_36", "予備", Reserved),
    item(37, "name", "基本漢字名称", Text),
    item(38, "remade_device", "再製造単回使用医療機器", Class),
];
