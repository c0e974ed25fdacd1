//! Codes that cannot be what they stand for: their first digit and their length name their master.

use super::uses::{Thing, each_use};
use crate::ast::{Body, Code, File, SetExpr, SetTerm, Span};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{Kind, Surface, Word};

/// Codes of another kind than the set or the noun phrase in which they stand.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        if let Body::Set(set) = &item.body {
            of_set(&set.members, set.kind.node, &mut found);
        }
        each_use(&item.body, &mut |thing| {
            if let Thing::Noun(noun) = thing
                && let Some(set) = &noun.set
            {
                of_set(set, noun.kind.node, &mut found);
            }
        });
    }
    found
}

fn of_set(set: &SetExpr, kind: Kind, found: &mut Vec<Diagnostic>) {
    for term in &set.terms {
        match term {
            SetTerm::Code(code) => found.extend(of_code(code, kind)),
            SetTerm::Range(first, last) => found.extend(of_code(first, kind).or_else(|| of_code(last, kind))),
            SetTerm::Icd(range) if is_coded(kind) && kind != Kind::Disease => {
                found.push(other(range.from.span, &range.from.node, kind, Kind::Disease));
            }
            SetTerm::Nested(inner) => of_set(inner, kind, found),
            SetTerm::Icd(_) | SetTerm::Named(_) | SetTerm::Picked(..) => {}
        }
    }
    set.except.iter().chain(&set.within).for_each(|inner| of_set(inner, kind, found));
}

const fn is_coded(kind: Kind) -> bool {
    matches!(kind, Kind::Procedure | Kind::Drug | Kind::Material | Kind::Comment | Kind::Disease)
}

fn of_code(code: &Code, kind: Kind) -> Option<Diagnostic> {
    let own = kind_of(&code.digits)?;
    (is_coded(kind) && own != kind).then(|| other(code.span, &code.digits, kind, own))
}

/// The master of a code.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３: nine digits begin with 1 (procedures), 6 (drugs), 7 (materials), 8 (comments);
/// diseases have seven.
fn kind_of(digits: &str) -> Option<Kind> {
    match (digits.len(), digits.as_bytes().first()) {
        (9, Some(b'1')) => Some(Kind::Procedure),
        (9, Some(b'6')) => Some(Kind::Drug),
        (9, Some(b'7')) => Some(Kind::Material),
        (9, Some(b'8')) => Some(Kind::Comment),
        (7, _) => Some(Kind::Disease),
        _ => None,
    }
}

fn other(at: Span, written: &str, wanted: Kind, own: Kind) -> Diagnostic {
    let word = |kind: Kind, surface| kind.word(surface);
    let message = Message::new(
        format!(
            "`{written}`は{}のコードです。ここは{}です",
            word(own, Surface::Japanese),
            word(wanted, Surface::Japanese)
        ),
        format!(
            "`{written}` is a code of a {}, and this is about a {}",
            word(own, Surface::English),
            word(wanted, Surface::English)
        ),
    );
    let help = Message::new("コードか種類のどちらかを直してください", "correct the code or the kind");
    Diagnostic::new(DiagnosticCode::OtherMaster, at, message).with_help(help)
}
