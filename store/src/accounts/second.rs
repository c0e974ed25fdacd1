//! The second factor: one-time passwords of RFC 6238 with a sealed secret, and recovery codes of which hashes are kept.

use totp_rs::{Algorithm, Builder, Totp};

use super::noted;
use crate::audit::Entry;
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{commit, within};
use crate::rows::Columns;
use crate::seal::Spot;
use crate::sessions::end_sessions;
use crate::token::{self, hash, random};
use crate::words::Now;
use crate::{Secret, Store};

/// What is shown once to whoever sets one-time passwords up.
#[derive(Debug)]
pub struct TotpSetup {
    /// To be typed into an app.
    pub base32: Secret,
    /// To be shown as a QR code.
    pub url: Secret,
}

/// Ten codes that each open the account once when the app is lost.
#[derive(Debug)]
pub struct RecoveryCodes(pub Vec<Secret>);

const CODES: usize = 10;

fn spot(id: &str) -> Spot<'_> {
    Spot { table: "accounts", row: id, column: "totp", chunk: 0 }
}

fn totp(secret: Vec<u8>, login: &str) -> Result<Totp> {
    // Sign-in names may hold no `:`, so the label stays one.
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_secret(secret)
        .with_account_name(login)
        .with_issuer(Some("shinsa"))
        .build()
        .map_err(|_| StoreError::new("totp", Problem::Damaged))
}

fn code_hash(account: &str, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hash("shinsa store: recovery code", &format!("{account}:{}", plain.to_lowercase()))
}

impl Store {
    /// Makes a secret for one-time passwords; it counts once a code of it was given.
    pub async fn begin_totp(&self, id: &str) -> Result<TotpSetup> {
        let account = self.account(id).await?.ok_or_else(|| StoreError::new("accounts", Problem::Missing))?;
        let secret = random::<20>()?;
        let sealed = self.keys().seal(spot(id), &secret)?;
        let made = totp(secret.to_vec(), &account.login)?;
        let url = made.to_url().map_err(|_| StoreError::new("totp", Problem::System))?;
        let done = sqlx::query(
            "UPDATE accounts SET totp = $2, totp_key = $3, totp_step = 0 WHERE id = $1 AND totp_on = 0",
        )
        .bind(id)
        .bind(sealed.bytes)
        .bind(sealed.key_id)
        .execute(self.writer())
        .await
        .at("accounts")?;
        if done.rows_affected() == 0 {
            return Err(StoreError::new("totp", Problem::Taken));
        }
        Ok(TotpSetup {
            base32: Secret::new(totp_rs::Secret::from(secret).to_base32()),
            url: Secret::new(url),
        })
    }

