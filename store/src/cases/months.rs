//! Months of review: the intake window, progress, closing.

use caseflow::Month;
use caseflow::month::NotClosed;
use sqlx::any::AnyRow;

use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::words::Now;

/// A month of a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRow {
    /// The branch.
    pub branch: String,
    /// As `202406`.
    pub month: String,
    /// When claims are taken in, from and until.
    pub intake: (i64, i64),
    /// Where it stands.
    pub state: Month,
    /// When it was opened.
    pub opened: i64,
    /// When it was closed.
    pub closed: Option<i64>,
    /// When its claims were deleted.
    pub purged: Option<i64>,
}

impl MonthRow {
    /// Whether it takes claims in at a time.
    pub fn takes_in(&self, now: Now) -> bool {
        self.intake.0 <= now.0 && now.0 < self.intake.1
    }
}

/// When claims are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Within the window of the month alone.
    Window,
    /// Also outside of it: somebody said so.
    Anyway,
}

/// What came of closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// It is closed.
    Done,
    /// It cannot be closed.
    Not(NotClosed),
}

fn month_fits(branch: &str, month: &str) -> Result<()> {
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    if digits(branch, 2) && digits(month, 6) { Ok(()) } else { Err(StoreError::new("months", Problem::Text)) }
}

fn window_fits(intake: (i64, i64)) -> Result<()> {
    if intake.0 < intake.1 { Ok(()) } else { Err(StoreError::new("months", Problem::Period)) }
}

impl Store {
    /// Opens a month of a branch, with its intake window: its first second and the first one behind it.
    pub async fn open_month(
        &self,
        branch: &str,
        month: &str,
        intake: (i64, i64),
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        month_fits(branch, month)?;
        window_fits(intake)?;
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO months (branch, month, intake_from, intake_until, state, opened)
             VALUES ($1, $2, $3, $4, 'open', $5)",
        )
        .bind(branch)
        .bind(month)
        .bind(intake.0)
        .bind(intake.1)
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("months")?;
        if let Some(entry) = audit {
            let entry = Entry { subject: format!("month/{branch}/{month}"), ..entry.clone() };
            audit_within(&mut work, &entry, now).await?;
        }
        commit(work).await
    }

    /// Sets the intake window of an open month, with a row of the trail.
    pub async fn set_intake(
        &self,
        branch: &str,
        month: &str,
        intake: (i64, i64),
        audit: &Entry,
        now: Now,
    ) -> Result<()> {
        window_fits(intake)?;
        let mut work = self.begin().await?;
        must_be_open(&mut work, branch, month).await?;
        sqlx::query("UPDATE months SET intake_from = $3, intake_until = $4 WHERE branch = $1 AND month = $2")
            .bind(branch)
            .bind(month)
            .bind(intake.0)
            .bind(intake.1)
            .execute(within(&mut work))
            .await
            .at("months")?;
        let subject = format!("month/{branch}/{month}");
        let detail = format!("{}..{}", intake.0, intake.1);
        audit_within(&mut work, &Entry { subject, detail, ..audit.clone() }, now).await?;
        commit(work).await
    }

    /// Months of a branch, the newest first.
    pub async fn months(&self, branch: &str) -> Result<Vec<MonthRow>> {
        let rows = sqlx::query(
            "SELECT branch, month, intake_from, intake_until, state, opened, closed, purged FROM months
             WHERE branch = $1 ORDER BY month DESC",
        )
        .bind(branch)
        .fetch_all(self.reader())
        .await
        .at("months")?;
        rows.iter().map(month_of).collect()
    }

    /// Months of all branches, the newest first.
    pub async fn all_months(&self) -> Result<Vec<MonthRow>> {
        let rows = sqlx::query(
            "SELECT branch, month, intake_from, intake_until, state, opened, closed, purged FROM months
             ORDER BY month DESC, branch",
        )
        .fetch_all(self.reader())
        .await
        .at("months")?;
        rows.iter().map(month_of).collect()
    }

    /// Closes a month when every case is settled.
    pub async fn close_month(&self, branch: &str, month: &str, audit: &Entry, now: Now) -> Result<Closing> {
        let mut work = self.begin().await?;
        let state = touch(&mut work, branch, month).await?;
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM cases WHERE branch = $1 AND month = $2 AND state <> 'settled'",
        )
        .bind(branch)
        .bind(month)
        .fetch_one(within(&mut work))
        .await
        .at("cases")?;
        let row = Columns::new("cases", &row);
        let left = u64::try_from(row.number("n")?).map_err(|_| row.damaged())?;
        if let Err(not) = state.close(left) {
            return Ok(Closing::Not(not));
        }
        sqlx::query("UPDATE months SET state = 'closed', closed = $3 WHERE branch = $1 AND month = $2")
            .bind(branch)
            .bind(month)
            .bind(now.0)
            .execute(within(&mut work))
            .await
            .at("months")?;
        let entry = Entry { subject: format!("month/{branch}/{month}"), ..audit.clone() };
        audit_within(&mut work, &entry, now).await?;
        commit(work).await?;
        Ok(Closing::Done)
    }

    /// How many cases of a month stand where: queue, state, number.
    pub async fn progress(&self, branch: &str, month: &str) -> Result<Vec<(String, String, i64)>> {
        let rows = sqlx::query(
            "SELECT queue, state, COUNT(*) AS n FROM cases WHERE branch = $1 AND month = $2
             GROUP BY queue, state ORDER BY queue, state",
        )
        .bind(branch)
        .bind(month)
        .fetch_all(self.reader())
        .await
        .at("cases")?;
        let count = |row: &AnyRow| {
            let row = Columns::new("cases", row);
            Ok((row.text("queue")?, row.text("state")?, row.number("n")?))
        };
        rows.iter().map(count).collect()
    }
}

