//! Hands the cases of a month out by name: chosen ones to one person, or all that wait evenly over a seat.

mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use axum::extract::{Query, State};
use axum::response::Html;
use caseflow::level::level as levelled;
use caseflow::{Act, Person, Seat};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use store::cases::{Acted, CaseFilter, CaseLine, FIRST, MonthRow, Waits, Whose};

use super::decision::Typed;
use super::{giving, place};
use crate::app::App;
use crate::auth::caller::not_allowed;
use crate::auth::{Caller, Guarded};
use crate::called::names;
use crate::casework::list::{after, behind, key};
use crate::casework::{months, next};
use crate::pages::frame::{Frame, Page};
use crate::web::Problem;

/// So many cases stand on a page, the heaviest ones first.
const ON_PAGE: usize = 200;

/// So many cases are levelled at once, the heaviest ones: each is a transaction, and a request must end in time.
const AT_ONCE: i64 = 300;

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
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Wanted {
    month: String,
    queue: String,
    /// `none` for those that are given to nobody.
    given: String,
    after: String,
}

impl Wanted {
    fn link(&self) -> String {
        format!("/assign?{}", serde_html_form::to_string(self).unwrap_or_default())
    }
}

/// What came of handing out.
#[derive(Default)]
struct Came {
    done: u64,
    refused: BTreeMap<&'static str, (model::Text, u64)>,
    stale: u64,
    /// So many were not handed out: they wait for the next time.
    left: u64,
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
        after: typed.of("after").to_owned(),
    };
    let month = month(&app, &own, &wanted.month).await?;
    let (seat, to) = giving::meant(&typed).filter(|_| !chosen.is_empty()).ok_or_else(not_chosen)?;
    let (mut came, until) = (Came::default(), until(&app));
    for (at, one) in (0..).zip(&chosen) {
        if Instant::now() >= until {
            came.left = chosen.len() as u64 - at;
            break;
        }
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

/// When a request stops handing out and says how many are left: well before its own time is over.
fn until(app: &App) -> Instant {
    Instant::now() + app.settings().limits.request() / 2
}

/// Gives what waits and is given to nobody evenly over a seat: so many at once, the heaviest first.
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
    let of = Waits { branch: &month.branch, month: &month.month, seat };
    let mut came = some_levelled(&app, &own, of).await?;
    let left = app.store().waiting_count(of, Whose::Nobody, app.now()).await?;
    came.left = left.unsigned_abs();
    let wanted = Wanted { month: form.month, ..Wanted::default() };
    page(&app, &frame, &own, &wanted, Some(&came)).await
}

async fn some_levelled(app: &App, own: &Hands, of: Waits<'_>) -> Result<Came, Problem> {
    let (mut came, until) = (Came::default(), until(app));
    let store = app.store();
    let mut lines = store.waiting(of, Whose::Nobody, FIRST, AT_ONCE, app.now()).await?;
    // What nobody may take does not keep the rest from being given.
    while let Some((points, last)) = lines.last().map(|line| (line.points, line.id.clone())) {
        let loads = next::loads(app, of).await?;
        for (id, to) in levelled(lines.iter().filter_map(next::weighed).collect(), &loads, of.seat) {
            if Instant::now() >= until {
                return Ok(came);
            }
            let Some(line) = lines.iter().find(|line| line.id == id) else { continue };
            let act = Act::Assign { seat: of.seat, to, text: String::new() };
            came.put(store.act_on_case(&id, line.version, &own.person, act, PURPOSE, app.now()).await)?;
        }
        if came.done > 0 {
            break;
        }
        lines = store.waiting(of, Whose::Nobody, (points, &last), AT_ONCE, app.now()).await?;
    }
    Ok(came)
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
            @if self.left > 0 && self.done > 0 { p { (self.left) (frame.word("件がまだです: もう一度割り当てると、続きを割り当てます", " are left: give again, and it goes on")) } }
            @if self.left > 0 && self.done == 0 { p { (self.left) (frame.word("件には、割り当てられる人がいません", " can be given to nobody")) } }
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
    let mut months = months::of(app, own.branch.as_deref()).await?;
    months.retain(|month| month.state == caseflow::Month::Open);
    Ok(months)
}

async fn month(app: &App, own: &Hands, wanted: &str) -> Result<MonthRow, Problem> {
    let months = months(app, own).await?;
    months.into_iter().find(|one| key(one) == wanted).ok_or_else(Problem::not_found)
}

/// The cases of a page, and one more where there is another page.
async fn listed(app: &App, month: &MonthRow, wanted: &Wanted) -> Result<Vec<CaseLine>, Problem> {
    let filter = CaseFilter {
        branch: month.branch.clone(),
        month: month.month.clone(),
        queue: wanted.queue.clone(),
        unsettled: true,
        ungiven: wanted.given == "none",
        ..CaseFilter::default()
    };
    Ok(app.store().cases_behind(&filter, behind(&wanted.after), ON_PAGE as i64 + 1).await?)
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
    let Some(month) = months.iter().find(|one| key(one) == wanted.month).or(months.first()) else {
        let body =
            html! { h1 { (title) } p.told { (frame.word("審査中の月がありません。", "No month is open.")) } };
        return Ok(frame.show(Page { title, body }));
    };
    let given = app.store().given(&month.branch, &month.month).await?;
    let lines = listed(app, month, wanted).await?;
    let more = lines.len() > ON_PAGE;
    let lines = lines.get(..ON_PAGE).unwrap_or(&lines);
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
        @else { (forms::by_hand(frame, month, wanted, lines, &given, &names, &people)) }
        (place::pages(frame, &wanted.after, lines.last().filter(|_| more).map(after), |after| Wanted { month: key(month), after, ..wanted.clone() }.link()))
    };
    Ok(frame.show(Page { title, body }))
}
