//! What came back to a clinic, month by month and by reason, and whether the check before filing had said so.

mod counts;
mod tables;

use axum::Router;
use axum::extract::{Path, Request, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use desk::Called;
use maud::{Markup, html};

use super::frame::{Frame, Page};
use super::sign_in::Nothing;
use super::words;
use crate::app::App;
use crate::auth::Guarded;
use crate::excluded::person;
use crate::returned::{self, Listed, PURPOSE};
use crate::web::{Code, Problem, Sent};
use counts::Counts;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/returns", get(show).post(send)).route("/returns/{id}/delete", post(delete))
}

/// Shows all of it.
async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let all = returned::all(&app, person(caller)?).await?;
    app.store().audit(&caller.entry("returned.list", "returned", PURPOSE), app.now()).await?;
    let counts = Counts::of(&returned::counted(&all));
    let called = Called::new(&app.session().pin().live, frame.lang);
    let body = html! {
        h1 { (frame.word("返戻・査定の推移", "What came back")) }
        (form(&frame))
        @if all.is_empty() {
            p.faint { (frame.word("まだありません。審査支払機関から届いた帳票を送ると、月別・事由別にここに並びます。", "None yet: send a list that an agency sent you, and it is counted here by month and reason.")) }
        } @else {
            (tables::figures(&frame, &counts))
            (tables::by_month(&frame, &counts))
            (tables::by_reason(&frame, &counts))
            (tables::by_rule(&frame, &counts, &called))
            (tables::unsaid(&frame, &counts))
            (lists(&frame, &all))
        }
    };
    Ok(frame.show(Page { title: frame.word("返戻・査定", "returns").to_owned(), body }))
}

fn form(frame: &Frame) -> Markup {
    html! {
        form.card.screen-only method="post" action="/returns" enctype="multipart/form-data" data-once {
            (frame.token())
            div.drop {
                label for="file" { strong { (frame.word("届いた帳票（返戻内訳書、増減点連絡書、返戻ファイル）", "A list that was sent to you (RIhenr…csv, RIzogn…csv, RECEIPTC.HEN)")) } }
                input #file type="file" name="file" required accept=".csv,.CSV,.hen,.HEN,.gz,.zip";
                p.faint.small { (frame.word("ファイルの名前は届いたままにしてください（処理年月と審査支払機関が分かります）。", "Leave its name as it came: it tells the month and the agency.")) }
            }
            p.small { (frame.word("氏名・記号番号・カルテ番号は、保管している点検のレセプトを探すのに使うだけで保管しません。残りは暗号化して保管します。", "Names, insured numbers and chart numbers are used to find the receipt among kept checks and are not kept; the rest is sealed.")) }
            button.main data-busy=(frame.word("読んでいます…", "reading…")) { (frame.word("取り込む", "take in")) }
        }
    }
}

fn lists(frame: &Frame, all: &[Listed]) -> Markup {
    html! {
        h2 { (frame.word("取り込んだ帳票", "Lists")) }
        div.scroll { table.stack {
            thead { tr {
                th { (frame.word("処理年月", "month")) } th { (frame.word("帳票", "list")) } th { (frame.word("ファイル", "file")) }
                th { (frame.word("件数", "receipts")) } th { (frame.word("取り込み", "taken in")) } th.screen-only { "" }
            } }
            tbody { @for one in all { (list(frame, one)) } }
        } }
    }
}

fn list(frame: &Frame, of: &Listed) -> Markup {
    let row = &of.row;
    html! { tr {
        td data-name=(frame.word("処理年月", "month")) { (words::month(u32::try_from(row.month).ok(), frame.lang)) }
        td data-name=(frame.word("帳票", "list")) {
            (tables::form(&row.kind).in_lang(frame.lang))
            @match &of.list {
                None => div.small { (frame.word("保管した内容を今の版では読めません。削除して、送り直してください。", "What was kept cannot be read by this version: delete it and send it again.")) },
                Some(list) if list.differences > 0 => div.small { (frame.word("様式と違うところ ", "differences from its form: ")) (list.differences) },
                Some(_) => {}
            }
            @if row.kind == "HEN" { div.faint.small { (frame.word("形式は公式の仕様書で確かめていません（未検証）。同じ月の返戻内訳書があれば、件数には入れません。", "The shape is unverified; where there is a 返戻内訳書 of the month this one is not counted.")) } }
        }
        td data-name=(frame.word("ファイル", "file")) { (row.file_name) }
        td.number data-name=(frame.word("件数", "receipts")) { (words::grouped(row.receipts)) }
        td data-name=(frame.word("取り込み", "taken in")) { (words::time(row.made)) }
        td.screen-only { form method="post" action={ "/returns/" (row.id) "/delete" } data-ask=(frame.word("この帳票を集計から除いて削除します。", "Delete this list and no longer count it?")) {
            (frame.token()) button.grave { (frame.word("削除", "delete")) }
        } }
    } }
}

/// Takes a list in.
async fn send(State(app): State<App>, frame: Frame, request: Request) -> Result<Redirect, Problem> {
    let caller = frame.caller()?;
    person(caller)?;
    let sent = Sent::receive(&app, request).await?;
    caller.must_have(sent.value("csrf").unwrap_or_default())?;
    if sent.bytes.is_empty() {
        return Err(Problem::new(
            Code::Malformed,
            "ファイルが選ばれていないか、空です",
            "no file was chosen, or it is empty",
        ));
    }
    returned::take(&app, caller, sent).await?;
    Ok(Redirect::to("/returns"))
}

/// Takes one away.
async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    sent: Guarded<Nothing>,
) -> Result<Redirect, Problem> {
    person(&sent.caller)?;
    returned::delete(&app, &sent.caller, &id).await?;
    Ok(Redirect::to("/returns"))
}
