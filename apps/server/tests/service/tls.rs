//! TLS of the running server: what a browser gets, and that nothing is served in clear on that port.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion};
use server::settings::Tls;
use store::Role;

use crate::asking::raw;
use crate::running::{PASSWORD, Service};

/// A certificate for localhost by an authority of its own, in a folder; the authority is given back.
fn certified(folder: &Path) -> (Tls, CertificateDer<'static>) {
    let own = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "an authority of this test");
    let root = authority.self_signed(&own).unwrap();
    let issuer = Issuer::from_params(&authority, &own);
    let key = KeyPair::generate().unwrap();
    let leaf =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let tls = Tls { certificate: folder.join("chain.pem"), key: folder.join("key.pem") };
    std::fs::write(&tls.certificate, leaf.pem()).unwrap();
    std::fs::write(&tls.key, key.serialize_pem()).unwrap();
    (tls, root.der().clone())
}

struct Browser(Arc<ClientConfig>);

impl Browser {
    fn trusting(
        root: Option<&CertificateDer<'static>>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(root.into_iter().cloned());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
        Self(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
    }

    /// Sends bytes and gives what comes back until the connection ends.
    fn asks(&self, service: &Service, request: &str) -> std::io::Result<String> {
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(Arc::clone(&self.0), name).map_err(std::io::Error::other)?;
        let stream = TcpStream::connect(service.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        let mut stream = StreamOwned::new(connection, stream);
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        match stream.read_to_end(&mut answer) {
            Err(error) if error.kind() != ErrorKind::UnexpectedEof => Err(error),
            _ => Ok(String::from_utf8_lossy(&answer).into_owned()),
        }
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n")
}

fn started(folder: &Path) -> (Service, CertificateDer<'static>) {
    let (tls, root) = certified(folder);
    (Service::start(|settings| settings.tls = Some(tls)), root)
}

#[test]
fn browsers_are_served_by_tls_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (service, root) = started(folder.path());
    for versions in [&[&TLS12][..], &[&TLS13]] {
        let answer = Browser::trusting(Some(&root), versions).asks(&service, &get("/sign-in")).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.to_lowercase().contains("strict-transport-security: max-age="));
    }
    let stranger = Browser::trusting(None, &[&TLS12, &TLS13]).asks(&service, &get("/sign-in"));
    assert!(stranger.is_err(), "the certificate is what is trusted, not the place");
    let plain = raw(&service, get("/sign-in").as_bytes());
    assert!(
        !plain.contains("HTTP/1.1 2") && !plain.contains("<html"),
        "nothing is served in clear: {plain:?}"
    );
    assert!(!plain.contains("HTTP/1.1 3"), "nor led elsewhere, which would be in clear too");
}

#[test]
fn the_cookie_of_a_session_is_for_tls_and_this_host_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (service, root) = started(folder.path());
    service.account("admin", Role::Administrator, None);
    let browser = Browser::trusting(Some(&root), &[&TLS13]);
    let page = browser.asks(&service, &get("/sign-in")).unwrap();
    assert!(!page.contains("http://"), "no link leads out of TLS");
    let body = format!("login=admin&password={}", PASSWORD.replace(' ', "+"));
    let sent = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nOrigin: https://localhost\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = browser.asks(&service, &sent).unwrap();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let cookie = answer.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).unwrap();
    let (_, cookie) = cookie.split_once(':').unwrap();
    let mut parts = cookie.split(';').map(str::trim);
    let token = parts.next().unwrap();
    assert!(token.starts_with("__Host-shinsa="), "{token}");
    let rest: Vec<&str> = parts.collect();
    for part in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(rest.contains(&part), "{part}: {cookie}");
    }
    assert!(!rest.iter().any(|part| part.starts_with("Domain")), "a host has no domain: {cookie}");
    let home = get("/accounts").replace("Accept:", &format!("Cookie: {token}\r\nAccept:"));
    assert!(browser.asks(&service, &home).unwrap().starts_with("HTTP/1.1 200"), "and it opens the session");
    let other =
        get("/accounts").replace("Accept:", &format!("Cookie: {}\r\nAccept:", token.replace("__Host-", "")));
    assert!(!browser.asks(&service, &other).unwrap().starts_with("HTTP/1.1 200"), "under that name alone");
}

#[test]
fn a_certificate_that_cannot_be_read_is_told_and_nothing_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let (tls, _) = certified(folder.path());
    std::fs::write(&tls.key, "no key").unwrap();
    let mut settings = server::settings::Settings { tls: Some(tls), ..Default::default() };
    settings.listen.set_port(0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let session = review::session::Session::new(Arc::clone(&crate::running::BUILT_IN));
    let refused = runtime.block_on(async {
        let app = server::app::App::open(settings, session, None).await.unwrap();
        server::serve(app, server::Running::new()).await.unwrap_err()
    });
    assert!(refused.message(model::Lang::En).contains("certificate or key cannot be read"), "{refused}");
}
