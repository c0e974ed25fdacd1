//! In which language an answer is told: as the address asks, as the browser does, or as the service is set.

use std::convert::Infallible;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use model::Lang;

use crate::app::App;

/// The language of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Told(pub Lang);

impl<S> FromRequestParts<S> for Told
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let asked = asked(parts.uri.query().unwrap_or_default());
        let accepted = || accepted(parts.headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
        Ok(Self(asked.or_else(accepted).unwrap_or_else(|| App::from_ref(state).settings().lang.into())))
    }
}

/// `lang=ja` or `lang=en` of the address.
fn asked(query: &str) -> Option<Lang> {
    query.split('&').find_map(|pair| tag(pair.strip_prefix("lang=")?))
}

/// The first language of the browser that there is.
fn accepted(header: &str) -> Option<Lang> {
    header.split(',').find_map(|one| tag(one.split(';').next()?.trim()))
}

fn tag(tag: &str) -> Option<Lang> {
    match tag.split('-').next()? {
        "ja" => Some(Lang::Ja),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use model::Lang;

    use super::{accepted, asked};

    #[test]
    fn the_first_language_that_there_is() {
        assert_eq!(accepted("fr, en-GB;q=0.9, ja;q=0.8"), Some(Lang::En));
        assert_eq!(accepted("ja-JP"), Some(Lang::Ja));
        assert_eq!(accepted("fr"), None);
        assert_eq!(asked("page=2&lang=en"), Some(Lang::En));
        assert_eq!(asked("language=en"), None);
    }
}
