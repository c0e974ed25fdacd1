//! Does something with a case: what somebody means is held against the receipt, and judged by the store under the version that
//! they saw.

use std::collections::BTreeMap;

use caseflow::{Act, Decision, Line, Month, Refusal, Seat, Verdict};
use model::{Queue, Text};
use store::cases::{Acted, CaseFile};

use super::PURPOSE;
use super::decision::{LineSaid, Mend, TEXT, TOO_LONG, decision};
use crate::app::App;
use crate::auth::caller::not_allowed;
use crate::seated::{self, Seated};
use crate::web::Problem;

/// What somebody means to do.
#[derive(Clone, Debug)]
pub enum Meant {
    /// An act that says all by itself.
    Act(Act),
    /// A decision, line by line.
    Decide(BTreeMap<u32, LineSaid>),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Came {
    /// It is kept.
    Done,
    /// It is not allowed.
    Refused(Refusal),
    /// Somebody else was quicker.
    Stale,
    /// What was said cannot be taken: what to mend.
    Mend(Mend),
}

/// Does it; `seen` is the version of the case that they saw.
///
/// # Errors
/// The store fails, or somebody decides of what they must not see.
pub async fn act(
    app: &App,
    own: &Seated,
    file: &CaseFile,
    (seen, meant): (i64, Meant),
) -> Result<Came, Problem> {
    let act = match said(app, own, file, meant).await? {
        Ok(act) => act,
        Err(mend) => return Ok(Came::Mend(mend)),
    };
    match app.store().act_on_case(&file.id, seen, &own.person, act, PURPOSE, app.now()).await {
        Ok(Acted::Done(_)) => Ok(Came::Done),
        Ok(Acted::Refused(refusal)) => Ok(Came::Refused(refusal)),
        Err(error) if error.problem() == store::Problem::Stale => Ok(Came::Stale),
        Err(error) => Err(error.into()),
    }
}

async fn said(app: &App, own: &Seated, file: &CaseFile, meant: Meant) -> Result<Result<Act, Mend>, Problem> {
    let lines = match meant {
        Meant::Act(act) => return Ok(written(act)),
        Meant::Decide(lines) => lines,
    };
    if own.conflicts(file) {
        return Err(not_allowed());
    }
    let (taken, claim) = seated::shown(app, &file.id).await?.ok_or_else(Problem::not_found)?;
    Ok(decision(file, (&taken, &claim), &lines).map(|decision| Act::Decide { decision }))
}

/// An act with a text that is not too long, and not blank where it says all.
fn written(mut act: Act) -> Result<Act, Mend> {
    let needed = !matches!(act, Act::Assign { .. });
    if let Act::Assign { text, .. }
    | Act::Refer { text, .. }
    | Act::Answered { text }
    | Act::Reopen { text } = &mut act
    {
        *text = text.trim().to_owned();
        if needed && text.is_empty() {
            return Err(Text::new("本文を入れてください", "write the text").into());
        }
        if text.chars().count() > TEXT {
            return Err(TOO_LONG.into());
        }
    }
    Ok(act)
}

/// What somebody may do with a case now.
#[derive(Clone, Debug, Default)]
pub struct May {
    /// Take it.
    pub claim: bool,
    /// Decide.
    pub decide: bool,
    /// Put it back.
    pub release: bool,
    /// Record what the institution answered.
    pub answered: bool,
    /// Take the decision back.
    pub reopen: bool,
    /// Hand it on to these queues.
    pub refer: Vec<Queue>,
    /// Take the assignment of these seats back.
    pub free: Vec<Seat>,
    /// Why they cannot take it, where they cannot and do not have it to decide.
    pub refusal: Option<Refusal>,
}

/// What the rules of work (`caseflow`) allow somebody now.
pub fn may(file: &CaseFile, own: &Seated, month: Month) -> May {
    let may = |act: Act| file.case.judge(&own.person, act, month).is_ok();
    let text = || "?".to_owned();
    let blank = || Line { verdict: Verdict::AsClaimed, reason: None, text: String::new() };
    let all = file.case.lines().iter().map(|line| (*line, blank())).collect();
    let decide = may(Act::Decide { decision: Decision { lines: all } });
    let refer = |queue: &Queue| may(Act::Refer { queue: queue.slug().to_owned(), text: text() });
    May {
        claim: may(Act::Claim),
        decide,
        release: may(Act::Release),
        answered: may(Act::Answered { text: text() }),
        reopen: may(Act::Reopen { text: text() }),
        refer: Queue::ALL.into_iter().filter(refer).collect(),
        free: file.case.assigned().keys().copied().filter(|seat| may(Act::Free { seat: *seat })).collect(),
        refusal: file.case.judge(&own.person, Act::Claim, month).err().filter(|_| !decide),
    }
}
