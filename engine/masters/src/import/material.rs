//! 特定器材マスター (t): the materials, 38 items.

use crate::column::ValueType::{Age, Class, Code, Date, Decimal, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("特定器材マスター", "materials"),
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
    item(5, "short_name", "漢字名称", Text).must().en("name with size"),
    item(6, "kana_length", "カナ有効桁数", Int),
    item(7, "kana", "カナ名称", Text),
    item(8, "unit_code", "単位 コード", Int),
    item(9, "unit_length", "単位 漢字有効桁数", Int),
    item(10, "unit", "単位 漢字名称", Text),
    item(11, "price_kind", "新又は現金額 金額種別", Class).must().of(&["1", "2", "5", "9"]).en("kind of price").meaning_of(PRICE_KIND),
    item(12, "price", "新又は現金額", Decimal).must(),
    item(13, "reserved_13", "予備", Reserved),
    item(14, "age_addition", "年齢加算区分", Class),
    item(15, "age_low", "下限年齢", Age).en("lowest age"),
    item(16, "age_high", "上限年齢", Age).en("highest age"),
    item(17, "previous_price_kind", "旧金額 金額種別", Class).bookkeeping().en("kind of the price before").meaning_of(PRICE_KIND),
    item(18, "previous_price", "旧金額", Decimal).bookkeeping(),
    item(19, "name_changed", "漢字名称変更区分", Class).bookkeeping(),
    item(20, "kana_changed", "カナ名称変更区分", Class).bookkeeping(),
    item(21, "oxygen", "酸素等区分", Class).meaning_of(OXYGEN),
    item(22, "calculation", "特定器材種別", Class).en("how points follow from the price").meaning_of(CALCULATION),
    item(23, "price_ceiling", "上限価格", Class),
    item(24, "points_ceiling", "上限点数", Int).en("most points"),
    item(25, "reserved_25", "予備", Reserved),
    item(26, "publication_order", "公表順序番号", Class).bookkeeping(),
    item(27, "successor_code", "廃止・新設関連", Int).bookkeeping(),
    item(28, "changed", "変更年月日", Date).bookkeeping(),
    item(29, "transition", "経過措置年月日", Date).en("last day of use"),
    item(30, "abolished", "廃止年月日", Date).bookkeeping(),
    item(31, "annex", "告示番号 別表番号", Class).en("notice: annex"),
    item(32, "section", "告示番号 区分番号", Class).en("notice: section"),
    item(33, "dpc", "ＤＰＣ適用区分", Class),
    item(34, "reserved_34", "予備", Reserved),
    item(35, "reserved_35", "予備", Reserved),
    item(36, "reserved_36", "予備", Reserved),
    item(37, "name", "基本漢字名称", Text).en("full name"),
    item(38, "remade_device", "再製造単回使用医療機器", Class),
];

#[rustfmt::skip]
/// Items 11 and 17, 金額種別.
const PRICE_KIND: &[Meaning] = &[
    means("1", "金額", "yen"),
    means("2", "購入価格", "purchase price"),
    means("5", "％加算", "per cent added"),
    means("9", "乗算割合", "factor"),
];

#[rustfmt::skip]
/// Item 22, 特定器材種別.
const CALCULATION: &[Meaning] = &[
    means("0", "購入価格÷10円", "purchase price over 10 yen"),
    means("2", "購入価格÷10円（酸素、窒素）", "purchase price over 10 yen (oxygen, nitrogen)"),
    means("3", "購入価格÷50円（高線量率イリジウム）", "purchase price over 50 yen (iridium)"),
    means("4", "購入価格÷1,000円（コバルト）", "purchase price over 1,000 yen (cobalt)"),
];

#[rustfmt::skip]
/// Item 21, 酸素等区分.
const OXYGEN: &[Meaning] = &[
    means("1", "酸素補正率及び高気圧酸素加算", "oxygen factor and hyperbaric addition"),
    means("2", "定置式液化酸素貯槽（ＣＥ）", "stationary liquid oxygen tank"),
    means("3", "可搬式液化酸素容器（ＬＧＣ）", "portable liquid oxygen container"),
    means("4", "大型ボンベ", "large cylinder"),
    means("5", "小型ボンベ", "small cylinder"),
    means("9", "窒素", "nitrogen"),
];
