//! NI: counts by day (日計表レコード).
//!
//! Older files say the days of a 剤 in a record of its own after its lines, where today every line has them.

use model::RecordId;

use crate::layout::{Item, Layout, number};

/// SPEC: unverified: not in the specification of 2023; 31 counts as third-party readers of files before 2012 have them.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"NI"),
    name: "日計表レコード",
    en: "counts by day",
    items: &[Item::Run(number("日の情報", "count on day", 3), 31)],
    source: "unverified: not in the specification of 2023; 31 counts as third-party readers of files before 2012 have them",
};