/// Locks a month for this transaction and says where it stands: an act and a closing never pass each other.
pub async fn touch(work: &mut Transaction, branch: &str, month: &str) -> Result<Month> {
    let row =
        sqlx::query("UPDATE months SET acts = acts + 1 WHERE branch = $1 AND month = $2 RETURNING state")
            .bind(branch)
            .bind(month)
            .fetch_optional(within(work))
            .await
            .at("months")?
            .ok_or_else(|| StoreError::new("months", Problem::Missing))?;
    state_of(&Columns::new("months", &row))
}

/// Locks a month that takes claims in now: an open one, within its window unless somebody said otherwise.
pub async fn must_take_in(
    work: &mut Transaction,
    branch: &str,
    month: &str,
    intake: Intake,
    now: Now,
) -> Result<()> {
    must_be_open(work, branch, month).await?;
    let row = sqlx::query("SELECT intake_from, intake_until FROM months WHERE branch = $1 AND month = $2")
        .bind(branch)
        .bind(month)
        .fetch_one(within(work))
        .await
        .at("months")?;
    let row = Columns::new("months", &row);
    let within_it = row.number("intake_from")? <= now.0 && now.0 < row.number("intake_until")?;
    if within_it || intake == Intake::Anyway {
        Ok(())
    } else {
        Err(StoreError::new("months", Problem::Intake))
    }
}

/// Locks a month that is open; a closed one takes nothing in.
pub async fn must_be_open(work: &mut Transaction, branch: &str, month: &str) -> Result<()> {
    match touch(work, branch, month).await? {
        Month::Open => Ok(()),
        Month::Closed => Err(StoreError::new("months", Problem::Closed)),
    }
}

fn state_of(row: &Columns<'_>) -> Result<Month> {
    match row.text("state")?.as_str() {
        "open" => Ok(Month::Open),
        "closed" => Ok(Month::Closed),
        _ => Err(row.damaged()),
    }
}

fn month_of(row: &AnyRow) -> Result<MonthRow> {
    let row = Columns::new("months", row);
    Ok(MonthRow {
        branch: row.text("branch")?,
        month: row.text("month")?,
        intake: (row.number("intake_from")?, row.number("intake_until")?),
        state: state_of(&row)?,
        opened: row.number("opened")?,
        closed: row.maybe_number("closed")?,
        purged: row.maybe_number("purged")?,
    })
}
