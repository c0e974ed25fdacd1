//! Hands the cases of a month out by name: chosen ones to one person, or all that wait evenly over a seat.

mod forms;

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Query, State};
use axum::response::Html;
use caseflow::level::level as levelled;
use caseflow::{Act, Person, Seat};
use maud::{Markup, html};
use serde::Deserialize;
use store::cases::{Acted, CaseFilter, CaseLine, MonthRow};

use super::decision::Typed;
use super::{giving, next};
use crate::app::App;
use crate::auth::caller::not_allowed;
use crate::auth::{Caller, Guarded};
use crate::pages::frame::{Frame, Page};
use crate::seated::names;
use crate::web::Problem;

/// So many cases stand on the page, the heaviest ones.
const ON_PAGE: i64 = 200;

/// Somebody who hands out, and for which branch.
struct Hands {
    person: Person,
    branch: Option<String>,
}

async fn hands(app: &App, caller: &Caller) -> Result<Hands, Problem> {
    let account = &caller.session()?.account;
    let person = app.store().distributor(account, app.now()).await?.ok_or_else(not_allowed)?;
    Ok(Hands { person, branch: account.branch.clone() })
}

/// Which cases are listed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    month: String,
    queue: String,
    /// `none` for those that are given to nobody.
    given: String,
}

/// What came of handing out.
#[derive(Default)]
struct Came {
    done: u64,
    refused: BTreeMap<&'static str, (model::Text, u64)>,
    stale: u64,
}

/// Shows what may be handed out.
///
/// # Errors
/// The caller hands nothing out.
pub async fn show(
    State(app): State<App>,
    frame: Frame,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let own = hands(&app, frame.caller()?).await?;
    page(&app, &frame, &own, &wanted, None).await
}

/// Gives the chosen cases to somebody.
///
/// # Errors
/// The month is not there, or not the caller's.
pub async fn give(
    State(app): State<App>,
    frame: Frame,
    Guarded { caller, form }: Guarded<Vec<(String, String)>>,
) -> Result<Html<String>, Problem> {
    let own = hands(&app, &caller).await?;
    let chosen: Vec<String> =
        form.iter().filter(|(name, _)| name == "case").map(|(_, value)| value.clone()).collect();
    let typed = Typed(form.into_iter().collect());
    let wanted = Wanted {
        month: typed.of("month").to_owned(),
        queue: typed.of("queue").to_owned(),
        given: typed.of("given").to_owned(),
    };
    let month = month(&app, &own, &wanted.month).await?;
    let (seat, to) = giving::meant(&typed).filter(|_| !chosen.is_empty()).ok_or_else(not_chosen)?;
    let mut came = Came::default();
    for one in &chosen {
        let (id, version) = one.split_once('.').ok_or_else(not_chosen)?;
        // A case of another month or branch is not here, whoever names it.
        let here = app.store().case(id).await?;
        if here.is_none_or(|file| file.branch != month.branch || file.month != month.month) {
            return Err(Problem::not_found());
        }
        let version = version.parse().map_err(|_| not_chosen())?;
        let act = Act::Assign { seat, to: to.clone(), text: typed.of("text").trim().to_owned() };
        came.put(app.store().act_on_case(id, version, &own.person, act, PURPOSE, app.now()).await)?;
    }
    page(&app, &frame, &own, &wanted, Some(&came)).await
}

const PURPOSE: &str = "事案の割当";

/// Of which month, over which seat.
#[derive(Debug, Deserialize)]
pub struct Over {
    month: String,
    seat: String,
}

/// Gives everything that waits and is given to nobody, evenly over a seat.
///
/// # Errors
/// The month is not there, or not the caller's.
pub async fn level(
    State(app): State<App>,
    frame: Frame,
    Guarded { caller, form }: Guarded<Over>,
) -> Result<Html<String>, Problem> {
    let own = hands(&app, &caller).await?;
    let month = month(&app, &own, &form.month).await?;
    let seat = Seat::from_slug(&form.seat).ok_or_else(not_chosen)?;
    let by_name = next::by_name(&app, seat, &month.branch, &month.month).await?;
    let lines = unsettled(&app, &month, "", Some("open")).await?;
    let loads = next::loads(&app, seat, &month.branch, &month.month).await?;
    let waiting = lines.iter().filter_map(|line| next::weighed(line, &by_name)).collect();
    let mut came = Came::default();
    for (id, to) in levelled(waiting, &loads, seat) {
        let Some(line) = lines.iter().find(|line| line.id == id && !by_name.contains_key(&id)) else {
            continue;
        };
        let act = Act::Assign { seat, to, text: String::new() };
        came.put(app.store().act_on_case(&id, line.version, &own.person, act, PURPOSE, app.now()).await)?;
    }
    let wanted = Wanted { month: form.month, ..Wanted::default() };
    page(&app, &frame, &own, &wanted, Some(&came)).await
}

