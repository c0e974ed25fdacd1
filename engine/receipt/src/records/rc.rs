//! RC: record management (レコード管理情報レコード).
//!
//! Stands in receipts that came back from a payment agency and are filed again; see [`super::history`].

use model::RecordId;

use crate::layout::{Item, Layout, ascii};

/// SPEC: unverified: not in the specification of 2023; one text of 100 bytes as third-party readers of returned files have it.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"RC"),
    name: "レコード管理情報レコード",
    en: "record management",
    items: &[Item::One(ascii("管理情報", "management information", 100))],
    source: "unverified: not in the specification of 2023; one text of 100 bytes as third-party readers of returned files have it",
};
