//! Hands the cases of a month out by name: chosen ones to one person, or all that wait evenly over a seat.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use caseflow::level::level as levelled;
use caseflow::{Act, Person, Seat};
use model::Text;
use store::accounts::Account;
use store::cases::{Acted, CaseFilter, CaseLine, FIRST, Given, MonthRow, Waits, Whose};

use super::decision::TEXT;
use super::list::{after, behind, key};
use super::{months, next};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::called::names;
use crate::web::{Code, Problem};

/// What for, as the trail has it.
const PURPOSE: &str = "事案の割当";

/// So many cases stand on a page, the heaviest ones first.
const ON_PAGE: usize = 200;

/// So many chosen cases are given at once.
const MOST: usize = 1000;

/// So many cases are levelled at once, the heaviest ones: each is a transaction, and a request must end in time.
const AT_ONCE: i64 = 300;

/// Somebody who hands out, and for which branch.
pub struct Hands {
    person: Person,
    branch: Option<String>,
}

/// Whoever asks, where they hand out.
///
/// # Errors
/// They hand nothing out.
pub async fn hands(app: &App, caller: &Caller) -> Result<Hands, Problem> {
    let account = &caller.session()?.account;
    let person = app.store().distributor(account, app.now()).await?.ok_or_else(not_allowed)?;
    Ok(Hands { person, branch: account.branch.clone() })
}

impl Hands {
    /// The open months of which they hand cases out.
    ///
    /// # Errors
    /// The store fails.
    pub async fn months(&self, app: &App) -> Result<Vec<MonthRow>, Problem> {
        let mut months = months::of(app, self.branch.as_deref()).await?;
        months.retain(|month| month.state == caseflow::Month::Open);
        Ok(months)
    }

    /// One of them, as `13/202406`.
    ///
    /// # Errors
    /// It is not there, not open, or not theirs.
    pub async fn month(&self, app: &App, wanted: &str) -> Result<MonthRow, Problem> {
        let months = self.months(app).await?;
        months.into_iter().find(|one| key(one) == wanted).ok_or_else(Problem::not_found)
    }
}

/// Which cases of a month are listed.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this queue; blank for every one.
    pub queue: String,
    /// Only those that are given to nobody.
    pub ungiven: bool,
    /// Behind this place.
    pub after: String,
}

/// A page of cases that may be handed out, and to whom.
pub struct Listed {
    /// The cases, the heaviest first.
    pub lines: Vec<CaseLine>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
    /// To whom cases of the month are given.
    pub given: Vec<Given>,
    /// What people are called.
    pub names: BTreeMap<String, String>,
    /// Those who may be given cases of the branch.
    pub people: Vec<(Account, Person)>,
}

impl Listed {
    /// How many of these cases everybody has, or is given.
    pub fn has(&self) -> BTreeMap<String, usize> {
        let mut has: BTreeMap<String, usize> = BTreeMap::new();
        for line in &self.lines {
            let own = self.given.iter().filter(|one| one.case == line.id).map(|one| &one.account);
            for account in own.chain(&line.holder).collect::<BTreeSet<_>>() {
                *has.entry(account.clone()).or_default() += 1;
            }
        }
        has
    }
}

/// Lists what may be handed out of a month, and puts that on the trail.
///
/// # Errors
/// The store fails.
pub async fn list(app: &App, caller: &Caller, month: &MonthRow, wanted: &Wanted) -> Result<Listed, Problem> {
    let filter = CaseFilter {
        branch: month.branch.clone(),
        month: month.month.clone(),
        queue: wanted.queue.clone(),
        unsettled: true,
        ungiven: wanted.ungiven,
        ..CaseFilter::default()
    };
    let store = app.store();
    let mut lines = store.cases_behind(&filter, behind(&wanted.after), ON_PAGE as i64 + 1).await?;
    let more = lines.len() > ON_PAGE;
    lines.truncate(ON_PAGE);
    let next = lines.last().filter(|_| more).map(after);
    let given = store.given(&month.branch, &month.month).await?;
    let people = store.people(&month.branch, app.now()).await?;
    let holders = lines.iter().filter_map(|line| line.holder.clone());
    let named: BTreeSet<String> = holders.chain(given.iter().map(|one| one.account.clone())).collect();
    let names = names(app, named).await?;
    let subject = format!("month/{}/{}", month.branch, month.month);
    store.audit(&caller.entry("case.list", subject, PURPOSE), app.now()).await?;
    Ok(Listed { lines, next, given, names, people })
}

/// What came of handing out.
#[derive(Debug, Default)]
pub struct Came {
    /// So many were given.
    pub done: u64,
    /// So many were refused, by the name of the refusal.
    pub refused: BTreeMap<&'static str, (Text, u64)>,
    /// Of so many somebody else was quicker.
    pub stale: u64,
    /// So many were not handed out: they wait for the next time.
    pub left: u64,
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
}

/// When a request stops handing out and says how many are left: well before its own time is over.
fn until(app: &App) -> Instant {
    Instant::now() + app.settings().limits.request() / 2
}

/// Gives chosen cases to somebody: each by its id and the version that was seen.
///
/// # Errors
/// One of them is not of this month, or there are too many, or the text is too long: then none is given.
pub async fn give(
    app: &App,
    own: &Hands,
    month: &MonthRow,
    chosen: &[(String, i64)],
    (seat, to, text): (Seat, &str, &str),
) -> Result<Came, Problem> {
    let text = text.trim();
    if chosen.len() > MOST || text.chars().count() > TEXT {
        return Err(too_much());
    }
    for (id, _) in chosen {
        // A case of another month or branch is not here, whoever names it.
        let here = app.store().case(id).await?;
        if here.is_none_or(|file| file.branch != month.branch || file.month != month.month) {
            return Err(Problem::not_found());
        }
    }
    let (mut came, until) = (Came::default(), until(app));
    for (at, (id, version)) in (0..).zip(chosen) {
        if Instant::now() >= until {
            came.left = chosen.len() as u64 - at;
            break;
        }
        let act = Act::Assign { seat, to: to.to_owned(), text: text.to_owned() };
        came.put(app.store().act_on_case(id, *version, &own.person, act, PURPOSE, app.now()).await)?;
    }
    Ok(came)
}

fn too_much() -> Problem {
    Problem::new(
        Code::Malformed,
        format!("一度に割り当てられるのは{MOST}件、伝えることは{TEXT}字までです"),
        format!("at most {MOST} cases can be given at once, with a text of at most {TEXT} characters"),
    )
}

/// Gives what waits and is given to nobody evenly over a seat: so many at once, the heaviest first.
///
/// # Errors
/// The store fails.
pub async fn level(app: &App, own: &Hands, month: &MonthRow, seat: Seat) -> Result<Came, Problem> {
    let of = Waits { branch: &month.branch, month: &month.month, seat };
    let mut came = some_levelled(app, own, of).await?;
    let left = app.store().waiting_count(of, Whose::Nobody, app.now()).await?;
    came.left = left.unsigned_abs();
    Ok(came)
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
