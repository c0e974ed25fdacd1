//! The next case: the one that levelling gives to whoever asks, taken at once.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use caseflow::level::{Load, Waiting, level};
use caseflow::{Act, Person, Seat};
use model::Queue;
use serde::Deserialize;
use store::cases::{Acted, CaseFilter, CaseLine};

use crate::app::App;
use crate::auth::Guarded;
use crate::seated::{Seated, seated};
use crate::web::Problem;

/// So many waiting cases are levelled at once, the heaviest ones.
const LEVELLED: i64 = 500;

/// Of which month.
#[derive(Debug, Deserialize)]
pub struct Of {
    branch: String,
    month: String,
}

/// Takes it and goes there; to the list when nothing is left.
///
/// # Errors
/// The caller has no seat, or the month is another branch's.
pub async fn take(
    State(app): State<App>,
    Guarded { caller, form }: Guarded<Of>,
) -> Result<Response, Problem> {
    let own = seated(&app, &caller).await?;
    if !own.works_for(&form.branch) {
        return Err(Problem::not_found());
    }
    Ok(match taken(&app, &own, &form.branch, &form.month).await? {
        Some(id) => Redirect::to(&format!("/cases/{id}")).into_response(),
        None => {
            let month = format!("{}/{}", form.branch, form.month);
            let query = [("month", month), ("whose", "own".to_owned()), ("none", "yes".to_owned())];
            let query = serde_html_form::to_string(query).unwrap_or_default();
            Redirect::to(&format!("/cases?{query}")).into_response()
        }
    })
}

/// The id of the case that was taken.
///
/// # Errors
/// The store fails.
pub async fn taken(app: &App, own: &Seated, branch: &str, month: &str) -> Result<Option<String>, Problem> {
    let mut open = waiting(app, own, branch, month).await?;
    let loads = loads(app, own.person.seat, branch, month).await?;
    let by_name = by_name(app, own.person.seat, branch, month).await?;
    let weighed = |line| weighed(line, &by_name);
    let given = level(open.iter().filter_map(weighed).collect(), &loads, own.person.seat);
    let is_own = |line: &CaseLine| given.iter().any(|(id, to)| *id == line.id && *to == own.person.id);
    open.retain(|line| by_name.get(&line.id).is_none_or(|to| *to == own.person.id));
    // What was given to them by name, then what levelling gives; but nobody waits while something is left.
    open.sort_by_key(|line| (!by_name.contains_key(&line.id), !is_own(line)));
    for line in open {
        match app
            .store()
            .act_on_case(&line.id, line.version, &own.person, Act::Claim, "審査", app.now())
            .await
        {
            Ok(Acted::Done(_)) => return Ok(Some(line.id)),
            // Of the other side, given to somebody else, with a relation, or somebody was quicker: the next one.
            Ok(Acted::Refused(_)) => {}
            Err(error) if error.problem() == store::Problem::Stale => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

async fn waiting(app: &App, own: &Seated, branch: &str, month: &str) -> Result<Vec<CaseLine>, Problem> {
    let mut open = Vec::new();
    for queue in Queue::ALL.into_iter().filter(|queue| own.person.seat.serves(*queue)) {
        let filter = CaseFilter {
            branch: branch.to_owned(),
            month: month.to_owned(),
            queue: queue.slug().to_owned(),
            state: "open".to_owned(),
            ..CaseFilter::default()
        };
        open.extend(app.store().cases(&filter, None, LEVELLED).await?);
    }
    open.retain(|line| !own.person.conflicts.contains(&line.institution));
    Ok(open)
}

fn weight(points: i64) -> u64 {
    // Most cases are questions without points: each weighs one.
    points.unsigned_abs().max(1)
}

/// Whom cases are given to by name on a seat.
///
/// # Errors
/// The store fails.
pub async fn by_name(
    app: &App,
    seat: Seat,
    branch: &str,
    month: &str,
) -> Result<BTreeMap<String, String>, Problem> {
    let given = app.store().given(branch, month).await?;
    let own = given.into_iter().filter(|one| one.seat == seat.slug());
    Ok(own.map(|one| (one.case, one.account)).collect())
}

/// A case as levelling takes it.
pub fn weighed(line: &CaseLine, by_name: &BTreeMap<String, String>) -> Option<Waiting> {
    Some(Waiting {
        id: line.id.clone(),
        institution: line.institution.clone(),
        queue: Queue::ALL.into_iter().find(|queue| queue.slug() == line.queue)?,
        weight: weight(line.points),
        given: by_name.get(&line.id).cloned(),
    })
}

/// Everybody of a seat in a branch, with what they have.
///
/// # Errors
/// The store fails.
pub async fn loads(app: &App, seat: Seat, branch: &str, month: &str) -> Result<Vec<Load>, Problem> {
    let held = app.store().holdings(branch, month).await?;
    let people = app.store().people(branch, app.now()).await?;
    let of_seat = people.into_iter().map(|(_, person)| person).filter(|person| person.seat == seat);
    let load = |person: Person| {
        let own = held.iter().find(|one| one.account == person.id);
        let weight = own.map_or(0, |one| weight(one.points).max(one.cases.unsigned_abs()));
        Load { person, weight }
    };
    Ok(of_seat.map(load).collect())
}
