//! Who works on cases: the seat of an account, the branch it works for, and which cases it may look at.

use caseflow::{Month, Person};
use desk::Taken;
use model::Queue;
use store::cases::{CaseClaim, CaseFile};

use crate::app::App;
use crate::auth::Caller;
use crate::auth::caller::not_allowed;
use crate::web::Problem;

/// Somebody with a seat.
#[derive(Debug)]
pub struct Seated {
    /// Who, with the institutions that are not theirs to judge.
    pub person: Person,
    /// The branch of the account; without one all branches.
    pub branch: Option<String>,
}

/// The seat of whoever asks.
///
/// # Errors
/// There is none.
pub async fn seated(app: &App, caller: &Caller) -> Result<Seated, Problem> {
    let account = &caller.session()?.account;
    let person = app.store().person(account, app.now()).await?.ok_or_else(not_allowed)?;
    Ok(Seated { person, branch: account.branch.clone() })
}

impl Seated {
    /// Whether a branch is theirs.
    pub fn works_for(&self, branch: &str) -> bool {
        self.branch.as_deref().is_none_or(|own| own == branch)
    }

    /// Whether the institution of a case is one that they must not judge.
    pub fn conflicts(&self, file: &CaseFile) -> bool {
        self.person.conflicts.contains(file.case.institution())
    }

    /// The queues of which they see the cases: staff and headquarters see every one, since they hand cases out.
    pub fn queues(&self) -> Vec<Queue> {
        let seat = self.person.seat;
        Queue::ALL.into_iter().filter(|queue| seat.hands_out() || seat.serves(*queue)).collect()
    }

    /// Whether a case is for their seat, or was, or they had to do with it.
    fn may_see(&self, file: &CaseFile) -> bool {
        let queues = self.queues();
        queues.contains(&file.case.queue())
            || file.case.opened_in().is_some_and(|queue| queues.contains(&queue))
            || file.events.iter().any(|(_, event)| event.actor == self.person.id)
    }
}

/// A case that somebody may look at.
///
/// # Errors
/// There is none, or it is not theirs to see.
pub async fn case(app: &App, seated: &Seated, id: &str) -> Result<CaseFile, Problem> {
    let file = app.store().case(id).await?;
    let file = file.filter(|file| seated.works_for(&file.branch)).ok_or_else(Problem::not_found)?;
    if seated.may_see(&file) { Ok(file) } else { Err(not_allowed()) }
}

/// What a case is shown from; `None` when it was deleted.
///
/// # Errors
/// It cannot be read.
pub async fn shown(app: &App, id: &str) -> Result<Option<(Taken, Vec<u8>)>, Problem> {
    match app.store().case_claim(id).await {
        Ok(claim) => opened(claim).map(Some),
        Err(error) if error.problem() == store::Problem::Purged => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What was found in a claim, beside its bytes.
///
/// # Errors
/// It cannot be read.
pub fn opened(CaseClaim { claim, found }: CaseClaim) -> Result<(Taken, Vec<u8>), Problem> {
    // An error of JSON could name values: only that there is one is told.
    let taken = serde_json::from_slice(&found);
    Ok((taken.map_err(|_| Problem::failed("what a case is shown from cannot be read"))?, claim))
}

/// Where a month stands.
///
/// # Errors
/// There is none.
pub async fn month(app: &App, branch: &str, month: &str) -> Result<Month, Problem> {
    let months = app.store().months(branch).await?;
    let found = months.into_iter().find(|one| one.month == month);
    Ok(found.ok_or_else(Problem::not_found)?.state)
}
