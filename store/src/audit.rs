//! The audit trail: rows that are only added, each holding the hash of the row before it.

mod verify;

use sqlx::any::AnyRow;

pub use verify::Verdict;

use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::words::Now;

/// What somebody did. No personal data stands in it: subjects are ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id of an account or a key, or the name of a command.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// What was done, as `upload.read`.
    pub act: String,
    /// To what, as `upload/<id>`.
    pub subject: String,
    /// What for.
    pub purpose: String,
    /// Anything more.
    pub detail: String,
}

/// A row of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// What.
    pub entry: Entry,
    /// Hash of the row before.
    pub before: Vec<u8>,
    /// Hash of this row.
    pub hash: Vec<u8>,
}

/// What the first row holds as the hash before it.
fn first() -> Vec<u8> {
    blake3::derive_key("shinsa store: beginning of the audit trail", b"").to_vec()
}

/// Hash of a row: every field with its length before it, so that no two rows have the same bytes.
fn row_hash(seq: i64, at: i64, entry: &Entry, before: &[u8]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new_derive_key("shinsa store: row of the audit trail");
    hasher.update(&seq.to_le_bytes());
    hasher.update(&at.to_le_bytes());
    let Entry { actor, role, act, subject, purpose, detail } = entry;
    for part in [actor, role, act, subject, purpose, detail].map(String::as_bytes).into_iter().chain([before])
    {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().as_bytes().to_vec()
}

impl Store {
    /// Puts the head of the trail there once.
    pub(crate) async fn begin_trail(&self) -> Result<()> {
        sqlx::query("INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, $1) ON CONFLICT (one) DO NOTHING")
            .bind(first())
            .execute(self.writer())
            .await
            .at("audit_head")?;
        Ok(())
    }

    /// Adds a row and gives its number.
    pub async fn audit(&self, entry: &Entry, now: Now) -> Result<i64> {
        let mut work = self.begin().await?;
        let seq = audit_within(&mut work, entry, now).await?;
        commit(work).await?;
        Ok(seq)
    }

    /// Rows before a number, the newest first, of one subject or of all (`""`).
    pub async fn audit_rows(&self, subject: &str, before: Option<i64>, limit: i64) -> Result<Vec<Row>> {
        let rows = sqlx::query(
            "SELECT seq, at, actor, role, act, subject, purpose, detail, before, hash FROM audit
             WHERE seq < $1 AND ($2 = '' OR subject = $2) ORDER BY seq DESC LIMIT $3",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(subject)
        .bind(limit)
        .fetch_all(self.reader())
        .await
        .at("audit")?;
        rows.iter().map(row_of).collect()
    }
}

/// Adds a row in the transaction of what it tells: both are kept or neither.
///
/// Changing the head locks it on PostgreSQL until the transaction ends; SQLite has one writer.
pub(crate) async fn audit_within(work: &mut Transaction, entry: &Entry, now: Now) -> Result<i64> {
    let head = sqlx::query("UPDATE audit_head SET seq = seq + 1 WHERE one = 1 RETURNING seq, hash")
        .fetch_optional(within(work))
        .await
        .at("audit_head")?
        .ok_or_else(|| StoreError::new("audit_head", Problem::Damaged))?;
    let head = Columns::new("audit_head", &head);
    let (seq, before) = (head.number("seq")?, head.bytes("hash")?);
    let hash = row_hash(seq, now.0, entry, &before);
    sqlx::query(
        "INSERT INTO audit (seq, at, actor, role, act, subject, purpose, detail, before, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(seq)
    .bind(now.0)
    .bind(&entry.actor)
    .bind(&entry.role)
    .bind(&entry.act)
    .bind(&entry.subject)
    .bind(&entry.purpose)
    .bind(&entry.detail)
    .bind(before)
    .bind(hash.clone())
    .execute(within(work))
    .await
    .at("audit")?;
    sqlx::query("UPDATE audit_head SET hash = $1 WHERE one = 1")
        .bind(hash)
        .execute(within(work))
        .await
        .at("audit_head")?;
    Ok(seq)
}

fn row_of(row: &AnyRow) -> Result<Row> {
    let row = Columns::new("audit", row);
    let entry = Entry {
        actor: row.text("actor")?,
        role: row.text("role")?,
        act: row.text("act")?,
        subject: row.text("subject")?,
        purpose: row.text("purpose")?,
        detail: row.text("detail")?,
    };
    let (seq, at) = (row.number("seq")?, row.number("at")?);
    Ok(Row { seq, at, entry, before: row.bytes("before")?, hash: row.bytes("hash")? })
}
