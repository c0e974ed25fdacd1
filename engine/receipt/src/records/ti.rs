//! TI: institution of an organ donor (臓器提供医療機関情報レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, kanji, reserved};
use crate::tables::{DONATION, DONOR_INSTITUTION, FEE_TABLE, PREFECTURE};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（ア）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"TI"),
    name: "臓器提供医療機関情報レコード",
    en: "institution of an organ donor",
    items: &[
        Item::One(digits("臓器提供区分", "kind of donation", 1).fixed().required().code(&DONATION)),
        Item::One(
            digits("臓器提供医療機関区分", "same institution or another", 1)
                .fixed()
                .required()
                .code(&DONOR_INSTITUTION),
        ),
        Item::One(digits("都道府県", "prefecture", 2).code(&PREFECTURE)),
        Item::One(digits("点数表", "fee table", 1).code(&FEE_TABLE)),
        Item::One(digits("医療機関コード", "institution code", 7)),
        Item::One(reserved(2).mode(Mode::Digits)),
        Item::One(kanji("医療機関名称", "institution name", 40)),
        Item::One(kanji("医療機関所在地", "institution address", 80)),
        Item::One(ascii("電話番号", "telephone", 15)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（ア）",
};
