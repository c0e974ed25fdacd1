//! コメント関連テーブル (ck): which comments a procedure or drug asks for, 30 items.

use crate::column::ValueType::{Class, Code, Date, Int, Reserved, Text};
use crate::column::{CHANGE, Column, Cycle, Layout, Meaning, Shape, item, means, nine};

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("コメント関連テーブル", "comment relations"),
    columns: COLUMNS,
    least_columns: 30,
    letter: None,
    marks: &[nine(6, ""), nine(9, "8")],
    shape: Shape::Relation {
        since: Some(12),
        until: Some(13),
        unique: &[2, 3, 4, 5, 6, 7, 9, 10],
        keys: &[&[6], &[9]],
    },
    cycle: Cycle::Fees,
    header: false,
    source: "コメント関連テーブル ファイル仕様説明書（令和6年度版）２",
    verified: true,
};

#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    CHANGE,
    item(2, "notice", "コメント記載通知等", Class).must(),
    item(3, "notice_item", "項番", Class),
    item(4, "section", "区分", Text),
    item(5, "branch", "枝番", Class),
    item(6, "code", "診療（調剤）行為コード", Code(9)).must(),
    item(7, "addition_code", "加算コード", Class),
    item(8, "short_name", "省略漢字名称", Text),
    item(9, "comment_code", "コメントコード", Code(9)).must(),
    item(10, "patient_state", "患者の状態コード", Class),
    item(11, "comment", "コメント文", Text),
    item(12, "changed", "変更年月日", Date).bookkeeping(),
    item(13, "abolished", "廃止年月日", Date).bookkeeping(),
    item(14, "condition", "条件区分", Class).must().meaning_of(CONDITION),
    item(15, "when_not_claimed", "非算定理由コメント", Class),
    item(16, "in_out", "入外区分", Class),
    item(17, "times", "算定回数", Int),
    item(18, "publication_order", "公表順序番号", Class).bookkeeping(),
    item(19, "reserved_19", "予備", Reserved),
    item(20, "reserved_20", "予備", Reserved),
    item(21, "reserved_21", "予備", Reserved),
    item(22, "reserved_22", "予備", Reserved),
    item(23, "reserved_23", "予備", Reserved),
    item(24, "reserved_24", "予備", Reserved),
    item(25, "reserved_25", "予備", Reserved),
    item(26, "reserved_26", "予備", Reserved),
    item(27, "reserved_27", "予備", Reserved),
    item(28, "reserved_28", "予備", Reserved),
    item(29, "reserved_29", "予備", Reserved),
    item(30, "reserved_30", "予備", Reserved),
];

#[rustfmt::skip]
/// Item 14, 条件区分. SPEC: コメント関連テーブル ファイル仕様説明書（令和6年度版）２.
const CONDITION: &[Meaning] = &[
    means("0", "「01」以下に該当しない条件", "other conditions"),
    means("1", "算定が条件", "when it is claimed"),
    means("2", "入院又は入院外のいずれかで算定", "when it is claimed, inpatient or outpatient"),
    means("3", "複数回算定", "when it is claimed several times"),
    means("10", "ＤＰＣは省略可、その他は「00」と同じ", "DPC may leave it off; else as 00"),
    means("11", "ＤＰＣは省略可、その他は「01」と同じ", "DPC may leave it off; else as 01"),
    means("12", "ＤＰＣは省略可、その他は「02」と同じ", "DPC may leave it off; else as 02"),
    means("13", "ＤＰＣは省略可、その他は「03」と同じ", "DPC may leave it off; else as 03"),
    means("20", "長期収載品を選定療養として処方しない場合", "a long-listed drug not prescribed as elective care"),
];
