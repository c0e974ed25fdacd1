//! CO: comment (コメントレコード).

use model::RecordId;

use super::line;
use crate::layout::{Item, Layout, digits};

/// SPEC: 記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（エ）.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"CO"),
    name: "コメントレコード",
    en: "comment",
    items: &[
        line::SECTION,
        line::BURDEN,
        Item::One(digits("コメントコード", "comment code", 9).fixed().required()),
        Item::One(line::comment_text("文字データ", 76)),
    ],
    source: "記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新） 第１章３（４）オ（エ）",
};
