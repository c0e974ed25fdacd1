//! One case: the receipt as on paper, what was decided of its rules before, what was done, and what may be done now.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use caseflow::{Month, Refusal};
use desk::{Sheet, Taken};
use maud::{Markup, html};
use model::Branch;
use serde::Deserialize;
use store::cases::CaseFile;

use super::decision::{self, Typed};
use super::{done, giving, linked, numbers, said};
use crate::app::App;
use crate::casework::asked::Shown;
use crate::casework::decision::Mend;
use crate::casework::giving::choices;
use crate::casework::look::{self, Look, Numbers};
use crate::pages::frame::{Frame, Page};
use crate::pages::receipt::{self, Ways};
use crate::pages::words::{self, grouped};
use crate::seated::{Seated, seated};
use crate::web::Problem;

/// Why an act did not come through, and what was typed for it.
pub enum Told {
    /// It is not allowed.
    Refused(Refusal),
    /// Somebody else was quicker; the case had this version when the page was made.
    Stale(usize),
    /// What was typed cannot be taken: what to mend.
    Mistyped(Mend),
}

/// Shows it.
///
/// # Errors
/// There is none, or it is not the caller's to see.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Query(came): Query<Came>,
) -> Result<Response, Problem> {
    let own = seated(&app, frame.caller()?).await?;
    Ok(page(&app, &frame, &own, &id, View { came, ..View::default() }).await?.into_response())
}

/// Where somebody comes from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Came {
    /// The case that was decided just before.
    done: String,
    /// Whether another one was asked for and there is none.
    none: String,
}

impl Came {
    fn told(&self, frame: &Frame) -> Markup {
        let is_id = !self.done.is_empty() && self.done.bytes().all(|byte| byte.is_ascii_alphanumeric());
        html! {
            @if is_id { p.told.good role="status" { (frame.word("前の事案の判断を登録しました。", "The decision of the case before is kept. ")) a href={ "/cases/" (self.done) } { (frame.word("その事案を見る・取り消す", "look at it, or take it back")) } } }
            @if !self.none.is_empty() { p.told role="status" { (frame.word("この月に、いま受け持てる事案はもうありません。", "There is no more case of this month that you could take now.")) } }
        }
    }
}

/// The page with the numbers of the insured; who may see them was asked before.
///
/// # Errors
/// The store fails.
pub async fn with_numbers(app: &App, frame: &Frame, own: &Seated, id: &str) -> Result<Html<String>, Problem> {
    page(app, frame, own, id, View { numbers: Numbers::Shown, ..View::default() }).await
}

/// How the page is shown.
#[derive(Default)]
struct View<'a> {
    told: Option<Told>,
    typed: Option<&'a Typed>,
    numbers: Numbers,
    came: Came,
}

/// The page after an act that did not come through.
///
/// # Errors
/// The store fails.
pub async fn again(
    app: &App,
    frame: &Frame,
    own: &Seated,
    id: &str,
    told: Told,
    typed: &Typed,
) -> Result<Response, Problem> {
    let status = if matches!(told, Told::Mistyped(_)) {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::CONFLICT
    };
    let view = View { told: Some(told), typed: Some(typed), ..View::default() };
    Ok((status, page(app, frame, own, id, view).await?).into_response())
}

async fn page(
    app: &App,
    frame: &Frame,
    own: &Seated,
    id: &str,
    View { told, typed, numbers: with, came }: View<'_>,
) -> Result<Html<String>, Problem> {
    let blank = Typed::default();
    let typed = typed.unwrap_or(&blank);
    let look = look::look(app, (frame.caller()?, own), id, frame.lang, with).await?;
    let Look { file, month, conflict, shown, sheet: laid, names } = look;
    // What others decided and wrote is as much of the case as the receipt.
    let of_acts = if conflict { done::Shown::Acts } else { done::Shown::All };
    let givable = choices(app, own, &file, month).await?;
    let asked = shown.as_ref().map(|(taken, claim)| Shown::new(taken, claim, laid.as_ref()));
    let title = format!("{} {}", file.case.institution(), file.receipt);
    let body = html! {
        (way(frame, &file))
        h1 { (frame.word("事案", "Case")) "　" (title) (frame.word("件目", "")) }
        (came.told(frame))
        @if let Some(told) = &told { (notice(frame, told, &file, (&names, of_acts))) }
        (head(frame, &file, month, &names))
        @if conflict { p.told.bad { (Refusal::Conflict.text().in_lang(frame.lang)) } }
        @if let Some((taken, _)) = &shown {
            (sheet(app, frame, id, (taken, laid.as_ref())))
            (numbers::section(frame, id, own.person.seat, with == Numbers::Shown))
            (linked::section(app, frame, own, id, taken).await?)
            (before(app, frame, &file, taken).await?)
        } @else if !conflict { p.told { (frame.word("保管期限が過ぎて、レセプトは削除されています。", "The receipt was deleted: its time was over.")) } }
        (done::history(frame, &file.events, &names, of_acts))
        (giving::section(frame, own, &file, month, &givable, &names))
        (decision::acts(frame, own, (&file, month), asked.as_ref(), typed))
        p.keys.screen-only { (frame.word("キー: ", "Keys: ")) kbd { "j" } " " kbd { "k" } (frame.word(" 指摘の次・前、", " next, previous finding; ")) kbd { "t" } (frame.word(" なぜ、", " why; ")) kbd { "c" } (frame.word(" 受け持つ、", " take; ")) kbd { "d" } (frame.word(" 判断へ、", " decide; ")) kbd { "1" } "～" kbd { "4" } (frame.word(" 判断を選ぶ（Enterで登録）、", " choose the verdict (Enter keeps it); ")) kbd { "g" } (frame.word(" 次の事案、", " next case; ")) kbd { "u" } (frame.word(" 一覧", " list")) }
    };
    Ok(frame.show(Page { title, body }))
}

