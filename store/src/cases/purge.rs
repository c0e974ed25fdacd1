//! Deletes the claims of closed months when their time is over; what was decided stays.

use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Result};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::words::Now;

/// Cases of a month that are emptied in one transaction.
const AT_ONCE: i64 = 500;

impl Store {
    /// Deletes what the cases are shown from of every month that was closed at a time or before it, and says of how many;
    /// each month is told once on the trail when all of it is gone.
    pub async fn purge_case_claims(&self, closed_until: i64, audit: &Entry, now: Now) -> Result<u64> {
        let rows = sqlx::query(
            "SELECT branch, month FROM months WHERE closed <= $1 AND purged IS NULL ORDER BY branch, month",
        )
        .bind(closed_until)
        .fetch_all(self.reader())
        .await
        .at("months")?;
        let mut emptied = 0;
        for row in &rows {
            let row = Columns::new("months", row);
            emptied += self.purge_month((&row.text("branch")?, &row.text("month")?), audit, now).await?;
        }
        Ok(emptied)
    }

    async fn purge_month(&self, of: (&str, &str), audit: &Entry, now: Now) -> Result<u64> {
        let mut emptied = 0;
        loop {
            let mut work = self.begin().await?;
            let done = empty_some(&mut work, of).await?;
            emptied += done;
            if done == 0 {
                noted(&mut work, of, audit, now).await?;
                commit(work).await?;
                return Ok(emptied);
            }
            commit(work).await?;
        }
    }
}

/// Empties some cases, with the claims that are kept beside them.
async fn empty_some(work: &mut Transaction, (branch, month): (&str, &str)) -> Result<u64> {
    sqlx::query(
        "DELETE FROM case_linked WHERE case_id IN
         (SELECT id FROM cases WHERE branch = $1 AND month = $2 AND claim_key IS NOT NULL ORDER BY id LIMIT $3)",
    )
    .bind(branch)
    .bind(month)
    .bind(AT_ONCE)
    .execute(within(work))
    .await
    .at("case_linked")?;
    let done = sqlx::query(
        "UPDATE cases SET claim = NULL, claim_key = NULL, found = NULL, found_key = NULL WHERE id IN
         (SELECT id FROM cases WHERE branch = $1 AND month = $2 AND claim_key IS NOT NULL ORDER BY id LIMIT $3)",
    )
    .bind(branch)
    .bind(month)
    .bind(AT_ONCE)
    .execute(within(work))
    .await
    .at("cases")?;
    Ok(done.rows_affected())
}

async fn noted(work: &mut Transaction, (branch, month): (&str, &str), audit: &Entry, now: Now) -> Result<()> {
    sqlx::query("UPDATE months SET purged = $3 WHERE branch = $1 AND month = $2")
        .bind(branch)
        .bind(month)
        .bind(now.0)
        .execute(within(work))
        .await
        .at("months")?;
    let entry = Entry { subject: format!("month/{branch}/{month}"), ..audit.clone() };
    audit_within(work, &entry, now).await?;
    Ok(())
}
