//! IY: drug (医薬品レコード).

use model::RecordId;

use super::line;
use crate::layout::{Item, Layout, digits, number};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（イ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"IY"),
    name: "医薬品レコード",
    en: "drug",
    items: &[
        line::SECTION,
        line::BURDEN,
        Item::One(digits("医薬品コード", "drug code", 9).fixed().required().official("L2361")),
        Item::One(number("使用量", "amount", 11).decimal(5, 5)),
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
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（イ）",
};