fn way(frame: &Frame, file: &CaseFile) -> Markup {
    let query = serde_html_form::to_string([("month", format!("{}/{}", file.branch, file.month))]);
    let list = format!("/cases?{}", query.unwrap_or_default());
    html! {
        nav.pages aria-label=(frame.word("事案の移動", "other cases")) {
            a.button href=(list) data-key="u" { (frame.word("一覧へ", "to the list")) }
            a.button href="#decide" data-key="d" { (frame.word("判断へ", "decide")) }
            form method="post" action="/cases/next" {
                (frame.token())
                input type="hidden" name="branch" value=(file.branch);
                input type="hidden" name="month" value=(file.month);
                button data-key="g" { (frame.word("次の事案を受け持つ", "take the next case")) }
            }
            button data-print hidden { (frame.word("印刷", "print")) }
        }
    }
}

fn head(frame: &Frame, file: &CaseFile, month: Month, names: &BTreeMap<String, String>) -> Markup {
    let lang = frame.lang;
    let branch = Branch::read(&file.branch).map_or("", Branch::name);
    let holder = file.case.holder().and_then(|id| names.get(id));
    html! {
        dl.boxes {
            div { dt { (frame.word("支部・審査月", "branch, month")) } dd { (file.branch) " " (branch) "　" (words::month(file.month.parse().ok(), lang)) "　" (said::month(month).in_lang(lang)) } }
            div { dt { (frame.word("医療機関", "institution")) } dd.code { (file.case.institution()) } }
            div { dt { (frame.word("区分", "queue")) } dd { (words::queue(file.case.queue().slug()).in_lang(lang)) } }
            div { dt { (frame.word("状態", "state")) } dd { (said::state(file.case.state().slug()).in_lang(lang)) @if let Some(holder) = holder { "（" (holder) "）" } } }
            @if !file.case.assigned().is_empty() { div { dt { (frame.word("割当", "given to")) } dd {
                @for (seat, to) in file.case.assigned() { div { (names.get(to).map_or("", String::as_str)) "（" (said::seat(*seat).in_lang(lang)) "）" } }
            } } }
            div { dt { (frame.word("関わる点数", "points at stake")) } dd { (grouped(file.points)) } }
        }
    }
}

fn notice(
    frame: &Frame,
    told: &Told,
    file: &CaseFile,
    (names, shown): (&BTreeMap<String, String>, done::Shown),
) -> Markup {
    html! { div.told.bad role="alert" { @match told {
        Told::Refused(refusal) => p { (refusal.text().in_lang(frame.lang)) },
        Told::Mistyped(mend) => p { (mend.told(frame.lang)) },
        Told::Stale(version) => {
            p { (frame.word("この画面を開いたあとで、ほかの人がこの事案に操作をしました。あなたの操作は行われていません。次のことを確かめて、必要ならもう一度操作してください。", "Somebody acted on this case after your page was made, so nothing was done. See what happened, and act again if it is still needed.")) }
            (done::list(frame, file.events.get(*version..).unwrap_or_default(), names, shown))
        },
    } } }
}

fn sheet(app: &App, frame: &Frame, id: &str, (taken, laid): (&Taken, Option<&Sheet>)) -> Markup {
    let traces = format!("/cases/{id}/trace");
    let of = &taken.receipt;
    html! {
        @match laid {
            Some(sheet) => (receipt::paper(frame, sheet, of, Ways { traces: Some(&traces), own: None, alone: false })),
            None => (receipt::unplaced(frame, of, None)),
        }
        (receipt::open_questions(app, frame, of))
    }
}

/// What was decided before where the same rules spoke, in all branches.
async fn before(app: &App, frame: &Frame, file: &CaseFile, taken: &Taken) -> Result<Markup, Problem> {
    let rows = look::before(app, taken).await?;
    let settled = file.case.settlement().is_some();
    Ok(html! { @if !rows.is_empty() {
        h2 { (frame.word("同じ規則についてのこれまでの判断", "Earlier decisions where the same rules spoke")) }
        @if settled { p.small.faint { (frame.word("この事案の判断を含みます。", "This case is among them.")) } }
        div.scroll { table {
            thead { tr { th { (frame.word("規則・点検", "rule or check")) } th { (frame.word("判断（明細の数）", "decisions (lines)")) } } }
            tbody { @for (rule, decided) in rows { tr {
                td.code { (rule) }
                td { @if decided.is_empty() { span.faint { (frame.word("まだない", "none yet")) } }
                    @for (verdict, lines) in decided { (said::verdict_of(&verdict).in_lang(frame.lang)) " " (grouped(lines)) "　" } }
            } } }
        } }
    } })
}

/// Which rule, and whether the page around it is wanted.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    rule: String,
    part: Option<String>,
}

/// Shows why a rule spoke, by the rules of now.
///
/// # Errors
/// There is no such case, or it is not the caller's to see.
pub async fn trace(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let caller = frame.caller()?;
    let own = seated(&app, caller).await?;
    let traces = look::trace(&app, (caller, &own), &id, &wanted.rule, frame.lang).await?;
    let body = html! {
        p.small.faint { (frame.word("今の規則によるものです。ほかの月の明細書は見ていません。", "By the rules of now; claims of other months are not looked at.")) }
        @for one in &traces { (receipt::trace::tree(&frame, one)) }
    };
    if wanted.part.is_some() {
        return Ok(Html(body.into_string()).into_response());
    }
    let body = html! {
        p { a href={ "/cases/" (id) } { (frame.word("事案へ", "to the case")) } }
        h1 { (wanted.rule) }
        (body)
    };
    Ok(frame.show(Page { title: wanted.rule, body }).into_response())
}
