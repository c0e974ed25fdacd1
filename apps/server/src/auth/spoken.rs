//! What programs send: a request of a session carries its token in a header, since a cookie alone says only which browser it was.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::{Caller, form};
use crate::app::App;
use crate::web::{Code, Problem, controls, sent};

/// The header with the token that forms carry in a field.
pub const TOKEN: &str = "shinsa-csrf";

/// A caller with a session whose token was right.
#[derive(Debug)]
pub struct Signed(pub Caller);

/// A caller who changes something: a session with its token; a key, and somebody at this machine where nobody has an account,
/// need none, since no browser sends a key by itself and no other site reaches a service without accounts ([`super::origin`],
/// `Host`).
#[derive(Debug)]
pub struct Acting(pub Caller);

/// [`Signed`] with what was sent as JSON.
#[derive(Debug)]
pub struct Spoken<T> {
    /// Who sent it.
    pub caller: Caller,
    /// What was sent.
    pub said: T,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.session()?;
        with_token(&caller, parts)?;
        Ok(Self(caller))
    }
}

impl FromRequestParts<App> for Acting {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        if caller.session().is_ok() {
            with_token(&caller, parts)?;
        }
        Ok(Self(caller))
    }
}

/// Holds the token of the header against that of the session.
fn with_token(caller: &Caller, parts: &Parts) -> Result<(), Problem> {
    let token = parts.headers.get(TOKEN).and_then(|token| token.to_str().ok());
    caller.must_have(token.unwrap_or_default()).map_err(|_| {
        Problem::new(
            Code::Forged,
            "セッション（クッキー）で変更するときは、ヘッダー Shinsa-CSRF に GET /api/v1/session の csrf を付けてください",
            "what changes something by a session (a cookie) needs the header Shinsa-CSRF, with `csrf` of GET /api/v1/session",
        )
    })
}

impl<T: DeserializeOwned> FromRequest<App> for Spoken<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Signed(caller) = Signed::from_request_parts(&mut parts, app).await?;
        let json = form::read(body).await?;
        if has_nul(&json) {
            return Err(controls::nul());
        }
        Ok(Self { caller, said: sent::json(&json)? })
    }
}

/// Whether a text of JSON has a NUL, which it can only write as an escape: no database is asked for one.
fn has_nul(json: &[u8]) -> bool {
    const NUL: &[u8] = b"\\u0000";
    let escapes = |(at, _): &(usize, &[u8])| {
        let before = json.get(..*at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    };
    json.windows(NUL.len()).enumerate().filter(|(_, part)| *part == NUL).any(|found| escapes(&found))
}

#[cfg(test)]
mod tests {
    use super::has_nul;

    #[test]
    fn a_nul_is_found_and_a_text_of_one_is_not() {
        assert!(has_nul(br#"{"a":"\u0000"}"#) && has_nul(br#"{"a":"x\\\u0000"}"#));
        assert!(!has_nul(br#"{"a":"\\u0000"}"#) && !has_nul(br#"{"a":"\u0001"}"#));
    }
}
