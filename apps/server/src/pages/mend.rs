//! Mending a file: repairs and comments are taken one by one, the mended file is given back or checked again at once.

mod comments;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Redirect, Response};
use desk::{Checked, Mend, MendError, Repair};
use maud::{Markup, html};
use model::Lang;
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
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    app.store().audit(&caller.entry("claim.read", kept::subject(&id), "請求前の修正"), app.now()).await?;
    let (inner, lang) = (app.clone(), frame.lang);
    let offer = move |claims: Vec<u8>| {
        let (repairs, asked) = offered(&inner, lang, &claims, &checked);
        (repairs, asked, checked)
    };
    let (repairs, asked, checked) = kept::in_turn(&app, &upload, offer).await?;
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

/// Found anew from all of the file: only in its turn.
fn offered(app: &App, lang: Lang, claims: &[u8], checked: &Checked) -> (Vec<Repair>, Vec<Asked>) {
    let standing = app.session().pin();
    (desk::repairs(claims, checked, lang), comments::asked(claims, checked, &standing.live, lang))
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
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    let (name, then) = (checked.file.clone(), form.then.clone());
    let (inner, lang) = (app.clone(), frame.lang);
    let work = move |claims: Vec<u8>| mended(&inner, lang, &claims, &checked, &form);
    let (mended, changes) = kept::in_turn(&app, &upload, work).await??;
    let mut entry = caller.entry("claim.mend", kept::subject(&id), "請求前の修正");
    entry.detail = format!("{changes} changes");
    app.store().audit(&entry, app.now()).await?;
    if then == "file" {
        return Ok(given(&name, mended));
    }
    let how = kept::head(&app, &upload).await?.how(frame.lang)?;
    let judged = judge_file(&app, caller.clinic()?, File { name, bytes: mended }, how).await?;
    let again = kept::keep(&app, &caller, &judged, None).await?;
    Ok(Redirect::to(&format!("/checks/{again}/compare/{id}")).into_response())
}

/// The file with what was chosen, and how many changes that are.
fn mended(
    app: &App,
    lang: Lang,
    claims: &[u8],
    checked: &Checked,
    form: &Chosen,
) -> Result<(Vec<u8>, usize), Problem> {
    let (repairs, asked) = offered(app, lang, claims, checked);
    let mut mends: Vec<Mend> =
        repairs.iter().filter(|one| form.repair.contains(&one.id)).map(Repair::accept).collect();
    mends.extend(comments::chosen(&asked, &form.comment, &form.entered)?);
    if mends.is_empty() {
        return Err(Problem::new(Code::Malformed, "直すものが選ばれていません", "nothing was chosen"));
    }
    Ok((desk::mend(claims, &mends).map_err(unmended)?, mends.len()))
}

/// Why nothing was mended.
pub fn unmended(error: MendError) -> Problem {
    let en = match error {
        MendError::Overlap(at) => {
            format!("two changes speak of the same place (byte {at}): take them one after the other")
        }
        MendError::Outside(at) => {
            format!("a change speaks of what is not in the file (byte {at}): check it anew")
        }
    };
    Problem::new(Code::Conflict, error.to_string(), en)
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

#[cfg(test)]
mod tests {
    use desk::MendError;

    use super::unmended;

    #[test]
    fn each_reason_is_told_in_both_languages() {
        let (twice, outside) = (unmended(MendError::Overlap(7)), unmended(MendError::Outside(9)));
        assert!(twice.detail.contains('7') && twice.detail_en.contains("same place (byte 7)"));
        assert!(outside.detail.contains('9') && outside.detail_en.contains("not in the file (byte 9)"));
    }
}
