//! Characters that nothing of ours has: refused once, before a database sees them, so that all databases answer alike.
//!
//! PostgreSQL keeps no NUL and refuses a statement with one; SQLite takes it.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Code, Problem};

/// Lets requests through whose path has no control characters and whose query has no NUL.
pub async fn check(request: Request, next: Next) -> Response {
    let uri = request.uri();
    if encoded(uri.path()).any(|byte| byte.is_ascii_control()) {
        // No id has one: there is nothing of such a name.
        return Problem::not_found().into_response();
    }
    if encoded(uri.query().unwrap_or_default()).any(|byte| byte == 0) {
        return nul().into_response();
    }
    next.run(request).await
}

/// A value with a NUL.
pub fn nul() -> Problem {
    Problem::new(
        Code::Malformed,
        "値に使えない文字（NUL）があります",
        "a value has a character that cannot stand in it (NUL)",
    )
}

/// The bytes that are written as `%00` to `%FF`.
fn encoded(text: &str) -> impl Iterator<Item = u8> {
    let digits = text.split('%').skip(1).filter_map(|part| part.get(..2));
    digits.filter_map(|digits| u8::from_str_radix(digits, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn bytes_that_are_encoded() {
        let all: Vec<u8> = encoded("/a%00b%2fc%0D%0a%7F%E3%81%82%zz%4").collect();
        assert_eq!(all, [0, 0x2F, 0x0D, 0x0A, 0x7F, 0xE3, 0x81, 0x82]);
    }
}
