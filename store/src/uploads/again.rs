//! Results that take the place of others: the claims stay as they are.

use super::{SHEET, State, head_spot, sheet_spot, sheets, write};
use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{commit, within};
use crate::words::Now;

/// What was found in the claims of an upload, anew.
#[derive(Clone, Copy, Debug)]
pub struct Results<'a> {
    /// The revision they were judged by.
    pub revision: &'a str,
    /// What was found in the file as a whole, serialised by the caller.
    pub head: &'a [u8],
    /// What was found in each receipt, serialised by the caller, in the order of the file.
    pub receipts: &'a [Vec<u8>],
    /// How many receipts came to each disposition.
    pub dispositions: &'a [(&'a str, i64)],
}

impl Store {
    /// Puts results in the place of those that are kept, and a row on the trail; all of it or nothing.
    pub async fn replace_results(
        &self,
        id: &str,
        results: &Results<'_>,
        entry: &Entry,
        now: Now,
    ) -> Result<()> {
        let head = self.keys().seal(head_spot(id), results.head)?;
        let sheets = (0_u64..)
            .zip(results.receipts.chunks(SHEET))
            .map(|(seq, receipts)| self.keys().seal(sheet_spot(id, seq), &sheets::pack(receipts)?))
            .collect::<Result<Vec<_>>>()?;
        let mut work = self.begin().await?;
        let kept = sqlx::query(
            "UPDATE uploads SET revision = $2, receipts = $3, sheets = $4, head = $5, head_key = $6
             WHERE id = $1 AND state = $7",
        )
        .bind(id)
        .bind(results.revision)
        .bind(write::length(results.receipts.len())?)
        .bind(write::length(sheets.len())?)
        .bind(head.bytes)
        .bind(head.key_id)
        .bind(State::Kept.code())
        .execute(within(&mut work))
        .await
        .at("uploads")?;
        if kept.rows_affected() != 1 {
            // Deleted since the caller looked.
            return Err(StoreError::new("uploads", Problem::Purged));
        }
        for statement in
            ["DELETE FROM upload_sheets WHERE upload = $1", "DELETE FROM upload_counts WHERE upload = $1"]
        {
            sqlx::query(statement).bind(id).execute(within(&mut work)).await.at("uploads")?;
        }
        write::write_results(&mut work, id, results.dispositions, &sheets).await?;
        audit_within(&mut work, entry, now).await?;
        commit(work).await
    }
}
