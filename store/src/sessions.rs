//! Sessions: the browser has a random token, the store its hash; the secret of forms is made from the token, so it is not kept.

use crate::accounts::{Account, account_of, noted};
use crate::audit::Entry;
use crate::coded::coded;
use crate::error::{At, Result};
use crate::open::{Transaction, commit, within};
use crate::rows::Columns;
use crate::token::{self, derived, hash};
use crate::words::Now;
use crate::{Secret, Store};

coded!(
    /// How far a session has come.
    SecondFactor {
        NotAsked = "not-asked", "不要", "not asked for";
        Awaited = "awaited", "入力待ち", "still to come";
        Given = "given", "入力済み", "given";
    }
);

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasts {
    /// Seconds without a request.
    pub idle: i64,
    /// Seconds in all.
    pub absolute: i64,
}

/// What the browser gets.
#[derive(Debug)]
pub struct Opened {
    /// For the cookie.
    pub token: Secret,
    /// For forms.
    pub csrf: Secret,
}

/// A session that holds.
#[derive(Debug)]
pub struct Session {
    /// Whose it is.
    pub account: Account,
    /// Whether the second factor was given: while it is awaited, only that may be asked for.
    pub second_factor: SecondFactor,
    /// For forms.
    pub csrf: Secret,
    /// When it was opened.
    pub made: i64,
    /// When it ends at the latest.
    pub ends: i64,
}

/// When a session was last used is written once a minute at most.
const TOUCH: i64 = 60;

fn token_hash(token: &str) -> Vec<u8> {
    hash("shinsa store: session", token)
}

fn csrf(token: &str) -> Secret {
    derived("shinsa store: forms of a session", token)
}

impl Store {
    /// Opens a session with its row of the trail: neither is there without the other.
    pub async fn open_session(
        &self,
        account: &str,
        second_factor: SecondFactor,
        lasts: Lasts,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<Opened> {
        let mut work = self.begin().await?;
        let opened = begin_session(&mut work, account, second_factor, lasts, now).await?;
        noted(&mut work, account, audit, now).await?;
        commit(work).await?;
        Ok(opened)
    }

    /// Opens one in the place of another, as whenever rights grow: after the second factor the first session is over.
    pub async fn replace_session(
        &self,
        token: &str,
        account: &str,
        second_factor: SecondFactor,
        lasts: Lasts,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<Opened> {
        let mut work = self.begin().await?;
        end_session(&mut work, token).await?;
        let opened = begin_session(&mut work, account, second_factor, lasts, now).await?;
        noted(&mut work, account, audit, now).await?;
        commit(work).await?;
        Ok(opened)
    }

    /// The session of a token, if it holds and its account may sign in.
    pub async fn session(&self, token: &str, now: Now) -> Result<Option<Session>> {
        let row = sqlx::query(
            "SELECT a.id, a.login, a.display, a.role, a.institution, a.branch, a.side, a.sign_in, a.totp_on,
                    a.disabled, a.made, s.second_factor, s.made AS opened, s.seen, s.ends
             FROM sessions s JOIN accounts a ON a.id = s.account
             WHERE s.hash = $1 AND s.ends > $2 AND s.seen + s.idle_seconds > $2 AND a.disabled = 0",
        )
        .bind(token_hash(token))
        .bind(now.0)
        .fetch_optional(self.reader())
        .await
        .at("sessions")?;
        let Some(row) = row else { return Ok(None) };
        let account = account_of(&row)?;
        let row = Columns::new("sessions", &row);
        if row.number("seen")? + TOUCH <= now.0 {
            self.touch_session(token, now).await?;
        }
        let second = SecondFactor::from_code(&row.text("second_factor")?).ok_or_else(|| row.damaged())?;
        let (made, ends) = (row.number("opened")?, row.number("ends")?);
        Ok(Some(Session { account, second_factor: second, csrf: csrf(token), made, ends }))
    }

    async fn touch_session(&self, token: &str, now: Now) -> Result<()> {
        sqlx::query("UPDATE sessions SET seen = $2 WHERE hash = $1 AND seen < $2")
            .bind(token_hash(token))
            .bind(now.0)
            .execute(self.writer())
            .await
            .at("sessions")?;
        Ok(())
    }

    /// Ends one session of an account with its row of the trail: neither is done without the other.
    pub async fn revoke_session(
        &self,
        token: &str,
        account: &str,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let mut work = self.begin().await?;
        end_session(&mut work, token).await?;
        noted(&mut work, account, audit, now).await?;
        commit(work).await
    }

    /// Ends all sessions of an account.
    pub async fn revoke_sessions_of(&self, account: &str, audit: Option<&Entry>, now: Now) -> Result<()> {
        let mut work = self.begin().await?;
        end_sessions(&mut work, account).await?;
        noted(&mut work, account, audit, now).await?;
        commit(work).await
    }

    /// Removes sessions that are over.
    pub async fn purge_sessions(&self, now: Now) -> Result<u64> {
        let done = sqlx::query("DELETE FROM sessions WHERE ends <= $1 OR seen + idle_seconds <= $1")
            .bind(now.0)
            .execute(self.writer())
            .await
            .at("sessions")?;
        Ok(done.rows_affected())
    }
}

/// Opens a session in the transaction of what goes with it.
async fn begin_session(
    work: &mut Transaction,
    account: &str,
    second_factor: SecondFactor,
    lasts: Lasts,
    now: Now,
) -> Result<Opened> {
    let token = token::secret()?;
    sqlx::query(
        "INSERT INTO sessions (hash, account, second_factor, made, seen, idle_seconds, ends)
         VALUES ($1, $2, $3, $4, $4, $5, $6)",
    )
    .bind(token_hash(token.reveal()))
    .bind(account)
    .bind(second_factor.code())
    .bind(now.0)
    .bind(lasts.idle)
    .bind(now.0.saturating_add(lasts.absolute))
    .execute(within(work))
    .await
    .at("sessions")?;
    let csrf = csrf(token.reveal());
    Ok(Opened { token, csrf })
}

/// Ends one session in the transaction of what goes with it.
async fn end_session(work: &mut Transaction, token: &str) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE hash = $1")
        .bind(token_hash(token))
        .execute(within(work))
        .await
        .at("sessions")?;
    Ok(())
}

/// Ends all sessions of an account in the transaction of what ends them: no old session outlives a new password.
pub(crate) async fn end_sessions(work: &mut Transaction, account: &str) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE account = $1")
        .bind(account)
        .execute(within(work))
        .await
        .at("sessions")?;
    Ok(())
}
