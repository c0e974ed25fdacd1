//! SI: procedure (診療行為レコード).

use model::RecordId;

use super::line;
use crate::layout::{Item, Layout, digits, number};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（ア）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"SI"),
    name: "診療行為レコード",
    en: "procedure",
    items: &[
        line::SECTION,
        line::BURDEN,
        Item::One(digits("診療行為コード", "procedure code", 9).fixed().required()),
        Item::One(number("数量データ", "quantity", 8)),
        line::POINTS,
        line::COUNT,
        line::COMMENT_CODES[0],
        line::COMMENT_TEXTS[0],
        line::COMMENT_CODES[1],
        line::COMMENT_TEXTS[1],
        line::COMMENT_CODES[2],
        line::COMMENT_TEXTS[2],
        line::DAYS,
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（ア）",
};
