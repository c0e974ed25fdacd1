//! A snapshot: one revision, ready to judge for every branch.

use std::fmt;
use std::sync::Arc;

use dsl::ast::File;
use eval::explain::Explainer;
use eval::{Book, Difference};
use masters::Masters;
use model::{Branch, Month};

use super::content::{Origin, RevisionId, Setting};
use super::trial::Trials;
use crate::Idle;

/// The books of a revision. A branch without overlays has no book of its own.
#[derive(Debug)]
pub(super) struct Books<'m> {
    pub national: Book<'m>,
    /// By branch.
    pub branches: Vec<(Branch, Book<'m>)>,
}

impl<'m> Books<'m> {
    /// All of them, the national one first.
    pub fn all(&self) -> Vec<&Book<'m>> {
        std::iter::once(&self.national).chain(self.branches.iter().map(|(_, book)| book)).collect()
    }
}

self_cell::self_cell!(
    /// The masters, and the books that borrow them.
    pub(super) struct Held {
        owner: Arc<Masters>,
        #[covariant]
        dependent: Books,
    }
);

/// One revision as it judges. Only [`super::prepare`] makes one, so every stage was passed.
pub struct Snapshot {
    pub(super) origin: Origin,
    pub(super) held: Held,
    /// The rules as they were read: what explains needs their words.
    pub(super) files: Vec<File>,
    pub(super) settings: Vec<Setting>,
    pub(super) trials: Trials,
    pub(super) not_run: Vec<String>,
    pub(super) differences: Vec<Difference>,
    pub(super) planned: Vec<Month>,
    pub(super) idle: Idle,
}

impl Snapshot {
    /// Which revision it is; every output names it.
    pub const fn revision(&self) -> &RevisionId {
        &self.origin.id
    }

    /// Its number and its name.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Where what judging by it remembers lies between streams.
    pub const fn idle(&self) -> &Idle {
        &self.idle
    }

    /// The masters that it judges by.
    pub fn masters(&self) -> &Masters {
        self.held.borrow_owner()
    }

    /// The same, for a revision that has masters of this digest.
    pub fn share_masters(&self, digest: &RevisionId) -> Option<Arc<Masters>> {
        (self.origin.masters == *digest).then(|| Arc::clone(self.held.borrow_owner()))
    }

    /// The rules as a branch has them; without one, the national set.
    pub fn book(&self, branch: Option<Branch>) -> &Book<'_> {
        let Books { national, branches } = self.held.borrow_dependent();
        let own = branch.and_then(|branch| branches.iter().find(|(of, _)| *of == branch));
        own.map_or(national, |(_, book)| book)
    }

    /// Who explains what the rules say of a receipt, as a branch has them.
    pub fn explainer(&self, branch: Option<Branch>) -> Explainer<'_> {
        Explainer::new(self.book(branch), &self.files)
    }

    /// The books of branches that have one of their own; all others have the national one.
    pub fn own_books(&self) -> Vec<(Branch, &Book<'_>)> {
        self.held.borrow_dependent().branches.iter().map(|(branch, book)| (*branch, book)).collect()
    }

    /// The branches that overlays give a book of their own.
    pub fn branches(&self) -> impl Iterator<Item = Branch> {
        self.held.borrow_dependent().branches.iter().map(|(branch, _)| *branch)
    }

    /// A file of settings by its name.
    pub fn setting(&self, name: &str) -> Option<&[u8]> {
        self.settings.iter().find(|setting| setting.name == name).map(|setting| setting.bytes.as_slice())
    }

    /// The settings, by name.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// What the examples of its rules did.
    pub const fn trials(&self) -> &Trials {
        &self.trials
    }

    /// Codes of rules that the engine cannot run (R001): they say nothing.
    pub fn not_run(&self) -> &[String] {
        &self.not_run
    }

    /// What branches have otherwise than the nation.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// The months whose plans were made before it went live.
    pub fn planned(&self) -> &[Month] {
        &self.planned
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Snapshot").field("origin", &self.origin).finish_non_exhaustive()
    }
}
