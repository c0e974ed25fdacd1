//! What programs of people send: a request of a session that carries its token in a header, since a cookie alone says only which
//! browser it was.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::{Caller, form};
use crate::app::App;
use crate::web::{Problem, controls, sent};

/// The header with the token that forms carry in a field.
pub const TOKEN: &str = "shinsa-csrf";

/// A caller with a session whose token was right.
#[derive(Debug)]
pub struct Signed(pub Caller);

/// The same with what was sent as JSON.
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
        let token = parts.headers.get(TOKEN).and_then(|token| token.to_str().ok());
        caller.must_have(token.unwrap_or_default())?;
        Ok(Self(caller))
    }
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
