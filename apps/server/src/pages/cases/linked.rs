//! Other claims of the patient that findings of a case name: those that are cases themselves can be looked at.

use axum::extract::{Path, State};
use axum::response::Html;
use desk::{CheckedReceipt, Linked, Taken};
use maud::{Markup, html};
use store::cases::CaseFile;

use super::{numbers, said};
use crate::app::App;
use crate::auth::caller::not_allowed;
use crate::pages::frame::{Frame, Page};
use crate::pages::receipt;
use crate::pages::words;
use crate::seated::{self, Seated, seated};
use crate::web::Problem;

/// Whether a linked claim can be looked at.
enum AtHand {
    /// It is this case.
    Here(Box<CaseFile>),
    /// It is a case of another branch, or of an institution that is not theirs to judge.
    NotTheirs,
    /// It is no case here: the computer settled it by itself, or it came before.
    No,
}

async fn at_hand(app: &App, own: &Seated, of: &Linked) -> Result<AtHand, Problem> {
    let Some(file) = &of.file else { return Ok(AtHand::No) };
    let receipt = i64::try_from(of.seq).unwrap_or(i64::MAX);
    let Some(id) = app.store().case_of_receipt(file, receipt).await? else { return Ok(AtHand::No) };
    Ok(match app.store().case(&id).await? {
        None => AtHand::No,
        Some(file) if !own.works_for(&file.branch) || own.conflicts(&file) => AtHand::NotTheirs,
        Some(file) => AtHand::Here(Box::new(file)),
    })
}

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
    let mut rows = Vec::new();
    for (at, of) in (1..).zip(taken.linked()) {
        let hand = at_hand(app, own, &of).await?;
        rows.push(row(frame, id, at, &of, &hand));
    }
    Ok(html! { @if !rows.is_empty() {
        h2 { (frame.word("指摘に関わるほかのレセプト（縦覧・入外）", "Other claims that findings name")) }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("診療年月", "month")) } th { (frame.word("行と規則", "lines, rules")) } th { (frame.word("レセプト", "claim")) }
            } }
            tbody { @for row in rows { (row) } }
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
            AtHand::No => span.faint { (frame.word("手元にありません（事案になっていません）", "not at hand: it is no case here")) },
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
    let own = seated(&app, frame.caller()?).await?;
    let file = seated::case(&app, &own, &id).await?;
    if own.conflicts(&file) {
        return Err(not_allowed());
    }
    let (taken, _) = seated::shown(&app, &id).await?.ok_or_else(Problem::not_found)?;
    let at = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1)).ok_or_else(Problem::not_found)?;
    let of = taken.linked().into_iter().nth(at).ok_or_else(Problem::not_found)?;
    let AtHand::Here(other) = at_hand(&app, &own, &of).await? else { return Err(Problem::not_found()) };
    // The look itself is what the trail tells, so it comes first.
    let mut entry = frame.caller()?.entry("case.look-linked", format!("case/{}", other.id), "審査（縦覧）");
    entry.detail = format!("case/{id}");
    app.store().audit(&entry, app.now()).await?;
    let body = page(&app, &frame, &id, &of, &other).await?;
    let title = format!("{} {}", other.case.institution(), words::month(of.month, frame.lang));
    Ok(frame.show(Page { title, body }))
}

async fn page(app: &App, frame: &Frame, id: &str, of: &Linked, other: &CaseFile) -> Result<Markup, Problem> {
    let shown = seated::shown(app, &other.id).await?;
    let month = words::month(of.month, frame.lang);
    Ok(html! {
        nav.pages aria-label=(frame.word("事案の移動", "other cases")) {
            a.button href={ "/cases/" (id) } data-key="u" { (frame.word("事案へ戻る", "back to the case")) }
            button data-print hidden { (frame.word("印刷", "print")) }
        }
        h1 { (frame.word("関わるレセプト", "Linked claim")) "　" (month) }
        p { (frame.word("指摘が挙げる行: ", "lines that findings name: "))
            @for (line, rules) in &of.lines { a href={ "#line-" (line) } { (line) (frame.word("行", "")) } "（" @for rule in rules { span.code { (rule) } " " } "） " }
        }
        @match shown {
            None => p.told { (frame.word("保管期限が過ぎて、レセプトは削除されています。", "The receipt was deleted: its time was over.")) },
            Some((taken, claim)) => (paper(app, frame, taken, &claim)),
        }
    })
}

fn paper(app: &App, frame: &Frame, taken: Taken, claim: &[u8]) -> Markup {
    let bare = CheckedReceipt {
        findings: Vec::new(),
        defects: Vec::new(),
        not_evaluated: Vec::new(),
        ..taken.receipt
    };
    let mut laid = receipt::laid_out(app, claim, &bare, frame.lang);
    if let Some(sheet) = &mut laid {
        numbers::cover(sheet);
    }
    html! { @match laid {
        Some(sheet) => (receipt::paper(frame, &sheet, &bare, receipt::Ways { traces: None, own: None, alone: false })),
        None => p.told { (frame.word("レセプトとして表示できません。", "It cannot be laid out as a receipt.")) },
    } }
}
