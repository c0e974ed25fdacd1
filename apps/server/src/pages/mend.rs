//! Mending a file: repairs and comments are taken one by one, the mended file is given back or checked again at once.

mod comments;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use desk::{Checked, Mend, Repair};
use maud::{Markup, html};
use serde::Deserialize;

use super::frame::{Frame, Page};
use crate::app::App;
use crate::auth::Guarded;
use crate::judging::{File, judge_file};
use crate::kept;
use crate::web::{Code, Problem};
use comments::Asked;

/// Shows what can be mended.
///
/// # Errors
/// There is no such check, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let (claims, checked) = whole(&app, &frame, &id).await?;
    app.store().audit(&caller.entry("claim.read", kept::subject(&id), "請求前の修正"), app.now()).await?;
    let (repairs, asked) = offered(&app, &frame, &claims, &checked);
    let body = html! {
        h1 { (frame.word("直す", "Mend")) "　" (checked.file) }
        p { a href={ "/checks/" (id) } { (frame.word("点検の結果へ", "to the result")) } }
        @if repairs.is_empty() && asked.is_empty() {
            p.told { (frame.word("ここで直せる形式の誤りと、選べるコメントはありません。診療内容に関わる指摘は、カルテを確かめて電子カルテで直してください。", "There is nothing to mend here. What touches the treatment is to be put right in your own system.")) }
        } @else {
            p.faint { (frame.word("直すものを選んでください。選ばなかったところは一字も変わりません。診療の内容（コード、点数、日、回数）は、ここでは変えません。", "Choose what to mend. Everything else stays as it is, byte for byte; codes, points, days and counts are never changed here.")) }
            form method="post" action={ "/checks/" (id) "/mend" } data-once {
                (frame.token())
                (listed(&frame, &repairs))
                (comments::form(&frame, &asked))
                div.acts {
                    button.main name="then" value="check" data-busy=(frame.word("点検しています…", "checking…")) { (frame.word("直して、もう一度点検する", "mend, and check again")) }
                    button name="then" value="file" { (frame.word("直したファイルを受け取る", "mend, and give me the file")) }
                }
            }
        }
    };
    Ok(frame.show(Page { title: frame.word("直す", "Mend").to_owned(), body }))
}

async fn whole(app: &App, frame: &Frame, id: &str) -> Result<(Vec<u8>, Checked), Problem> {
    let upload = kept::upload(app, frame.caller()?.clinic()?, id).await?;
    let checked = kept::all(app, &upload).await?;
    Ok((app.store().claims(&upload).await?, checked))
}

fn offered(app: &App, frame: &Frame, claims: &[u8], checked: &Checked) -> (Vec<Repair>, Vec<Asked>) {
    let standing = app.session().pin();
    (desk::repairs(claims, checked, frame.lang), comments::asked(claims, checked, &standing.live, frame.lang))
}

fn listed(frame: &Frame, repairs: &[Repair]) -> Markup {
    html! { @if !repairs.is_empty() {
        h2 { (frame.word("形式の修正", "Formal repairs")) " (" (repairs.len()) ")" }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("直す", "mend")) } th { (frame.word("行", "line")) } th { (frame.word("項目", "item")) }
                th { (frame.word("修正", "what is done")) } th { (frame.word("今", "now")) } th { (frame.word("修正後", "then")) }
            } }
            tbody { @for one in repairs { (row(frame, one)) } }
        } }
    } }
}

fn row(frame: &Frame, of: &Repair) -> Markup {
    let id = format!("repair-{}", of.id);
    html! { tr {
        td { input type="checkbox" id=(id) name="repair" value=(of.id) checked; }
        td.number data-name=(frame.word("行", "line")) { (of.line) }
        td data-name=(frame.word("項目", "item")) { (of.record.as_deref().unwrap_or_default()) " " (of.field_name.as_deref().unwrap_or_default()) }
        td data-name=(frame.word("修正", "what is done")) { label for=(id) { (of.what) } div.basis.small.faint { (of.why) } @if of.places > 1 { div.small { (of.places) (frame.word("か所", " places")) } } }
        td.code data-name=(frame.word("今", "now")) { (of.before) }
        td.code data-name=(frame.word("修正後", "then")) { (of.after) }
    } }
}

/// What was chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    repair: Vec<String>,
    comment: Vec<String>,
    entered: Vec<String>,
    then: String,
}

/// Mends what was chosen.
///
/// # Errors
/// A text is not what its comment asks for, or the check is no longer there.
pub async fn send(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Guarded { caller, form }: Guarded<Chosen>,
) -> Result<Response, Problem> {
    let (claims, checked) = whole(&app, &frame, &id).await?;
    let (repairs, asked) = offered(&app, &frame, &claims, &checked);
    let mut mends: Vec<Mend> =
        repairs.iter().filter(|one| form.repair.contains(&one.id)).map(Repair::accept).collect();
    mends.extend(comments::chosen(&asked, &form.comment, &form.entered)?);
    if mends.is_empty() {
        return Err(Problem::new(Code::Malformed, "直すものが選ばれていません", "nothing was chosen"));
    }
    let mended = desk::mend(&claims, &mends).map_err(overlapping)?;
    let mut entry = caller.entry("claim.mend", kept::subject(&id), "請求前の修正");
    entry.detail = format!("{} changes", mends.len());
    app.store().audit(&entry, app.now()).await?;
    if form.then == "file" {
        return Ok(given(&checked.file, mended));
    }
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let how = kept::head(&app, &upload).await?.how(frame.lang)?;
    let judged = judge_file(&app, caller.clinic()?, File { name: checked.file, bytes: mended }, how).await?;
    let again = kept::keep(&app, &caller, &judged, None).await?;
    Ok(Redirect::to(&format!("/checks/{again}/compare/{id}")).into_response())
}

/// Two changes of the same bytes.
pub fn overlapping(error: desk::MendError) -> Problem {
    Problem::new(Code::Conflict, error.to_string(), "two changes speak of the same place")
}

/// A file to be saved under its name.
pub fn given(name: &str, bytes: Vec<u8>) -> Response {
    let encoded: String = name.bytes().map(percent).collect();
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    ([(CONTENT_TYPE, "application/octet-stream".to_owned()), (CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// A byte as RFC 8187 writes it.
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}
