//! Whether a request that changes something comes from a page of ours: a browser says where it comes from.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::web::{Code, Problem};

/// Lets requests pass that change nothing, or that no other site made.
pub async fn check(request: Request, next: Next) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if harmless || is_ours(request.headers()) {
        return next.run(request).await;
    }
    forged().into_response()
}

/// By `Sec-Fetch-Site`; browsers without it say `Origin`. Programs say neither.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text(header::ORIGIN.as_str())) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == text(header::HOST.as_str()),
        (None, None) => true,
    }
}

/// A form without the token of its session, or from elsewhere.
pub fn forged() -> Problem {
    Problem::new(
        Code::Forged,
        "画面を開き直してから、もう一度お試しください",
        "open the page again, and try once more",
    )
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test panics")]

    use axum::http::HeaderMap;

    use super::is_ours;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| ((*name).parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn other_sites_change_nothing() {
        assert!(is_ours(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(is_ours(&headers(&[("host", "a:1"), ("origin", "http://a:1")])));
        assert!(is_ours(&headers(&[("host", "a:1")])), "a program");
        for foreign in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site")],
            &[("host", "a:1"), ("origin", "http://b:1")],
            &[("host", "a:1"), ("origin", "null")],
        ] {
            assert!(!is_ours(&headers(foreign)), "{foreign:?}");
        }
    }
}
