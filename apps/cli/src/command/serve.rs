//! `shinsa serve`: the service, with the rules and masters that were asked for.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use masters::Masters;
use model::{Lang, Text};
use review::session::{Session, Snapshot, Tests, Trials};
use server::app::App;
use server::settings::{Fault, Settings};
use server::Running;

use super::masters::store::{self, Opened};
use super::revision;
use crate::args::serve::Serve;
use crate::exit::Done;

/// Serves until the process is told to stop.
pub fn run(options: &Serve, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    let settings = match settings(options) {
        Ok(settings) => settings,
        Err(fault) => return Ok(misused(&fault, lang)),
    };
    let session = Session::new(standing(options, lang)?);
    let revisions = revision::folder(options.revision_home.as_deref()).map(revisions::Home::new);
    server::web::log::begin();
    let runtime = tokio::runtime::Runtime::new().context("tokio")?;
    runtime.block_on(async {
        let running = Running::default();
        let app = match App::open(settings, session, revisions).await {
            Ok(app) => app,
            Err(fault) => return Ok(misused(&fault, lang)),
        };
        let grace = app.settings().limits.grace();
        let told = tokio::spawn(told(running.clone(), lang, quiet));
        let ends = tokio::spawn(until_told(running.clone(), grace));
        let served = server::serve(app, running).await;
        told.abort();
        ends.abort();
        Ok(match served {
            Ok(()) => Done::Clean,
            Err(fault) => misused(&fault, lang),
        })
    })
}

/// What the command line says goes before the file and the environment.
fn settings(options: &Serve) -> Result<Settings, Fault> {
    let mut settings = read(options.config.as_deref(), options.home.as_deref())?;
    if let Some(listen) = options.listen {
        settings.listen = listen;
    }
    settings.check()?;
    Ok(settings)
}

/// The file, the environment, and the folder that was named.
pub(super) fn read(config: Option<&Path>, home: Option<&Path>) -> Result<Settings, Fault> {
    let mut settings = server::settings::read(config, variables())?;
    let usual = || std::env::var_os("SHINSA_HOME").filter(|home| !home.is_empty()).map(Into::into);
    settings.home = home.map(Path::to_owned).or(settings.home).or_else(usual);
    Ok(settings)
}

/// The variables of the process that are text.
fn variables() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// What judges at first: the active revision, or the rules of this program with the masters that were named.
fn standing(options: &Serve, lang: Lang) -> anyhow::Result<Arc<Snapshot>> {
    let opened = match revision::pin(options.revision_home.as_deref(), options.masters.is_some(), lang)? {
        Some(snapshot) => Opened::Revision(snapshot),
        None => store::open(options.masters.as_deref(), lang)?,
    };
    let digest = opened.digest()?;
    let (masters, digest) = match opened {
        Opened::Revision(snapshot) => return Ok(snapshot),
        Opened::Starter => (Masters::starter_anew(), Masters::starter_digest()),
        Opened::Store(masters, _) => (*masters, bytes_of(&digest)?),
    };
    // The examples of the rules were tried when this program was made.
    let tests = Tests::Known(Trials::default());
    let made = desk::built_in(Arc::new(masters), digest, tests, &revisions::home::months_of_now(), |_| ());
    Ok(Arc::new(made.map_err(|failure| anyhow!(failure.message(lang)))?))
}

/// The 32 bytes that a digest writes.
fn bytes_of(digest: &str) -> anyhow::Result<[u8; 32]> {
    Ok(*blake3::Hash::from_hex(digest)?.as_bytes())
}

pub(super) fn misused(fault: &Fault, lang: Lang) -> Done {
    anstream::eprintln!("{}", fault.message(lang));
    Done::Misused
}

/// Tells where to look, once somebody can.
async fn told(running: Running, lang: Lang, quiet: bool) {
    let Some(address) = running.address().await.filter(|_| !quiet) else { return };
    let word = Text::new("ブラウザーで開いてください（終了は Ctrl+C）", "open in a browser (Ctrl+C ends it)");
    anstream::eprintln!("{}: http://{address}/", word.in_lang(lang));
}

/// Ends the service when the process is told to; what is being done is finished.
async fn until_told(running: Running, grace: std::time::Duration) {
    tokio::select! {
        _interrupted = tokio::signal::ctrl_c() => {}
        () = terminated() => {}
    }
    running.stop(grace);
}

#[cfg(unix)]
async fn terminated() {
    let signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match signal {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
