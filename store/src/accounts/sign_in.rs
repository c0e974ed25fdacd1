//! Signing in: attempts are counted before they are judged, by the name that was typed, known or not.
//!
//! So an unknown name is answered as a known one: after the same time, with the same words, and held up as long.

use crate::accounts::{Account, account_of};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{commit, within};
use crate::rows::Columns;
use crate::token::hash;
use crate::words::Now;
use crate::{Secret, Store};

/// What comes of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignIn {
    /// No: the name or the password is wrong, or the account is disabled. Which of them is not told.
    Refused,
    /// Too many attempts: not before this time. Nothing was judged.
    Wait(i64),
    /// The password is right; the one-time password is still to come.
    NeedsSecond(Account),
    /// Signed in.
    Done(Account),
}

/// How many failures are free.
const FREE: i64 = 4;
/// The longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// Failures are forgotten after a day without one.
const FORGOTTEN: i64 = 24 * 60 * 60;

/// How long to wait after so many failures: 10 s, doubled each time, a quarter of an hour at most.
fn wait(failures: i64) -> i64 {
    if failures <= FREE { 0 } else { 10_i64.saturating_mul(1 << (failures - FREE - 1).min(10)).min(LONGEST) }
}

fn name_hash(login: &str) -> Vec<u8> {
    hash("shinsa store: name of a sign-in", &login.to_lowercase())
}

impl Store {
    /// Judges a name and a password.
    pub async fn sign_in(&self, login: &str, password: Secret, now: Now) -> Result<SignIn> {
        // No account has such a name, and PostgreSQL does not even look for one with a NUL.
        if login.chars().any(char::is_control) {
            return Err(StoreError::new("accounts", Problem::Login));
        }
        if let Some(until) = self.begin_attempt(login, now).await? {
            return Ok(SignIn::Wait(until));
        }
        let row = sqlx::query(
            "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made, password
             FROM accounts WHERE login = $1",
        )
        .bind(login.to_lowercase())
        .fetch_optional(self.reader())
        .await
        .at("accounts")?;
        let kept = match &row {
            Some(row) => Columns::new("accounts", row).maybe_text("password")?,
            None => None,
        };
        let right = self.verify_password(password, kept).await?;
        let account = row.as_ref().map(account_of).transpose()?;
        match account.filter(|account| right && !account.disabled) {
            None => Ok(SignIn::Refused),
            Some(account) if account.second_factor => Ok(SignIn::NeedsSecond(account)),
            Some(account) => {
                self.forget_attempts(&account.login).await?;
                Ok(SignIn::Done(account))
            }
        }
    }

    /// Counts an attempt as failed before it is judged, so that many at once are not free; or says until when to wait.
    pub(super) async fn begin_attempt(&self, login: &str, now: Now) -> Result<Option<i64>> {
        let name = name_hash(login);
        let mut work = self.begin().await?;
        // The row comes first: on PostgreSQL only a row that is there can be locked.
        sqlx::query(
            "INSERT INTO sign_in_attempts (name_hash, failures, last, until) VALUES ($1, 0, $2, 0)
             ON CONFLICT (name_hash) DO NOTHING",
        )
        .bind(name.clone())
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("sign_in_attempts")?;
        let row = sqlx::query(
            "UPDATE sign_in_attempts
             SET failures = CASE WHEN last < $3 THEN 1 WHEN until > $2 THEN failures ELSE failures + 1 END,
                 last = CASE WHEN until > $2 THEN last ELSE $2 END
             WHERE name_hash = $1 RETURNING failures, until",
        )
        .bind(name.clone())
        .bind(now.0)
        .bind(now.0 - FORGOTTEN)
        .fetch_one(within(&mut work))
        .await
        .at("sign_in_attempts")?;
        let row = Columns::new("sign_in_attempts", &row);
        let (failures, until) = (row.number("failures")?, row.number("until")?);
        if until > now.0 {
            return Ok(Some(until));
        }
        sqlx::query("UPDATE sign_in_attempts SET until = $2 WHERE name_hash = $1")
            .bind(name)
            .bind(now.0 + wait(failures))
            .execute(within(&mut work))
            .await
            .at("sign_in_attempts")?;
        commit(work).await?;
        Ok(None)
    }

    /// Forgets the failures of a name: it signed in, or an administrator lets it try again.
    pub async fn forget_attempts(&self, login: &str) -> Result<()> {
        sqlx::query("DELETE FROM sign_in_attempts WHERE name_hash = $1")
            .bind(name_hash(login))
            .execute(self.writer())
            .await
            .at("sign_in_attempts")?;
        Ok(())
    }

    /// Removes failures that no longer count.
    pub async fn purge_attempts(&self, now: Now) -> Result<u64> {
        let done = sqlx::query("DELETE FROM sign_in_attempts WHERE last < $1 AND until < $2")
            .bind(now.0 - FORGOTTEN)
            .bind(now.0)
            .execute(self.writer())
            .await
            .at("sign_in_attempts")?;
        Ok(done.rows_affected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_and_ends() {
        let waits: Vec<i64> = [1, 4, 5, 6, 7, 11, 12, 1_000].into_iter().map(wait).collect();
        assert_eq!(waits, [0, 0, 10, 20, 40, 640, 900, 900]);
    }
}
