//! TS: totals of an organ donor (臓器提供者請求情報レコード).

use model::RecordId;

use crate::layout::{Item, Layout, number};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（ウ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"TS"),
    name: "臓器提供者請求情報レコード",
    en: "totals of an organ donor",
    items: &[
        Item::One(number("診療実日数", "days of service", 2).required()),
        // Negative totals: unverified, see `line::POINTS`.
        Item::One(number("合計点数", "total points", 8).signed().required()),
        Item::One(number("食事療養・生活療養 回数", "number of meals", 2)),
        Item::One(number("食事療養・生活療養 合計金額", "total amount of meals", 8)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）キ（ウ）",
};
