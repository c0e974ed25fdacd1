//! What a revision would change, before it is made live: asked for, watched, looked at, and then activated or not.

mod result;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::frame::{Frame, Page};
use super::rules::parts::{job_stage, revision_name};
use super::sign_in::Nothing;
use super::words;
use crate::api::rules::some;
use crate::app::App;
use crate::auth::roles::CENTRE;
use crate::auth::{Caller, Guarded};
use crate::effects::{Candidate, Ended, PURPOSE, Step, Wanted, Working, month};
use crate::ruling::{Job, told};
use crate::web::{Code, Problem, Sent};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/rules/effects", get(show).post(ask))
        .route("/rules/effects/{id}", get(one))
        .route("/rules/effects/{id}/stop", post(stop))
        .route("/rules/effects/{id}/activate", post(activate))
        .route("/rules/effects/{id}/shadow", post(shadow))
}

/// Shows what can be asked, and what was.
async fn show(State(app): State<App>, frame: Frame) -> Result<Response, Problem> {
    frame.caller()?.must_be(CENTRE)?;
    let rules = told::rules(&app, frame.lang).await?;
    let months: std::collections::BTreeSet<String> =
        app.store().all_months().await?.into_iter().map(|month| month.month).collect();
    let body = html! {
        p.small { a href="/rules" { (frame.word("規則へ", "to the rules")) } }
        h1 { (frame.word("改訂の影響", "Effects of a revision")) }
        p { (frame.word("有効にする前に、保管しているレセプトを今の改訂と新しい改訂の両方で点検し、違うところを数えます。指摘は出さず、何も変えません。", "Before a revision goes live, the claims that are kept are judged by both, and what differs is counted. Nothing is issued and nothing changes.")) }
        @match app.effects().working() {
            Some(working) => (progress(&frame, &working)),
            None => (form(&frame, &rules, months.iter().rev())),
        }
        (list(&frame, &app.effects().ended()))
    };
    let page = Page { title: frame.word("改訂の影響", "effects of a revision").to_owned(), body };
    Ok(again(frame.show(page).into_response(), app.effects().working().is_some()))
}

/// A page that looks again by itself while something is being done.
fn again(mut page: Response, working: bool) -> Response {
    if working {
        page.headers_mut().insert(HeaderName::from_static("refresh"), HeaderValue::from_static("2"));
    }
    page
}

fn form<'m>(frame: &Frame, rules: &told::RulesOut, months: impl Iterator<Item = &'m String>) -> Markup {
    let mut seen = std::collections::BTreeSet::from([rules.live.id.clone()]);
    html! {
        form.card method="post" action="/rules/effects" enctype="multipart/form-data" data-once {
            (frame.token())
            h2 { (frame.word("調べる改訂", "Which revision")) }
            div.row {
                div.field {
                    label for="which" { (frame.word("どれを", "which")) }
                    select #which name="which" {
                        @if rules.changeable { option value="bundle" { (frame.word("送る改訂", "one that is sent")) } }
                        @if let Some(shadow) = &rules.shadow { option value="shadow" { (frame.word("影の改訂 ", "the shadow, ")) (shadow.revision.number) "「" (shadow.revision.name) "」" } }
                        @for event in &rules.history { @if seen.insert(event.revision.clone()) {
                            option value=(event.revision) { (frame.word("前に有効だった改訂 ", "once live, ")) (event.number) "「" (event.name) "」" }
                        } }
                    }
                }
                @if rules.changeable { div.field {
                    label for="effects-bundle" { (frame.word("送る改訂（.shinsa-bundle）", "bundle to send")) }
                    input #effects-bundle type="file" name="bundle" accept=".shinsa-bundle";
                } }
            }
            h2 { (frame.word("点検するレセプト", "Of which claims")) }
            div.row {
                div.field {
                    label for="month" { (frame.word("審査月（空ならすべて）", "month of review (blank: all)")) }
                    input #month name="month" list="months" pattern="[0-9]{6}" maxlength="6" inputmode="numeric" placeholder="202407";
                    datalist #months { @for month in months { option value=(month) {} } }
                }
                div.field { label { input type="checkbox" name="cases" value="yes" checked; " " (frame.word("事案のレセプト", "claims of cases")) } }
                div.field { label { input type="checkbox" name="uploads" value="yes" checked; " " (frame.word("医療機関が点検に送り、まだ保管しているレセプト", "claims that clinics sent and that are still kept")) } }
            }
            button.main data-busy=(frame.word("始めています…", "beginning…")) { (frame.word("影響を調べる", "look at the effects")) }
            @if !rules.changeable { p.faint { (frame.word("改訂の保管先なしで起動しているため、影の改訂のほかは調べられません。", "The service was started without a home of revisions: nothing but a shadow can be looked at.")) } }
        }
    }
}

/// How far the one at work is.
fn progress(frame: &Frame, of: &Working) -> Markup {
    let path = format!("/rules/effects/{}", of.id);
    html! {
        div.told role="status" {
            p { (frame.word("調べています: ", "At work: ")) (step(frame, of)) " " a href=(path) { (frame.word("見直す", "look again")) } }
            @if of.of > 0 { progress max=(of.of) value=(of.receipts) aria-label=(frame.word("進み", "how far")) {} }
            p.small { (frame.word("この画面を離れても続きます。", "It goes on when you leave this page.")) }
        }
        @if of.stopped { p.faint { (frame.word("終わらせています…", "ending…")) } } @else {
            form.acts method="post" action={ (path) "/stop" } { (frame.token()) button { (frame.word("ここまでで終える", "end with what there is")) } }
        }
    }
}

