//! One receipt as on paper, each finding under its lines.

mod header;
mod lines;
mod notes;
pub mod trace;

use axum::extract::{Path, Query, State};
use axum::response::Html;
use desk::{Called, CheckedDefect, CheckedFinding, CheckedReceipt, Sheet};
use maud::{Markup, html};

use super::check::{self, Filter};
use super::frame::{Frame, Page};
use crate::app::App;
use crate::kept;
use crate::looks::looked_at;
use crate::sheets::laid_out;
use crate::web::Problem;
use notes::Notes;

/// Shows it.
///
/// # Errors
/// There is none, or it is another clinic's.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, seq)): Path<(String, u64)>,
    Query(filter): Query<Filter>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let upload = kept::upload(&app, caller.clinic()?, &id).await?;
    let of = kept::receipt(&app, &upload, seq).await?;
    let claims = app.store().claims(&upload).await?;
    // The look itself is what the trail tells, so it comes first.
    looked_at(&app, caller, "claim.read", (&upload, seq)).await?;
    let around = around(&app, &upload, seq, &filter).await?;
    let sheet = laid_out(&app, &claims, &of, frame.lang);
    let base = format!("/checks/{id}");
    let (own, traces) =
        (format!("{base}/receipts/{seq}{}", filter.query()), format!("{base}/receipts/{seq}/trace"));
    let ways = Ways { traces: Some(&traces), own: Some(&own), alone: true };
    let body = html! {
        (way(&frame, &base, &filter, around))
        @match &sheet {
            Some(sheet) => { (in_short(&frame, &of)) (paper(&frame, sheet, &of, ways)) },
            None => { h1 { (check::title(&frame, &of)) } (unplaced(&frame, &of, Some(&own))) }
        }
        (open_questions(&app, &frame, &of))
        p.keys.screen-only { (frame.word("キー: ", "Keys: ")) kbd { "j" } " " kbd { "k" } (frame.word(" 指摘の次・前、", " next, previous finding; ")) kbd { "n" } " " kbd { "p" } (frame.word(" 次・前のレセプト、", " next, previous receipt; ")) kbd { "t" } (frame.word(" 理由、", " why; ")) kbd { "x" } (frame.word(" 除外、", " exclude; ")) kbd { "u" } (frame.word(" 一覧", " list")) }
    };
    Ok(frame.show(Page { title: check::title(&frame, &of), body }))
}

/// The receipts before and after, of those that the filter shows.
async fn around(
    app: &App,
    upload: &store::uploads::Upload,
    seq: u64,
    filter: &Filter,
) -> Result<(Option<u64>, Option<u64>), Problem> {
    if filter.query().is_empty() {
        let last = u64::try_from(upload.receipts).unwrap_or(0);
        return Ok(((seq > 1).then(|| seq - 1), (seq < last).then(|| seq + 1)));
    }
    let all = kept::all(app, upload).await?;
    let shown = || all.receipts.iter().filter(|one| filter.takes(one)).map(|one| one.seq);
    Ok((shown().take_while(|one| *one < seq).last(), shown().find(|one| *one > seq)))
}

fn way(frame: &Frame, base: &str, filter: &Filter, (before, after): (Option<u64>, Option<u64>)) -> Markup {
    let query = filter.query();
    let link = |seq: u64| format!("{base}/receipts/{seq}{query}");
    html! {
        nav.pages aria-label=(frame.word("レセプトの移動", "other receipts")) {
            a.button href={ (base) (query) } data-key="u" { (frame.word("一覧へ", "to the list")) }
            @if let Some(seq) = before { a.button href=(link(seq)) rel="prev" data-key="p" { (frame.word("前のレセプト", "previous")) } }
            @if let Some(seq) = after { a.button href=(link(seq)) rel="next" data-key="n" { (frame.word("次のレセプト", "next")) } }
            button data-print hidden { (frame.word("印刷", "print")) }
        }
    }
}

/// What is said, in short, with the way to each: the first thing that is asked of a receipt of many lines.
fn in_short(frame: &Frame, of: &CheckedReceipt) -> Markup {
    let standing = of.findings.iter().filter(|one| one.state == "won" && one.excluded.is_none());
    let mut won: Vec<&CheckedFinding> = standing.collect();
    won.sort_by_key(|one| one.certainty != "definite");
    let defects: Vec<&CheckedDefect> = of.defects.iter().filter(|one| one.level != "L48").collect();
    html! { @if !won.is_empty() || !defects.is_empty() {
        ul.short.screen-only aria-label=(frame.word("指摘のまとめ", "what is said, in short")) {
            @for one in defects { li { span.mark.return { (one.level) } " " (one.message) } }
            @for one in won { li { (super::words::conclusion_mark(&one.conclusion, frame.lang)) " " a href={ "#f-" (one.id) } { (one.message) } } }
        }
    } }
}

/// Where the findings of a receipt lead.
#[derive(Clone, Copy)]
pub struct Ways<'a> {
    /// Why they were made; none where nobody can look.
    pub traces: Option<&'a str>,
    /// The page of the receipt, where its clinic may exclude them.
    pub own: Option<&'a str>,
    /// Whether it is the only receipt of its page.
    pub alone: bool,
}

/// The sheet itself.
pub fn paper(frame: &Frame, sheet: &Sheet, of: &CheckedReceipt, ways: Ways<'_>) -> Markup {
    let mut notes = Notes::new(frame, of, sheet, ways);
    html! {
        article.paper {
            (header::title(frame, sheet, of, ways.alone))
            (header::boxes(frame, sheet, &mut notes))
            (notes.told(&sheet.notes))
            (header::diseases(frame, sheet, &mut notes))
            (lines::sections(frame, sheet, &mut notes))
            (header::payers(frame, sheet, &mut notes))
            (header::records(frame.word("症状詳記", "statements"), &sheet.statements, &mut notes))
            (header::records(frame.word("臓器提供者", "organ donor"), &sheet.donor, &mut notes))
            (header::records(frame.word("その他のレコード", "other records"), &sheet.others, &mut notes))
        }
        @if let Some(rest) = notes.rest() { h2 { (frame.word("そのほかの指摘", "What else is said")) } (rest) }
    }
}

/// What is said of a receipt that cannot be laid out.
pub fn unplaced(frame: &Frame, of: &CheckedReceipt, own: Option<&str>) -> Markup {
    let more = |one| html! { @if let Some(own) = own { (super::exclusions::on_finding(frame, one, own)) } };
    html! {
        (super::finding::defects(frame, &of.defects))
        @for one in &of.findings { (super::finding::shown(frame, one, &more(one))) }
    }
}

/// Checks that could not be made, by cause; unfolded where nothing else is said.
pub fn open_questions(app: &App, frame: &Frame, of: &CheckedReceipt) -> Markup {
    let called = Called::new(&app.session().pin().live, frame.lang);
    let alone = of.findings.iter().all(|one| one.state != "won");
    html! { @if !of.not_evaluated.is_empty() {
        details.card.screen-only open[alone] {
            summary { (frame.word("点検できなかった項目", "What could not be checked")) " (" (of.not_evaluated.len()) ")" }
            div.scroll { table {
                thead { tr { th { (frame.word("規則・点検", "rule or check")) } th { (frame.word("理由", "why")) } } }
                tbody { @for one in &of.not_evaluated { tr { td { (called.check(&one.rule, None)) } td { (one.cause) } } } }
            } }
        }
    } }
}
