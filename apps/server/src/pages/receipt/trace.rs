//! Why a rule spoke of a receipt: a tree of sentences, made by the program that judged.

use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use desk::{CheckedFinding, CheckedReceipt, Trace, TraceNode};
use maud::{Markup, html};
use model::Lang;
use serde::Deserialize;
use store::uploads::Upload;

use crate::app::App;
use crate::history::{Beside, before};
use crate::judging::known;
use crate::kept;
use crate::looks::looked_at;
use crate::pages::check;
use crate::pages::frame::{Frame, Page};
use crate::sheets::part;
use crate::web::Problem;

/// Which rule, and whether the page around it is wanted.
#[derive(Debug, Deserialize)]
pub struct Asked {
    rule: String,
    part: Option<String>,
}

/// Where the trace of a finding unfolds. Checks of the program have none: their message says all.
pub fn unfolding(frame: &Frame, traces: &str, of: &CheckedFinding) -> Markup {
    html! { @if of.edition.is_some() {
        @let src = format!("{traces}?{}", serde_html_form::to_string([("rule", &of.rule)]).unwrap_or_default());
        details.screen-only data-src=(src) {
            summary { (frame.word("なぜこの指摘になったか", "why")) }
            div.trace-place { a href=(src) { (frame.word("根拠になった条件と行を見る", "the conditions and lines")) } }
        }
    } }
}

/// Shows it.
///
/// # Errors
/// There is no such receipt, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, seq)): Path<(String, u64)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let upload = kept::upload(&app, frame.caller()?.clinic()?, &id).await?;
    let of = kept::receipt(&app, &upload, seq).await?;
    looked_at(&app, frame.caller()?, "claim.trace", (&upload, seq)).await?;
    let Made { traces, changed } = made(&app, &upload, of.clone(), frame.lang, asked.rule.clone()).await?;
    let body = html! {
        @if changed { p.told.small { (frame.word("点検のあとで規則が改められています。下は今の規則によるものです。", "The rules have changed since: this is by those of now.")) } }
        @for one in traces.iter().filter(|one| !one.ways.is_empty() || traces.len() == 1) { (tree(&frame, one)) }
    };
    if asked.part.is_some() {
        return Ok(Html(body.into_string()).into_response());
    }
    let body = html! {
        p { a href={ "/checks/" (id) "/receipts/" (seq) } { (frame.word("レセプトへ", "to the receipt")) } }
        h1 { (asked.rule) "　" (check::title(&frame, &of)) }
        (body)
    };
    Ok(frame.show(Page { title: asked.rule, body }).into_response())
}

/// What a rule says of a receipt now.
struct Made {
    traces: Vec<Trace>,
    changed: bool,
}

/// Makes the trace when its turn comes: it is made from the file and all that the clinic filed before.
async fn made(
    app: &App,
    upload: &Upload,
    of: CheckedReceipt,
    lang: Lang,
    rule: String,
) -> Result<Made, Problem> {
    let head = kept::head(app, upload).await?;
    let turn = app.gate().turn().await?;
    let claims = app.store().claims(upload).await?;
    let mut room = app.held().take(claims.len())?;
    let earlier = before(app, &upload.institution, &head.filings, Beside(&mut room, claims.len())).await?;
    let standing = app.session().pin();
    let traced = move || {
        let _held = room;
        let history = known(&head.checked.file, &claims, &earlier);
        let how = head.how(lang)?.asked(&standing.live, history.as_ref());
        let traces = desk::trace(part(&claims, of.bytes), part(&claims, of.frame), &of, how, Some(&rule));
        Ok(Made { traces, changed: standing.live.revision().to_string() != head.checked.revision.id })
    };
    turn.run(traced).await?
}

/// One rule's tree.
pub fn tree(frame: &Frame, of: &Trace) -> Markup {
    html! {
        div.small { strong { (of.title) } "　" (of.result) }
        @if !of.why_not.is_empty() { p.small { (of.why_not) } }
        @for way in &of.ways { ul.trace { (node(frame, way)) } }
        @if of.more > 0 { p.faint.small { (frame.word("ほか", "and ")) (of.more) (frame.word("通り", " more ways")) } }
    }
}

fn node(frame: &Frame, of: &TraceNode) -> Markup {
    let (class, mark) = match of.holds.as_deref() {
        Some("yes") => ("yes", "✓ "),
        Some("no") => ("no", "✗ "),
        Some(_) => ("faint", "？ "),
        None => ("", ""),
    };
    html! {
        li {
            span class=(class) aria-hidden="true" { (mark) } (of.text)
            @if !of.lines.is_empty() {
                " " span.faint { "（" @for (at, line) in of.lines.iter().enumerate() { @if at > 0 { "、" } a href={ "#line-" (line) } { (line) (frame.word("行", "")) } } "）" }
            }
            @if !of.parts.is_empty() { ul.trace { @for part in &of.parts { (node(frame, part)) } } }
        }
    }
}