fn step(frame: &Frame, of: &Working) -> String {
    let count = |n: u64| words::grouped(i64::try_from(n).unwrap_or(i64::MAX));
    match of.step {
        Step::Preparing(stage) => {
            format!(
                "{}（{}）",
                frame.word("改訂の用意", "the revision is made ready"),
                job_stage(frame, stage)
            )
        }
        Step::Choosing => frame.word("レセプトを選んでいます", "the claims are looked up").to_owned(),
        Step::Judging => format!(
            "{} {} / {}",
            frame.word("点検したレセプト", "receipts judged"),
            count(of.receipts),
            count(of.of)
        ),
    }
}

fn list(frame: &Frame, all: &[Arc<Ended>]) -> Markup {
    html! { @if !all.is_empty() {
        h2 { (frame.word("調べた結果", "Looked at")) }
        p.faint.small { (frame.word("サービスが終わるまで残ります。", "Kept until the service ends.")) }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("終わり", "ended")) } th { (frame.word("改訂", "revision")) } th { (frame.word("レセプト", "receipts")) }
                th { (frame.word("違いのあるもの", "that differ")) } th { (frame.word("増える・なくなる・変わる指摘", "findings more, gone, other")) }
            } }
            tbody { @for one in all { tr {
                td data-name=(frame.word("終わり", "ended")) { a href={ "/rules/effects/" (one.id) } { (words::time(one.times.1)) } }
                @match &one.outcome {
                    Ok(of) => {
                        td data-name=(frame.word("改訂", "revision")) { (revision_name(&of.other)) }
                        td.number data-name=(frame.word("レセプト", "receipts")) { (of.comparison.receipts) }
                        td.number data-name=(frame.word("違い", "differ")) { (of.comparison.total.receipts) }
                        td.number data-name=(frame.word("指摘", "findings")) { (of.comparison.total.added) " · " (of.comparison.total.removed) " · " (of.comparison.total.changed) }
                    }
                    Err(_) => td colspan="4" { (frame.word("できませんでした", "failed")) }
                }
            } } }
        } }
    } }
}

/// Begins.
async fn ask(
    State(app): State<App>,
    caller: Caller,
    frame: Frame,
    request: Request,
) -> Result<Redirect, Problem> {
    caller.must_be(CENTRE)?;
    let sent = Sent::receive(&app, request).await?;
    caller.must_have(sent.value("csrf").unwrap_or_default())?;
    let month = month(sent.value("month").unwrap_or_default())?;
    let (cases, uploads) = (sent.value("cases").is_some(), sent.value("uploads").is_some());
    if !cases && !uploads {
        return Err(Problem::new(
            Code::Malformed,
            "点検するレセプトを一つ以上選んでください",
            "choose some claims to judge",
        ));
    }
    let branch = caller.session()?.account.branch.clone().unwrap_or_default();
    let candidate = match sent.value("which").unwrap_or("bundle").to_owned() {
        which if which == "shadow" => Candidate::Shadow,
        which if which == "bundle" => Candidate::Bundle(Arc::new(some(sent.bytes)?)),
        which => Candidate::Kept(which),
    };
    let wanted = Wanted { candidate, month, branch, cases, uploads, lang: frame.lang };
    let id = app.begin_effects(wanted, caller.entry("rules.effects", "", PURPOSE)).await?;
    Ok(Redirect::to(&format!("/rules/effects/{id}")))
}

/// Shows one: how far it is, or what came of it.
async fn one(State(app): State<App>, Path(id): Path<String>, frame: Frame) -> Result<Response, Problem> {
    frame.caller()?.must_be(CENTRE)?;
    let title = frame.word("改訂の影響", "effects of a revision").to_owned();
    if let Some(working) = app.effects().working().filter(|working| working.id == id) {
        let body = html! {
            p.small { a href="/rules/effects" { (frame.word("改訂の影響へ", "to the effects")) } }
            h1 { (frame.word("改訂の影響", "Effects of a revision")) }
            (progress(&frame, &working))
        };
        return Ok(again(frame.show(Page { title, body }).into_response(), true));
    }
    let ended = app.effects().of(&id).ok_or_else(Problem::not_found)?;
    let body = result::page(&app, &frame, &ended);
    Ok(frame.show(Page { title, body }).into_response())
}

/// Asks the one at work to end.
async fn stop(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    sent.caller.must_be(CENTRE)?;
    if app.effects().working().is_some_and(|working| working.id == id) {
        let entry = sent.caller.entry("rules.effects.stop", format!("effects/{id}"), PURPOSE);
        app.store().audit(&entry, app.now()).await?;
        app.effects().stop(&id);
    } else if app.effects().of(&id).is_none() {
        return Err(Problem::not_found());
    }
    Ok(Redirect::to(&format!("/rules/effects/{id}")))
}

/// The bundle that an effect was looked at with.
fn bundle(app: &App, id: &str) -> Result<Vec<u8>, Problem> {
    let ended = app.effects().of(id).ok_or_else(Problem::not_found)?;
    match &ended.wanted.candidate {
        Candidate::Bundle(bytes) => Ok(bytes.to_vec()),
        Candidate::Shadow | Candidate::Kept(_) => Err(Problem::not_found()),
    }
}

/// Activates what was looked at, without sending it again.
async fn activate(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    sent.caller.must_be(CENTRE)?;
    let job = Job::Activate(bundle(&app, &id)?);
    app.begin(job, sent.caller.entry("rules.activate", "rules", "規則の切替え")).await?;
    Ok(Redirect::to("/rules"))
}

/// Puts what was looked at beside the live revision.
async fn shadow(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    sent.caller.must_be(CENTRE)?;
    let job = Job::Shadow(bundle(&app, &id)?);
    app.begin(job, sent.caller.entry("rules.shadow.set", "rules", "規則の試行")).await?;
    Ok(Redirect::to("/rules"))
}
