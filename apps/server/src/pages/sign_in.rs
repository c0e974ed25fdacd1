//! Signing in, its second half, and going away.

use axum::extract::{Query, Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use serde::Deserialize;
use store::Secret;
use store::accounts::{Account, SignIn};
use store::audit::Entry;
use store::sessions::{Lasts, SecondFactor};

use super::frame::{Outside, Page};
use crate::app::App;
use crate::auth::caller::SECOND;
use crate::auth::{Guarded, cookies, form, next};
use crate::web::{Code, Problem};

/// What is typed.
#[derive(Deserialize)]
struct Typed {
    login: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Where to go then.
#[derive(Debug, Deserialize)]
pub struct Then {
    #[serde(default)]
    next: String,
}

/// What is typed in the second half.
#[derive(Debug, Deserialize)]
pub struct Second {
    code: String,
    #[serde(default)]
    next: String,
}

/// The form.
pub async fn show(Outside(frame): Outside, Query(then): Query<Then>) -> Html<String> {
    let body = page(
        frame.word("サインイン", "Sign in"),
        &html! {
            form method="post" action="/sign-in" {
                (hidden(&then))
                div.field { label for="login" { (frame.word("利用者名", "name")) } input #login name="login" autocomplete="username" required autofocus; }
                div.field { label for="password" { (frame.word("パスワード", "password")) } input #password name="password" type="password" autocomplete="current-password" required; }
                button.main { (frame.word("サインイン", "sign in")) }
            }
        },
    );
    frame.show(Page { title: frame.word("サインイン", "Sign in").to_owned(), body })
}

fn hidden(then: &Then) -> Markup {
    html! { input type="hidden" name="next" value=(next::ours(&then.next)); }
}

fn page(title: &str, form: &Markup) -> Markup {
    html! { section.card { h1 { (title) } (form) } }
}

/// Judges a name and a password. No token is asked for: there is no session yet, and [`crate::auth::origin`] has seen
/// where it comes from.
///
/// # Errors
/// They are wrong, or it is too early to try again.
pub async fn send(State(app): State<App>, jar: CookieJar, request: Request) -> Result<Response, Problem> {
    let typed: Typed = form::parsed(&form::read(request.into_body()).await?)?;
    let now = app.now();
    match app.store().sign_in(&typed.login, Secret::new(typed.password), now).await? {
        SignIn::Refused => Err(refused()),
        SignIn::Wait(until) => Err(wait(until.saturating_sub(now.0))),
        SignIn::NeedsSecond(account) => {
            let jar = opened(&app, jar, &account, SecondFactor::Awaited).await?;
            Ok((jar, Redirect::to(&next::with(SECOND, &typed.next))).into_response())
        }
        SignIn::Done(account) => {
            let jar = opened(&app, jar, &account, SecondFactor::NotAsked).await?;
            Ok((jar, Redirect::to(next::ours(&typed.next))).into_response())
        }
    }
}

/// A new session, noted on the trail with it; in the place of the half session of the jar, where the second half was given.
///
/// # Errors
/// The store fails: then nobody is signed in.
pub async fn opened(
    app: &App,
    jar: CookieJar,
    account: &Account,
    second: SecondFactor,
) -> Result<CookieJar, Problem> {
    let (keep, store, now) = (app.settings().keep, app.store(), app.now());
    let lasts =
        Lasts { idle: i64::from(keep.idle_minutes) * 60, absolute: i64::from(keep.session_hours) * 3600 };
    let entry = Entry {
        actor: account.id.clone(),
        role: account.role.code().to_owned(),
        act: "session.open".to_owned(),
        subject: String::new(),
        purpose: "サインイン".to_owned(),
        detail: second.code().to_owned(),
    };
    let half = cookies::token(&jar, app.settings()).filter(|_| second == SecondFactor::Given);
    let session = match half {
        Some(half) => store.replace_session(&half, &account.id, second, lasts, Some(&entry), now).await?,
        None => store.open_session(&account.id, second, lasts, Some(&entry), now).await?,
    };
    Ok(cookies::with(jar, app.settings(), &session.token))
}

/// The form of the second half.
///
/// # Errors
/// Nobody is half signed in.
pub async fn second(Outside(frame): Outside, Query(then): Query<Then>) -> Result<Html<String>, Problem> {
    frame.caller()?.session()?;
    let body = page(
        frame.word("確認コード", "One-time password"),
        &html! {
            p { (frame.word("認証アプリの6桁の数字、又は回復コードを入力してください。", "Type the six digits of your app, or a recovery code.")) }
            form method="post" action=(SECOND) {
                (frame.token()) (hidden(&then))
                div.field { label for="code" { (frame.word("確認コード", "code")) } input #code name="code" autocomplete="one-time-code" required autofocus; }
                button.main { (frame.word("続ける", "go on")) }
            }
        },
    );
    Ok(frame.show(Page { title: frame.word("確認コード", "One-time password").to_owned(), body }))
}

/// Judges the second half: a session of full rights takes the place of the first one.
///
/// # Errors
/// The code is wrong, used, or comes too early.
pub async fn send_second(
    State(app): State<App>,
    jar: CookieJar,
    Guarded { caller, form: Second { code, next } }: Guarded<Second>,
) -> Result<Response, Problem> {
    let account = caller.session()?.account.clone();
    let digits = code.trim().len() == 6;
    let right = if digits {
        app.store().check_totp(&account.id, &code, app.now()).await?
    } else {
        app.store().use_recovery_code(&account.id, &code, app.now()).await?
    };
    if !right {
        return Err(refused());
    }
    let jar = opened(&app, jar, &account, SecondFactor::Given).await?;
    Ok((jar, Redirect::to(next::ours(&next))).into_response())
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Goes away.
///
/// # Errors
/// The form is not ours.
pub async fn out(
    State(app): State<App>,
    jar: CookieJar,
    Guarded { caller, form: Nothing {} }: Guarded<Nothing>,
) -> Result<Response, Problem> {
    let account = caller.session()?.account.id.clone();
    let entry = caller.entry("session.close", "", "サインアウト");
    if let Some(token) = cookies::token(&jar, app.settings()) {
        app.store().revoke_session(&token, &account, Some(&entry), app.now()).await?;
    }
    Ok((cookies::without(jar, app.settings()), Redirect::to("/sign-in")).into_response())
}

/// What was typed is wrong; which part of it is not told.
pub fn refused() -> Problem {
    Problem::new(
        Code::SignIn,
        "利用者名、パスワード又は確認コードが正しくありません",
        "name, password or code is wrong",
    )
}

/// Too early to try again.
pub fn wait(seconds: i64) -> Problem {
    let seconds = u32::try_from(seconds.max(1)).unwrap_or(u32::MAX);
    Problem::new(
        Code::TooMany,
        format!("続けて間違えたため、{seconds}秒待ってからもう一度お試しください"),
        format!("too many attempts: try again in {seconds} seconds"),
    )
    .again_in(seconds)
}
