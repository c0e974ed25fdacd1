//! Parts of a rule on one line, as a reader of a finding or of a plan sees them.

use super::writer::Writer;
use super::{clauses, conditions, nouns, verdicts};
use crate::ast::{Binding, Condition, Exception, Guarded, Noun, SetExpr, Unknown, Window, WindowKind};
use crate::vocabulary::Surface;

fn piece(surface: Surface, print: impl FnOnce(&mut Writer)) -> String {
    Writer::new(surface).piece(print)
}

/// A condition.
pub fn condition(of: &Condition, surface: Surface) -> String {
    piece(surface, |w| conditions::condition(w, of))
}

/// A noun phrase.
pub fn noun(of: &Noun, surface: Surface) -> String {
    piece(surface, |w| nouns::noun(w, of))
}

/// A window of a noun phrase.
pub fn window(of: &Window, surface: Surface) -> String {
    piece(surface, |w| nouns::window(w, of))
}

/// The words of a window: in Japanese those behind the thing it is measured from and those behind its length, in English those
/// before its length and those before the thing.
pub const fn window_words(of: WindowKind, surface: Surface) -> (&'static str, &'static str) {
    match surface {
        Surface::Japanese => nouns::words_ja(of),
        Surface::English => nouns::words_en(of),
    }
}

/// A variable with what it stands for.
pub fn binding(of: &Binding, surface: Surface) -> String {
    piece(surface, |w| clauses::binding(w, of))
}

/// A set.
pub fn set(of: &SetExpr, surface: Surface) -> String {
    piece(surface, |w| nouns::slot(w, of))
}

/// An exception.
pub fn exception(of: &Exception, surface: Surface) -> String {
    piece(surface, |w| verdicts::exception(w, of))
}

/// A verdict with what guards it.
pub fn guarded(of: &Guarded, surface: Surface) -> String {
    piece(surface, |w| verdicts::guarded(w, of))
}

/// What is concluded when something is not known.
pub fn unknown(of: &Unknown, surface: Surface) -> String {
    piece(surface, |w| verdicts::unknown(w, of))
}
