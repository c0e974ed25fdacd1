//! What the document of the API says of many requests alike: the token that they carry, and how they are refused.

use utoipa::{IntoParams, IntoResponses};

use crate::web::problem::ProblemOut;

/// A request of a session.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "names a header for the document; `auth::spoken` reads it")]
pub struct Token {
    /// `GET /api/v1/session` の `csrf`
    #[param(rename = "Shinsa-CSRF")]
    token: String,
}

/// A request of a session or with a key.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "names a header for the document; `auth::spoken` reads it")]
pub struct TokenOrKey {
    /// セッション（クッキー）で呼ぶときは、`GET /api/v1/session` の `csrf`。鍵には要らない
    #[param(rename = "Shinsa-CSRF")]
    token: Option<String>,
}

/// 断られた。理由は `code` と `detail`
#[derive(IntoResponses)]
#[response(status = "4XX", content_type = "application/problem+json")]
#[expect(dead_code, reason = "stands in the document alone")]
pub struct Refused(ProblemOut);

/// 混み合っている。`Retry-After` の秒数待つ
#[derive(IntoResponses)]
#[response(status = 503, content_type = "application/problem+json")]
#[expect(dead_code, reason = "stands in the document alone")]
pub struct Busy(ProblemOut);
