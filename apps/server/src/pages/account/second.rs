//! One-time passwords of one's own account: set up by an app, confirmed by a code, with recovery codes shown once.

use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg::Color;
use serde::Deserialize;
use store::accounts::{Account, RecoveryCodes, TotpSetup};
use store::sessions::SecondFactor;

use super::super::frame::{Frame, Page};
use super::super::sign_in;
use super::must_know;
use crate::app::App;
use crate::auth::Guarded;
use crate::web::{Code, Problem};

/// What stands of it on the page of the account.
pub fn section(frame: &Frame, account: &Account, left: i64) -> Markup {
    html! {
        section.card {
            h2 { (frame.word("ワンタイムパスワード", "One-time passwords")) }
            @if account.second_factor {
                p { (frame.word("使っています。残りの回復コード: ", "They are on. Recovery codes left: ")) (left) }
                form method="post" action="/account/codes/remove" data-ask=(frame.word("ワンタイムパスワードを外します。", "Turn one-time passwords off?")) {
                    (frame.token())
                    div.field { label for="known" { (frame.word("今のパスワード", "the present password")) } input #known name="current" type="password" autocomplete="current-password" required; }
                    button.grave { (frame.word("外す", "turn off")) }
                }
            } @else {
                p { (frame.word("認証アプリの6桁の数字を、サインインのときに尋ねます。", "Six digits of an app are asked for when signing in.")) }
                form method="post" action="/account/codes" { (frame.token()) button { (frame.word("使い始める", "set up")) } }
            }
        }
    }
}

/// Makes a secret and shows it with the field for its first code.
pub async fn begin(
    State(app): State<App>,
    frame: Frame,
    sent: Guarded<sign_in::Nothing>,
) -> Result<Html<String>, Problem> {
    let setup = app.store().begin_totp(&sent.caller.session()?.account.id).await?;
    let body = html! {
        h1 { (frame.word("ワンタイムパスワード", "One-time passwords")) }
        section.card {
            p { (frame.word("認証アプリでこの図を読み取るか、文字を入力してください。", "Let your app read this picture, or type the letters.")) }
            (picture(&setup)?)
            p { (frame.word("秘密の文字: ", "secret: ")) code #secret { (setup.base32.reveal()) } }
            p.small { code #otpauth { (setup.url.reveal()) } }
            form method="post" action="/account/codes/confirm" {
                (frame.token())
                div.field { label for="code" { (frame.word("アプリに出た6桁の数字", "six digits of the app")) } input #code name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]{6}" required; }
                button.main { (frame.word("確かめる", "confirm")) }
            }
        }
    };
    Ok(frame.show(Page {
        title: frame.word("ワンタイムパスワード", "One-time passwords").to_owned(), body
    }))
}

/// The text for the app as a picture; letters stand beside it for who cannot see it.
fn picture(setup: &TotpSetup) -> Result<Markup, Problem> {
    // What goes wrong would name the text: only that it did is told.
    let code = QrCode::new(setup.url.reveal()).map_err(|_| Problem::failed("no picture of a text"))?;
    let svg = code.render::<Color<'_>>().min_dimensions(220, 220).build();
    let drawn = svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default();
    Ok(html! { div aria-hidden="true" { (PreEscaped(drawn)) } })
}

/// The first code.
#[derive(Deserialize)]
pub struct First {
    code: String,
}

/// Turns them on; the recovery codes are shown once, and a session of full rights takes the place of all others.
pub async fn confirm(
    State(app): State<App>,
    frame: Frame,
    jar: CookieJar,
    sent: Guarded<First>,
) -> Result<Response, Problem> {
    let account = sent.caller.session()?.account.clone();
    let entry = sent.caller.entry("account.totp.make", "", "本人の操作");
    let confirmed =
        app.store().confirm_totp(&account.id, sent.form.code.trim(), Some(&entry), app.now()).await?;
    let Some(codes) = confirmed else {
        return Err(Problem::new(
            Code::Conflict,
            "数字が違います。機器の時計を確かめて、新しい数字でやり直してください",
            "the code is wrong: look at the clock of the device, and try a new code",
        ));
    };
    let jar = sign_in::opened(&app, jar, &account, SecondFactor::Given).await?;
    Ok((jar, shown_once(&frame, &codes)).into_response())
}

fn shown_once(frame: &Frame, codes: &RecoveryCodes) -> Html<String> {
    let body = html! {
        h1 { (frame.word("回復コード", "Recovery codes")) }
        section.card {
            p { strong { (frame.word("表示はこの一度だけです。印刷するか書き写して、機器とは別の場所に置いてください。機器をなくしたとき、一つにつき一度サインインできます。", "They are shown this once: print or copy them, and keep them apart from the device. Each opens the account once when the device is lost.")) } }
            ul #recovery { @for code in &codes.0 { li { code { (code.reveal()) } } } }
            div.acts { button data-print hidden { (frame.word("印刷", "print")) } a.button.main href="/account" { (frame.word("控えました", "I have copied them")) } }
        }
    };
    frame.show(Page { title: frame.word("回復コード", "Recovery codes").to_owned(), body })
}

/// What is typed to turn them off.
#[derive(Deserialize)]
pub struct Known {
    current: String,
}

/// Turns them off for whoever knows the password.
pub async fn remove(
    State(app): State<App>,
    jar: CookieJar,
    sent: Guarded<Known>,
) -> Result<Response, Problem> {
    let Guarded { caller, form } = sent;
    let account = caller.session()?.account.clone();
    must_know(&app, &account, form.current).await?;
    let entry = caller.entry("account.totp.remove", "", "本人の操作");
    app.store().remove_totp(&account.id, Some(&entry), app.now()).await?;
    let jar = sign_in::opened(&app, jar, &account, SecondFactor::NotAsked).await?;
    Ok((jar, Redirect::to("/account")).into_response())
}
