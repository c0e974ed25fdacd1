//! GR: why not per DPC (包括評価対象外理由レコード).

use model::RecordId;

use crate::layout::{Item, Layout, ascii, digits};
use crate::tables::OUTSIDE_DPC_REASON;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（カ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"GR"),
    name: "包括評価対象外理由レコード",
    en: "why not per DPC",
    items: &[
        Item::One(
            digits("医科点数表算定理由", "why the medical fee table applies", 2)
                .fixed()
                .required()
                .code(&OUTSIDE_DPC_REASON),
        ),
        Item::One(ascii("ＤＰＣコード", "DPC code", 14)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（カ）",
};
