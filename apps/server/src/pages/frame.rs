//! What every page has: head, navigation, foot.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use model::{Lang, Text};

use super::assets::{ICON_PATH, SCRIPT_PATH, STYLE_PATH};

/// A page before it is framed.
pub struct Page {
    /// Its title.
    pub title: String,
    /// What it shows.
    pub body: Markup,
}

/// The tag of a language.
pub const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    }
}

/// A page in its frame.
pub fn framed(page: &Page, lang: Lang) -> Html<String> {
    let word = |ja, en| Text::new(ja, en).in_lang(lang);
    let markup = html! {
        (DOCTYPE)
        html lang=(tag(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " · " (word("審査", "Shinsa")) }
                link rel="icon" href=(ICON_PATH);
                link rel="stylesheet" href=(*STYLE_PATH);
                script src=(*SCRIPT_PATH) defer {}
            }
            body {
                a.skip href="#main" { (word("本文へ", "to the contents")) }
                header.top {
                    a.home href="/" { (word("審査", "Shinsa")) }
                }
                main #main { (page.body) }
            }
        }
    };
    Html(markup.into_string())
}