    /// Turns one-time passwords on when the code is right, and gives the recovery codes.
    /// All sessions of the account end: rights grow.
    pub async fn confirm_totp(
        &self,
        id: &str,
        code: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<Option<RecoveryCodes>> {
        if !self.spend_step(id, code, now, 0).await? {
            return Ok(None);
        }
        let codes = (0..CODES).map(|_| recovery_code()).collect::<Result<Vec<_>>>()?;
        let mut work = self.begin().await?;
        sqlx::query("DELETE FROM recovery_codes WHERE account = $1")
            .bind(id)
            .execute(within(&mut work))
            .await
            .at("recovery_codes")?;
        for code in &codes {
            sqlx::query("INSERT INTO recovery_codes (account, hash) VALUES ($1, $2)")
                .bind(id)
                .bind(code_hash(id, code.reveal()))
                .execute(within(&mut work))
                .await
                .at("recovery_codes")?;
        }
        sqlx::query("UPDATE accounts SET totp_on = 1, changed = $2 WHERE id = $1")
            .bind(id)
            .bind(now.0)
            .execute(within(&mut work))
            .await
            .at("accounts")?;
        end_sessions(&mut work, id).await?;
        noted(&mut work, id, audit, now).await?;
        commit(work).await?;
        Ok(Some(RecoveryCodes(codes)))
    }

    /// Whether a one-time password is right and new. Attempts count like those of passwords.
    pub async fn check_totp(&self, id: &str, code: &str, now: Now) -> Result<bool> {
        let Some(login) = self.attempt_of(id, now).await? else { return Ok(false) };
        let right = self.spend_step(id, code, now, 1).await?;
        if right {
            self.forget_attempts(&login).await?;
        }
        Ok(right)
    }

    /// Whether a recovery code is right and was never used. Attempts count like those of passwords.
    pub async fn use_recovery_code(&self, id: &str, code: &str, now: Now) -> Result<bool> {
        let Some(login) = self.attempt_of(id, now).await? else { return Ok(false) };
        let done = sqlx::query(
            "UPDATE recovery_codes SET used = $3 WHERE account = $1 AND hash = $2 AND used IS NULL",
        )
        .bind(id)
        .bind(code_hash(id, code))
        .bind(now.0)
        .execute(self.writer())
        .await
        .at("recovery_codes")?;
        let right = done.rows_affected() == 1;
        if right {
            self.forget_attempts(&login).await?;
        }
        Ok(right)
    }

    /// How many recovery codes are left.
    pub async fn recovery_codes_left(&self, id: &str) -> Result<i64> {
        let row = sqlx::query("SELECT COUNT(*) AS n FROM recovery_codes WHERE account = $1 AND used IS NULL")
            .bind(id)
            .fetch_one(self.reader())
            .await
            .at("recovery_codes")?;
        Columns::new("recovery_codes", &row).number("n")
    }

    /// Turns one-time passwords off; all sessions of the account end.
    pub async fn remove_totp(&self, id: &str, audit: Option<&Entry>, now: Now) -> Result<()> {
        let mut work = self.begin().await?;
        sqlx::query("DELETE FROM recovery_codes WHERE account = $1")
            .bind(id)
            .execute(within(&mut work))
            .await
            .at("recovery_codes")?;
        sqlx::query(
            "UPDATE accounts SET totp = NULL, totp_key = NULL, totp_on = 0, totp_step = 0, changed = $2 WHERE id = $1",
        )
        .bind(id)
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("accounts")?;
        end_sessions(&mut work, id).await?;
        noted(&mut work, id, audit, now).await?;
        commit(work).await
    }

    /// Counts an attempt for an account that may sign in; gives its name unless it must wait.
    async fn attempt_of(&self, id: &str, now: Now) -> Result<Option<String>> {
        let Some(account) = self.account(id).await?.filter(|account| !account.disabled) else {
            return Ok(None);
        };
        let wait = self.begin_attempt(&account.login, now).await?;
        Ok(wait.is_none().then_some(account.login))
    }

    /// Holds a code against the secret and spends its step: a step that was used, or an earlier one, never counts again.
    async fn spend_step(&self, id: &str, code: &str, now: Now, on: i64) -> Result<bool> {
        let row = sqlx::query(
            "SELECT login, totp, totp_key FROM accounts WHERE id = $1 AND totp_on = $2 AND totp IS NOT NULL",
        )
        .bind(id)
        .bind(on)
        .fetch_optional(self.reader())
        .await
        .at("accounts")?;
        let Some(row) = row else { return Ok(false) };
        let row = Columns::new("accounts", &row);
        let secret = self.keys().open(spot(id), &row.text("totp_key")?, &row.bytes("totp")?)?;
        let time = u64::try_from(now.0).map_err(|_| StoreError::new("totp", Problem::System))?;
        let Some(step) = totp(secret, &row.text("login")?)?.check(code.trim(), time) else {
            return Ok(false);
        };
        let step = i64::try_from(step).map_err(|_| StoreError::new("totp", Problem::System))?;
        let done = sqlx::query("UPDATE accounts SET totp_step = $2 WHERE id = $1 AND totp_step < $2")
            .bind(id)
            .bind(step)
            .execute(self.writer())
            .await
            .at("accounts")?;
        Ok(done.rows_affected() == 1)
    }
}

/// 80 bits in four groups, to be written down by hand.
fn recovery_code() -> Result<Secret> {
    let text = token::id()?;
    let groups: Vec<String> =
        text.as_bytes().chunks(4).take(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok(Secret::new(groups.join("-")))
}
