//! Noun phrases, windows and sets, in either surface.

use super::conditions;
use super::values::{amount, operand};
use super::writer::Writer;
use crate::ast::{IcdRange, Noun, Order, SetExpr, SetTerm, State, Window, WindowKind};
use crate::vocabulary::Word;

/// A noun phrase.
pub(super) fn noun(w: &mut Writer, noun: &Noun) {
    if w.is_ja() { noun_ja(w, noun) } else { noun_en(w, noun) }
}

fn noun_ja(w: &mut Writer, noun: &Noun) {
    for (at, window) in noun.windows.iter().enumerate() {
        if at > 0 {
            w.raw("、");
        }
        window_ja(w, window);
    }
    w.word(match noun.order {
        Some(Order::Latest) => "最も新しい",
        Some(Order::Earliest) => "最初の",
        None => "",
    });
    w.word(match noun.state {
        Some(State::Confirmed) => "確定の",
        Some(State::Suspected) => "疑いの",
        Some(State::Main) => "主たる",
        None => "",
    });
    if let Some(set) = &noun.set {
        slot(w, set);
        w.raw("の");
    }
    w.word(noun.kind.node.word(w.surface));
    if let Some(filter) = &noun.filter {
        w.raw("（");
        conditions::that_ja(w, filter);
        w.raw("）");
    }
}

fn noun_en(w: &mut Writer, noun: &Noun) {
    w.word(match noun.order {
        Some(Order::Latest) => "latest",
        Some(Order::Earliest) => "earliest",
        None => "",
    });
    w.word(match noun.state {
        Some(State::Confirmed) => "confirmed",
        Some(State::Suspected) => "suspected",
        Some(State::Main) => "main",
        None => "",
    });
    w.word(noun.kind.node.word(w.surface));
    if let Some(set) = &noun.set {
        w.word("in");
        slot(w, set);
    }
    noun.windows.iter().for_each(|window| window_en(w, window));
    if let Some(filter) = &noun.filter {
        w.word("where");
        w.open();
        conditions::condition(w, filter);
        w.close();
    }
}

/// A window.
pub(super) fn window(w: &mut Writer, of: &Window) {
    if w.is_ja() { window_ja(w, of) } else { window_en(w, of) }
}

fn window_ja(w: &mut Writer, window: &Window) {
    let (word, tail) = words_ja(window.kind);
    if let Some(anchor) = &window.anchor {
        operand(w, &anchor.node);
    }
    w.word(word);
    if let Some(measure) = &window.measure {
        match window.kind {
            WindowKind::SpanOf => operand(w, &measure.node),
            _ => amount(w, &measure.node),
        }
        w.word(tail);
    }
}

/// The word of a window, and what follows its measure.
pub(super) const fn words_ja(kind: WindowKind) -> (&'static str, &'static str) {
    match kind {
        WindowKind::InHistory => ("履歴の", ""),
        WindowKind::InAndOut => ("入院・入院外を通じた", ""),
        WindowKind::AnyInstitution => ("他機関を含む", ""),
        WindowKind::OnDay => ("と同日の", ""),
        WindowKind::AtTime => ("と同時の", ""),
        WindowKind::InWeek => ("と同週の", ""),
        WindowKind::InMonth => ("と同月の", ""),
        WindowKind::InFiscalYear => ("と同年度の", ""),
        WindowKind::InBundle => ("と同剤の", ""),
        WindowKind::InPrescription => ("と同一処方の", ""),
        WindowKind::InStay => ("と同一入院の", ""),
        WindowKind::OnReceipt => ("と同一明細書の", ""),
        WindowKind::During => ("の期間中の", ""),
        WindowKind::AttachedTo => ("に付された", ""),
        WindowKind::OtherThan => ("と別の", ""),
        WindowKind::Before => ("より前の", ""),
        WindowKind::After => ("より後の", ""),
        WindowKind::UpTo => ("以前の", ""),
        WindowKind::From => ("以後の", ""),
        WindowKind::CountingFrom => ("から起算して", "以内の"),
        WindowKind::WithinBefore => ("に先立つ", "以内の"),
        WindowKind::WithinAfter => ("に続く", "以内の"),
        WindowKind::LastTo => ("までの", "の"),
        WindowKind::SpanOf => ("を含む", "の期間の"),
    }
}

