//! JD: days of visits (受診日等レコード).

use model::RecordId;

use crate::layout::{Item, Layout, digits};
use crate::tables::{PAYER, VISIT};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（エ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"JD"),
    name: "受診日等レコード",
    en: "days of visits",
    items: &[
        Item::One(digits("負担者種別", "payer", 1).fixed().required().code(&PAYER).official("L2140")),
        Item::Run(digits("日の情報", "visit on day", 1).code(&VISIT), 31),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ウ（エ）",
};
