//! Cases of a month: the queues, one case, and what is done with it.

mod acting;
mod decision;
mod done;
mod filter;
mod giving;
mod handing;
mod linked;
mod next;
mod numbers;
mod one;
pub mod place;
mod said;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::{get, post};
use maud::{Markup, html};
use store::cases::{CaseLine, Given, MonthRow};

use super::frame::{Frame, Page};
use super::words::{self, grouped};
use crate::app::App;
use crate::casework::list::{Filter, list};
use crate::seated::seated;
use crate::web::Problem;

/// All routes of cases.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/cases", get(show))
        .route("/cases/next", post(next::take))
        .route("/assign", get(handing::show).post(handing::give))
        .route("/assign/level", post(handing::level))
        .route("/cases/{id}", get(one::show).post(acting::act))
        .route("/cases/{id}/linked/{seq}", get(linked::show))
        .route("/cases/{id}/numbers", post(numbers::show))
        .route("/cases/{id}/trace", get(one::trace))
}

/// Shows the queues of a month.
///
/// # Errors
/// The caller has no seat.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(mut filter): Query<Filter>,
    Query(none_left): Query<filter::NothingLeft>,
) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let own = seated(&app, caller).await?;
    let Some(of) = list(&app, caller, &own, &mut filter).await? else { return Ok(none(&frame)) };
    let body = html! {
        h1 { (frame.word("事案", "Cases")) "　" (title(&frame, &of.month)) }
        (none_left.told(&frame))
        (counts(&frame, &of.progress, &filter))
        (next_form(&frame, &of.month))
        (filter::form(&frame, &filter, &own, (&of.months, &of.rules)))
        (table(&frame, &of.lines, (&of.names, &of.given), &own.person.id))
        (filter::pages(&frame, &filter, of.next))
        p.keys.screen-only { (frame.word("キー: ", "Keys: ")) kbd { "g" } (frame.word(" 次の事案を受け持つ、", " take the next case; ")) kbd { "j" } " " kbd { "k" } (frame.word(" 次・前、", " next, previous; ")) kbd { "Enter" } (frame.word(" 開く", " open")) }
    };
    Ok(frame.show(Page { title: frame.word("事案", "cases").to_owned(), body }))
}

fn none(frame: &Frame) -> Html<String> {
    let body = html! {
        h1 { (frame.word("事案", "Cases")) }
        p.told { (frame.word("審査月がまだありません。審査の結果を取り込むと（shinsa service take）、ここに並びます。", "There is no month yet: cases stand here once a screening was taken in (shinsa service take).")) }
    };
    frame.show(Page { title: frame.word("事案", "cases").to_owned(), body })
}

/// A month with its branch.
pub fn title(frame: &Frame, of: &MonthRow) -> String {
    let branch = model::Branch::read(&of.branch).map_or("", model::Branch::name);
    let state = said::month(of.state).in_lang(frame.lang);
    format!("{} {branch}　{}（{state}）", of.branch, words::month(of.month.parse().ok(), frame.lang))
}

/// How many cases of each queue stand where.
pub fn counts(frame: &Frame, progress: &[(String, String, i64)], filter: &Filter) -> Markup {
    let of = |queue: &str, states: &[&str]| -> i64 {
        let fits = |row: &&(String, String, i64)| {
            row.0 == queue && (states.is_empty() || states.contains(&row.1.as_str()))
        };
        progress.iter().filter(fits).map(|row| row.2).sum()
    };
    html! {
        ul.figures { @for queue in model::Queue::ALL { @let slug = queue.slug(); @if of(slug, &[]) > 0 {
            li {
                div.of { a href=(filter::with_queue(filter, slug)) { (words::queue(slug).in_lang(frame.lang)) } }
                div.value { (grouped(of(slug, &["open"]))) }
                div.of { (frame.word("待ち　担当中 ", "waiting, held ")) (grouped(of(slug, &["held"]))) (frame.word("　照会中 ", ", asked ")) (grouped(of(slug, &["asked"]))) (frame.word("　済 ", ", settled ")) (grouped(of(slug, &["settled"]))) }
            }
        } } }
    }
}

/// The button that takes the next case.
pub fn next_form(frame: &Frame, month: &MonthRow) -> Markup {
    html! { @if month.state == caseflow::Month::Open {
        form.acts method="post" action="/cases/next" {
            (frame.token())
            input type="hidden" name="branch" value=(month.branch);
            input type="hidden" name="month" value=(month.month);
            button.main data-key="g" { (frame.word("次の事案を受け持つ", "take the next case")) }
        }
    } }
}

/// What people are called, and to whom cases are given.
type People<'a> = (&'a BTreeMap<String, String>, &'a [Given]);

fn table(frame: &Frame, lines: &[CaseLine], people: People<'_>, own: &str) -> Markup {
    html! {
        @if lines.is_empty() { p.faint { (frame.word("該当する事案はありません。", "No case fits.")) } } @else { div.scroll { table.stack {
            thead { tr {
                th { (frame.word("医療機関", "institution")) } th { (frame.word("明細書", "receipt")) } th { (frame.word("区分", "queue")) }
                th { (frame.word("状態", "state")) } th { (frame.word("関わる点数", "points at stake")) } th { (frame.word("担当", "who")) } th { (frame.word("最後の操作", "last act")) }
            } }
            tbody { @for line in lines { (row(frame, line, people, own)) } }
        } } }
    }
}

fn row(frame: &Frame, of: &CaseLine, (names, given): People<'_>, own: &str) -> Markup {
    let name = |id: &String| names.get(id).map_or("", String::as_str);
    let given = given.iter().filter(|one| one.case == of.id && of.holder.as_ref() != Some(&one.account));
    let path = format!("/cases/{}", of.id);
    let holder = of.holder.as_deref();
    html! { tr data-goto=(path) tabindex="-1" class=[(holder == Some(own)).then_some("chosen")] {
        td.code data-name=(frame.word("医療機関", "institution")) { (of.institution) }
        td data-name=(frame.word("明細書", "receipt")) { a href=(path) { (of.receipt) (frame.word("件目", "")) } }
        td data-name=(frame.word("区分", "queue")) { (words::queue(&of.queue).in_lang(frame.lang)) }
        td data-name=(frame.word("状態", "state")) { (said::state(&of.state).in_lang(frame.lang)) }
        td.number data-name=(frame.word("関わる点数", "points")) { (grouped(of.points)) }
        td data-name=(frame.word("担当", "who")) {
            (of.holder.as_ref().map_or("", name))
            @for one in given { div.small.faint { (name(&one.account)) (frame.word("（割当）", " (given)")) } }
        }
        td data-name=(frame.word("最後の操作", "last act")) { (words::time(of.changed)) }
    } }
}
