//! Accounts: who may sign in, as what, for whom.

mod password;
mod second;
mod sign_in;

use sqlx::any::AnyRow;

pub use second::{RecoveryCodes, TotpSetup};
pub use sign_in::SignIn;

use crate::audit::{Entry, audit_within};
use crate::error::{At, Problem, Result, StoreError};
use crate::open::{Transaction, checked_text, commit, within};
use crate::rows::Columns;
use crate::sessions::end_sessions;
use crate::token;
use crate::words::{Institution, Now, Role, Side, SignInKind};
use crate::{Secret, Store};

/// An account as others see it: no secret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Random id.
    pub id: String,
    /// The name to sign in with, in small letters.
    pub login: String,
    /// What people see.
    pub display: String,
    /// What it is for.
    pub role: Role,
    /// The institution of a clinic's account.
    pub institution: Option<Institution>,
    /// The branch it belongs to, two digits of the prefecture.
    pub branch: Option<String>,
    /// Whom a reviewer stands for.
    pub side: Option<Side>,
    /// How it signs in.
    pub sign_in: SignInKind,
    /// Whether a one-time password is asked for.
    pub second_factor: bool,
    /// Whether it may not sign in.
    pub disabled: bool,
    /// When it was made.
    pub made: i64,
}

/// What an account is, apart from how it signs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What people see.
    pub display: String,
    /// What it is for.
    pub role: Role,
    /// The institution of a clinic's account.
    pub institution: Option<Institution>,
    /// The branch it belongs to.
    pub branch: Option<String>,
    /// Whom a reviewer stands for.
    pub side: Option<Side>,
}

impl Person {
    /// A clinic has its institution and nobody else has one; a reviewer has a side; an arbiter is of learning.
    fn fits(&self) -> Result<()> {
        checked_text("accounts", &self.display, 200)?;
        let side_fits = match self.role {
            Role::Reviewer => self.side.is_some(),
            // SPEC: the arbiter stands for neither side (学識経験者), issue 5 section 3: public-interest arbiter.
            Role::Arbiter => self.side == Some(Side::Learned),
            _ => self.side.is_none(),
        };
        let branch_fits =
            self.branch.as_ref().is_none_or(|b| b.len() == 2 && b.bytes().all(|c| c.is_ascii_digit()));
        if side_fits && branch_fits && self.institution.is_some() == (self.role == Role::Clinic) {
            Ok(())
        } else {
            Err(StoreError::new("accounts", Problem::Account))
        }
    }
}

/// The name as it is kept and looked for: case does not matter.
fn login_name(login: &str) -> Result<String> {
    let fits = |c: char| c.is_alphanumeric() || ".-_@+".contains(c);
    if !login.is_empty() && login.len() <= 100 && login.chars().all(fits) {
        Ok(login.to_lowercase())
    } else {
        Err(StoreError::new("accounts", Problem::Login))
    }
}

impl Store {
    /// Makes an account with a password and gives its id.
    pub async fn create_account(
        &self,
        login: &str,
        person: &Person,
        password: Secret,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<String> {
        person.fits()?;
        let login = login_name(login)?;
        let hash = self.hash_password(password).await?;
        let id = token::id()?;
        let mut work = self.begin().await?;
        sqlx::query(
            "INSERT INTO accounts (id, login, display, role, institution, branch, side, sign_in, password, made, changed)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
        )
        .bind(&id)
        .bind(login)
        .bind(&person.display)
        .bind(person.role.code())
        .bind(person.institution.as_ref().map(|i| i.as_str().to_owned()))
        .bind(person.branch.clone())
        .bind(person.side.map(Side::code))
        .bind(SignInKind::Password.code())
        .bind(hash)
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("accounts")?;
        noted(&mut work, &id, audit, now).await?;
        commit(work).await?;
        Ok(id)
    }

    /// The account of an id.
    pub async fn account(&self, id: &str) -> Result<Option<Account>> {
        let row = sqlx::query(
            "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made
             FROM accounts WHERE id = $1",
        )
        .bind(id)
        .fetch_optional(self.reader())
        .await
        .at("accounts")?;
        row.as_ref().map(account_of).transpose()
    }

    /// The account of a name.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>> {
        let row = sqlx::query(
            "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made
             FROM accounts WHERE login = $1",
        )
        .bind(login.to_lowercase())
        .fetch_optional(self.reader())
        .await
        .at("accounts")?;
        row.as_ref().map(account_of).transpose()
    }

