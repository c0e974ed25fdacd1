//! Months of review: whose they are to see and to close, and how far they are.

use model::{Branch, Month};
use store::cases::{Closing, MonthRow};

use crate::app::App;
use crate::auth::Caller;
use crate::auth::roles::{CENTRE, OFFICE};
use crate::days;
use crate::web::{Code, Problem};

/// What for, as the trail has it.
pub const PURPOSE: &str = "審査月の管理";

/// The branch of the caller's account; without one all.
pub fn branch(caller: &Caller) -> Result<Option<&str>, Problem> {
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
fn may_change(caller: &Caller, of: &str) -> Result<(), Problem> {
    caller.must_be(CENTRE)?;
    match branch(caller)? {
        Some(own) if own != of => Err(Problem::not_found()),
        _ => Ok(()),
    }
}

/// The first and the last day of an intake window, as `2024-07-05`; blank has no bound.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// The first day.
    pub first: &'a str,
    /// The last day.
    pub last: &'a str,
}

impl Window<'_> {
    fn seconds(self) -> Result<(i64, i64), Problem> {
        days::period(self.first, self.last).ok_or_else(|| {
            Problem::new(
                Code::Malformed,
                "受付期間の日付が読めません（2024-07-05 の形で書いてください）",
                "a day of the intake window cannot be read (write it as 2024-07-05)",
            )
        })
    }
}

/// Opens a month.
///
/// # Errors
/// It is there, is none, or the caller may not.
pub async fn open(
    app: &App,
    caller: &Caller,
    (branch, month): (&str, &str),
    window: Window<'_>,
) -> Result<(), Problem> {
    may_change(caller, branch)?;
    let number = month.parse().ok().and_then(Month::from_number);
    if Branch::read(branch).is_none() || number.is_none() {
        return Err(Problem::new(
            Code::Malformed,
            "支部か審査月が読めません（支部は 13、審査月は 202407 の形で書いてください）",
            "branch or month cannot be read (write 13 and 202407)",
        ));
    }
    let entry = caller.entry("month.open", "", PURPOSE);
    let opened = app.store().open_month(branch, month, window.seconds()?, Some(&entry), app.now()).await;
    opened.map_err(|error| match error.problem() {
        // What the store says of it speaks of names.
        store::Problem::Taken => Problem::new(
            Code::Conflict,
            "この審査月はもうあります（事案を取り込んだときにも開かれます）",
            "the month is there already (taking cases in opens it, too)",
        ),
        _ => error.into(),
    })
}

/// Sets the intake window of a month.
///
/// # Errors
/// There is no such month, it is closed, or the caller may not.
pub async fn set_intake(
    app: &App,
    caller: &Caller,
    (branch, month): (&str, &str),
    window: Window<'_>,
) -> Result<(), Problem> {
    may_change(caller, branch)?;
    let entry = caller.entry("month.intake", "", PURPOSE);
    Ok(app.store().set_intake(branch, month, window.seconds()?, &entry, app.now()).await?)
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
