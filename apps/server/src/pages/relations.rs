//! Relations with institutions: declared by whoever has them or by an administrator, withdrawn by an administrator alone.

use axum::extract::{Path, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use store::accounts::Account;
use store::cases::{NewRelation, Relation, RelationKind};
use store::{Institution, Now, Role};

use super::frame::Frame;
use super::sign_in::Nothing;
use super::words;
use crate::app::App;
use crate::auth::caller::not_allowed;
use crate::auth::roles::{AGENCY, KEEPERS};
use crate::auth::{Caller, Guarded};
use crate::days;
use crate::web::{Code, Problem};

/// Whether relations mean anything for a role.
pub fn concern(role: Role) -> bool {
    AGENCY.contains(&role)
}

/// Those of an account with the form for another one; they are withdrawn under `base` where it may be done.
///
/// # Errors
/// The store fails.
pub async fn section(
    app: &App,
    frame: &Frame,
    of: &Account,
    base: &str,
    withdrawable: bool,
) -> Result<Markup, Problem> {
    if !concern(of.role) {
        return Ok(html! {});
    }
    let all = app.store().relations(&of.id).await?;
    let now = app.now();
    Ok(html! {
        h2 #relations { (frame.word("医療機関との関係（利益相反）", "Relations with institutions (conflicts of interest)")) }
        p.faint { (frame.word("申告した医療機関の事案は、その期間は見ることも判断することもできず、割り当てられません。", "While it holds, cases of the institution are neither shown nor decided by this person, nor given to them.")) }
        @if all.is_empty() { p { (frame.word("申告はありません。", "None declared.")) } } @else { (list(frame, &all, base, withdrawable, now)) }
        (form(frame, base))
    })
}

fn list(frame: &Frame, all: &[Relation], base: &str, withdrawable: bool, now: Now) -> Markup {
    html! { div.scroll { table.stack {
        thead { tr {
            th { (frame.word("医療機関", "institution")) } th { (frame.word("関係", "relation")) } th { (frame.word("期間", "period")) }
            th { (frame.word("申告", "declared")) } th { (frame.word("状態", "state")) }
        } }
        tbody { @for of in all { @let (first, last) = days::told(of.holds); tr {
            td.code data-name=(frame.word("医療機関", "institution")) { (of.institution.as_str()) }
            td data-name=(frame.word("関係", "relation")) { (of.kind.name().in_lang(frame.lang)) }
            td data-name=(frame.word("期間", "period")) { (first) " ～ " (last) }
            td data-name=(frame.word("申告", "declared")) { (words::time(of.made)) }
            td data-name=(frame.word("状態", "state")) {
                @if let Some(at) = of.withdrawn { (frame.word("取消 ", "withdrawn ")) (words::time(at)) }
                @else {
                    @if of.stands(now) { span.mark.return { (frame.word("有効", "holds")) } } @else { span.mark.notice { (frame.word("期間外", "not now")) } }
                    @if withdrawable { form method="post" action={ (base) "/" (of.id) "/withdraw" } data-ask=(frame.word("この申告を取り消します。", "The declaration will be withdrawn.")) {
                        (frame.token()) button.grave { (frame.word("取り消す", "withdraw")) }
                    } }
                }
            }
        } } }
    } } }
}

fn form(frame: &Frame, base: &str) -> Markup {
    html! { form.card.row method="post" action=(base) data-once {
        (frame.token())
        div.field { label for="relation-institution" { (frame.word("医療機関（9桁）", "institution (nine digits)")) } input #relation-institution name="institution" required pattern="[0-9]{9}" maxlength="9" inputmode="numeric"; }
        div.field { label for="relation-kind" { (frame.word("関係", "relation")) } select #relation-kind name="kind" {
            @for kind in RelationKind::ALL { option value=(kind.code()) { (kind.name().in_lang(frame.lang)) } }
        } }
        div.field { label for="relation-first" { (frame.word("初日（空欄は以前から）", "first day (blank: since ever)")) } input #relation-first name="first" type="date"; }
        div.field { label for="relation-last" { (frame.word("最終日（空欄は続く）", "last day (blank: goes on)")) } input #relation-last name="last" type="date"; }
        button { (frame.word("申告する", "declare")) }
    } }
}

/// A relation, as typed.
#[derive(Debug, Deserialize)]
pub struct Typed {
    institution: String,
    kind: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
}

/// Declares one of an account.
///
/// # Errors
/// It cannot be read, or stands already.
pub async fn declare(
    app: &App,
    caller: &Caller,
    account: &Account,
    typed: &Typed,
    purpose: &str,
) -> Result<(), Problem> {
    if !concern(account.role) {
        return Err(not_allowed());
    }
    let institution = Institution::new(typed.institution.trim())?;
    let (Some(kind), Some(holds)) =
        (RelationKind::from_code(&typed.kind), days::period(&typed.first, &typed.last))
    else {
        return Err(Problem::new(
            Code::Malformed,
            "関係の種類か日付が読めません",
            "the kind of relation or a day cannot be read",
        ));
    };
    let new = NewRelation { account: &account.id, institution: &institution, kind, holds };
    let done =
        app.store().declare_relation(new, &caller.entry("relation.declare", "", purpose), app.now()).await;
    match done {
        Err(error) if error.problem() == store::Problem::Taken => Err(Problem::new(
            Code::Conflict,
            "同じ医療機関との同じ関係は、同じ初日で申告済みです",
            "the same relation with the institution is declared from the same day already",
        )),
        other => Ok(other.map(|_| ())?),
    }
}

/// Declares one's own.
///
/// # Errors
/// As [`declare`].
pub async fn own(State(app): State<App>, sent: Guarded<Typed>) -> Result<Redirect, Problem> {
    let account = sent.caller.session()?.account.clone();
    declare(&app, &sent.caller, &account, &sent.form, "本人の申告").await?;
    Ok(Redirect::to("/account#relations"))
}

/// Declares somebody's, for an administrator.
///
/// # Errors
/// As [`declare`], or there is no such account.
pub async fn of_other(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Typed>,
) -> Result<Redirect, Problem> {
    sent.caller.must_be(KEEPERS)?;
    let account = app.store().account(&id).await?.ok_or_else(Problem::not_found)?;
    declare(&app, &sent.caller, &account, &sent.form, "利用者の管理").await?;
    Ok(Redirect::to(&format!("/accounts/{id}#relations")))
}

/// Withdraws somebody else's: nobody opens cases for themselves.
///
/// # Errors
/// There is none that stands, or it is the caller's own.
pub async fn withdraw(
    State(app): State<App>,
    Path((id, relation)): Path<(String, String)>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    sent.caller.must_be(KEEPERS)?;
    if sent.caller.id() == id {
        return Err(Problem::new(
            Code::Conflict,
            "自分の申告は、ほかの管理者に取り消してもらってください",
            "your own declarations are withdrawn by another administrator",
        ));
    }
    let entry = sent.caller.entry("relation.withdraw", "", "利用者の管理");
    app.store().withdraw_relation(&id, &relation, &entry, app.now()).await?;
    Ok(Redirect::to(&format!("/accounts/{id}#relations")))
}
