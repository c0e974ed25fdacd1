//! What every page has: head, navigation, foot, and the words of its language.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Html;
use maud::{DOCTYPE, Markup, html};
use model::{Lang, Text};
use store::Role;

use super::assets::{ICON_PATH, SCRIPT_PATH, STYLE_PATH};
use crate::app::App;
use crate::auth::roles::{AGENCY, CENTRE, CLINIC, KEEPERS, OFFICE, SEATS};
use crate::auth::{Caller, Who};
use crate::web::{Problem, Told};

/// A page before it is framed.
pub struct Page {
    /// Its title.
    pub title: String,
    /// What it shows.
    pub body: Markup,
}

/// The frame of a page for whoever asked.
pub struct Frame {
    /// Who asked; nobody on the page to sign in.
    pub caller: Option<Caller>,
    /// In which language.
    pub lang: Lang,
    path: String,
}

/// A page in the navigation: its path, its name, and whose it is.
struct Place {
    path: &'static str,
    name: Text,
    roles: &'static [Role],
}

const PLACES: &[Place] = &[
    Place { path: "/", name: Text::new("点検", "checks"), roles: CLINIC },
    Place { path: "/cases", name: Text::new("事案", "cases"), roles: SEATS },
    Place { path: "/assign", name: Text::new("割当", "hand out"), roles: OFFICE },
    Place { path: "/months", name: Text::new("審査月", "months"), roles: OFFICE },
    Place { path: "/scorecards", name: Text::new("規則の成績", "scorecards"), roles: AGENCY },
    Place { path: "/branches", name: Text::new("支部の規則", "branches"), roles: OFFICE },
    Place { path: "/differences", name: Text::new("支部間の差", "differences"), roles: OFFICE },
    Place { path: "/shares", name: Text::new("審査の割合", "shares"), roles: OFFICE },
    Place { path: "/returns", name: Text::new("返戻・査定", "returns"), roles: CLINIC },
    Place { path: "/exclusions", name: Text::new("除外した指摘", "exclusions"), roles: CLINIC },
    Place { path: "/keys", name: Text::new("APIの鍵", "keys"), roles: CLINIC },
    Place { path: "/rules", name: Text::new("規則", "rules"), roles: Role::ALL },
    Place { path: "/accounts", name: Text::new("利用者", "accounts"), roles: KEEPERS },
    Place { path: "/audit", name: Text::new("記録", "trail"), roles: CENTRE },
    Place { path: "/api", name: Text::new("API", "API"), roles: Role::ALL },
];

impl Frame {
    /// Who asked; a page that has a caller.
    ///
    /// # Errors
    /// Nobody signed in.
    pub fn caller(&self) -> Result<&Caller, Problem> {
        self.caller.as_ref().ok_or_else(crate::auth::caller::sign_in)
    }

    /// One of two texts.
    pub const fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    /// The hidden field that every form has.
    pub fn token(&self) -> Markup {
        let csrf = self.caller.as_ref().map(Caller::csrf).unwrap_or_default();
        html! { input type="hidden" name="csrf" value=(csrf); }
    }

    /// A page in its frame.
    pub fn show(&self, page: Page) -> Html<String> {
        framed(&page, self.lang, &self.top())
    }

    fn top(&self) -> Markup {
        let Some(caller) = &self.caller else { return html! {} };
        let role = caller.role();
        let places = PLACES.iter().filter(|place| place.roles.contains(&role));
        html! {
            nav aria-label=(self.word("主な画面", "main pages")) {
                @for place in places {
                    a href=(place.path) aria-current=[(self.path == place.path).then_some("page")] { (place.name.in_lang(self.lang)) } " "
                }
            }
            div.who { (self.who(caller)) }
        }
    }

    fn who(&self, caller: &Caller) -> Markup {
        match &caller.who {
            Who::Here => html! { span { (self.word("この機械だけで利用中", "for this machine alone")) } },
            Who::Key(_) => html! {},
            Who::Account(session) => html! {
                a href="/account" { (session.account.display) "（" (session.account.role.name().in_lang(self.lang)) "）" }
                form method="post" action="/sign-out" { (self.token()) button { (self.word("サインアウト", "sign out")) } }
            },
        }
    }
}

impl FromRequestParts<App> for Frame {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(Told(lang)) = Told::from_request_parts(parts, app).await;
        let caller = Caller::from_request_parts(parts, app).await?;
        Ok(Self { caller: Some(caller), lang, path: parts.uri.path().to_owned() })
    }
}

/// The frame of a page that needs no caller.
pub struct Outside(pub Frame);

impl FromRequestParts<App> for Outside {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(Told(lang)) = Told::from_request_parts(parts, app).await;
        let caller = Caller::from_request_parts(parts, app).await.ok();
        Ok(Self(Frame { caller, lang, path: parts.uri.path().to_owned() }))
    }
}

/// The tag of a language.
pub const fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "ja",
        Lang::En => "en",
    }
}

/// A page with what stands at its top.
pub fn framed(page: &Page, lang: Lang, top: &Markup) -> Html<String> {
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
                    div.top-in {
                        a.home href="/" { (word("審査", "Shinsa")) }
                        (top)
                    }
                }
                main #main { (page.body) }
                footer.foot { "Shinsa " (env!("CARGO_PKG_VERSION")) }
            }
        }
    };
    Html(markup.into_string())
}
