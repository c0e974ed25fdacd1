//! `shinsa service`: what an operator does with the store of the service, without the service.

mod account;
mod backup;
mod password;
mod staff;
mod trail;

use anyhow::Context;
use model::{Lang, Text};
use server::place;
use server::settings::{Fault, Settings};
use store::audit::Entry;
use store::{Now, Place, Store, StoreError};

use super::serve;
use crate::args::service::{Account, Service, Which};
use crate::exit::Done;

/// Why a command ended.
enum Ended {
    /// It was asked for wrongly, or what is kept says no: told to people, exit code 2.
    Misused(Fault),
    /// The machine failed.
    Failed(anyhow::Error),
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Self {
        Self::Misused(fault)
    }
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Misused(Fault::of_store(error))
    }
}

impl From<anyhow::Error> for Ended {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

type Result<T> = std::result::Result<T, Ended>;

/// Runs a subcommand.
pub fn run(options: &Service, lang: Lang) -> anyhow::Result<Done> {
    let runtime = tokio::runtime::Runtime::new().context("tokio")?;
    let done = runtime.block_on(async {
        match options {
            Service::Account(Account::Add(add)) => account::add(add, lang).await,
            Service::Account(Account::List(list)) => account::list(list, lang).await,
            Service::Account(Account::Disable(one)) => account::disable(one, lang).await,
            Service::Account(Account::Enable(one)) => account::enable(one, lang).await,
            Service::Account(Account::Password(one)) => account::password(one, lang).await,
            Service::Account(Account::ForgetTotp(one)) => account::forget_totp(one, lang).await,
            Service::Backup(options) => backup::backup(options, lang).await,
            Service::Restore(options) => backup::restore(options, lang).await,
            Service::Verify(options) => trail::verify(options, lang).await,
            Service::Rekey(options) => backup::rekey(options, lang).await,
            Service::Staff(options) => staff::run(options, lang).await,
        }
    });
    match done {
        Ok(done) => Ok(done),
        Err(Ended::Misused(fault)) => Ok(serve::misused(&fault, lang)),
        Err(Ended::Failed(error)) => Err(error),
    }
}

/// The settings of a service that keeps something.
fn settings(which: &Which) -> Result<(Settings, Place)> {
    let settings = serve::read(which.config.as_deref(), which.home.as_deref())?;
    let place = place::database(&settings).ok_or_else(|| {
        Fault::new(
            "保管先が分かりません。--home で指定するか、SHINSA_HOME を設定してください",
            "where things are kept is not known: name it with --home, or set SHINSA_HOME",
        )
    })?;
    if !settings.allow_plain_database {
        place.must_be_guarded()?;
    }
    if let Some(home) = &settings.home {
        std::fs::create_dir_all(home).with_context(|| home.display().to_string())?;
    }
    Ok((settings, place))
}

/// The store of a service.
async fn open(which: &Which) -> Result<Store> {
    let (settings, _) = settings(which)?;
    Ok(place::open(&settings).await?)
}

/// A row of the trail: by whoever holds the files, which is all that is known.
fn entry(act: &str, subject: &str) -> Entry {
    Entry {
        actor: "shinsa service".to_owned(),
        role: "operator".to_owned(),
        act: act.to_owned(),
        subject: subject.to_owned(),
        purpose: "運用".to_owned(),
        detail: String::new(),
    }
}

/// Puts what was done on the trail, where the act is not one of the store.
async fn noted(store: &Store, act: &str, subject: String) -> store::Result<()> {
    store.audit(&entry(act, &subject), now()).await?;
    Ok(())
}

fn now() -> Now {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    Now(since.ok().and_then(|since| i64::try_from(since.as_secs()).ok()).unwrap_or_default())
}

/// One sentence on what was done.
fn said(ja: &str, en: &str, lang: Lang) -> Done {
    let text = match lang {
        Lang::Ja => ja,
        Lang::En => en,
    };
    anstream::eprintln!("{text}");
    Done::Clean
}

/// No such account.
fn unknown() -> Ended {
    let text = Text::new("その名前の利用者はいません", "there is no account of that name");
    Ended::Misused(Fault::new(text.ja, text.en))
}
