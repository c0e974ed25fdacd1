//! GO: summary of the filing (診療報酬請求書レコード).

use model::RecordId;

use crate::layout::{Item, Layout, digits, number};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ク.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"GO"),
    name: "診療報酬請求書レコード",
    en: "summary of the filing",
    items: &[
        // Both totals are left off in all volumes but the last.
        Item::One(number("総件数", "number of claims", 6).official("L1574")),
        // The cause of L1575 foresees a minus sign: ten characters, or a sign and nine digits.
        Item::One(number("総合計点数", "grand total of points", 10).signed().official("L1575")),
        Item::One(digits("マルチボリューム識別情報", "volume", 2).fixed().required()),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）ク",
};
