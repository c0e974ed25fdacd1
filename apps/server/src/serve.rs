//! Start and stop: checks what it was told, listens, finishes what is being done when told to end.

use std::net::SocketAddr;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;

use crate::app::App;
use crate::chores;
use crate::settings::{Fault, Settings, Tls};

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);

/// A service that was started.
#[derive(Clone, Debug)]
pub struct Running(Handle<SocketAddr>);

impl Running {
    /// A handle for a service to come.
    pub fn new() -> Self {
        Self(Handle::new())
    }

    /// Where it listens, once it does; `None` when it could not.
    pub async fn address(&self) -> Option<SocketAddr> {
        self.0.listening().await
    }

    /// Ends it: nothing new is taken, what is being done has so long.
    pub fn stop(&self, grace: Duration) {
        self.0.graceful_shutdown(Some(grace));
    }
}

impl Default for Running {
    fn default() -> Self {
        Self::new()
    }
}

/// Serves until it is told to stop.
///
/// # Errors
/// The settings cannot be served, or the address cannot be taken.
pub async fn serve(app: App, running: Running) -> Result<(), Fault> {
    let settings = app.settings().clone();
    settings.check()?;
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    let listen = settings.listen;
    let _chores = chores::begin(&app);
    let ended = match &settings.tls {
        Some(tls) => {
            let mut server = axum_server::bind_rustls(listen, certified(tls).await?).handle(running.0);
            server.http_builder().http1().header_read_timeout(HEAD).timer(hyper_util::rt::TokioTimer::new());
            server.serve(service).await
        }
        None => {
            let mut server = axum_server::bind(listen).handle(running.0);
            server.http_builder().http1().header_read_timeout(HEAD).timer(hyper_util::rt::TokioTimer::new());
            server.serve(service).await
        }
    };
    ended.map_err(|error| cannot_listen(&settings, &error))
}

async fn certified(tls: &Tls) -> Result<RustlsConfig, Fault> {
    // Only the first provider of a process counts, and ours is the only one.
    let _first = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&tls.certificate, &tls.key).await.map_err(|error| {
        let (certificate, key) = (tls.certificate.display(), tls.key.display());
        Fault::new(
            format!("証明書または鍵を読めません（{certificate}、{key}）: {error}"),
            format!("certificate or key cannot be read ({certificate}, {key}): {error}"),
        )
    })
}

fn cannot_listen(settings: &Settings, error: &std::io::Error) -> Fault {
    let listen = settings.listen;
    match error.kind() {
        std::io::ErrorKind::AddrInUse => Fault::new(
            format!("{listen} は使われています。--listen で別の番地を指定してください"),
            format!("{listen} is in use: name another with --listen"),
        ),
        _ => Fault::new(
            format!("{listen} で待ち受けできません: {error}"),
            format!("cannot listen at {listen}: {error}"),
        ),
    }
}
