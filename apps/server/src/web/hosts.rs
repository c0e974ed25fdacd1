//! Whether a request means this service: a page of another name must not reach a service of this machine through it.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Code, Problem};
use crate::app::App;
use crate::settings::Settings;

/// Lets requests through that name this host.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let named =
        request.headers().get(HOST).and_then(|host| host.to_str().ok()).or_else(|| request.uri().host());
    match named {
        Some(host) if is_ours(host, app.settings()) => next.run(request).await,
        _ => Problem::new(
            Code::WrongHost,
            "この名前では受け付けていません。設定の hosts に名前を加えてください",
            "this name is not served: add it to `hosts` of the settings",
        )
        .into_response(),
    }
}

/// An address of its own, `localhost` for one that serves this machine alone, or a name of the settings.
fn is_ours(host: &str, settings: &Settings) -> bool {
    let name = name_of(host);
    let listens = settings.listen.ip();
    let is_address =
        name.parse::<IpAddr>().is_ok_and(|address| address == listens || listens.is_unspecified());
    let is_local =
        settings.is_local() && (name == "localhost" || name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback()));
    is_address || is_local || settings.hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The name without its port.
fn name_of(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use crate::settings::Settings;

    #[test]
    fn only_names_of_its_own() {
        let local = Settings::default();
        for host in ["127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"] {
            assert!(is_ours(host, &local), "{host}");
        }
        for host in ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", ""] {
            assert!(!is_ours(host, &local), "{host}");
        }
        let named = Settings { hosts: vec!["Shinsa.example".to_owned()], ..Settings::default() };
        assert!(is_ours("shinsa.example:443", &named));
    }
}
