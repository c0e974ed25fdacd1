//! IR: institution (医療機関情報レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, kanji, month, reserved};
use crate::tables::{AGENCY, FEE_TABLE, PREFECTURE};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ア（ア）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"IR"),
    name: "医療機関情報レコード",
    en: "institution",
    items: &[
        Item::One(digits("審査支払機関", "payment agency", 1).fixed().required().code(&AGENCY)),
        Item::One(digits("都道府県", "prefecture", 2).fixed().required().code(&PREFECTURE)),
        Item::One(digits("点数表", "fee table", 1).fixed().required().code(&FEE_TABLE)),
        Item::One(digits("医療機関コード", "institution code", 7).fixed().required()),
        Item::One(reserved(2).mode(Mode::Digits)),
        Item::One(kanji("医療機関名称", "institution name", 40).required().official("L4892")),
        Item::One(month("請求年月", "month of filing").fixed().required().official("L1102")),
        Item::One(digits("マルチボリューム識別情報", "volume", 2).fixed().required()),
        Item::One(ascii("電話番号", "telephone", 15).official("L1929")),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ア（ア）",
};
