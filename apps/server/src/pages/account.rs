//! One's own account: what it is, its password, its one-time passwords.

mod second;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;
use store::accounts::{Account, SignIn};
use store::{Institution, Secret};

use super::frame::{Frame, Page};
use super::{relations, sign_in};
use crate::app::App;
use crate::auth::Guarded;
use crate::web::{Code, Problem};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", post(password))
        .route("/account/relations", post(relations::own))
        .route("/account/codes", post(second::begin))
        .route("/account/codes/confirm", post(second::confirm))
        .route("/account/codes/remove", post(second::remove))
}

/// Shows it.
async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    let account = &frame.caller()?.session()?.account;
    let left = app.store().recovery_codes_left(&account.id).await?;
    let body = html! {
        h1 { (account.display) }
        (told(&frame, account))
        (password_form(&frame))
        (second::section(&frame, account, left))
        (relations::section(&app, &frame, account, "/account/relations", false).await?)
    };
    Ok(frame.show(Page { title: frame.word("自分の設定", "my account").to_owned(), body }))
}

fn told(frame: &Frame, of: &Account) -> Markup {
    let lang = frame.lang;
    html! {
        dl.boxes {
            div { dt { (frame.word("サインインの名前", "name to sign in")) } dd { (of.login) } }
            div { dt { (frame.word("役割", "role")) } dd { (of.role.name().in_lang(lang)) } }
            @if let Some(institution) = &of.institution { div { dt { (frame.word("医療機関", "institution")) } dd { (institution.as_str()) } } }
            @if let Some(branch) = &of.branch { div { dt { (frame.word("支部", "branch")) } dd { (branch) } } }
            @if let Some(side) = of.side { div { dt { (frame.word("代表", "stands for")) } dd { (side.name().in_lang(lang)) } } }
        }
    }
}

fn password_form(frame: &Frame) -> Markup {
    html! {
        form.card method="post" action="/account/password" data-once {
            (frame.token())
            h2 { (frame.word("パスワードを変える", "Change the password")) }
            div.field { label for="current" { (frame.word("今のパスワード", "the present one")) } input #current name="current" type="password" autocomplete="current-password" required; }
            div.field { label for="password" { (frame.word("新しいパスワード（12文字以上）", "a new one (12 characters or more)")) } input #password name="password" type="password" autocomplete="new-password" minlength="12" required; }
            div.field { label for="again" { (frame.word("もう一度", "once more")) } input #again name="again" type="password" autocomplete="new-password" minlength="12" required; }
            p.hint.faint.small { (frame.word("変えると、ほかの画面のサインインはすべて終わります。", "All other sessions of yours end.")) }
            button.main { (frame.word("変える", "change")) }
        }
    }
}

/// What is typed.
#[derive(Deserialize)]
struct Typed {
    current: String,
    password: String,
    again: String,
}

/// Changes the password; only this session goes on, as a new one.
async fn password(State(app): State<App>, jar: CookieJar, sent: Guarded<Typed>) -> Result<Response, Problem> {
    let Guarded { caller, form } = sent;
    let (account, stage) = (caller.session()?.account.clone(), caller.session()?.second_factor);
    if form.password != form.again {
        return Err(Problem::new(Code::Malformed, "二度の入力が違います", "the two are not the same"));
    }
    must_know(&app, &account, form.current).await?;
    let entry = caller.entry("account.password", "", "本人の操作");
    app.store().set_password(&account.id, Secret::new(form.password), Some(&entry), app.now()).await?;
    let jar = sign_in::opened(&app, jar, &account, stage).await?;
    Ok((jar, Redirect::to("/account")).into_response())
}

/// Holds a password against the one of an account; attempts count like those of signing in.
async fn must_know(app: &App, account: &Account, password: String) -> Result<(), Problem> {
    let now = app.now();
    match app.store().sign_in(&account.login, Secret::new(password), now).await? {
        SignIn::Done(_) | SignIn::NeedsSecond(_) => Ok(app.store().forget_attempts(&account.login).await?),
        SignIn::Wait(until) => Err(sign_in::wait(until.saturating_sub(now.0))),
        SignIn::Refused => {
            Err(Problem::new(Code::Conflict, "今のパスワードが違います", "the present password is wrong"))
        }
    }
}

/// The digits of an institution, where there are any.
pub fn digits(of: Option<&Institution>) -> &str {
    of.map(Institution::as_str).unwrap_or_default()
}
