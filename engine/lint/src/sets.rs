//! Sets that hold no code on all or some of their days.

use dsl::ast::{Body, Noun, SetExpr, SetTerm, Span as Place};
use dsl::vocabulary::Kind;
use dsl::{Diagnostic, DiagnosticCode, Message};
use masters::FileKind;

use crate::Book;
use crate::days::Days;
use crate::member;
use crate::spans::said;

/// The master of a kind of thing.
pub(crate) const fn master(kind: Kind) -> Option<FileKind> {
    Some(match kind {
        Kind::Procedure => FileKind::Procedure,
        Kind::Drug => FileKind::Drug,
        Kind::Material => FileKind::Material,
        Kind::Comment => FileKind::Comment,
        Kind::Disease => FileKind::Disease,
        _ => return None,
    })
}

/// A named set.
pub(crate) fn of_item(book: &Book<'_>, body: &Body, days: Days) -> Option<Diagnostic> {
    let Body::Set(set) = body else { return None };
    if is_list(&set.members) {
        return None;
    }
    empty(book, &set.members, master(set.kind.node)?, set.name.span, &set.name.text, days)
}

/// A set written where things of it are looked for; a list or a name is told where it stands.
pub(crate) fn of_noun(book: &Book<'_>, noun: &Noun, days: Days) -> Option<Diagnostic> {
    let set = noun.set.as_ref()?;
    // Variables and tables may stand here too; what a set of that name holds is told at the set.
    if is_list(set) || set.terms.iter().any(|term| matches!(term, SetTerm::Named(_))) {
        return None;
    }
    empty(book, set, master(noun.kind.node)?, set.span, "", days)
}

/// Whether each term is told by itself: a list of codes and ranges, nothing taken out.
fn is_list(set: &SetExpr) -> bool {
    let alone = |term: &SetTerm| matches!(term, SetTerm::Code(_) | SetTerm::Range(..) | SetTerm::Icd(_));
    set.except.is_empty() && set.within.is_empty() && set.terms.iter().all(alone)
}

fn empty(
    book: &Book<'_>,
    set: &SetExpr,
    kind: FileKind,
    at: Place,
    name: &str,
    days: Days,
) -> Option<Diagnostic> {
    let held = member::held(book, set, kind, days);
    let first = held.empty.first()?;
    // Empty wherever the masters speak, or on some of those days only.
    if !held.ever {
        return Some(told(DiagnosticCode::SetEmpty, at, name, *first));
    }
    days.written.then(|| told(DiagnosticCode::SetEmptyInPart, at, name, *first))
}

fn told(code: DiagnosticCode, at: Place, name: &str, days: Days) -> Diagnostic {
    let days = said(days.from, days.until);
    let (ja, en) = match name {
        "" => ("この集合".to_owned(), "this set".to_owned()),
        name => (format!("集合`{name}`"), format!("the set `{name}`")),
    };
    let message = Message::new(
        format!("{ja}には{}当てはまるコードがありません", days.ja),
        format!("{en} holds no code {}", days.en),
    );
    let help = Message::new(
        "条件の項目と値、除く・限る の組合せを確かめてください（値は shinsa masters show コード --all で見られます）",
        "check the items and values of its conditions, and what is taken out or kept (`shinsa masters show CODE --all`)",
    );
    Diagnostic::new(code, at, message).with_help(help)
}
