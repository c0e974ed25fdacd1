//! コメントマスター (c): the coded comments, 30 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Shape, item};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: "コメントマスター",
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
    item(4, "pattern", "パターン", Class).must(),
    item(5, "serial", "一連番号", Int).must(),
    item(6, "name_length", "漢字有効桁数", Int),
    item(7, "name", "漢字名称", Text),
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
    item(20, "selection", "選択式コメント識別", Class),
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
