//! The engine as programs use it: the rules of this repository with some masters, planned for one month.

use std::sync::Arc;

use masters::Masters;
use model::Month;
use outcome::Routing;
use review::session::{Snapshot, Tests, Trials};

/// Ready to judge.
pub struct Engine {
    /// The rules and their masters.
    pub snapshot: Snapshot,
    routing: Routing,
}

impl Engine {
    /// With some masters, planned for a month.
    ///
    /// # Panics
    /// When the rules of this repository cannot be made ready: there is nothing to measure then.
    pub fn new(masters: Arc<Masters>, month: Month) -> Self {
        let tests = Tests::Known(Trials::default());
        let snapshot = desk::built_in(masters, [0; 32], tests, &[month], |_| ()).expect("a snapshot");
        Self { snapshot, routing: Routing::built_in().expect("the routing") }
    }

    /// Reads and judges a file, and drops what is found.
    pub fn judge(&self, file: &[u8]) {
        self.review(file, None);
    }

    /// The same, and settles each receipt.
    pub fn settle(&self, file: &[u8]) {
        self.review(file, Some(&self.routing));
    }

    fn review(&self, file: &[u8], routing: Option<&Routing>) {
        let own_books = self.snapshot.own_books();
        let config = review::Config {
            rules: Some(self.snapshot.book(None)),
            branches: &own_books,
            routing,
            ..review::Config::default()
        };
        review::review(file, self.snapshot.masters(), config, |_| Ok::<(), ()>(())).expect("a review");
    }
}
