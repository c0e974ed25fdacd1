//! What came of a claim file: figures, what is wrong with the file, its receipts with filters.

mod figures;
mod filter;

use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect, Response};
use desk::{Called, Checked, CheckedReceipt};
use maud::{Markup, html};
use serde::Deserialize;

use super::frame::{Frame, Page};
use super::words::{self, grouped};
use super::{finding, mend};
use crate::app::App;
use crate::auth::Guarded;
use crate::kept;
use crate::looks::looked;
use crate::web::Problem;
use figures::Base;
pub use filter::Filter;

/// So many receipts stand on a page.
const ON_PAGE: usize = 100;

/// Shows a check that is kept.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    let anew = kept::head(&app, &upload).await?.anew;
    looked(&app, caller, "check.list", &upload).await?;
    let found: Vec<&CheckedReceipt> = checked.receipts.iter().filter(|one| filter.takes(one)).collect();
    let called = Called::new(&app.session().pin().live, frame.lang);
    let page = filter.page().min(found.len().div_ceil(ON_PAGE).saturating_sub(1));
    let base = format!("/checks/{id}");
    let body = html! {
        (lead(&frame, &checked, Base(Some(&base))))
        @if let Some(at) = anew { (judged_anew(&frame, at)) }
        (acts(&frame, &base))
        (of_file(&frame, &checked))
        (figures::more(&frame, &checked, Base(Some(&base))))
        (figures::by_check(&frame, &checked, &called, &base))
        h2 { (frame.word("レセプト", "Receipts")) " " span.faint.small { (grouped(found.len() as i64)) (frame.word("件", "")) } }
        (filter.form(&frame, &checked, &called, &base))
        div.acts { a.button href={ (base) "/print" (filter.query()) } { (frame.word("一覧のレセプトをまとめて印刷する", "print all of these receipts")) } }
        @if found.is_empty() { p.faint { (frame.word("当てはまるレセプトはありません。", "No receipt is like this.")) } }
        (receipts(&frame, found.iter().skip(page * ON_PAGE).take(ON_PAGE).copied(), &filter, &base))
        (filter.pages(&frame, page, found.len().div_ceil(ON_PAGE), &base))
        p.keys.screen-only { (frame.word("キー: ", "Keys: ")) kbd { "j" } " " kbd { "k" } (frame.word(" 次・前、", " next, previous; ")) kbd { "Enter" } (frame.word(" 開く", " open")) }
    };
    Ok(frame.show(Page { title: checked.file.clone(), body }))
}

/// A check that nobody keeps: all of it on one page, gone when the page is.
pub fn unkept(frame: &Frame, checked: &Checked) -> Page {
    let troubled = checked.receipts.iter().filter(|one| !one.findings.is_empty() || !one.defects.is_empty());
    let body = html! {
        (lead(frame, checked, Base(None)))
        (figures::more(frame, checked, Base(None)))
        p.told { (frame.word("この結果は保管していません。この画面を閉じると見られなくなります。", "Nothing of this is kept: it is gone with this page.")) }
        div.acts { a.button.main href="/" { (frame.word("ほかのファイルを点検する", "check another file")) } button data-print hidden { (frame.word("印刷", "print")) } }
        (of_file(frame, checked))
        @for receipt in troubled {
            section.card {
                h2 { (title(frame, receipt)) " " (words::outcome_mark(receipt, frame.lang)) }
                (finding::defects(frame, &receipt.defects))
                @for one in &receipt.findings { (finding::shown(frame, one, &html! {})) }
            }
        }
    };
    Page { title: checked.file.clone(), body }
}

/// A receipt in a few words, without naming the patient.
pub fn title(frame: &Frame, receipt: &CheckedReceipt) -> String {
    let number = receipt.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let kind = match receipt.inpatient {
        Some(true) => frame.word("入院", "inpatient"),
        Some(false) => frame.word("入院外", "outpatient"),
        None => "",
    };
    let month = words::month(receipt.month, frame.lang);
    format!("{}{number}　{month}　{kind}", frame.word("レセプト番号", "receipt "))
}

fn lead(frame: &Frame, checked: &Checked, base: Base<'_>) -> Markup {
    html! {
        h1 { (checked.file) }
        p.faint.small { (frame.word("点検した規則: ", "judged by: ")) (checked.revision.name) @if checked.revision.number > 0 { " (" (checked.revision.number) ")" } " " span.code { (checked.revision.id.chars().take(12).collect::<String>()) } }
        @if checked.refused { p.told.bad { (frame.word("このファイルには、このままでは受け付けられない請求があります。", "As it is, this file holds claims that cannot be received.")) } }
        @if let Some(broken) = &checked.broken { p.told.bad { (broken) } }
        (figures::of_receipts(frame, checked, base))
    }
}

/// That it is not what was found when the file was sent.
fn judged_anew(frame: &Frame, at: i64) -> Markup {
    html! { p.told {
        (frame.word("保管していた結果が読めなくなったため、保管していたレセプトから点検し直しました（", "What was kept of the result could no longer be read: the kept claims were checked anew ("))
        (words::time(at)) (frame.word("）。点検した規則は上のとおりです。", "), by the rules named above."))
    } }
}

