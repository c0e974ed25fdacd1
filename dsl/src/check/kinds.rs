//! Codes and sets that cannot be what they stand for: the first digit and the length of a code name its master.

use std::collections::BTreeSet;

use super::names::Book;
use super::uses::{Thing, each_use};
use crate::ast::{Body, Code, DefinedAs, File, Path, SetExpr, SetTerm, Span, Value};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{Kind, Surface, Word};

/// Codes and sets of another kind than the set or the noun phrase in which they stand.
pub(super) fn check(book: &Book<'_>, file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        let own = own_names(&item.body);
        let mut looker = Looker { book, own: &own, found: &mut found };
        if let Body::Set(set) = &item.body {
            looker.set(&set.members, set.kind.node);
        }
        each_use(&item.body, &mut |thing| match thing {
            Thing::Noun(noun) => {
                if let Some(set) = &noun.set {
                    looker.set(set, noun.kind.node);
                }
            }
            Thing::Value(Value::HowMany(terms, noun)) => {
                terms.iter().for_each(|term| looker.term(term, noun.kind.node));
            }
            _ => {}
        });
    }
    found
}

/// The names that an item declares for itself: they hide sets that are called the same.
fn own_names(body: &Body) -> BTreeSet<&str> {
    match body {
        Body::Rule(rule) => rule.bindings.iter().map(|entry| &*entry.node.name.text).collect(),
        Body::Define(define) => {
            let carried = match &define.is {
                DefinedAs::Carry(_, name, ..) => Some(name),
                _ => None,
            };
            define.formals.iter().map(|formal| &formal.name).chain(carried).map(|name| &*name.text).collect()
        }
        Body::Common(_) | Body::Set(_) | Body::Parameter(_) | Body::Overlay(_) => BTreeSet::new(),
    }
}

/// Looks at what stands for things of a kind.
struct Looker<'l, 'b> {
    book: &'l Book<'b>,
    own: &'l BTreeSet<&'l str>,
    found: &'l mut Vec<Diagnostic>,
}

impl Looker<'_, '_> {
    fn set(&mut self, set: &SetExpr, kind: Kind) {
        set.terms.iter().for_each(|term| self.term(term, kind));
        set.except.iter().chain(&set.within).for_each(|inner| self.set(inner, kind));
    }

    fn term(&mut self, term: &SetTerm, kind: Kind) {
        let Some(wanted) = coded(kind) else { return };
        let told = match term {
            SetTerm::Code(code) => of_code(code, wanted),
            SetTerm::Range(first, last) => of_code(first, wanted).or_else(|| of_code(last, wanted)),
            SetTerm::Icd(range) => (wanted != Kind::Disease)
                .then(|| other(range.from.span, &range.from.node, wanted, Kind::Disease)),
            SetTerm::Named(path) => self.named(path, wanted),
            SetTerm::Picked(of, _) => coded(of.node)
                .filter(|own| *own != wanted)
                .map(|own| other_set(of.span, of.node.word(Surface::Japanese), wanted, own)),
            SetTerm::Nested(inner) => {
                self.set(inner, kind);
                None
            }
        };
        self.found.extend(told);
    }

    /// A set of the book.
    fn named(&self, path: &Path, wanted: Kind) -> Option<Diagnostic> {
        let name = &*path.root.text;
        if !path.fields.is_empty() || self.own.contains(name) {
            return None; // of what kind a variable is, compiling shows
        }
        let own = coded(self.book.kind_of_set(name)?)?;
        (own != wanted).then(|| other_set(path.span, name, wanted, own))
    }
}

/// The kind whose codes a kind of things has.
const fn coded(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Procedure | Kind::WardDay => Some(Kind::Procedure),
        Kind::Drug | Kind::Material | Kind::Comment | Kind::Disease => Some(kind),
        _ => None,
    }
}

fn of_code(code: &Code, wanted: Kind) -> Option<Diagnostic> {
    let own = code.kind()?;
    (own != wanted).then(|| other(code.span, &code.digits, wanted, own))
}

/// What is wrong of two kinds that differ: in Japanese and English with the words of its own kind and of the wanted one.
fn told(at: Span, (own, wanted): (Kind, Kind), texts: impl Fn(Surface, &str, &str) -> String) -> Diagnostic {
    let text = |surface| texts(surface, own.word(surface), wanted.word(surface));
    let message = Message::new(text(Surface::Japanese), text(Surface::English));
    Diagnostic::new(DiagnosticCode::OtherMaster, at, message)
}

fn other(at: Span, written: &str, wanted: Kind, own: Kind) -> Diagnostic {
    let help = Message::new("コードか種類のどちらかを直してください", "correct the code or the kind");
    told(at, (own, wanted), |surface, own, wanted| match surface {
        Surface::Japanese => format!("`{written}`は{own}のコードです。ここは{wanted}です"),
        Surface::English => format!("`{written}` is a code of a {own}, and this is about a {wanted}"),
    })
    .with_help(help)
}

fn other_set(at: Span, name: &str, wanted: Kind, own: Kind) -> Diagnostic {
    let help = Message::new("集合か種類のどちらかを直してください", "correct the set or the kind");
    told(at, (own, wanted), |surface, own, wanted| match surface {
        Surface::Japanese => format!("`{name}`は{own}の集合です。ここは{wanted}なので、何も当たりません"),
        Surface::English => {
            format!("`{name}` is a set of a {own}, and this is about a {wanted}: nothing would be found")
        }
    })
    .with_help(help)
}
