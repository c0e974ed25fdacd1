//! Verdicts, guards and exceptions, in either surface.

use super::conditions::{condition, when_ja};
use super::nouns::slot;
use super::values::{amount, operand, value};
use super::writer::Writer;
use crate::ast::{
    CutOrder, Exception, Guard, Guarded, Outcome, Template, TemplatePart, Unknown, Value, Verdict,
    VerdictKind,
};
use crate::vocabulary::Word;

/// A verdict with its guard: the guard stands first in Japanese and last in English.
pub(super) fn guarded(w: &mut Writer, guarded: &Guarded) {
    if w.is_ja() {
        match &guarded.guard {
            Guard::Always => {}
            Guard::When(when) => {
                when_ja(w, when);
                w.raw("は ");
            }
            Guard::Otherwise => w.raw("それ以外は "),
        }
        return verdict(w, &guarded.verdict);
    }
    verdict(w, &guarded.verdict);
    match &guarded.guard {
        Guard::Always => {}
        Guard::When(when) => {
            w.word("when");
            condition(w, when);
        }
        Guard::Otherwise => w.word("otherwise"),
    }
}

/// A verdict.
pub(super) fn verdict(w: &mut Writer, verdict: &Verdict) {
    let on = &verdict.subject.node;
    match &verdict.kind {
        VerdictKind::Remove => act(w, on, None, ("を算定しない", "remove")),
        VerdictKind::ReduceTo(to) => act(w, on, Some(&to.node), ("に減ずる", "reduce to")),
        VerdictKind::ReduceBy(by) => act(w, on, Some(&by.node), ("減ずる", "reduce by")),
        VerdictKind::Replace(by) => act(w, on, Some(&by.node), ("に改める", "replace by")),
        VerdictKind::Correct(to) => act(w, on, Some(&to.node), ("に訂正する", "correct to")),
        VerdictKind::Repair(to) => repair(w, on, &to.node),
        VerdictKind::Keep(number) => keep(w, on, &number.node),
        VerdictKind::Cap(at) => cap(w, on, &at.node),
        VerdictKind::Flag(queue) => {
            w.words("", "flag");
            operand(w, on);
            w.words("を", "to");
            w.word(queue.node.word(w.surface));
            w.words("に示す", "");
        }
        VerdictKind::Notice => plain(w, on, ("を知らせる", "notice")),
        VerdictKind::Return => plain(w, on, ("を返戻する", "return")),
        VerdictKind::Ask(set) if w.is_ja() => {
            operand(w, on);
            w.raw("に");
            slot(w, set);
            w.raw("のコメントを求める");
        }
        VerdictKind::Ask(set) => {
            w.word("ask comment");
            slot(w, set);
            w.word("on");
            operand(w, on);
        }
    }
    ending(w, verdict);
}

/// Assessments that act on lines, with the value they need.
fn act(w: &mut Writer, on: &Value, by: Option<&Value>, words: (&str, &str)) {
    w.words("", "assess");
    operand(w, on);
    if w.is_ja() && by.is_some() {
        w.raw("を");
    }
    w.words("", words.1);
    if let Some(by) = by {
        value(w, by);
    }
    w.words(words.0, "");
}

fn repair(w: &mut Writer, on: &Value, to: &Value) {
    w.words("", "repair");
    operand(w, on);
    w.words("を", "to");
    value(w, to);
    w.words("に補正する", "");
}

fn keep(w: &mut Writer, on: &Value, number: &Value) {
    w.words("", "assess");
    operand(w, on);
    w.words("のうち主たるもの", "keep");
    amount(w, number);
    w.words("つを残す", "dearest");
}

fn cap(w: &mut Writer, on: &Value, at: &Value) {
    w.words("", "assess");
    operand(w, on);
    w.words("の合計を", "cap at");
    value(w, at);
    w.words("までとする", "");
}

fn plain(w: &mut Writer, on: &Value, words: (&str, &str)) {
    w.words("", words.1);
    operand(w, on);
    w.words(words.0, "");
}

fn ending(w: &mut Writer, verdict: &Verdict) {
    match verdict.cut {
        Some(CutOrder::LatestFirst) => w.words("（新しいものから）", "latest first"),
        Some(CutOrder::CheapestFirst) => w.words("（安いものから）", "cheapest first"),
        None => {}
    }
    if let Some(reason) = &verdict.reason {
        w.words(" 事由 ", "reason");
        let plain = reason.code.chars().all(|c| c.is_ascii_alphanumeric()) && !reason.code.is_empty();
        if plain { w.piece_of(&reason.code) } else { w.text(&reason.code) }
    }
}

/// An exception.
pub(super) fn exception(w: &mut Writer, exception: &Exception) {
    if w.is_ja() {
        when_ja(w, &exception.condition);
        if let Some(but_not) = &exception.but_not {
            w.raw("（");
            when_ja(w, but_not);
            w.raw("を除く）");
        }
        w.raw("は ");
    } else {
        condition(w, &exception.condition);
        if let Some(but_not) = &exception.but_not {
            w.word("but not when");
            w.open();
            condition(w, but_not);
            w.close();
        }
        w.word("then");
    }
    match &exception.outcome {
        Outcome::Stop => w.words("この限りでない", "stop"),
        Outcome::Verdict(verdict) => self::verdict(w, verdict),
    }
}

/// What is concluded when values are not known.
pub(super) fn unknown(w: &mut Writer, unknown: &Unknown) {
    for (at, name) in unknown.names.iter().enumerate() {
        if at > 0 {
            w.raws("、", ", ");
        }
        w.name(&name.text);
    }
    w.raws("のときは ", " : ");
    verdict(w, &unknown.verdict);
}

/// A template as a text; placeholders speak the surface, the rest stands as it is.
pub(super) fn template(w: &mut Writer, template: &Template) {
    let mut text = String::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(literal) => text.push_str(&literal.replace('{', "{{").replace('}', "}}")),
            TemplatePart::Placeholder(path) => {
                text.push('{');
                text.push_str(&w.piece(|w| super::values::path(w, path)));
                text.push('}');
            }
        }
    }
    w.text(&text);
}
