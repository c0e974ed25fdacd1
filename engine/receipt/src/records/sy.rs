//! SY: disease (傷病名レコード).

use model::RecordId;

use crate::layout::{Item, Layout, ascii, date, digits, kanji};
use crate::tables::{MAIN_DISEASE, OUTCOME};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）エ.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"SY"),
    name: "傷病名レコード",
    en: "disease",
    items: &[
        Item::One(digits("傷病名コード", "disease code", 7).fixed().required().official("L2257")),
        Item::One(date("診療開始日", "first day of treatment").fixed().required()),
        Item::One(digits("転帰区分", "outcome", 1).fixed().required().code(&OUTCOME)),
        Item::One(ascii("修飾語コード", "modifier codes", 80).code_list(4, None)),
        Item::One(kanji("傷病名称", "disease name", 40)),
        Item::One(digits("主傷病", "main disease", 2).code(&MAIN_DISEASE).official("L3220")),
        Item::One(kanji("補足コメント", "remark", 40)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）エ",
};
