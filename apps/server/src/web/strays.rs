//! Refusals that are not of our making (of extractors and layers) become problems like all others.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Code, Problem};

/// Gives a refusal without a problem one; what it said may quote what was sent, and is dropped.
pub async fn tell(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    if !refused || response.extensions().get::<Problem>().is_some() || is_page(&response) {
        return response;
    }
    problem(status).into_response()
}

/// Whether it is a page of ours, which says itself what is wrong; others refuse in plain text.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn problem(status: StatusCode) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(Code::TooLarge, "送られたものが大きすぎます", "what was sent is too large")
        }
        status if status.is_client_error() => Problem::new(
            Code::Malformed,
            "要求の項目か本文に、足りないものか読めないものがあります",
            "a parameter or the body is missing something or cannot be read",
        ),
        status => Problem::failed(status),
    }
}
