//! Why checks could not be made, each put into words once for all receipts of a batch.

use intake::content::{Missing, NotEvaluated};
use model::Lang;

/// Sentences of causes, made when they are first met.
#[derive(Debug)]
pub struct Causes {
    lang: Lang,
    known: Vec<(Missing, String)>,
}

impl Causes {
    /// Sentences in a language; none yet.
    pub const fn new(lang: Lang) -> Self {
        Self { lang, known: Vec::new() }
    }

    /// Makes the sentences of some causes.
    pub fn meet(&mut self, open: &[NotEvaluated]) {
        for one in open {
            // A batch has a dozen different causes at most, so they are looked through.
            if !self.known.iter().any(|(known, _)| *known == one.cause) {
                self.known.push((one.cause, one.cause.message(self.lang)));
            }
        }
    }

    /// The sentence of a cause that was met.
    pub fn of(&self, one: &NotEvaluated) -> &str {
        self.known.iter().find(|(known, _)| *known == one.cause).map_or("", |(_, text)| text)
    }
}
