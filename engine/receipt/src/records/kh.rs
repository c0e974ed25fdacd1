//! KH: information of an insurers' federation (国保連固有情報レコード).
//!
//! What its only field holds is up to the federation, so it counts as personal.

use model::RecordId;

use crate::layout::{Item, Layout, text};

/// SPEC: unverified: not in the specification of 2023; one free text of 100 bytes as third-party readers have it.
pub static LAYOUT: Layout = Layout {
    id: RecordId(*b"KH"),
    name: "国保連固有情報レコード",
    en: "information of an insurers' federation",
    items: &[Item::One(text("国保連固有情報", "information of the federation", 100).personal())],
    source: "unverified: not in the specification of 2023; one free text of 100 bytes as third-party readers have it",
};
