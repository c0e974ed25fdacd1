//! Other claims of the patient that findings of a case name, on pages.

use axum::extract::{Path, State};
use axum::response::Html;
use desk::{Linked, Taken};
use maud::{Markup, html};

use super::said;
use crate::app::App;
use crate::casework::linked::{self, AtHand};
use crate::pages::frame::{Frame, Page};
use crate::pages::receipt;
use crate::pages::words;
use crate::seated::{Seated, seated};
use crate::web::Problem;

/// The list of them.
///
/// # Errors
/// The store fails.
pub async fn section(
    app: &App,
    frame: &Frame,
    own: &Seated,
    id: &str,
    taken: &Taken,
) -> Result<Markup, Problem> {
    let all = linked::all(app, own, (id, taken)).await?;
    Ok(html! { @if !all.is_empty() {
        h2 { (frame.word("指摘に関わるほかのレセプト（縦覧・入外）", "Other claims that findings name")) }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("診療年月", "month")) } th { (frame.word("行と規則", "lines, rules")) } th { (frame.word("レセプト", "claim")) }
            } }
            tbody { @for (at, of, hand) in &all { (row(frame, id, *at, of, hand)) } }
        } }
    } })
}

fn row(frame: &Frame, id: &str, at: u32, of: &Linked, hand: &AtHand) -> Markup {
    html! { tr {
        td data-name=(frame.word("診療年月", "month")) { (words::month(of.month, frame.lang)) }
        td data-name=(frame.word("行と規則", "lines, rules")) { @for (line, rules) in &of.lines {
            div { (line) (frame.word("行 ", ": ")) @for rule in rules { span.code { (rule) } " " } }
        } }
        td data-name=(frame.word("レセプト", "claim")) { @match hand {
            AtHand::Here(file) => { a href={ "/cases/" (id) "/linked/" (at) } { (frame.word("見る", "look at it")) } " " span.small.faint { (said::state(file.case.state().slug()).in_lang(frame.lang)) } },
            AtHand::NotTheirs => span.faint { (frame.word("ほかの支部のものか、関係を申告した医療機関のものです", "of another branch, or of an institution with a relation")) },
            AtHand::Kept => { a href={ "/cases/" (id) "/linked/" (at) } { (frame.word("見る", "look at it")) } " " span.small.faint { (frame.word("事案ではありません（取り込んだときの写し）", "no case: a copy of when it was taken in")) } },
            AtHand::No => span.faint { (frame.word("手元にありません（事案ではなく、取り込んだときに写しも残せませんでした）", "not at hand: it is no case, and no copy could be kept when this one was taken in")) },
        } }
    } }
}

/// Shows one of them, without what was found in it: that is for its own case.
///
/// # Errors
/// It is not there, or not the caller's to see.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Path((id, seq)): Path<(String, u32)>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let own = seated(&app, caller).await?;
    let shown = linked::look(&app, (caller, &own), (&id, seq), frame.lang).await?;
    let month = words::month(shown.linked.month, frame.lang);
    let body = html! {
        nav.pages aria-label=(frame.word("事案の移動", "other cases")) {
            a.button href={ "/cases/" (id) } data-key="u" { (frame.word("事案へ戻る", "back to the case")) }
            button data-print hidden { (frame.word("印刷", "print")) }
        }
        h1 { (frame.word("関わるレセプト", "Linked claim")) "　" (month) }
        p { (frame.word("指摘が挙げる行: ", "lines that findings name: "))
            @for (line, rules) in &shown.linked.lines { a href={ "#line-" (line) } { (line) (frame.word("行", "")) } "（" @for rule in rules { span.code { (rule) } " " } "） " }
        }
        @if let Some(settled) = &shown.settled { p.small { (frame.word("コンピューターの判定: ", "what the computer made of it: ")) (said::settled(settled).in_lang(frame.lang)) } }
        @match &shown.receipt {
            None => p.told { (frame.word("保管期限が過ぎて、レセプトは削除されています。", "The receipt was deleted: its time was over.")) },
            Some((bare, Some(sheet))) => (receipt::paper(&frame, sheet, bare, receipt::Ways { traces: None, own: None, alone: false })),
            Some((_, None)) => p.told { (frame.word("レセプトとして表示できません。", "It cannot be laid out as a receipt.")) },
        }
    };
    let title = format!("{} {month}", shown.institution);
    Ok(frame.show(Page { title, body }))
}
