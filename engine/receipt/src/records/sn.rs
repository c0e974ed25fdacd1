//! SN: confirmation of entitlement (資格確認レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, ascii, digits, reserved, text};
use crate::tables::{CONFIRMATION, PAYER};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（ウ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"SN"),
    name: "資格確認レコード",
    en: "confirmation of entitlement",
    items: &[
        Item::One(digits("負担者種別", "payer", 1).fixed().required().code(&PAYER).official("L2140")),
        Item::One(digits("確認区分", "kind of confirmation", 2).fixed().required().code(&CONFIRMATION)),
        Item::One(ascii("保険者番号等（資格確認）", "confirmed insurer number", 8).filing_omitted()),
        Item::One(
            text("被保険者証（手帳）等の記号（資格確認）", "confirmed symbol", 38)
                .filing_omitted()
                .personal(),
        ),
        Item::One(
            text("被保険者証（手帳）等の番号（資格確認）", "confirmed number", 38)
                .filing_omitted()
                .personal(),
        ),
        // Two digits, padded with a zero.
        Item::One(ascii("枝番", "branch number", 2).personal()),
        Item::One(digits("受給者番号", "beneficiary number", 7).filing_omitted().personal()),
        Item::One(reserved(1).mode(Mode::Digits)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（ウ）",
};
