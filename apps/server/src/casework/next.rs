//! The next case: the one that levelling gives to whoever asks, taken at once.

use std::collections::BTreeSet;

use caseflow::level::{Load, Waiting, level};
use caseflow::{Act, Person};
use model::Queue;
use store::cases::{Acted, CaseLine, FIRST, Holding, Waits, Whose};

use super::PURPOSE;
use crate::app::App;
use crate::seated::Seated;
use crate::web::Problem;

/// So many of those that wait for somebody are levelled at once, the heaviest ones first.
const LEVELLED: i64 = 500;

/// The id of the case that was taken: the heaviest one that was given to them by name, then what levelling gives; but
/// nobody is told that there is none while something is left that they may take.
///
/// # Errors
/// The month is another branch's.
pub async fn taken(app: &App, own: &Seated, branch: &str, month: &str) -> Result<Option<String>, Problem> {
    if !own.works_for(branch) {
        return Err(Problem::not_found());
    }
    let of = Waits { branch, month, seat: own.person.seat };
    for whose in [Whose::Given(&own.person.id), Whose::Open(&own.person.id)] {
        let mut page = app.store().waiting(of, whose, FIRST, LEVELLED, app.now()).await?;
        while let Some((points, last)) = page.last().map(|line| (line.points, line.id.clone())) {
            if matches!(whose, Whose::Open(_)) {
                level_first(app, own, of, &mut page).await?;
            }
            if let Some(id) = first(app, own, page).await? {
                return Ok(Some(id));
            }
            // All of them were taken by others meanwhile, or by those who decided before that was kept.
            page = app.store().waiting(of, whose, (points, &last), LEVELLED, app.now()).await?;
        }
    }
    Ok(None)
}

/// Puts what levelling gives to them before the rest.
async fn level_first(app: &App, own: &Seated, of: Waits<'_>, page: &mut [CaseLine]) -> Result<(), Problem> {
    let loads = loads(app, of).await?;
    let given = level(page.iter().filter_map(weighed).collect(), &loads, of.seat);
    let to_them: BTreeSet<String> =
        given.into_iter().filter(|(_, to)| *to == own.person.id).map(|(id, _)| id).collect();
    page.sort_by_key(|line| !to_them.contains(&line.id));
    Ok(())
}

/// The first one that can be taken.
async fn first(app: &App, own: &Seated, lines: Vec<CaseLine>) -> Result<Option<String>, Problem> {
    for line in lines {
        match app
            .store()
            .act_on_case(&line.id, line.version, &own.person, Act::Claim, PURPOSE, app.now())
            .await
        {
            Ok(Acted::Done(_)) => return Ok(Some(line.id)),
            Ok(Acted::Refused(_)) => {}
            // Somebody was quicker.
            Err(error) if error.problem() == store::Problem::Stale => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

fn weight(points: i64) -> u64 {
    // Most cases are questions without points: each weighs one.
    points.unsigned_abs().max(1)
}

/// A case that is given to nobody, as levelling takes it.
pub fn weighed(line: &CaseLine) -> Option<Waiting> {
    Some(Waiting {
        id: line.id.clone(),
        institution: line.institution.clone(),
        queue: Queue::ALL.into_iter().find(|queue| queue.slug() == line.queue)?,
        weight: weight(line.points),
        given: None,
    })
}

/// Everybody of a seat in a branch, with what they have and what is given to them by name.
///
/// # Errors
/// The store fails.
pub async fn loads(app: &App, of: Waits<'_>) -> Result<Vec<Load>, Problem> {
    let held = app.store().holdings(of.branch, of.month).await?;
    let given = app.store().given_waiting(of).await?;
    let people = app.store().people(of.branch, app.now()).await?;
    let of_seat = people.into_iter().map(|(_, person)| person).filter(|person| person.seat == of.seat);
    let load = |person: Person| {
        let own = |all: &[Holding]| {
            let own = all.iter().find(|one| one.account == person.id);
            own.map_or(0, |one| weight(one.points).max(one.cases.unsigned_abs()))
        };
        let weight = own(&held).saturating_add(own(&given));
        Load { person, weight }
    };
    Ok(of_seat.map(load).collect())
}
