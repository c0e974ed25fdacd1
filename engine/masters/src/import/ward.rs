//! 病棟コード (ward_k): codes of wards for the report on hospital functions, published in the layout of the procedures.
//!
//! A file of its own: it holds 200 codes that s never holds, so taking it for an edition of s would abolish all others.

use crate::column::{Layout, nine};
use crate::import::procedure;

/// The file as published.
pub(crate) const LAYOUT: Layout = Layout {
    title: model::Text::new("病棟コードマスター", "ward codes"),
    marks: &[nine(3, "1906")],
    source: "layout of 医科診療行為マスター; checked on the file of 2024-06-01 (all codes start with 1906)",
    ..procedure::LAYOUT
};

/// Whether a code is made like those of wards, of which s holds none.
pub(crate) const fn has_form(code: u32) -> bool {
    code / 100_000 == 1906
}
