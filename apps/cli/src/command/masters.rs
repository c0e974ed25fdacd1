//! `shinsa masters`: the store of official masters, one file a subcommand.

mod diff;
mod import;
mod list;
mod show;
pub mod store;

use model::Lang;

use crate::args::masters::Masters;
use crate::exit::Done;

/// Runs a subcommand.
pub fn run(options: &Masters, lang: Lang, quiet: bool) -> anyhow::Result<Done> {
    match options {
        Masters::Import(options) => import::run(options, lang, quiet),
        Masters::List(options) => list::run(options, lang),
        Masters::Show(options) => show::run(options, lang),
        Masters::Diff(options) => diff::run(options, lang),
    }
}

#[cfg(test)]
mod tests;
