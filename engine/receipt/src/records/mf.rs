//! MF: amount paid at the window (窓口負担額レコード).

use model::RecordId;

use crate::layout::{Item, Layout, Mode, digits, reserved};
use crate::tables::WINDOW_BURDEN;

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（オ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"MF"),
    name: "窓口負担額レコード",
    en: "amount paid at the window",
    items: &[
        Item::One(digits("窓口負担額区分", "kind of amount", 2).fixed().required().code(&WINDOW_BURDEN)),
        Item::Run(reserved(9).mode(Mode::Digits), 31),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（オ）",
};
