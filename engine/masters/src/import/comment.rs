//! コメントマスター (c): the coded comments, 30 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("コメントマスター", "coded comments"),
    columns: COLUMNS,
    least_columns: 30,
    letter: Some("C"),
    marks: &[],
    shape: Shape::Coded {
        code: 23,
        changed: 21,
        listed: None,
        abolished: 22,
        transition: None,
        previous_kind: None,
    },
    cycle: Cycle::Fees,
    header: false,
    source: "マスターファイル仕様説明書（令和6年度版）３（６）コメントマスター",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "letter", "マスター種別", Class).must(),
    item(3, "class", "区分", Class).must(),
    item(4, "pattern", "パターン", Class).must().meaning_of(PATTERN),
    item(5, "serial", "一連番号", Int).must(),
    item(6, "name_length", "漢字有効桁数", Int),
    item(7, "name", "漢字名称", Text).en("text"),
    item(8, "kana_length", "カナ有効桁数", Int),
    item(9, "kana", "カナ名称", Text),
    item(10, "column_1", "レセプト編集情報① カラム位置", Int),
    item(11, "digits_1", "レセプト編集情報① 桁数", Int),
    item(12, "column_2", "レセプト編集情報② カラム位置", Int),
    item(13, "digits_2", "レセプト編集情報② 桁数", Int),
    item(14, "column_3", "レセプト編集情報③ カラム位置", Int),
    item(15, "digits_3", "レセプト編集情報③ 桁数", Int),
    item(16, "column_4", "レセプト編集情報④ カラム位置", Int),
    item(17, "digits_4", "レセプト編集情報④ 桁数", Int),
    item(18, "reserved_18", "予備", Reserved),
    item(19, "reserved_19", "予備", Reserved),
    item(20, "selection", "選択式コメント識別", Class).en("one of a choice").meaning_of(SELECTION),
    item(21, "changed", "変更年月日", Date).bookkeeping(),
    item(22, "abolished", "廃止年月日", Date).bookkeeping(),
    item(23, "code", "コメントコード", Code(9)).must(),
    item(24, "publication_order", "公表順序番号", Class).bookkeeping(),
    item(25, "reserved_25", "予備", Reserved),
    item(26, "reserved_26", "予備", Reserved),
    item(27, "reserved_27", "予備", Reserved),
    item(28, "reserved_28", "予備", Reserved),
    item(29, "reserved_29", "予備", Reserved),
    item(30, "reserved_30", "予備", Reserved),
];

#[rustfmt::skip]
/// Item 4, パターン.
const PATTERN: &[Meaning] = &[
    means("10", "任意の文字列", "free text"),
    means("20", "定型のコメント文", "fixed text"),
    means("30", "定型文＋文字列", "fixed text and text"),
    means("31", "定型文＋診療行為コード", "fixed text and a procedure code"),
    means("40", "定型文＋数字", "fixed text and digits"),
    means("42", "定型文＋数値", "fixed text and a number"),
    means("50", "定型文＋年月日（和暦）", "fixed text and a day"),
    means("51", "定型文＋時刻（時分4桁）", "fixed text and a time of day"),
    means("52", "定型文＋時間（分5桁）", "fixed text and minutes"),
    means("53", "定型文＋日時（6桁）", "fixed text, day and time"),
    means("80", "定型文＋年月日（和暦）＋数値", "fixed text, a day and a number"),
    means("90", "修飾語（部位）コード", "modifier codes of body parts"),
];

#[rustfmt::skip]
/// Item 20, 選択式コメント識別.
const SELECTION: &[Meaning] = &[
    means("0", "選択式以外のコメント", "not one of a choice"),
    means("1", "選択式コメント", "one of a choice"),
];
