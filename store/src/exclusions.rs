//! Findings that a clinic does not want to see again: exactly one finding each, with reason and author.

use sqlx::any::AnyRow;

use crate::Store;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::checked_text;
use crate::rows::Columns;
use crate::seal::Spot;
use crate::token;
use crate::words::{Institution, Now};

/// One excluded finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Random id.
    pub id: String,
    /// Which finding, as the caller names it.
    pub fingerprint: String,
    /// Why; sealed, since people write names into it.
    pub reason: String,
    /// Id of the account.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// When it was withdrawn, and by whom.
    pub withdrawn: Option<(i64, String)>,
}

fn spot(id: &str) -> Spot<'_> {
    Spot { table: "exclusions", row: id, column: "reason", chunk: 0 }
}

impl Store {
    /// Excludes a finding. One that is excluded already is [`Problem::Taken`].
    pub async fn exclude(
        &self,
        institution: &Institution,
        fingerprint: &str,
        reason: &str,
        made_by: &str,
        now: Now,
    ) -> Result<String> {
        checked_text("exclusions", fingerprint, 500)?;
        checked_text("exclusions", reason, 2_000)?;
        let id = token::id()?;
        let sealed = self.keys().seal(spot(&id), reason.as_bytes())?;
        sqlx::query(
            "INSERT INTO exclusions (id, institution, fingerprint, reason, reason_key, made_by, made)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&id)
        .bind(institution.as_str())
        .bind(fingerprint)
        .bind(sealed.bytes)
        .bind(sealed.key_id)
        .bind(made_by)
        .bind(now.0)
        .execute(self.writer())
        .await
        .at("exclusions")?;
        Ok(id)
    }

    /// Withdraws an exclusion; the row stays.
    pub async fn withdraw_exclusion(
        &self,
        institution: &Institution,
        id: &str,
        by: &str,
        now: Now,
    ) -> Result<()> {
        let done = sqlx::query(
            "UPDATE exclusions SET withdrawn = $3, withdrawn_by = $4
             WHERE id = $1 AND institution = $2 AND withdrawn IS NULL",
        )
        .bind(id)
        .bind(institution.as_str())
        .bind(now.0)
        .bind(by)
        .execute(self.writer())
        .await
        .at("exclusions")?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::new("exclusions", Problem::Missing)) }
    }

    /// All exclusions of an institution, withdrawn ones too, the newest first.
    pub async fn exclusions(&self, institution: &Institution) -> Result<Vec<Exclusion>> {
        let rows = sqlx::query(
            "SELECT id, fingerprint, reason, reason_key, made_by, made, withdrawn, withdrawn_by FROM exclusions
             WHERE institution = $1 ORDER BY made DESC, id",
        )
        .bind(institution.as_str())
        .fetch_all(self.reader())
        .await
        .at("exclusions")?;
        rows.iter().map(|row| self.exclusion_of(row)).collect()
    }

    /// Fingerprints that are excluded now, in order.
    pub async fn excluded(&self, institution: &Institution) -> Result<Vec<String>> {
        let rows = sqlx::query(
            "SELECT fingerprint FROM exclusions WHERE institution = $1 AND withdrawn IS NULL ORDER BY fingerprint",
        )
        .bind(institution.as_str())
        .fetch_all(self.reader())
        .await
        .at("exclusions")?;
        rows.iter().map(|row| Columns::new("exclusions", row).text("fingerprint")).collect()
    }

    fn exclusion_of(&self, row: &AnyRow) -> Result<Exclusion> {
        let row = Columns::new("exclusions", row);
        let id = row.text("id")?;
        let reason = self.keys().open(spot(&id), &row.text("reason_key")?, &row.bytes("reason")?)?;
        let withdrawn = match (row.maybe_number("withdrawn")?, row.maybe_text("withdrawn_by")?) {
            (Some(at), Some(by)) => Some((at, by)),
            _ => None,
        };
        Ok(Exclusion {
            fingerprint: row.text("fingerprint")?,
            reason: String::from_utf8(reason).map_err(|_| row.damaged())?,
            made_by: row.text("made_by")?,
            made: row.number("made")?,
            withdrawn,
            id,
        })
    }
}
