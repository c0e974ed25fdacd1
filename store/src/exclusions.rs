//! Findings that a clinic does not want to see again: exactly one finding each, with reason and author.

use sqlx::any::AnyRow;

use crate::Store;
use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{checked_text, commit, within};
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
    /// What it is, as the caller serialised it; empty for those that were made before it was kept. Sealed.
    pub about: Vec<u8>,
    /// Id of the account.
    pub made_by: String,
    /// When.
    pub made: i64,
    /// When it was withdrawn, and by whom.
    pub withdrawn: Option<(i64, String)>,
}

/// A finding that is to be excluded.
#[derive(Clone, Copy, Debug)]
pub struct NewExclusion<'a> {
    /// Whose it is.
    pub institution: &'a Institution,
    /// Which finding, as the caller names it.
    pub fingerprint: &'a str,
    /// What it is, serialised by the caller; sealed.
    pub about: &'a [u8],
    /// Why.
    pub reason: &'a str,
    /// Id of the account.
    pub made_by: &'a str,
    /// Row of the audit trail, written in the same transaction; its subject is made here.
    pub audit: Option<&'a Entry>,
}

fn spot(id: &str) -> Spot<'_> {
    Spot { table: "exclusions", row: id, column: "reason", chunk: 0 }
}

fn about_spot(id: &str) -> Spot<'_> {
    Spot { table: "exclusions", row: id, column: "about", chunk: 0 }
}

/// How the audit trail names an exclusion.
fn subject(id: &str) -> String {
    format!("exclusion/{id}")
}

impl Store {
    /// Excludes a finding. One that is excluded already is [`Problem::Taken`].
    pub async fn exclude(&self, new: &NewExclusion<'_>, now: Now) -> Result<String> {
        checked_text("exclusions", new.fingerprint, 500)?;
        checked_text("exclusions", new.reason, 2_000)?;
        let id = token::id()?;
        let sealed = self.keys().seal(spot(&id), new.reason.as_bytes())?;
        let about = self.keys().seal(about_spot(&id), new.about)?;
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO exclusions (id, institution, fingerprint, reason, reason_key, made_by, made, about, about_key)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&id)
        .bind(new.institution.as_str())
        .bind(new.fingerprint)
        .bind(sealed.bytes)
        .bind(sealed.key_id)
        .bind(new.made_by)
        .bind(now.0)
        .bind(about.bytes)
        .bind(about.key_id)
        .execute(within(&mut work))
        .await
        .at("exclusions")?;
        if let Some(entry) = new.audit {
            audit_within(&mut work, &Entry { subject: subject(&id), ..entry.clone() }, now).await?;
        }
        commit(work).await?;
        Ok(id)
    }

    /// Withdraws an exclusion; the row stays.
    pub async fn withdraw_exclusion(
        &self,
        institution: &Institution,
        id: &str,
        by: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let mut work = self.begin().await?;
        let done = sqlx::query(
            "UPDATE exclusions SET withdrawn = $3, withdrawn_by = $4
             WHERE id = $1 AND institution = $2 AND withdrawn IS NULL",
        )
        .bind(id)
        .bind(institution.as_str())
        .bind(now.0)
        .bind(by)
        .execute(within(&mut work))
        .await
        .at("exclusions")?;
        if done.rows_affected() != 1 {
            return Err(StoreError::new("exclusions", Problem::Missing));
        }
        if let Some(entry) = audit {
            audit_within(&mut work, &Entry { subject: subject(id), ..entry.clone() }, now).await?;
        }
        commit(work).await
    }

    /// All exclusions of an institution, withdrawn ones too, the newest first.
    pub async fn exclusions(&self, institution: &Institution) -> Result<Vec<Exclusion>> {
        let rows = sqlx::query(
            "SELECT id, fingerprint, reason, reason_key, made_by, made, withdrawn, withdrawn_by, about, about_key
             FROM exclusions WHERE institution = $1 ORDER BY made DESC, id",
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
        let about = match row.maybe_bytes("about")? {
            Some(about) => self.keys().open(about_spot(&id), &row.text("about_key")?, &about)?,
            None => Vec::new(),
        };
        let withdrawn = match (row.maybe_number("withdrawn")?, row.maybe_text("withdrawn_by")?) {
            (Some(at), Some(by)) => Some((at, by)),
            _ => None,
        };
        Ok(Exclusion {
            fingerprint: row.text("fingerprint")?,
            reason: String::from_utf8(reason).map_err(|_| row.damaged())?,
            about,
            made_by: row.text("made_by")?,
            made: row.number("made")?,
            withdrawn,
            id,
        })
    }
}