impl Came {
    fn put(&mut self, one: store::Result<Acted>) -> Result<(), Problem> {
        match one {
            Ok(Acted::Done(_)) => self.done += 1,
            Ok(Acted::Refused(refusal)) => {
                self.refused.entry(refusal.code()).or_insert((refusal.text(), 0)).1 += 1;
            }
            Err(error) if error.problem() == store::Problem::Stale => self.stale += 1,
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn told(&self, frame: &Frame) -> Markup {
        let bad = self.stale > 0 || !self.refused.is_empty();
        html! { div.told.good[!bad].bad[bad] role="status" {
            p { (frame.word("割り当てた事案: ", "cases given: ")) (self.done) }
            @for (text, count) in self.refused.values() { p { (count) (frame.word("件: ", ": ")) (text.in_lang(frame.lang)) } }
            @if self.stale > 0 { p { (self.stale) (frame.word("件: 画面を開いたあとで、ほかの人が操作しました。確かめて、もう一度割り当ててください", ": somebody acted on them after the page was made; look, and give them again")) } }
        } }
    }
}

fn not_chosen() -> Problem {
    Problem::new(
        crate::web::Code::Malformed,
        "事案と、割り当てる人を選んでください",
        "choose cases, and to whom they are given",
    )
}

async fn months(app: &App, own: &Hands) -> Result<Vec<MonthRow>, Problem> {
    let mut months = match &own.branch {
        Some(branch) => app.store().months(branch).await?,
        None => app.store().all_months().await?,
    };
    months.retain(|month| month.state == caseflow::Month::Open);
    Ok(months)
}

async fn month(app: &App, own: &Hands, key: &str) -> Result<MonthRow, Problem> {
    let months = months(app, own).await?;
    months.into_iter().find(|one| key_of(one) == key).ok_or_else(Problem::not_found)
}

fn key_of(of: &MonthRow) -> String {
    format!("{}/{}", of.branch, of.month)
}

async fn unsettled(
    app: &App,
    month: &MonthRow,
    queue: &str,
    state: Option<&str>,
) -> Result<Vec<CaseLine>, Problem> {
    let mut lines = Vec::new();
    for of in ["open", "held", "asked"].into_iter().filter(|of| state.is_none_or(|only| only == *of)) {
        let filter = CaseFilter {
            branch: month.branch.clone(),
            month: month.month.clone(),
            queue: queue.to_owned(),
            state: of.to_owned(),
            ..CaseFilter::default()
        };
        lines.extend(
            app.store().cases(&filter, None, if state.is_some() { i64::MAX } else { ON_PAGE }).await?,
        );
    }
    Ok(lines)
}

async fn page(
    app: &App,
    frame: &Frame,
    own: &Hands,
    wanted: &Wanted,
    came: Option<&Came>,
) -> Result<Html<String>, Problem> {
    let months = months(app, own).await?;
    let title = frame.word("事案の割当", "Handing out").to_owned();
    let Some(month) = months.iter().find(|one| key_of(one) == wanted.month).or(months.first()) else {
        let body =
            html! { h1 { (title) } p.told { (frame.word("審査中の月がありません。", "No month is open.")) } };
        return Ok(frame.show(Page { title, body }));
    };
    let given = app.store().given(&month.branch, &month.month).await?;
    let mut lines = unsettled(app, month, &wanted.queue, None).await?;
    if wanted.given == "none" {
        lines.retain(|line| !given.iter().any(|one| one.case == line.id) && line.holder.is_none());
    }
    let more = i64::try_from(lines.len()).is_ok_and(|count| count >= ON_PAGE);
    lines.truncate(usize::try_from(ON_PAGE).unwrap_or(usize::MAX));
    let people = app.store().people(&month.branch, app.now()).await?;
    let named: BTreeSet<String> = lines
        .iter()
        .filter_map(|line| line.holder.clone())
        .chain(given.iter().map(|one| one.account.clone()))
        .collect();
    let names = names(app, named).await?;
    let subject = format!("month/{}/{}", month.branch, month.month);
    app.store().audit(&frame.caller()?.entry("case.list", subject, PURPOSE), app.now()).await?;
    let body = html! {
        h1 { (title) "　" (super::title(frame, month)) }
        @if let Some(came) = came { (came.told(frame)) }
        (forms::filter(frame, &months, month, wanted))
        (forms::evenly(frame, month, &people))
        @if lines.is_empty() { p.faint { (frame.word("該当する事案はありません。", "No case fits.")) } }
        @else { (forms::by_hand(frame, month, wanted, &lines, &given, &names, &people)) }
        @if more { p.small.faint { (frame.word("重いものから示しています。割り当てると続きが出ます。", "The heaviest ones; more come as these are given.")) } }
    };
    Ok(frame.show(Page { title, body }))
}
