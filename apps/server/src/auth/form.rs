//! Forms of pages: what was typed, with the token of the session that the page was made for.

use axum::extract::{FromRequest, FromRequestParts, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Caller, origin};
use crate::app::App;
use crate::web::{Code, Problem};

/// The largest form without a file.
const MOST: usize = 1 << 20;

/// A form of a caller whose token was right.
#[derive(Debug)]
pub struct Guarded<T> {
    /// Who sent it.
    pub caller: Caller,
    /// What was typed.
    pub form: T,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    csrf: String,
}

impl<T: DeserializeOwned> FromRequest<App> for Guarded<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let caller = Caller::from_request_parts(&mut parts, app).await?;
        let form = read(body).await?;
        let Token { csrf } = parsed(&form)?;
        caller.must_have(&csrf)?;
        Ok(Self { caller, form: parsed(&form)? })
    }
}

impl Caller {
    /// Holds the token of a form against that of the session.
    ///
    /// # Errors
    /// It is another one.
    pub fn must_have(&self, token: &str) -> Result<(), Problem> {
        // Hashes are compared, so that time tells nothing of the token.
        let same = blake3::hash(token.as_bytes()) == blake3::hash(self.csrf().as_bytes());
        if same && !token.is_empty() { Ok(()) } else { Err(origin::forged()) }
    }
}

/// The bytes of a form.
///
/// # Errors
/// It is too large or broke off.
pub async fn read(body: axum::body::Body) -> Result<Vec<u8>, Problem> {
    let bytes = axum::body::to_bytes(body, MOST).await.map_err(|_| malformed())?;
    Ok(bytes.into())
}

/// A form as a value.
///
/// # Errors
/// Something is missing or cannot be read.
pub fn parsed<T: DeserializeOwned>(form: &[u8]) -> Result<T, Problem> {
    serde_html_form::from_bytes(form).map_err(|_| malformed())
}

fn malformed() -> Problem {
    Problem::new(
        Code::Malformed,
        "入力に足りない項目か、読めない値があります",
        "something is missing, or a value cannot be read",
    )
}
