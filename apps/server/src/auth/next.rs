//! Where somebody goes after signing in: to the page that was asked for, which is always one of ours.

use axum::http::{Method, Uri};

/// The path to sign in at.
pub const SIGN_IN: &str = "/sign-in";

/// A path of ours, as it was given; the first page instead of anything else.
///
/// A browser reads `//host`, `/\host` and what stands behind a control character as addresses elsewhere.
pub fn ours(next: &str) -> &str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let here = next.starts_with('/') && !next.starts_with("//") && !next.starts_with(SIGN_IN);
    let whole = next.parse::<Uri>().is_ok_and(|uri| uri.authority().is_none());
    if plain && here && whole { next } else { "/" }
}

/// Where to sign in before a page is shown, for whoever asked for one.
pub fn before(method: &Method, uri: &Uri) -> Option<String> {
    let asked = uri.path_and_query()?.as_str();
    (*method == Method::GET && !uri.path().starts_with(SIGN_IN)).then(|| with(SIGN_IN, asked))
}

/// A path with the page to go to behind it.
pub fn with(path: &str, next: &str) -> String {
    match ours(next) {
        "/" => path.to_owned(),
        next => format!("{path}?next={}", next.bytes().map(encoded).collect::<String>()),
    }
}

/// A byte of a value in a query.
fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, Uri};

    use super::{before, ours};

    #[test]
    fn nothing_leads_elsewhere() {
        for own in ["/", "/checks/abc?page=2", "/rules#top", "/checks/%E5%AF%A9"] {
            assert_eq!(ours(own), own);
        }
        for other in [
            "",
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "evil.example",
            "/a\r\nSet-Cookie: b",
            "/審査",
            "/sign-in",
            "/sign-in/second",
            " /a",
        ] {
            assert_eq!(ours(other), "/", "{other:?}");
        }
    }

    #[test]
    fn the_page_that_was_asked_for_stands_behind() {
        let uri = Uri::from_static("/checks/a?page=2&filter=x");
        assert_eq!(
            before(&Method::GET, &uri).as_deref(),
            Some("/sign-in?next=/checks/a%3Fpage%3D2%26filter%3Dx")
        );
        assert_eq!(before(&Method::POST, &uri), None);
        assert_eq!(before(&Method::GET, &Uri::from_static("/sign-in/second")), None);
        assert_eq!(before(&Method::GET, &Uri::from_static("/")).as_deref(), Some("/sign-in"));
    }
}
