//! Words of closed lists: looked up, and reported with near names when they are not there.

use super::reader::{P, Reader, fold};
use crate::ast::{Span, Spanned};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::Word;

/// A word of a list.
pub(super) fn word<W: Word>(r: &Reader<'_>, pair: &P<'_>) -> Option<Spanned<W>> {
    lookup(r, pair.as_str().trim(), r.span(pair), W::find, &W::forms())
}

/// A word that a function knows, with the list of words for near names.
pub(super) fn lookup<T>(
    r: &Reader<'_>,
    written: &str,
    span: Span,
    find: impl Fn(&str) -> Option<T>,
    forms: &[&str],
) -> Option<Spanned<T>> {
    let found = find(written).or_else(|| find(&fold(written)));
    if found.is_none() {
        r.report(unknown_word(written, span, forms));
    }
    Some(Spanned::new(span, found?))
}

/// How many words a message may list; of longer lists only a near word is told.
const LISTED: usize = 12;

fn unknown_word(written: &str, span: Span, forms: &[&str]) -> Diagnostic {
    let mut ja = format!("`{written}`という語はここでは使えません");
    let mut en = format!("`{written}` is not a word for this place");
    if forms.len() / 2 <= LISTED {
        ja.push_str(&format!("。使える語: {}", list(forms, 0)));
        en.push_str(&format!("; words: {}", list(forms, 1)));
    }
    Diagnostic::new(DiagnosticCode::UnknownWord, span, Message::new(ja, en))
        .with_near(written, forms.iter().copied())
}

/// Every second form: lists hold Japanese and English in turn.
fn list(forms: &[&str], skip: usize) -> String {
    forms.iter().skip(skip).step_by(2).copied().collect::<Vec<_>>().join("、")
}
