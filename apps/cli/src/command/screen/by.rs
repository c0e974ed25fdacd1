//! By which rules a month is screened: those of the active revision, or those that were named.

use std::sync::Arc;

use eval::Book;
use model::{Branch, Lang};
use report::Overlay;
use review::session::Snapshot;

use super::Opened;
use crate::args::Screen;
use crate::command::rules::{self, Loaded};

/// Rules, with the books of the branches that have their own.
pub enum By<'m> {
    /// The active revision.
    Revision(&'m Arc<Snapshot>),
    /// Files, or the book inside the program.
    Files(Box<Loaded<'m>>, Vec<(Branch, Book<'m>)>),
}

impl<'m> By<'m> {
    /// The rules that the options ask for.
    pub fn of(options: &Screen, opened: &'m Opened, lang: Lang) -> anyhow::Result<Self> {
        if let Some(snapshot) = opened.revision() {
            return Ok(Self::Revision(snapshot));
        }
        let loaded = rules::load(&options.rules, options.branch, opened.masters(), lang)?;
        loaded.tell_refused(lang)?;
        let own = if options.branch.is_some() { Vec::new() } else { loaded.of_branches(opened.masters()) };
        Ok(Self::Files(Box::new(loaded), own))
    }

    /// The book for all claims, or for those of branches without a book of their own.
    pub fn book(&self, branch: Option<Branch>) -> &Book<'_> {
        match self {
            Self::Revision(snapshot) => snapshot.book(branch),
            Self::Files(loaded, _) => &loaded.book,
        }
    }

    /// The books of branches that have their own; none when one branch judges all.
    pub fn branches(&self, branch: Option<Branch>) -> Vec<(Branch, &Book<'_>)> {
        match self {
            _ if branch.is_some() => Vec::new(),
            Self::Revision(snapshot) => snapshot.own_books(),
            Self::Files(_, own) => own.iter().map(|(branch, book)| (*branch, book)).collect(),
        }
    }

    /// What tells these rules and masters from others.
    pub fn digests(&self, opened: &Opened) -> anyhow::Result<Vec<(String, String)>> {
        Ok(match self {
            Self::Revision(snapshot) => vec![("revision".to_owned(), snapshot.revision().to_string())],
            Self::Files(loaded, _) => {
                vec![("rules".to_owned(), loaded.digest()), ("masters".to_owned(), opened.digest()?)]
            }
        })
    }

    /// What branches have otherwise than the nation.
    pub fn overlays(&self) -> Vec<Overlay> {
        let differences = match self {
            Self::Revision(snapshot) => snapshot.differences(),
            Self::Files(loaded, _) => &loaded.differences,
        };
        differences.iter().map(Overlay::from).collect()
    }

    /// Rules that do not run.
    pub fn refused(&self) -> Vec<String> {
        match self {
            Self::Revision(snapshot) => snapshot.not_run().to_vec(),
            Self::Files(loaded, _) => loaded.refused.iter().map(|refused| refused.rule.clone()).collect(),
        }
    }
}
