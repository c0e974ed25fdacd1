//! UK: reception (受付情報レコード).
//!
//! Stands before IR or in its place where a file is filed again or passed on online.

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, kanji, month, reserved};
use crate::tables::{AGENCY, FEE_TABLE, PREFECTURE};

/// SPEC: unverified: not in the medical specification; shape of IR assumed, as the dental UK differs from the dental IR by its 届出 alone.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"UK"),
    name: "受付情報レコード",
    en: "reception",
    items: &[
        Item::One(digits("審査支払機関", "payment agency", 1).fixed().required().code(&AGENCY)),
        Item::One(digits("都道府県", "prefecture", 2).fixed().required().code(&PREFECTURE)),
        Item::One(digits("点数表", "fee table", 1).fixed().required().code(&FEE_TABLE)),
        Item::One(digits("医療機関コード", "institution code", 7).fixed().required()),
        Item::One(reserved(2).mode(Mode::Digits)),
        Item::One(kanji("医療機関名称", "institution name", 40)),
        Item::One(month("請求年月", "month of filing").fixed().required()),
        Item::One(digits("マルチボリューム識別情報", "volume", 2)),
        Item::One(ascii("電話番号", "telephone", 15)),
    ],
    source: "unverified: not in the medical specification; shape of IR assumed, as the dental UK differs from the dental IR by its 届出 alone",
};
