//! TO: material (特定器材レコード).

use model::RecordId;

use super::line;
use crate::layout::{Item, Layout, Mode, digits, kanji, number, reserved};
use crate::tables::MATERIAL_UNIT;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（ウ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"TO"),
    name: "特定器材レコード",
    en: "material",
    items: &[
        line::SECTION,
        line::BURDEN,
        Item::One(digits("特定器材コード", "material code", 9).fixed().required()),
        Item::One(number("使用量", "amount", 9).decimal(5, 3)),
        line::POINTS,
        line::COUNT,
        Item::One(digits("単位コード", "unit", 3).code(&MATERIAL_UNIT)),
        Item::One(number("単価", "unit price", 11).decimal(8, 2)),
        // 特定器材名称 until it became 予備.
        Item::One(reserved(40).mode(Mode::Kanji)),
        Item::One(kanji("商品名及び規格又はサイズ", "trade name, standard or size", 300)),
        line::COMMENT_CODES[0],
        line::COMMENT_TEXTS[0],
        line::COMMENT_CODES[1],
        line::COMMENT_TEXTS[1],
        line::COMMENT_CODES[2],
        line::COMMENT_TEXTS[2],
        line::DAYS,
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（ウ）",
};
