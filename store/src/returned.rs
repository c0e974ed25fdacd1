//! Official lists of what came back to a clinic: what each says of receipts, sealed, without names.

use sqlx::any::AnyRow;

use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, checked_text, commit, within};
use crate::rows::Columns;
use crate::seal::Spot;
use crate::token;
use crate::words::{Institution, Now};

/// A list that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewReturned<'a> {
    /// Whose it is.
    pub institution: &'a Institution,
    /// Id of the account or key that brought it.
    pub made_by: &'a str,
    /// Which list, as the caller names it.
    pub kind: &'a str,
    /// Its month as YYYYMM, to be listed by.
    pub month: i64,
    /// BLAKE3 of the file: the same file counts once.
    pub digest: [u8; 32],
    /// How many receipts it speaks of.
    pub receipts: i64,
    /// Name of the file; sealed, since people write names into it.
    pub file_name: &'a str,
    /// What it says, serialised by the caller; sealed.
    pub said: &'a [u8],
}

/// A list that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Random id.
    pub id: String,
    /// Who brought it.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// Which list.
    pub kind: String,
    /// Its month as YYYYMM.
    pub month: i64,
    /// How many receipts it speaks of.
    pub receipts: i64,
    /// Name of the file.
    pub file_name: String,
    /// What it says.
    pub said: Vec<u8>,
}

fn name_spot(id: &str) -> Spot<'_> {
    Spot { table: "returned_lists", row: id, column: "file_name", chunk: 0 }
}

fn said_spot(id: &str) -> Spot<'_> {
    Spot { table: "returned_lists", row: id, column: "said", chunk: 0 }
}

/// A row of the trail about a list.
async fn told(work: &mut Transaction, entry: &Entry, id: &str, now: Now) -> Result<()> {
    audit_within(work, &Entry { subject: format!("returned/{id}"), ..entry.clone() }, now).await?;
    Ok(())
}

impl Store {
    /// Keeps a list and gives its id. One that is kept already is [`Problem::Taken`].
    pub async fn keep_returned(&self, new: &NewReturned<'_>, entry: &Entry, now: Now) -> Result<String> {
        checked_text("returned_lists", new.file_name, 1_000)?;
        checked_text("returned_lists", new.kind, 40)?;
        let id = token::id()?;
        let name = self.keys().seal(name_spot(&id), new.file_name.as_bytes())?;
        let said = self.keys().seal(said_spot(&id), new.said)?;
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO returned_lists (id, institution, made_by, made, kind, month, digest, receipts, file_name,
                                         file_name_key, said, said_key)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(&id)
        .bind(new.institution.as_str())
        .bind(new.made_by)
        .bind(now.0)
        .bind(new.kind)
        .bind(new.month)
        .bind(new.digest.to_vec())
        .bind(new.receipts)
        .bind(name.bytes)
        .bind(name.key_id)
        .bind(said.bytes)
        .bind(said.key_id)
        .execute(within(&mut work))
        .await
        .at("returned_lists")?;
        told(&mut work, entry, &id, now).await?;
        commit(work).await?;
        Ok(id)
    }

    /// All lists of an institution, the newest month first.
    pub async fn returned(&self, institution: &Institution) -> Result<Vec<Returned>> {
        let rows = sqlx::query(
            "SELECT id, made_by, made, kind, month, receipts, file_name, file_name_key, said, said_key
             FROM returned_lists WHERE institution = $1 ORDER BY month DESC, made DESC, id",
        )
        .bind(institution.as_str())
        .fetch_all(self.reader())
        .await
        .at("returned_lists")?;
        rows.iter().map(|row| self.returned_of(row)).collect()
    }

    /// Deletes a list.
    pub async fn delete_returned(
        &self,
        institution: &Institution,
        id: &str,
        entry: &Entry,
        now: Now,
    ) -> Result<()> {
        let mut work = self.begin().await?;
        let done = sqlx::query("DELETE FROM returned_lists WHERE id = $1 AND institution = $2")
            .bind(id)
            .bind(institution.as_str())
            .execute(within(&mut work))
            .await
            .at("returned_lists")?;
        one(done.rows_affected())?;
        told(&mut work, entry, id, now).await?;
        commit(work).await
    }

    fn returned_of(&self, row: &AnyRow) -> Result<Returned> {
        let row = Columns::new("returned_lists", row);
        let id = row.text("id")?;
        let open =
            |spot, key: &str, column: &str| self.keys().open(spot, &row.text(key)?, &row.bytes(column)?);
        let name = open(name_spot(&id), "file_name_key", "file_name")?;
        Ok(Returned {
            said: open(said_spot(&id), "said_key", "said")?,
            file_name: String::from_utf8(name).map_err(|_| row.damaged())?,
            made_by: row.text("made_by")?,
            made: row.number("made")?,
            kind: row.text("kind")?,
            month: row.number("month")?,
            receipts: row.number("receipts")?,
            id,
        })
    }
}

fn one(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::new("returned_lists", Problem::Missing)) }
}