fn acts(frame: &Frame, base: &str) -> Markup {
    html! {
        div.acts {
            a.button.main href={ (base) "/mend" } { (frame.word("直す", "mend")) }
            a.button href={ (base) "/asp" } { (frame.word("ASP結果リスト", "ASP result list")) }
            a.button href={ (base) "/result.json" } { "JSON" }
            button data-print hidden { (frame.word("印刷", "print")) }
            form method="post" action={ (base) "/delete" } data-ask=(frame.word("この点検とレセプトを削除します。元に戻せません。", "Delete this check with its claims? This cannot be undone.")) {
                (frame.token()) button.grave { (frame.word("削除", "delete")) }
            }
        }
    }
}

fn of_file(frame: &Frame, checked: &Checked) -> Markup {
    html! { @if !checked.defects.is_empty() {
        h2 { (frame.word("ファイル全体", "The file as a whole")) }
        (finding::defects(frame, &checked.defects))
    } }
}

fn receipts<'a>(
    frame: &Frame,
    receipts: impl Iterator<Item = &'a CheckedReceipt>,
    filter: &Filter,
    base: &str,
) -> Markup {
    html! {
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("番号", "number")) } th { (frame.word("診療年月", "month")) } th { (frame.word("入外", "in/out")) }
                th { (frame.word("請求点数", "claimed")) } th { (frame.word("判定", "what comes of it")) } th { (frame.word("指摘", "what is said")) }
            } }
            tbody { @for one in receipts {
                @let path = format!("{base}/receipts/{}{}", one.seq, filter.query());
                tr data-goto=(path) {
                    td.number data-name=(frame.word("番号", "number")) { a href=(path) { (one.number.map_or_else(|| format!("#{}", one.seq), |number| number.to_string())) } }
                    td data-name=(frame.word("診療年月", "month")) { (words::month(one.month, frame.lang)) }
                    td data-name=(frame.word("入外", "in/out")) { (match one.inpatient { Some(true) => frame.word("入院", "in"), Some(false) => frame.word("入院外", "out"), None => "-" }) }
                    td.number data-name=(frame.word("点数", "points")) { (points(one)) }
                    td data-name=(frame.word("判定", "what comes of it")) { (words::outcome_mark(one, frame.lang)) }
                    td data-name=(frame.word("指摘", "what is said")) { (said(frame, one)) }
                }
            } }
        } }
    }
}

/// Points as claimed, and what would be left where it is another number.
fn points(of: &CheckedReceipt) -> Markup {
    let claimed = of.points_claimed.map_or_else(|| "-".to_owned(), grouped);
    let after = of.points_after.filter(|after| Some(*after) != of.points_claimed);
    html! { (claimed) @if let Some(after) = after { " → " strong { (grouped(after)) } } }
}

/// The first of what is said of a receipt, and how much more there is.
fn said(frame: &Frame, of: &CheckedReceipt) -> Markup {
    let defects = of.defects.iter().filter(|one| one.level != "L48").map(|one| one.message.as_str());
    let standing = of.findings.iter().filter(|one| one.state == "won");
    let excluded = of.findings.iter().filter(|one| one.excluded.is_some()).count();
    let mut findings: Vec<_> = standing.filter(|one| one.excluded.is_none()).collect();
    findings.sort_by_key(|one| (one.certainty != "definite", one.conclusion == "notice"));
    let all: Vec<&str> = defects.chain(findings.iter().map(|one| one.message.as_str())).collect();
    let more = all.len().saturating_sub(2);
    html! {
        @for text in all.iter().take(2) { div.small { (text) } }
        @if more > 0 { div.faint.small { (frame.word("ほか", "and ")) (more) (frame.word("件", " more")) } }
        @if excluded > 0 { div.faint.small { (frame.word("除外した指摘 ", "excluded: ")) (excluded) } }
        @if !of.not_evaluated.is_empty() { div.faint.small { (frame.word("点検できなかった項目 ", "not evaluated: ")) (of.not_evaluated.len()) } }
    }
}

/// Everything that was said, as JSON to be saved.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn json(State(app): State<App>, frame: Frame, Path(id): Path<String>) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let checked = kept::all(&app, &upload).await?;
    looked(&app, caller, "check.download", &upload).await?;
    let bytes = serde_json::to_vec_pretty(&checked).map_err(Problem::failed)?;
    Ok(mend::given(&format!("{}.json", checked.file), bytes))
}

/// The claim file itself, as it was sent (unpacked).
///
/// # Errors
/// There is no such check.
pub async fn file(State(app): State<App>, frame: Frame, Path(id): Path<String>) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    looked(&app, caller, "claim.download", &upload).await?;
    Ok(mend::given(upload.file_name.as_deref().unwrap_or("claims.UKE"), app.store().claims(&upload).await?))
}

/// What deleting needs: the token alone.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Deletes a check.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    kept::delete(&app, &sent.caller, &id).await?;
    Ok(Redirect::to("/"))
}
