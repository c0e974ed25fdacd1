//! The caller of a request, and what the caller may do.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use store::api_keys::ApiKey;
use store::audit::Entry;
use store::sessions::{SecondFactor, Session};
use store::{Institution, Role};

use super::cookies;
use crate::app::App;
use crate::web::{Code, Problem};

/// Who asks.
#[derive(Debug)]
pub enum Who {
    /// Somebody at this machine; there are no accounts.
    Here,
    /// An account with a session.
    Account(Box<Session>),
    /// A program of a clinic.
    Key(Box<ApiKey>),
}

/// The caller of a request.
#[derive(Debug)]
pub struct Caller {
    /// Who asks.
    pub who: Who,
    clinic: Option<Institution>,
    csrf: String,
}

impl Caller {
    /// The clinic that it asks for.
    ///
    /// # Errors
    /// It is of no clinic.
    pub fn clinic(&self) -> Result<&Institution, Problem> {
        self.clinic.as_ref().ok_or_else(not_allowed)
    }

    /// Its role, in words of accounts.
    pub fn role(&self) -> Role {
        match &self.who {
            Who::Here | Who::Key(_) => Role::Clinic,
            Who::Account(session) => session.account.role,
        }
    }

    /// Lets these roles on.
    ///
    /// # Errors
    /// It has another role.
    pub fn must_be(&self, roles: &[Role]) -> Result<(), Problem> {
        if roles.contains(&self.role()) { Ok(()) } else { Err(not_allowed()) }
    }

    /// Who acts, as the audit trail and the store name it.
    pub fn id(&self) -> &str {
        match &self.who {
            Who::Here => "here",
            Who::Account(session) => &session.account.id,
            Who::Key(key) => &key.id,
        }
    }

    /// The session of an account; keys and this machine have none.
    ///
    /// # Errors
    /// There is no account.
    pub fn session(&self) -> Result<&Session, Problem> {
        match &self.who {
            Who::Account(session) => Ok(session),
            Who::Here | Who::Key(_) => Err(not_allowed()),
        }
    }

    /// Somebody at a screen: keys are for programs, and none of them opens a page that gives out more.
    ///
    /// # Errors
    /// It is a program.
    pub fn must_be_a_person(&self) -> Result<(), Problem> {
        if matches!(self.who, Who::Key(_)) { Err(not_allowed()) } else { Ok(()) }
    }

    /// The token that its forms carry.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// A line for the audit trail.
    pub fn entry(&self, act: &str, subject: impl Into<String>, purpose: &str) -> Entry {
        Entry {
            actor: self.id().to_owned(),
            role: self.role().code().to_owned(),
            act: act.to_owned(),
            subject: subject.into(),
            purpose: purpose.to_owned(),
            detail: String::new(),
        }
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if let Some(key) = bearer(parts) {
            return of_key(app, &key).await;
        }
        let jar = CookieJar::from_headers(&parts.headers);
        if let Some(token) = cookies::token(&jar, app.settings())
            && let Some(session) = app.store().session(&token, app.now()).await?
        {
            return of_session(session, parts.uri.path());
        }
        if app.is_open().await? { here(app) } else { Err(sign_in()) }
    }
}

fn bearer(parts: &Parts) -> Option<String> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    Some(header.strip_prefix("Bearer ")?.trim().to_owned())
}

async fn of_key(app: &App, key: &str) -> Result<Caller, Problem> {
    let known = app.store().api_key(key, app.now()).await?;
    let key = known.ok_or_else(|| {
        Problem::new(
            Code::SignIn,
            "APIの鍵が正しくないか、取り消されています",
            "the key is wrong, or was revoked",
        )
    })?;
    app.rates().pass(&key)?;
    let clinic = Some(key.institution.clone());
    Ok(Caller { who: Who::Key(Box::new(key)), clinic, csrf: String::new() })
}

/// The path on which the second factor is given.
pub const SECOND: &str = "/sign-in/second";

fn of_session(session: Session, path: &str) -> Result<Caller, Problem> {
    // Half signed in: nothing but the second half, and going away.
    if session.second_factor == SecondFactor::Awaited && path != SECOND && path != "/sign-out" {
        return Err(sign_in());
    }
    let clinic = session.account.institution.clone();
    let csrf = session.csrf.reveal().to_owned();
    Ok(Caller { who: Who::Account(Box::new(session)), clinic, csrf })
}

/// Somebody at this machine: the claims are kept under a number that no institution has.
fn here(app: &App) -> Result<Caller, Problem> {
    let clinic = Institution::new("000000000")?;
    Ok(Caller { who: Who::Here, clinic: Some(clinic), csrf: app.csrf_here().to_owned() })
}

/// Nobody signed in.
pub fn sign_in() -> Problem {
    Problem::new(Code::SignIn, "サインインしてから、もう一度お試しください", "sign in, and try again")
}

/// Not for this role.
pub fn not_allowed() -> Problem {
    Problem::new(Code::NotAllowed, "この操作は、あなたの役割では行えません", "your role does not allow this")
}
