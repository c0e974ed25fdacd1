//! 修飾語マスター (z): the modifiers of diseases, 19 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("修飾語マスター", "modifiers of diseases"),
    columns: COLUMNS,
    least_columns: 19,
    letter: Some("Z"),
    marks: &[],
    shape: Shape::Coded {
        code: 3,
        changed: 15,
        listed: Some(14),
        abolished: 16,
        transition: None,
        previous_kind: None,
    },
    cycle: Cycle::Continuous,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）３（２）修飾語マスター",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "letter", "マスター種別", Class).must(),
    item(3, "code", "修飾語コード", Code(4)).must(),
    item(4, "reserved_4", "予備", Reserved),
    item(5, "reserved_5", "予備", Reserved),
    item(6, "name_length", "修飾語名称桁数", Int),
    item(7, "name", "修飾語名称", Text).must(),
    item(8, "reserved_8", "予備", Reserved),
    item(9, "kana_length", "修飾語カナ名称桁数", Int),
    item(10, "kana", "修飾語カナ名称", Text),
    item(11, "reserved_11", "予備", Reserved),
    item(12, "name_changed", "修飾語名称（変更情報）", Class).bookkeeping(),
    item(13, "kana_changed", "修飾語カナ名称（変更情報）", Class).bookkeeping(),
    item(14, "listed", "収載年月日", Date),
    item(15, "changed", "変更年月日", Date).bookkeeping(),
    item(16, "abolished", "廃止年月日", Date).bookkeeping(),
    item(17, "management_number", "修飾語管理番号", Text),
    item(18, "exchange_code", "修飾語交換用コード", Text),
    item(19, "class", "修飾語区分", Text).meaning_of(CLASS),
];

#[rustfmt::skip]
/// Item 19, 修飾語区分, by its second character.
const CLASS: &[Meaning] = &[
    means("*1", "部位", "body part"),
    means("*2", "位置", "position"),
    means("*3", "病因", "cause"),
    means("*4", "経過表現", "course"),
    means("*5", "状態表現", "state"),
    means("*6", "患者帰属", "patient"),
    means("*7", "その他", "other"),
    means("*8", "接尾語", "suffix"),
    means("*9", "歯科用", "dental"),
];
