//! 傷病名マスター (b) and 旧傷病名管理ファイル (hb, withdrawn diseases): one layout, 46 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("傷病名マスター", "diseases"),
    columns: COLUMNS,
    least_columns: 46,
    letter: Some("B"),
    marks: &[],
    shape: Shape::Coded {
        code: 3,
        changed: 23,
        listed: Some(22),
        abolished: 24,
        transition: None,
        previous_kind: None,
    },
    cycle: Cycle::Continuous,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）３（１）傷病名マスター（旧傷病名管理ファイル）",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "letter", "マスター種別", Class).must(),
    item(3, "code", "傷病名コード", Code(7)).must(),
    item(4, "successor_code", "移行先コード", Int).bookkeeping().en("code that takes its place"),
    item(5, "name_length", "傷病名基本名称桁数", Int),
    item(6, "name", "傷病名基本名称", Text).must().en("full name"),
    item(7, "short_name_length", "傷病名省略名称桁数", Int),
    item(8, "short_name", "傷病名省略名称", Text).en("short name"),
    item(9, "kana_length", "傷病名カナ名称桁数", Int),
    item(10, "kana", "傷病名カナ名称", Text),
    item(11, "management_number", "病名管理番号", Text),
    item(12, "adoption", "採択区分", Class),
    item(13, "exchange_code", "病名交換用コード", Text),
    item(14, "reserved_14", "予備", Reserved),
    item(15, "reserved_15", "予備", Reserved),
    item(16, "icd10_1", "ＩＣＤ－１０－１（２０１３）", Text).en("ICD-10 (1), underlying disease"),
    item(17, "icd10_2", "ＩＣＤ－１０－２（２０１３）", Text).en("ICD-10 (2), manifestation"),
    item(18, "reserved_18", "予備", Reserved),
    item(19, "sole_use_forbidden", "単独使用禁止区分", Class).en("may not stand alone").meaning_of(SOLE_USE),
    item(20, "not_claimable", "保険請求外区分", Class).meaning_of(NOT_CLAIMABLE),
    item(21, "specific_disease", "特定疾患等対象区分", Class).meaning_of(SPECIFIC_DISEASE),
    item(22, "listed", "収載年月日", Date),
    item(23, "changed", "変更年月日", Date).bookkeeping(),
    item(24, "abolished", "廃止年月日", Date).bookkeeping(),
    item(25, "name_changed", "傷病名基本名称（変更情報）", Class).bookkeeping(),
    item(26, "short_name_changed", "傷病名省略名称（変更情報）", Class).bookkeeping(),
    item(27, "kana_changed", "傷病名カナ名称（変更情報）", Class).bookkeeping(),
    item(28, "adoption_changed", "採択区分（変更情報）", Class).bookkeeping(),
    item(29, "exchange_code_changed", "病名交換用コード（変更情報）", Class).bookkeeping(),
    item(30, "reserved_30", "予備", Reserved),
    item(31, "reserved_31", "予備", Reserved),
    item(32, "dental_name_changed", "歯科傷病名省略名称（変更情報）", Class).bookkeeping(),
    item(33, "intractable_outpatient_changed", "難病外来対象区分（変更情報）", Class).bookkeeping(),
    item(34, "dental_specific_changed", "歯科特定疾患対象区分（変更情報）", Class).bookkeeping(),
    item(35, "sole_use_forbidden_changed", "単独使用禁止区分（変更情報）", Class).bookkeeping(),
    item(36, "not_claimable_changed", "保険請求外区分（変更情報）", Class).bookkeeping(),
    item(37, "specific_disease_changed", "特定疾患等対象区分（変更情報）", Class).bookkeeping(),
    item(38, "successor_management_number", "移行先病名管理番号", Text).bookkeeping(),
    item(39, "dental_name", "歯科傷病名省略名称", Text),
    item(40, "reserved_40", "予備", Reserved),
    item(41, "reserved_41", "予備", Reserved),
    item(42, "dental_name_length", "歯科傷病名省略名称桁数", Int),
    item(43, "intractable_outpatient", "難病外来対象区分", Class).en("intractable disease (outpatient)").meaning_of(INTRACTABLE),
    item(44, "dental_specific", "歯科特定疾患対象区分", Class),
    item(45, "icd10_1_changed", "ＩＣＤ－１０－１（２０１３）（変更情報）", Class).bookkeeping(),
    item(46, "icd10_2_changed", "ＩＣＤ－１０－２（２０１３）（変更情報）", Class).bookkeeping(),
];

#[rustfmt::skip]
/// Item 19, 単独使用禁止区分.
const SOLE_USE: &[Meaning] = &[
    means("0", "修飾語との組合せは必須でない", "may stand alone"),
    means("1", "部位等修飾語との組合せが必須", "needs a modifier"),
];

#[rustfmt::skip]
/// Item 20, 保険請求外区分.
const NOT_CLAIMABLE: &[Meaning] = &[
    means("0", "保険請求対象外の傷病名以外", "claimable"),
    means("1", "保険請求対象外の傷病名", "not claimable"),
];

#[rustfmt::skip]
/// Item 21, 特定疾患等対象区分.
const SPECIFIC_DISEASE: &[Meaning] = &[
    means("0", "算定対象外", "none"),
    means("3", "皮膚科特定疾患指導管理料（Ⅰ）算定対象", "skin disease guidance 1"),
    means("4", "皮膚科特定疾患指導管理料（Ⅱ）算定対象", "skin disease guidance 2"),
    means("5", "特定疾患療養管理料算定対象", "specific disease management"),
    means("7", "てんかん指導料算定対象", "epilepsy guidance"),
    means("8", "特定疾患療養管理料又はてんかん指導料算定対象", "specific disease management or epilepsy guidance"),
];

#[rustfmt::skip]
/// Item 43, 難病外来対象区分.
const INTRACTABLE: &[Meaning] = &[
    means("0", "算定対象外", "none"),
    means("9", "難病外来指導管理料算定対象", "intractable disease guidance"),
];
