//! The page that hands the cases of a month out by name: chosen ones to one person, or all that wait evenly over a seat.

mod forms;

use axum::extract::{Query, State};
use axum::response::Html;
use caseflow::Seat;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::decision::Typed;
use super::{giving, place};
use crate::app::App;
use crate::auth::Guarded;
use crate::casework::handing::{self, Came, Hands, hands};
use crate::casework::list::key;
use crate::pages::frame::{Frame, Page};
use crate::web::Problem;

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

    fn chosen(&self) -> handing::Wanted {
        handing::Wanted {
            queue: self.queue.clone(),
            ungiven: self.given == "none",
            after: self.after.clone(),
        }
    }
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
    let chosen = form.iter().filter(|(name, _)| name == "case").map(|(_, value)| seen(value));
    let chosen = chosen.collect::<Option<Vec<_>>>().filter(|all| !all.is_empty());
    let typed = Typed(form.into_iter().collect());
    let wanted = Wanted {
        month: typed.of("month").to_owned(),
        queue: typed.of("queue").to_owned(),
        given: typed.of("given").to_owned(),
        after: typed.of("after").to_owned(),
    };
    let month = own.month(&app, &wanted.month).await?;
    let (Some(chosen), Some((seat, to))) = (chosen, giving::meant(&typed)) else { return Err(not_chosen()) };
    let came = handing::give(&app, &own, &month, &chosen, (seat, &to, typed.of("text"))).await?;
    page(&app, &frame, &own, &wanted, Some(&came)).await
}

/// A case with the version that was seen, as the form has it.
fn seen(value: &str) -> Option<(String, i64)> {
    let (id, version) = value.split_once('.')?;
    Some((id.to_owned(), version.parse().ok()?))
}

/// Of which month, over which seat.
#[derive(Debug, Deserialize)]
pub struct Over {
    month: String,
    seat: String,
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
    let month = own.month(&app, &form.month).await?;
    let seat = Seat::from_slug(&form.seat).ok_or_else(not_chosen)?;
    let came = handing::level(&app, &own, &month, seat).await?;
    let wanted = Wanted { month: form.month, ..Wanted::default() };
    page(&app, &frame, &own, &wanted, Some(&came)).await
}

fn told(frame: &Frame, came: &Came) -> Markup {
    let bad = came.stale > 0 || !came.refused.is_empty();
    html! { div.told.good[!bad].bad[bad] role="status" {
        p { (frame.word("割り当てた事案: ", "cases given: ")) (came.done) }
        @for (text, count) in came.refused.values() { p { (count) (frame.word("件: ", ": ")) (text.in_lang(frame.lang)) } }
        @if came.left > 0 && came.done > 0 { p { (came.left) (frame.word("件がまだです: もう一度割り当てると、続きを割り当てます", " are left: give again, and it goes on")) } }
        @if came.left > 0 && came.done == 0 { p { (came.left) (frame.word("件には、割り当てられる人がいません", " can be given to nobody")) } }
        @if came.stale > 0 { p { (came.stale) (frame.word("件: 画面を開いたあとで、ほかの人が操作しました。確かめて、もう一度割り当ててください", ": somebody acted on them after the page was made; look, and give them again")) } }
    } }
}

fn not_chosen() -> Problem {
    Problem::new(
        crate::web::Code::Malformed,
        "事案と、割り当てる人を選んでください",
        "choose cases, and to whom they are given",
    )
}

async fn page(
    app: &App,
    frame: &Frame,
    own: &Hands,
    wanted: &Wanted,
    came: Option<&Came>,
) -> Result<Html<String>, Problem> {
    let months = own.months(app).await?;
    let title = frame.word("事案の割当", "Handing out").to_owned();
    let Some(month) = months.iter().find(|one| key(one) == wanted.month).or(months.first()) else {
        let body =
            html! { h1 { (title) } p.told { (frame.word("審査中の月がありません。", "No month is open.")) } };
        return Ok(frame.show(Page { title, body }));
    };
    let listed = handing::list(app, frame.caller()?, month, &wanted.chosen()).await?;
    let body = html! {
        h1 { (title) "　" (super::title(frame, month)) }
        @if let Some(came) = came { (told(frame, came)) }
        (forms::filter(frame, &months, month, wanted))
        (forms::evenly(frame, month, &listed.people))
        @if listed.lines.is_empty() { p.faint { (frame.word("該当する事案はありません。", "No case fits.")) } }
        @else { (forms::by_hand(frame, month, wanted, &listed)) }
        (place::pages(frame, &wanted.after, listed.next.clone(), |after| Wanted { month: key(month), after, ..wanted.clone() }.link()))
    };
    Ok(frame.show(Page { title, body }))
}
