//! The cookie of a session: no script sees it, no other site sends it.

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use store::Secret;

use crate::settings::Settings;

/// Its name: under TLS one that a browser takes from this host alone.
const fn name(settings: &Settings) -> &'static str {
    if settings.is_secure() { "__Host-shinsa" } else { "shinsa" }
}

/// The token that a browser brings.
pub fn token(jar: &CookieJar, settings: &Settings) -> Option<String> {
    Some(jar.get(name(settings))?.value().to_owned())
}

/// The jar with the token of a session.
pub fn with(jar: CookieJar, settings: &Settings, token: &Secret) -> CookieJar {
    jar.add(cookie(settings, token.reveal().to_owned()))
}

/// The jar without one.
pub fn without(jar: CookieJar, settings: &Settings) -> CookieJar {
    let mut gone = cookie(settings, String::new());
    gone.make_removal();
    jar.add(gone)
}

fn cookie(settings: &Settings, value: String) -> Cookie<'static> {
    Cookie::build((name(settings), value))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(settings.is_secure())
        .path("/")
        .build()
}
