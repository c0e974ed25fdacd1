//! All accounts, for administrators: who there is, and who is new.

mod one;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use maud::{Markup, html};
use model::Branch;
use serde::Deserialize;
use store::accounts::{Account, Person};
use store::audit::Entry;
use store::{Institution, Role, Secret, Side};

use super::account::digits;
use super::frame::{Frame, Page};
use super::{relations, words};
use crate::app::App;
use crate::auth::roles::KEEPERS;
use crate::auth::{Caller, Guarded};
use crate::web::{Code, Problem};

/// So many stand on a page.
const ON_PAGE: i64 = 100;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/accounts", get(show).post(make))
        .route("/accounts/{id}", get(one::show).post(one::change))
        .route("/accounts/{id}/disable", post(one::disable))
        .route("/accounts/{id}/enable", post(one::enable))
        .route("/accounts/{id}/sessions", post(one::end_sessions))
        .route("/accounts/{id}/password", post(one::password))
        .route("/accounts/{id}/forget-codes", post(one::forget_codes))
        .route("/accounts/{id}/relations", post(relations::of_other))
        .route("/accounts/{id}/relations/{relation}/withdraw", post(relations::withdraw))
}

fn administrator(caller: &Caller) -> Result<(), Problem> {
    caller.must_be(KEEPERS)
}

/// Where the list begins.
#[derive(Debug, Deserialize)]
struct From_ {
    #[serde(default)]
    after: String,
}

/// Lists them.
async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(from): Query<From_>,
) -> Result<Html<String>, Problem> {
    administrator(frame.caller()?)?;
    let all = app.store().accounts(&from.after, ON_PAGE).await?;
    let full = i64::try_from(all.len()).is_ok_and(|count| count == ON_PAGE);
    let body = html! {
        h1 { (frame.word("利用者", "Accounts")) }
        (list(&frame, &all))
        @if let Some(last) = all.last().filter(|_| full) {
            form.pages method="get" action="/accounts" { input type="hidden" name="after" value=(last.login); button { (frame.word("続き", "more")) } }
        }
        (new(&frame))
    };
    Ok(frame.show(Page { title: frame.word("利用者", "accounts").to_owned(), body }))
}

fn list(frame: &Frame, all: &[Account]) -> Markup {
    html! { div.scroll { table.stack {
        thead { tr {
            th { (frame.word("サインインの名前", "name to sign in")) } th { (frame.word("表示名", "name")) } th { (frame.word("役割", "role")) }
            th { (frame.word("医療機関・支部", "institution, branch")) } th { (frame.word("作成", "made")) } th { (frame.word("状態", "state")) }
        } }
        tbody { @for of in all { tr {
            td data-name=(frame.word("サインインの名前", "name to sign in")) { a href={ "/accounts/" (of.id) } { (of.login) } }
            td data-name=(frame.word("表示名", "name")) { (of.display) }
            td data-name=(frame.word("役割", "role")) { (of.role.name().in_lang(frame.lang)) @if let Some(side) = of.side { "（" (side.name().in_lang(frame.lang)) "）" } }
            td data-name=(frame.word("医療機関・支部", "institution, branch")) { (digits(of.institution.as_ref())) " " (of.branch.as_deref().unwrap_or_default()) }
            td data-name=(frame.word("作成", "made")) { (words::time(of.made)) }
            td data-name=(frame.word("状態", "state")) { (state(frame, of)) }
        } } }
    } } }
}

fn state(frame: &Frame, of: &Account) -> Markup {
    html! {
        @if of.disabled { span.mark.return { (frame.word("停止中", "stopped")) } } @else { span.mark.good { (frame.word("有効", "active")) } }
        @if of.second_factor { " " span.mark.notice { (frame.word("ワンタイム", "one-time")) } }
    }
}

