//! Deletes claims and results when their time is over, or when their owner asks; counts stay.

use super::State;
use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::words::{Institution, Now};

/// What was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Uploads whose claims and results are gone.
    pub uploads: u64,
    /// Idempotency keys that nobody repeats any more.
    pub keys: u64,
}

/// A client repeats a request within a day or not at all.
const REPEATED_WITHIN: i64 = 24 * 60 * 60;

impl Store {
    /// Deletes what is due, at most so many uploads at once.
    pub async fn purge_uploads(&self, now: Now, most: i64) -> Result<Purged> {
        let rows = sqlx::query(
            "SELECT id FROM uploads WHERE state = $1 AND delete_after <= $2 ORDER BY delete_after, id LIMIT $3",
        )
        .bind(State::Kept.code())
        .bind(now.0)
        .bind(most)
        .fetch_all(self.reader())
        .await
        .at("uploads")?;
        let mut uploads = 0;
        for row in &rows {
            let mut work = self.begin().await?;
            uploads += empty(&mut work, &Columns::new("uploads", row).text("id")?).await?;
            commit(work).await?;
        }
        let keys = sqlx::query("DELETE FROM idempotency WHERE made < $1")
            .bind(now.0 - REPEATED_WITHIN)
            .execute(self.writer())
            .await
            .at("idempotency")?
            .rows_affected();
        Ok(Purged { uploads, keys })
    }

    /// Deletes the claims and results of one upload of an institution at once; with a row of the trail, unless it was
    /// deleted already.
    pub async fn delete_upload(
        &self,
        institution: &Institution,
        id: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let upload = self.upload(institution, id).await?;
        if upload.is_none() {
            return Err(StoreError::new("uploads", Problem::Missing));
        }
        let mut work = self.begin().await?;
        let emptied = empty(&mut work, id).await?;
        if let Some(entry) = audit.filter(|_| emptied > 0) {
            audit_within(&mut work, entry, now).await?;
        }
        commit(work).await
    }
}

/// Takes everything sealed out of an upload.
async fn empty(work: &mut Transaction, id: &str) -> Result<u64> {
    for statement in
        ["DELETE FROM upload_chunks WHERE upload = $1", "DELETE FROM upload_sheets WHERE upload = $1"]
    {
        sqlx::query(statement).bind(id).execute(within(work)).await.at("uploads")?;
    }
    let done = sqlx::query(
        "UPDATE uploads SET state = $2, file_name = NULL, file_name_key = NULL, head = NULL, head_key = NULL WHERE id = $1 AND state <> $2",
    )
    .bind(id)
    .bind(State::Purged.code())
    .execute(within(work))
    .await
    .at("uploads")?;
    Ok(done.rows_affected())
}