fn window_en(w: &mut Writer, window: &Window) {
    let (before, between) = words_en(window.kind);
    w.word(before);
    if let Some(measure) = &window.measure {
        match window.kind {
            WindowKind::SpanOf => operand(w, &measure.node),
            _ => amount(w, &measure.node),
        }
        w.word(between);
    }
    if let Some(anchor) = &window.anchor {
        operand(w, &anchor.node);
    }
}

/// The words before the measure, or the anchor where there is none, and those between the two.
pub(super) const fn words_en(kind: WindowKind) -> (&'static str, &'static str) {
    match kind {
        WindowKind::InHistory => ("in history", ""),
        WindowKind::InAndOut => ("in and out", ""),
        WindowKind::AnyInstitution => ("at any institution", ""),
        WindowKind::OnDay => ("on the day of", ""),
        WindowKind::AtTime => ("at the same time as", ""),
        WindowKind::InWeek => ("in the week of", ""),
        WindowKind::InMonth => ("in the month of", ""),
        WindowKind::InFiscalYear => ("in the fiscal year of", ""),
        WindowKind::InBundle => ("in the bundle of", ""),
        WindowKind::InPrescription => ("in the prescription of", ""),
        WindowKind::InStay => ("in the stay of", ""),
        WindowKind::OnReceipt => ("on the receipt of", ""),
        WindowKind::During => ("during", ""),
        WindowKind::AttachedTo => ("attached to", ""),
        WindowKind::OtherThan => ("other than", ""),
        WindowKind::Before => ("before", ""),
        WindowKind::After => ("after", ""),
        WindowKind::UpTo => ("up to", ""),
        WindowKind::From => ("from", ""),
        WindowKind::CountingFrom => ("within", "counting from"),
        WindowKind::WithinBefore => ("within", "before"),
        WindowKind::WithinAfter => ("within", "after"),
        WindowKind::LastTo => ("in the last", "to"),
        WindowKind::SpanOf => ("in the span of", "around"),
    }
}

/// A set where a name, a code or brackets may stand.
pub(super) fn slot(w: &mut Writer, set: &SetExpr) {
    match (set.terms.as_slice(), set.except.is_empty() && set.within.is_empty()) {
        ([one @ (SetTerm::Code(_) | SetTerm::Named(_) | SetTerm::Icd(_))], true) => term(w, one),
        _ => {
            w.open();
            let inner = w.piece(|w| set_expr(w, set));
            w.raw(&inner);
            w.close();
        }
    }
}

/// A set.
pub(super) fn set_expr(w: &mut Writer, set: &SetExpr) {
    terms(w, &set.terms);
    for except in &set.except {
        tail(w, except, ("を除く", "except"));
    }
    for within in &set.within {
        tail(w, within, ("に限る", "within"));
    }
}

fn tail(w: &mut Writer, set: &SetExpr, words: (&str, &str)) {
    w.words("", words.1);
    w.open();
    set_expr(w, set);
    w.words(words.0, "");
    w.close();
}

/// A list of terms.
pub(super) fn terms(w: &mut Writer, terms: &[SetTerm]) {
    let pieces: Vec<String> = terms.iter().map(|t| w.piece(|w| term(w, t))).collect();
    w.row(&pieces, ("", ""), ("、", ", "));
}

fn term(w: &mut Writer, term: &SetTerm) {
    match term {
        SetTerm::Code(code) => w.piece_of(&code.digits),
        SetTerm::Range(from, to) => {
            w.piece_of(&from.digits);
            w.words("から", "to");
            w.piece_of(&to.digits);
            w.words("まで", "");
        }
        SetTerm::Icd(range) => icd(w, range),
        SetTerm::Named(path) => super::values::path(w, path),
        SetTerm::Picked(kind, filter) => {
            w.word(kind.node.word(w.surface));
            w.words("", "where");
            w.open();
            if w.is_ja() {
                conditions::that_ja(w, filter)
            } else {
                conditions::condition(w, filter)
            }
            w.close();
        }
        SetTerm::Nested(set) => {
            w.open();
            set_expr(w, set);
            w.close();
        }
    }
}

fn icd(w: &mut Writer, range: &IcdRange) {
    w.word("ICD10");
    w.text(&range.from.node);
    if let Some(to) = &range.to {
        w.words("から", "to");
        w.text(&to.node);
        w.words("まで", "");
    }
}