fn new(frame: &Frame) -> Markup {
    html! {
        form.card method="post" action="/accounts" data-once {
            (frame.token())
            h2 { (frame.word("新しい利用者", "A new account")) }
            div.row { div.field { label for="login" { (frame.word("サインインの名前", "name to sign in")) } input #login name="login" required maxlength="100" autocomplete="off"; } }
            (what(frame, None))
            div.field { label for="password" { (frame.word("はじめのパスワード（12文字以上）", "first password (12 characters or more)")) } input #password name="password" type="password" minlength="12" required autocomplete="new-password"; }
            button.main { (frame.word("作る", "make")) }
        }
    }
}

/// The fields of what an account is.
fn what(frame: &Frame, of: Option<&Account>) -> Markup {
    let lang = frame.lang;
    html! { div.row {
        div.field { label for="display" { (frame.word("表示名", "name")) } input #display name="display" required maxlength="60" value=[of.map(|of| &of.display)]; }
        div.field { label for="role" { (frame.word("役割", "role")) } select #role name="role" required {
            @for role in Role::ALL { option value=(role.code()) selected[of.is_some_and(|of| of.role == *role)] { (role.name().in_lang(lang)) } }
        } }
        div.field { label for="institution" { (frame.word("医療機関（9桁）", "institution (nine digits)")) } input #institution name="institution" inputmode="numeric" pattern="[0-9]{9}" value=[of.map(|of| digits(of.institution.as_ref()))]; span.hint { (frame.word("役割が医療機関のとき", "for a clinic")) } }
        div.field { label for="branch" { (frame.word("支部（番号）", "branch (number)")) } input #branch name="branch" inputmode="numeric" pattern="[0-9]{2}" value=[of.map(|of| of.branch.as_deref().unwrap_or_default())]; }
        div.field { label for="side" { (frame.word("代表", "stands for")) } select #side name="side" {
            option value="" { (frame.word("なし", "nobody")) }
            @for side in Side::ALL { option value=(side.code()) selected[of.is_some_and(|of| of.side == Some(*side))] { (side.name().in_lang(lang)) } }
        } span.hint { (frame.word("審査委員と裁定者", "for reviewers and arbiters")) } }
    } }
}

/// What an account is, as typed.
#[derive(Debug, Deserialize)]
struct What {
    display: String,
    role: String,
    #[serde(default)]
    institution: String,
    #[serde(default)]
    branch: String,
    #[serde(default)]
    side: String,
}

impl What {
    fn person(&self) -> Result<Person, Problem> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let branch =
            given(&self.branch).map(|number| Branch::read(&number).ok_or_else(no_branch)).transpose()?;
        Ok(Person {
            display: self.display.trim().to_owned(),
            role: Role::from_code(&self.role).ok_or_else(unknown)?,
            institution: given(&self.institution).map(|digits| Institution::new(&digits)).transpose()?,
            branch: branch.map(|branch| branch.number().to_owned()),
            side: given(&self.side).map(|code| Side::from_code(&code).ok_or_else(unknown)).transpose()?,
        })
    }
}

fn no_branch() -> Problem {
    Problem::new(
        Code::Malformed,
        "支部は都道府県の2桁の番号です",
        "a branch is the two digits of its prefecture",
    )
}

fn unknown() -> Problem {
    Problem::new(
        Code::Malformed,
        "役割か代表が正しくありません",
        "there is no such role, or nobody such to stand for",
    )
}

/// A new account, as typed.
#[derive(Deserialize)]
struct New {
    login: String,
    password: String,
    #[serde(flatten)]
    what: What,
}

/// Makes one.
async fn make(State(app): State<App>, sent: Guarded<New>) -> Result<Redirect, Problem> {
    let Guarded { caller, form } = sent;
    administrator(&caller)?;
    let person = form.what.person()?;
    let (login, password, entry) =
        (form.login.trim(), Secret::new(form.password), entry(&caller, "account.make"));
    let id = app.store().create_account(login, &person, password, Some(&entry), app.now()).await?;
    Ok(Redirect::to(&format!("/accounts/{id}")))
}

/// A row of the trail; the store says of which account.
fn entry(caller: &Caller, act: &str) -> Entry {
    caller.entry(act, "", "利用者の管理")
}
