//! Follows the chain from its beginning to its head and names the first row that does not fit.

use sqlx::any::AnyRow;

use super::{first, row_hash, row_of};
use crate::Store;
use crate::error::{At, Result};
use crate::rows::Columns;

/// What following the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row fits. Number and hash of the last, to be kept elsewhere:
    /// a trail that was made anew from its beginning can only be told by them.
    Whole {
        /// Rows in all.
        rows: i64,
        /// Hash of the last.
        hash: Vec<u8>,
    },
    /// The first row that is missing, changed or out of place.
    Broken {
        /// Its number.
        seq: i64,
    },
}

/// Rows at a time.
const PAGE: i64 = 1_000;

impl Store {
    /// Follows the chain.
    pub async fn verify_audit(&self) -> Result<Verdict> {
        let head = sqlx::query("SELECT seq, hash FROM audit_head WHERE one = 1")
            .fetch_one(self.reader())
            .await
            .at("audit_head")?;
        let head = Columns::new("audit_head", &head);
        let (last, hash) = (head.number("seq")?, head.bytes("hash")?);
        let (mut seq, mut before) = (0, first());
        loop {
            let rows = self.audit_page(seq, last).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                seq += 1;
                match fits(row, seq, &before)? {
                    Some(next) => before = next,
                    None => return Ok(Verdict::Broken { seq }),
                }
            }
        }
        if seq < last {
            Ok(Verdict::Broken { seq: seq + 1 })
        } else if before != hash {
            Ok(Verdict::Broken { seq })
        } else {
            Ok(Verdict::Whole { rows: seq, hash })
        }
    }

    async fn audit_page(&self, after: i64, last: i64) -> Result<Vec<AnyRow>> {
        sqlx::query(
            "SELECT seq, at, actor, role, act, subject, purpose, detail, before, hash FROM audit
             WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3",
        )
        .bind(after)
        .bind(last)
        .bind(PAGE)
        .fetch_all(self.reader())
        .await
        .at("audit")
    }
}

/// The hash of a row that stands where it should and holds what was hashed.
fn fits(row: &AnyRow, seq: i64, before: &[u8]) -> Result<Option<Vec<u8>>> {
    let row = row_of(row)?;
    let fits =
        row.seq == seq && row.before == before && row.hash == row_hash(row.seq, row.at, &row.entry, before);
    Ok(fits.then_some(row.hash))
}
