//! SJ: statement of symptoms (症状詳記レコード).
//!
//! The kind is left off in the records that continue a statement.

use model::RecordId;

use crate::layout::{Item, Layout, digits, kanji};
use crate::tables::STATEMENT_KIND;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）カ.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"SJ"),
    name: "症状詳記レコード",
    en: "statement of symptoms",
    items: &[
        Item::One(digits("症状詳記区分", "kind of statement", 2).code(&STATEMENT_KIND)),
        Item::One(kanji("症状詳記データ", "statement", 2400).required()),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）カ",
};
