//! The first page of a clinic: send a file, and what was checked before.

use axum::extract::{Query, Request, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use store::Role;
use store::uploads::{State as Kept, Upload};

use super::frame::{Frame, Page};
use super::{check, words};
use crate::api::checks::{cursor, kind};
use crate::app::App;
use crate::auth::roles::SEATS;
use crate::excluded::Exclusions;
use crate::judging::{How, judge};
use crate::kept;
use crate::web::{Code, Problem, Sent};

/// Where the list begins.
#[derive(Debug, Deserialize)]
pub struct From_ {
    after: Option<String>,
}

/// Shows it.
///
/// # Errors
/// The store fails.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(from): Query<From_>,
) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    if caller.role() != Role::Clinic {
        let first = if SEATS.contains(&caller.role()) { "/cases" } else { "/rules" };
        return Ok(Redirect::to(first).into_response());
    }
    let after = from.after.as_deref().map(cursor).transpose()?;
    let page = app.store().uploads(caller.clinic()?, after.as_ref(), 20).await?;
    let next = page.next.as_ref().map(|next| format!("/?after={}.{}", next.made, next.id));
    let body = html! {
        h1 { (frame.word("請求前の点検", "Checks before filing")) }
        (form(&app, &frame))
        (list(&frame, &page.uploads))
        @if let Some(next) = next { p.pages { a.button href=(next) { (frame.word("前のものを見る", "earlier")) } } }
    };
    Ok(frame.show(Page { title: frame.word("点検", "checks").to_owned(), body }).into_response())
}

fn form(app: &App, frame: &Frame) -> Markup {
    let (mib, days) = (app.settings().limits.upload_mib, app.settings().keep.claims_days);
    html! {
        form.card method="post" action="/checks" enctype="multipart/form-data" data-once {
            (frame.token())
            div.drop {
                label for="file" { strong { (frame.word("レセプトのファイル（UKE）", "Claim file (UKE)")) } }
                input #file type="file" name="file" required accept=".uke,.UKE,.gz,.zip,text/plain";
                p.faint.small { (frame.word("ここにファイルを落としても選べます。gzip・zipも可、", "Drop a file here, or choose one. gzip and zip too, up to ")) (mib) (frame.word(" MiBまで", " MiB")) }
            }
            div.row {
                div.field {
                    label for="institution" { (frame.word("医療機関の種別", "kind of institution")) }
                    select #institution name="institution" {
                        option value="" { (frame.word("指定しない", "not said")) }
                        option value="clinic" { (frame.word("診療所", "clinic")) }
                        option value="hospital" { (frame.word("病院", "hospital")) }
                    }
                }
                div.field {
                    label { input type="checkbox" name="keep" value="yes" checked; " " (frame.word("結果を保管する", "keep the result")) }
                    span.hint { (frame.word("暗号化して保管し、", "sealed, and deleted after ")) (days) (frame.word("日後に削除します", " days")) }
                }
                button.main data-busy=(frame.word("点検しています…", "checking…")) { (frame.word("点検する", "check")) }
            }
        }
    }
}

fn list(frame: &Frame, uploads: &[Upload]) -> Markup {
    html! {
        h2 { (frame.word("これまでの点検", "Earlier checks")) }
        @if uploads.is_empty() {
            p.faint { (frame.word("まだありません。ファイルを送ると、ここに並びます。", "None yet: they stand here once you sent a file.")) }
        } @else {
            div.scroll { table.stack {
                thead { tr {
                    th { (frame.word("点検した時刻", "when")) } th { (frame.word("ファイル", "file")) }
                    th { (frame.word("件数", "receipts")) } th { (frame.word("判定", "what came of them")) }
                } }
                tbody { @for upload in uploads { (row(frame, upload)) } }
            } }
        }
    }
}

fn row(frame: &Frame, upload: &Upload) -> Markup {
    let path = format!("/checks/{}", upload.id);
    html! {
        tr {
            td data-name=(frame.word("時刻", "when")) { (words::time(upload.made)) }
            td data-name=(frame.word("ファイル", "file")) {
                @if upload.state == Kept::Kept { a href=(path) { (upload.file_name.as_deref().unwrap_or("-")) } }
                @else { span.faint { (frame.word("削除済み", "deleted")) } }
            }
            td.number data-name=(frame.word("件数", "receipts")) { (words::grouped(upload.receipts)) }
            td data-name=(frame.word("判定", "what came of them")) { @for (slug, count) in &upload.dispositions {
                span class={ "mark " (slug) } { (words::disposition(slug).in_lang(frame.lang)) " " (words::grouped(*count)) } " "
            } }
        }
    }
}

/// Takes a file from the form, and goes to what came of it.
///
/// # Errors
/// The file cannot be taken, or the form is not ours.
pub async fn send(State(app): State<App>, frame: Frame, request: Request) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    caller.clinic()?;
    let sent = Sent::receive(&app, request).await?;
    caller.must_have(sent.value("csrf").unwrap_or_default())?;
    if sent.bytes.is_empty() {
        return Err(Problem::new(
            Code::Malformed,
            "ファイルが選ばれていないか、空です",
            "no file was chosen, or it is empty",
        ));
    }
    let keeps = sent.value("keep").is_some();
    let how = How { lang: frame.lang, institution: kind(sent.value("institution"))? };
    let mut judged = judge(&app, caller.clinic()?, sent, how).await?;
    if keeps {
        let id = kept::keep(&app, caller, &judged, None).await?;
        return Ok(Redirect::to(&format!("/checks/{id}")).into_response());
    }
    Exclusions::of(&app, caller.clinic()?).await?.put_all(&mut judged.checked);
    let page: Html<String> = frame.show(check::unkept(&frame, &judged.checked));
    Ok(page.into_response())
}
