//! The findings that a clinic has excluded: what, why, by whom, since when; taken back one by one.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use desk::{Called, CheckedFinding};
use maud::{Markup, html};
use serde::Deserialize;
use store::exclusions::Exclusion;

use super::check::Filter;
use super::frame::{Frame, Page};
use super::words;
use crate::app::App;
use crate::auth::Guarded;
use crate::auth::next::ours;
use crate::called::Names;
use crate::excluded::{self, About, REASON, person};
use crate::web::Problem;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/exclusions", get(show))
        .route("/exclusions/{id}/withdraw", post(withdraw))
        .route("/checks/{id}/receipts/{seq}/exclusions", post(make))
}

/// What an exclusion does, and what it does not.
fn meaning(frame: &Frame) -> &'static str {
    frame.word(
        "除外は、この医療機関の画面とJSONでの見え方だけを変えます。審査支払機関の審査や、返戻・査定されるかどうかは変わりません。",
        "Excluding changes what this clinic sees, on screen and in JSON; what the agency does is not changed by it.",
    )
}

/// Lists them.
async fn show(State(app): State<App>, frame: Frame) -> Result<Html<String>, Problem> {
    let caller = frame.caller()?;
    let clinic = person(caller)?;
    let mut all = app.store().exclusions(clinic).await?;
    app.store().audit(&caller.entry("exclusion.list", "exclusions", "請求前の点検"), app.now()).await?;
    all.sort_by_key(|one| (one.withdrawn.is_some(), std::cmp::Reverse(one.made)));
    let mut names = Names::default();
    let mut rows = Vec::new();
    for one in &all {
        let by = names.of(&app, &one.made_by).await?;
        let back = match &one.withdrawn {
            Some((at, by)) => Some((*at, names.of(&app, by).await?)),
            None => None,
        };
        rows.push((one, by, back));
    }
    let called = Called::new(&app.session().pin().live, frame.lang);
    let body = html! {
        h1 { (frame.word("除外した指摘", "Excluded findings")) }
        p.told { (meaning(&frame)) " " (frame.word("同じ版の同じ規則が、同じ患者の同じ月のまったく同じ行について言うものだけが除外されます。行が一字でも変われば、また表示されます。", "Only what the same edition of the same rule says of exactly the same lines of the same patient and month is excluded; with one character changed it is shown again.")) }
        @if rows.is_empty() { p.faint { (frame.word("まだありません。レセプトの画面で、指摘ごとに理由を書いて除外できます。", "None yet: on the page of a receipt each finding can be excluded, with a reason.")) } }
        @else { div.scroll { table.stack {
            thead { tr {
                th { (frame.word("レセプト", "receipt")) } th { (frame.word("指摘", "finding")) }
                th { (frame.word("除外した理由", "why")) } th { (frame.word("除外した人", "by whom")) } th { (frame.word("状態", "state")) }
            } }
            tbody { @for (one, by, back) in &rows { (row(&frame, &called, one, by, back.as_ref())) } }
        } } }
    };
    Ok(frame.show(Page { title: frame.word("除外した指摘", "exclusions").to_owned(), body }))
}

fn row(frame: &Frame, called: &Called, of: &Exclusion, by: &str, back: Option<&(i64, String)>) -> Markup {
    let about: About = serde_json::from_slice(&of.about).unwrap_or_default();
    let number = about.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    html! { tr {
        td data-name=(frame.word("レセプト", "receipt")) {
            (words::month(about.month, frame.lang)) " "
            @if about.check.is_empty() { (number) } @else { a href={ "/checks/" (about.check) "/receipts/" (about.seq) } { (frame.word("番号", "no. ")) (number) } }
        }
        td data-name=(frame.word("指摘", "finding")) {
            (about.message)
            div.faint.small { (called.check(&about.rule, Some(&about.kind))) @if let Some(edition) = &about.edition { "（" (edition) "）" } }
        }
        td data-name=(frame.word("理由", "why")) { (of.reason) }
        td data-name=(frame.word("除外した人", "by whom")) { (words::who(by, frame.lang)) " " span.faint.small { (words::time(of.made)) } }
        td data-name=(frame.word("状態", "state")) {
            @match back {
                Some((at, by)) => span.faint { (frame.word("取消し ", "taken back ")) (words::who(by, frame.lang)) " " (words::time(*at)) },
                None => (taking_back(frame, &of.id, "/exclusions")),
            }
        }
    } }
}

fn taking_back(frame: &Frame, id: &str, back: &str) -> Markup {
    html! { form.screen-only method="post" action={ "/exclusions/" (id) "/withdraw" } {
        (frame.token()) input type="hidden" name="back" value=(back);
        button { (frame.word("除外を取り消す", "take back")) }
    } }
}

/// Of a finding on the page of its receipt: that it is excluded, or the form to do it. `base` is the page's own path.
pub fn on_finding(frame: &Frame, of: &CheckedFinding, base: &str) -> Markup {
    if of.mark.is_empty() {
        return html! {};
    }
    if let Some(excluded) = &of.excluded {
        return taking_back(frame, &excluded.id, &format!("{base}#f-{}", of.id));
    }
    let (path, query) =
        base.split_once('?').map_or((base, String::new()), |(path, query)| (path, format!("?{query}")));
    let id = format!("exclude-{}", of.id);
    html! { details.exclude.screen-only {
        summary { (frame.word("この指摘を除外する", "exclude this finding")) }
        form method="post" action={ (path) "/exclusions" (query) } {
            (frame.token()) input type="hidden" name="finding" value=(of.id);
            div.field {
                label for=(id) { (frame.word("理由", "why")) }
                input id=(id) name="reason" required maxlength=(REASON) size="50";
                span.hint { (meaning(frame)) }
            }
            button { (frame.word("除外する", "exclude")) }
        }
    } }
}

/// Which finding, and why.
#[derive(Debug, Deserialize)]
struct Named {
    finding: String,
    reason: String,
}

/// Excludes a finding and goes back to it.
async fn make(
    State(app): State<App>,
    Path((id, seq)): Path<(String, u64)>,
    Query(filter): Query<Filter>,
    Guarded { caller, form }: Guarded<Named>,
) -> Result<Redirect, Problem> {
    excluded::exclude(&app, &caller, (&id, seq, &form.finding), &form.reason).await?;
    let back = format!("/checks/{id}/receipts/{seq}{}#f-{}", filter.query(), form.finding);
    Ok(Redirect::to(ours(&back)))
}

/// Where to go then.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    back: String,
}

/// Takes one back.
async fn withdraw(
    State(app): State<App>,
    Path(id): Path<String>,
    Guarded { caller, form }: Guarded<Back>,
) -> Result<Redirect, Problem> {
    excluded::withdraw(&app, &caller, &id).await?;
    let back = ours(&form.back);
    Ok(Redirect::to(if back == "/" { "/exclusions" } else { back }))
}
