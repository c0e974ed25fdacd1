//! Problems as pages, for whoever came with a browser.

use axum::extract::FromRequestParts;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use model::Text;

use super::frame::{Page, framed};
use crate::app::App;
use crate::auth::next;
use crate::web::{Code, Problem, Told};

/// Makes a page of a problem when a browser asked for a page.
pub async fn show(State(app): State<App>, request: Request, then: Next) -> Response {
    let wants_page = !request.uri().path().starts_with("/api/")
        && request
            .headers()
            .get(ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|a| a.contains("text/html"));
    let sign_in = next::before(request.method(), request.uri()).filter(|_| wants_page);
    let (mut parts, body) = request.into_parts();
    let told = Told::from_request_parts(&mut parts, &app).await;
    let response = then.run(Request::from_parts(parts, body)).await;
    let (Some(problem), true, Ok(Told(lang))) = (response.extensions().get::<Problem>(), wants_page, told)
    else {
        return response;
    };
    if let Some(path) = sign_in.filter(|_| problem.code == Code::SignIn) {
        return Redirect::to(&path).into_response();
    }
    let page = Page {
        title: problem.code.title().in_lang(lang).to_owned(),
        body: html! {
            section.fault {
                h1 { (problem.code.title().in_lang(lang)) }
                p { (problem.detail(lang)) }
                @if problem.code == Code::SignIn { p { a.button.main href=(next::SIGN_IN) { (Text::new("サインイン", "sign in").in_lang(lang)) } } }
                p { a href="/" { (Text::new("はじめの画面へ", "to the first page").in_lang(lang)) } }
            }
        },
    };
    let (mut head, _) = response.into_parts();
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    (head, framed(&page, lang, &html! {})).into_response()
}