    /// Accounts by name, behind a name (empty: from the first).
    pub async fn accounts(&self, after: &str, limit: i64) -> Result<Vec<Account>> {
        let rows = sqlx::query(
            "SELECT id, login, display, role, institution, branch, side, sign_in, totp_on, disabled, made
             FROM accounts WHERE login > $1 ORDER BY login LIMIT $2",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.reader())
        .await
        .at("accounts")?;
        rows.iter().map(account_of).collect()
    }

    /// How many accounts may sign in, of one role or of all.
    pub async fn count_accounts(&self, role: Option<Role>) -> Result<i64> {
        let row =
            sqlx::query("SELECT COUNT(*) AS n FROM accounts WHERE disabled = 0 AND ($1 = '' OR role = $1)")
                .bind(role.map_or("", Role::code))
                .fetch_one(self.reader())
                .await
                .at("accounts")?;
        Columns::new("accounts", &row).number("n")
    }

    /// Changes what an account is. Its sessions end: they were opened for another role. The last administrator stays one.
    pub async fn change_account(
        &self,
        id: &str,
        person: &Person,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        person.fits()?;
        let mut work = self.begin().await?;
        let before = administrators(&mut work).await?;
        let done = sqlx::query(
            "UPDATE accounts SET display = $2, role = $3, institution = $4, branch = $5, side = $6, changed = $7
             WHERE id = $1",
        )
        .bind(id)
        .bind(&person.display)
        .bind(person.role.code())
        .bind(person.institution.as_ref().map(|i| i.as_str().to_owned()))
        .bind(person.branch.clone())
        .bind(person.side.map(Side::code))
        .bind(now.0)
        .execute(within(&mut work))
        .await
        .at("accounts")?;
        one_row(done.rows_affected())?;
        some_left(&mut work, before).await?;
        end_sessions(&mut work, id).await?;
        noted(&mut work, id, audit, now).await?;
        commit(work).await
    }

    /// Lets an account sign in or not. Its sessions end. The last administrator is not stopped.
    pub async fn set_account_disabled(
        &self,
        id: &str,
        disabled: bool,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let mut work = self.begin().await?;
        let before = administrators(&mut work).await?;
        let done = sqlx::query("UPDATE accounts SET disabled = $2, changed = $3 WHERE id = $1")
            .bind(id)
            .bind(i64::from(disabled))
            .bind(now.0)
            .execute(within(&mut work))
            .await
            .at("accounts")?;
        one_row(done.rows_affected())?;
        some_left(&mut work, before).await?;
        end_sessions(&mut work, id).await?;
        noted(&mut work, id, audit, now).await?;
        commit(work).await
    }

    /// Sets a new password. All sessions of the account end.
    pub async fn set_password(
        &self,
        id: &str,
        password: Secret,
        audit: Option<&Entry>,
        now: Now,
    ) -> Result<()> {
        let hash = self.hash_password(password).await?;
        let mut work = self.begin().await?;
        let done = sqlx::query("UPDATE accounts SET password = $2, changed = $3 WHERE id = $1")
            .bind(id)
            .bind(hash)
            .bind(now.0)
            .execute(within(&mut work))
            .await
            .at("accounts")?;
        one_row(done.rows_affected())?;
        end_sessions(&mut work, id).await?;
        noted(&mut work, id, audit, now).await?;
        commit(work).await
    }
}

/// Puts what was done to an account on the trail, in the transaction of the act itself.
pub(crate) async fn noted(work: &mut Transaction, id: &str, audit: Option<&Entry>, now: Now) -> Result<()> {
    if let Some(entry) = audit {
        audit_within(work, &Entry { subject: format!("account/{id}"), ..entry.clone() }, now).await?;
    }
    Ok(())
}

/// How many administrators may sign in. Who counts holds up everybody else who counts until the transaction ends: two
/// administrators that stop each other at once would else both find the other one still there.
async fn administrators(work: &mut Transaction) -> Result<i64> {
    // A row that every transaction of importance changes; SQLite has one writer anyway.
    sqlx::query("UPDATE audit_head SET seq = seq WHERE one = 1")
        .execute(within(work))
        .await
        .at("audit_head")?;
    counted(work).await
}

async fn counted(work: &mut Transaction) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM accounts WHERE disabled = 0 AND role = $1")
        .bind(Role::Administrator.code())
        .fetch_one(within(work))
        .await
        .at("accounts")?;
    Columns::new("accounts", &row).number("n")
}

async fn some_left(work: &mut Transaction, before: i64) -> Result<()> {
    if before > 0 && counted(work).await? == 0 {
        return Err(StoreError::new("accounts", Problem::LastAdministrator));
    }
    Ok(())
}

fn one_row(rows: u64) -> Result<()> {
    if rows == 1 { Ok(()) } else { Err(StoreError::new("accounts", Problem::Missing)) }
}

/// From a row with the columns of an account.
pub(crate) fn account_of(row: &AnyRow) -> Result<Account> {
    let row = Columns::new("accounts", row);
    Ok(Account {
        id: row.text("id")?,
        login: row.text("login")?,
        display: row.text("display")?,
        role: Role::from_code(&row.text("role")?).ok_or_else(|| row.damaged())?,
        institution: row.maybe_text("institution")?.map(|digits| Institution::new(&digits)).transpose()?,
        branch: row.maybe_text("branch")?,
        side: row
            .maybe_text("side")?
            .map(|s| Side::from_code(&s).ok_or_else(|| row.damaged()))
            .transpose()?,
        sign_in: SignInKind::from_code(&row.text("sign_in")?).ok_or_else(|| row.damaged())?,
        second_factor: row.number("totp_on")? != 0,
        disabled: row.number("disabled")? != 0,
        made: row.number("made")?,
    })
}
