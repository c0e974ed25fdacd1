//! Months of review: whose they are to see and to close, and how far they are.

use store::cases::{Closing, MonthRow};

use crate::app::App;
use crate::auth::Caller;
use crate::auth::roles::{CENTRE, OFFICE};
use crate::web::{Code, Problem};

/// What for, as the trail has it.
pub const PURPOSE: &str = "審査月の管理";

/// The branch of the caller's account; without one all.
fn branch(caller: &Caller) -> Result<Option<&str>, Problem> {
    Ok(caller.session()?.account.branch.as_deref())
}

/// The months of a branch, of all branches without one; the newest first.
///
/// # Errors
/// The store fails.
pub async fn of(app: &App, branch: Option<&str>) -> Result<Vec<MonthRow>, Problem> {
    Ok(match branch {
        Some(branch) => app.store().months(branch).await?,
        None => app.store().all_months().await?,
    })
}

/// A month with how many cases are in which queue and state.
pub struct Progress {
    /// The month.
    pub month: MonthRow,
    /// Queue, state, cases.
    pub counts: Vec<(String, String, i64)>,
}

impl Progress {
    /// How many cases there are, and how many of them are settled.
    pub fn sums(&self) -> (i64, i64) {
        let all = self.counts.iter().map(|row| row.2).sum();
        let settled = self.counts.iter().filter(|row| row.1 == "settled").map(|row| row.2).sum();
        (all, settled)
    }
}

/// The months that are the caller's to see.
///
/// # Errors
/// The caller's role has nothing to do with months.
pub async fn seen(app: &App, caller: &Caller) -> Result<Vec<Progress>, Problem> {
    caller.must_be(OFFICE)?;
    let mut all = Vec::new();
    for month in of(app, branch(caller)?).await? {
        let counts = app.store().progress(&month.branch, &month.month).await?;
        all.push(Progress { month, counts });
    }
    Ok(all)
}

/// Lets those on who may change the months of a branch.
///
/// # Errors
/// It is not theirs.
pub fn may_change(caller: &Caller, of: &str) -> Result<(), Problem> {
    caller.must_be(CENTRE)?;
    match branch(caller)? {
        Some(own) if own != of => Err(Problem::not_found()),
        _ => Ok(()),
    }
}

/// Closes a month in which everything is settled.
///
/// # Errors
/// Something is not settled, or the caller may not.
pub async fn close(app: &App, caller: &Caller, (branch, month): (&str, &str)) -> Result<(), Problem> {
    may_change(caller, branch)?;
    let entry = caller.entry("month.close", "", PURPOSE);
    match app.store().close_month(branch, month, &entry, app.now()).await? {
        Closing::Done => Ok(()),
        Closing::Not(why) => {
            let text = why.text();
            let left = match why {
                caseflow::month::NotClosed::Unsettled(left) => left,
                caseflow::month::NotClosed::Already => 0,
            };
            let count = |ja: &str| if left > 0 { format!("{ja}（{left}）") } else { ja.to_owned() };
            Err(Problem::new(Code::Conflict, count(text.ja), count(text.en)))
        }
    }
}
