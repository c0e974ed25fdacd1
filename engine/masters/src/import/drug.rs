//! 医薬品マスター (y): the drugs, 42 items (40 before the publication of 2024-09-06).

use crate::column::ValueType::{Class, Code, Date, Decimal, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("医薬品マスター", "drugs"),
    columns: COLUMNS,
    least_columns: 40,
    letter: Some("Y"),
    marks: &[],
    shape: Shape::Coded {
        code: 3,
        changed: 30,
        listed: None,
        abolished: 31,
        transition: Some(34),
        previous_kind: Some(24),
    },
    cycle: Cycle::DrugPrices,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）３（４）医薬品マスター",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "letter", "マスター種別", Class).must(),
    item(3, "code", "医薬品コード", Code(9)).must(),
    item(4, "name_length", "漢字有効桁数", Int),
    item(5, "short_name", "漢字名称", Text).must().en("name with strength"),
    item(6, "kana_length", "カナ有効桁数", Int),
    item(7, "kana", "カナ名称", Text),
    item(8, "unit_code", "単位 コード", Int),
    item(9, "unit_length", "単位 漢字有効桁数", Int),
    item(10, "unit", "単位 漢字名称", Text),
    item(11, "price_kind", "新又は現金額 金額種別", Class).must().of(&["1", "3", "7"]).en("kind of price").meaning_of(PRICE_KIND),
    item(12, "price", "新又は現金額", Decimal).must(),
    item(13, "reserved_13", "予備", Reserved),
    item(14, "controlled", "麻薬・毒薬・覚醒剤原料・向精神薬", Class).en("controlled substance").meaning_of(CONTROLLED),
    item(15, "nerve_destroying", "神経破壊剤", Class),
    item(16, "biological", "生物学的製剤", Class),
    item(17, "generic", "後発品", Class).meaning_of(GENERIC),
    item(18, "reserved_18", "予備", Reserved),
    item(19, "dental_drug", "歯科特定薬剤", Class),
    item(20, "contrast", "造影（補助）剤", Class).meaning_of(CONTRAST),
    item(21, "injection_volume", "注射容量", Int),
    item(22, "listing_class", "収載方式等識別", Class),
    item(23, "listed_name_code", "商品名等関連", Int),
    item(24, "previous_price_kind", "旧金額 金額種別", Class).bookkeeping().en("kind of the price before").meaning_of(PRICE_KIND),
    item(25, "previous_price", "旧金額", Decimal).bookkeeping(),
    item(26, "name_changed", "漢字名称変更区分", Class).bookkeeping(),
    item(27, "kana_changed", "カナ名称変更区分", Class).bookkeeping(),
    item(28, "dosage_form", "剤形", Class).meaning_of(DOSAGE_FORM),
    item(29, "reserved_29", "予備", Reserved),
    item(30, "changed", "変更年月日", Date).bookkeeping(),
    item(31, "abolished", "廃止年月日", Date).bookkeeping(),
    item(32, "yj_code", "薬価基準収載医薬品コード", Text).en("YJ code"),
    item(33, "publication_order", "公表順序番号", Class).bookkeeping(),
    item(34, "transition", "経過措置年月日又は商品名医薬品コード使用期限", Date).en("last day of use"),
    item(35, "name", "基本漢字名称", Text).en("full name"),
    item(36, "listed", "薬価基準収載年月日", Date),
    item(37, "generic_name_code", "一般名コード", Text),
    item(38, "generic_name", "一般名処方の標準的な記載", Text).en("standard wording of the generic name"),
    item(39, "generic_addition", "一般名処方加算対象区分", Class).meaning_of(GENERIC_ADDITION),
    item(40, "anti_hiv", "抗ＨＩＶ薬区分", Class),
    item(41, "long_listed_code", "長期収載品関連", Int),
    item(42, "elective", "選定療養区分", Class).en("elective care").meaning_of(ELECTIVE),
];

#[rustfmt::skip]
/// Items 11 and 24, 金額種別.
const PRICE_KIND: &[Meaning] = &[
    means("0", "改定又はそれ以降に新設", "set up with the revision or later"),
    means("1", "金額", "yen"),
    means("3", "薬剤使用量省略（歯科に限る）", "quantity left off (dental)"),
    means("7", "減点", "reduction"),
];

#[rustfmt::skip]
/// Item 14, 麻薬・毒薬・覚醒剤原料・向精神薬.
const CONTROLLED: &[Meaning] = &[
    means("1", "麻薬", "narcotic"),
    means("2", "毒薬", "poison"),
    means("3", "覚醒剤原料", "stimulant material"),
    means("5", "向精神薬", "psychotropic"),
];

#[rustfmt::skip]
/// Item 17, 後発品.
const GENERIC: &[Meaning] = &[
    means("0", "後発医薬品以外", "not generic"),
    means("1", "後発医薬品", "generic"),
];

#[rustfmt::skip]
/// Item 20, 造影（補助）剤.
const CONTRAST: &[Meaning] = &[
    means("1", "造影剤", "contrast medium"),
    means("2", "造影補助剤", "aid to contrast"),
];

#[rustfmt::skip]
/// Item 28, 剤形.
const DOSAGE_FORM: &[Meaning] = &[
    means("1", "内用薬", "internal"),
    means("3", "その他", "other"),
    means("4", "注射薬", "injection"),
    means("6", "外用薬", "external"),
    means("8", "歯科用薬剤", "dental"),
];

#[rustfmt::skip]
/// Item 39, 一般名処方加算対象区分.
const GENERIC_ADDITION: &[Meaning] = &[
    means("0", "一般名処方マスタにない", "not in the list of generic names"),
    means("1", "加算１", "addition 1"),
    means("2", "加算１、２", "additions 1 and 2"),
];

#[rustfmt::skip]
/// Item 42, 選定療養区分.
const ELECTIVE: &[Meaning] = &[
    means("1", "対象医薬品（医療上必要があると認める場合等）", "covered, medically needed"),
    means("2", "対象医薬品（患者希望）", "covered, the patient's wish"),
];
