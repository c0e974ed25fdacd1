//! One account, for administrators: changed, stopped, let in again.

use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use maud::{Markup, html};
use serde::Deserialize;
use store::Secret;
use store::accounts::Account;

use super::super::frame::{Frame, Page};
use super::super::relations;
use super::super::sign_in::Nothing;
use super::{What, administrator, entry, state, what};
use crate::app::App;
use crate::auth::{Caller, Guarded};
use crate::web::{Code, Problem};

async fn account(app: &App, caller: &Caller, id: &str) -> Result<Account, Problem> {
    administrator(caller)?;
    app.store().account(id).await?.ok_or_else(Problem::not_found)
}

/// Somebody else's account: whoever locks out the last administrator, or makes it something else, would be one, and is
/// kept from it by this.
async fn others(app: &App, caller: &Caller, id: &str) -> Result<Account, Problem> {
    let account = account(app, caller, id).await?;
    if account.id == caller.id() {
        return Err(Problem::new(
            Code::Conflict,
            "自分の役割を変えたり、自分を止めたりはできません。ほかの管理者に頼んでください",
            "your own role and access are changed by another administrator",
        ));
    }
    Ok(account)
}

/// Shows it.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let of = account(&app, frame.caller()?, &id).await?;
    let base = format!("/accounts/{id}");
    let body = html! {
        h1 { (of.login) " " (state(&frame, &of)) }
        form.card method="post" action=(base) data-once {
            (frame.token())
            (what(&frame, Some(&of)))
            p.faint.small { (frame.word("変えると、その人のサインインはすべて終わります。", "Its sessions end when it is changed.")) }
            button.main { (frame.word("変える", "change")) }
        }
        (acts(&frame, &of, &base))
        (relations::section(&app, &frame, &of, &format!("{base}/relations"), frame.caller()?.id() != id).await?)
        p { a href="/accounts" { (frame.word("利用者の一覧へ", "to all accounts")) } }
    };
    Ok(frame.show(Page { title: of.login, body }))
}

fn acts(frame: &Frame, of: &Account, base: &str) -> Markup {
    html! {
        div.acts {
            @if of.disabled { (act(frame, base, "enable", frame.word("再開する", "let in again"))) }
            @else { (act(frame, base, "disable", frame.word("止める", "stop"))) }
            (act(frame, base, "sessions", frame.word("サインインを終わらせる", "end its sessions")))
            @if of.second_factor { (act(frame, base, "forget-codes", frame.word("ワンタイムパスワードを外す", "turn one-time passwords off"))) }
        }
        form.card method="post" action={ (base) "/password" } data-once {
            (frame.token())
            h2 { (frame.word("新しいパスワード", "A new password")) }
            div.field { label for="password" { (frame.word("12文字以上。本人に伝え、変えてもらってください", "12 characters or more; tell its owner to change it")) } input #password name="password" type="password" minlength="12" required autocomplete="new-password"; }
            button { (frame.word("設定する", "set")) }
        }
    }
}

fn act(frame: &Frame, base: &str, path: &str, name: &str) -> Markup {
    html! { form method="post" action={ (base) "/" (path) } data-ask={ (name) "?" } { (frame.token()) button.grave { (name) } } }
}

fn back(id: &str) -> Redirect {
    Redirect::to(&format!("/accounts/{id}"))
}

/// Changes what it is.
pub async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<What>,
) -> Result<Redirect, Problem> {
    others(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.change");
    app.store().change_account(&id, &sent.form.person()?, Some(&entry), app.now()).await?;
    Ok(back(&id))
}

/// Stops it.
pub async fn disable(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    others(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.disable");
    app.store().set_account_disabled(&id, true, Some(&entry), app.now()).await?;
    Ok(back(&id))
}

/// Lets it in again, at once.
pub async fn enable(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    let of = account(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.enable");
    app.store().set_account_disabled(&id, false, Some(&entry), app.now()).await?;
    app.store().forget_attempts(&of.login).await?;
    Ok(back(&id))
}

/// Ends its sessions.
pub async fn end_sessions(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    account(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.sessions.end");
    app.store().revoke_sessions_of(&id, Some(&entry), app.now()).await?;
    Ok(back(&id))
}

/// A new password, as typed.
#[derive(Deserialize)]
pub struct Typed {
    password: String,
}

/// Sets a password.
pub async fn password(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Typed>,
) -> Result<Redirect, Problem> {
    let of = others(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.password");
    app.store().set_password(&id, Secret::new(sent.form.password), Some(&entry), app.now()).await?;
    app.store().forget_attempts(&of.login).await?;
    Ok(back(&id))
}

/// Turns one-time passwords off: the device is lost.
pub async fn forget_codes(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    others(&app, &sent.caller, &id).await?;
    let entry = entry(&sent.caller, "account.totp.remove");
    app.store().remove_totp(&id, Some(&entry), app.now()).await?;
    Ok(back(&id))
}
