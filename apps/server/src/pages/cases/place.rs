//! Links between the pages of a list of cases.

use maud::{Markup, html};

use crate::pages::frame::Frame;

/// Links to the first page and to the next one, which begins behind a place.
pub fn pages(frame: &Frame, after: &str, next: Option<String>, link: impl Fn(String) -> String) -> Markup {
    html! { @if next.is_some() || !after.is_empty() {
        nav.pages aria-label=(frame.word("ページ", "pages")) {
            @if !after.is_empty() { a.button href=(link(String::new())) { (frame.word("はじめのページ", "first page")) } }
            @if let Some(next) = next { a.button href=(link(next)) rel="next" { (frame.word("次のページ", "next page")) } }
        }
    } }
}
