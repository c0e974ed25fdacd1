//! Where a list of cases stands: its month, and the case behind which it goes on.

use maud::{Markup, html};
use store::cases::{CaseLine, FIRST, MonthRow};

use crate::pages::frame::Frame;

/// A month in forms and addresses: branch and month, as `13/202406`.
pub fn key(of: &MonthRow) -> String {
    format!("{}/{}", of.branch, of.month)
}

/// Behind which case a list begins, by its points and its id.
pub fn behind(after: &str) -> (i64, &str) {
    let (points, id) = after.split_once('.').unwrap_or_default();
    points.parse().map_or(FIRST, |points| (points, id))
}

/// Links to the first page and to the one behind the last case of this one.
pub fn pages(frame: &Frame, after: &str, last: Option<&CaseLine>, link: impl Fn(String) -> String) -> Markup {
    html! { @if last.is_some() || !after.is_empty() {
        nav.pages aria-label=(frame.word("ページ", "pages")) {
            @if !after.is_empty() { a.button href=(link(String::new())) { (frame.word("はじめのページ", "first page")) } }
            @if let Some(last) = last { a.button href=(link(format!("{}.{}", last.points, last.id))) rel="next" { (frame.word("次のページ", "next page")) } }
        }
    } }
}
