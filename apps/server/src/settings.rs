//! What the service is told: a file of settings, changed by the environment, checked before anything starts.
//!
//! Every name of the file can be given as `SHINSA_SERVE_<NAME>`, with `__` between a table and its item
//! (`SHINSA_SERVE_LIMITS__UPLOAD_MIB=32`).

mod fault;
mod judged;
mod limits;
mod read;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde::Deserialize;

pub use fault::Fault;
pub use judged::{Goals, Scorecards};
pub use limits::{Keep, Limits};
pub use read::read;

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The folder of the store, the key and the revisions; without one nothing outlives the process.
    pub home: Option<PathBuf>,
    /// The database by its URL (`postgres://…`); else a file in the home.
    pub database: Option<String>,
    /// The key that claims are sealed with; else a file in the home, made at the first start.
    pub key_file: Option<PathBuf>,
    /// Names under which browsers reach it, beside its address.
    pub hosts: Vec<String>,
    /// Serves without TLS on an address that others reach: something in front of it does the TLS.
    pub allow_plain: bool,
    /// Takes a PostgreSQL on another machine without `sslmode=verify-full`: the way to it is guarded otherwise.
    pub allow_plain_database: bool,
    /// The language of whoever does not ask for one.
    pub lang: Language,
    /// Certificate and key.
    pub tls: Option<Tls>,
    /// What bounds requests.
    pub limits: Limits,
    /// How long things are kept.
    pub keep: Keep,
    /// From where on a rule is recommended for what.
    pub scorecards: Scorecards,
    /// What shares are held against.
    pub goals: Goals,
}

/// A language, as settings name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
}

impl From<Language> for model::Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

/// Where certificate and key are, as PEM.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The chain of certificates, its own first.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8080),
            home: None,
            database: None,
            key_file: None,
            hosts: Vec::new(),
            allow_plain: false,
            allow_plain_database: false,
            lang: Language::Ja,
            tls: None,
            limits: Limits::default(),
            keep: Keep::default(),
            scorecards: Scorecards::default(),
            goals: Goals::default(),
        }
    }
}

impl Settings {
    /// Whether only this machine can reach it.
    pub const fn is_local(&self) -> bool {
        self.listen.ip().is_loopback()
    }

    /// Whether browsers speak TLS to it, by itself or by what stands in front.
    pub const fn is_secure(&self) -> bool {
        self.tls.is_some() || self.allow_plain
    }

    /// Refuses what cannot be meant.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn check(&self) -> Result<(), Fault> {
        if !self.is_local() && !self.is_secure() {
            return Err(Fault::new(
                format!(
                    "{} は他の機械から届く番地です。[tls] に証明書と鍵を指定するか、手前でTLSを行う場合は allow_plain = true にしてください",
                    self.listen
                ),
                format!(
                    "{} can be reached from other machines: name certificate and key under [tls], or set allow_plain = true where something in front does the TLS",
                    self.listen
                ),
            ));
        }
        self.limits.check()?;
        self.keep.check()?;
        self.scorecards.check()
    }
}
