//! Keys of clinics for programs: `shk_<id>_<secret>`, of which a hash is kept.

use sqlx::any::AnyRow;
use subtle::ConstantTimeEq;

use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, checked_text, commit, within};
use crate::rows::Columns;
use crate::token::{self, hash};
use crate::words::{Institution, Now};
use crate::{Secret, Store};

/// A key as others see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Random id, the middle of the key.
    pub id: String,
    /// Whose it is.
    pub institution: Institution,
    /// What its owner calls it.
    pub name: String,
    /// Requests a minute.
    pub rate: i64,
    /// The account that made it.
    pub made_by: String,
    /// When it was made.
    pub made: i64,
    /// When it was last used, to the minute.
    pub used: Option<i64>,
    /// When it was revoked.
    pub revoked: Option<i64>,
}

/// A new key, shown once.
#[derive(Debug)]
pub struct NewApiKey {
    /// Its id.
    pub id: String,
    /// The whole key.
    pub key: Secret,
}

/// When a key was last used is written once a minute at most.
const TOUCH: i64 = 60;

fn secret_hash(id: &str, secret: &str) -> Vec<u8> {
    hash("shinsa store: key of a clinic", &format!("{id}:{secret}"))
}

impl Store {
    /// Makes a key.
    pub async fn create_api_key(
        &self,
        institution: &Institution,
        name: &str,
        rate: i64,
        made_by: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<NewApiKey> {
        checked_text("api_keys", name, 200)?;
        let (id, secret) = (token::id()?, token::secret()?);
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO api_keys (id, institution, name, hash, rate, made_by, made) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&id)
        .bind(institution.as_str())
        .bind(name)
        .bind(secret_hash(&id, secret.reveal()))
        .bind(rate)
        .bind(made_by)
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("api_keys")?;
        noted(&mut work, &id, audit, now).await?;
        commit(work).await?;
        let key = Secret::new(format!("shk_{id}_{}", secret.reveal()));
        Ok(NewApiKey { id, key })
    }

    /// The key of a text, if it is right and not revoked.
    pub async fn api_key(&self, text: &str, now: Now) -> Result<Option<ApiKey>> {
        let Some((id, secret)) = text.strip_prefix("shk_").and_then(|rest| rest.split_once('_')) else {
            return Ok(None);
        };
        let row = sqlx::query(
            "SELECT id, institution, name, rate, made_by, made, used, revoked, hash FROM api_keys WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.reader())
        .await
        .at("api_keys")?;
        // The ids of keys are no secret; their secrets have 256 bits and are compared in constant time.
        let Some(row) = row else { return Ok(None) };
        let right: bool =
            Columns::new("api_keys", &row).bytes("hash")?.ct_eq(&secret_hash(id, secret)).into();
        let key = key_of(&row)?;
        if !right || key.revoked.is_some() {
            return Ok(None);
        }
        if key.used.is_none_or(|used| used + TOUCH <= now.0) {
            self.touch_api_key(id, now).await?;
        }
        Ok(Some(key))
    }

    async fn touch_api_key(&self, id: &str, now: Now) -> Result<()> {
        sqlx::query("UPDATE api_keys SET used = $2 WHERE id = $1 AND (used IS NULL OR used < $2)")
            .bind(id)
            .bind(now.0)
            .execute(self.writer())
            .await
            .at("api_keys")?;
        Ok(())
    }

    /// All keys of an institution, the newest first.
    pub async fn api_keys(&self, institution: &Institution) -> Result<Vec<ApiKey>> {
        let rows = sqlx::query(
            "SELECT id, institution, name, rate, made_by, made, used, revoked FROM api_keys
             WHERE institution = $1 ORDER BY made DESC, id",
        )
        .bind(institution.as_str())
        .fetch_all(self.reader())
        .await
        .at("api_keys")?;
        rows.iter().map(key_of).collect()
    }

    /// Revokes a key of an institution; it stays in the list.
    pub async fn revoke_api_key(
        &self,
        institution: &Institution,
        id: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let mut work = self.begin().await?;
        let done = sqlx::query(
            "UPDATE api_keys SET revoked = COALESCE(revoked, $3) WHERE id = $1 AND institution = $2",
        )
        .bind(id)
        .bind(institution.as_str())
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("api_keys")?;
        if done.rows_affected() != 1 {
            return Err(StoreError::new("api_keys", Problem::Missing));
        }
        noted(&mut work, id, audit, now).await?;
        commit(work).await
    }
}

/// Puts what was done to a key on the trail, in the transaction of the act itself.
async fn noted(work: &mut Transaction, id: &str, audit: Option<&Entry>, now: Now) -> Result<()> {
    if let Some(entry) = audit {
        audit_within(work, &Entry { subject: format!("key/{id}"), ..entry.clone() }, now).await?;
    }
    Ok(())
}

fn key_of(row: &AnyRow) -> Result<ApiKey> {
    let row = Columns::new("api_keys", row);
    Ok(ApiKey {
        id: row.text("id")?,
        institution: Institution::new(&row.text("institution")?)?,
        name: row.text("name")?,
        rate: row.number("rate")?,
        made_by: row.text("made_by")?,
        made: row.number("made")?,
        used: row.maybe_number("used")?,
        revoked: row.maybe_number("revoked")?,
    })
}
