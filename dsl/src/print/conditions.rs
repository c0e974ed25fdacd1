//! Conditions, in either surface.

use super::nouns;
use super::values::{bracketed, call, value};
use super::writer::Writer;
use crate::ast::{Condition, Name, Relation, SetExpr, Spanned, Value};

/// A condition.
pub(super) fn condition(w: &mut Writer, of: &Condition) {
    match of {
        Condition::All(parts) => joined(w, parts, ("かつ", "and")),
        Condition::Any(parts) => joined(w, parts, ("又は", "or")),
        Condition::Not(inner) => {
            w.words("", "not");
            in_brackets(w, inner);
            w.words("でない", "");
        }
        Condition::Some(noun) => {
            w.words("", "some");
            nouns::noun(w, noun);
            w.words("がある", "");
        }
        Condition::No(noun) => {
            w.words("", "no");
            nouns::noun(w, noun);
            w.words("がない", "");
        }
        Condition::Every(noun, inner) => {
            w.words("", "every");
            nouns::noun(w, noun);
            w.words("のすべてが", "satisfies");
            in_brackets(w, inner);
            w.words("を満たす", "");
        }
        Condition::Holds(name, arguments) => holds(w, name, arguments),
        Condition::Compare(how, left, right) => compare(w, *how, &left.node, &right.node),
        Condition::Member(of, set, inside) => member(w, &of.node, set, *inside),
        Condition::StartsWith(of, text) => {
            left(w, &of.node);
            w.words("が", "starts with");
            w.text(&text.node);
            w.words("で始まる", "");
        }
        Condition::IsUnknown(of) => {
            left(w, &of.node);
            w.words("が不明", "is unknown");
        }
        Condition::IsTrue(of) => {
            left(w, &of.node);
            w.words("である", "is true");
        }
    }
}

fn in_brackets(w: &mut Writer, of: &Condition) {
    w.open();
    condition(w, of);
    w.close();
}

fn joined(w: &mut Writer, parts: &[Condition], join: (&str, &str)) {
    let pieces: Vec<String> = parts.iter().map(|p| w.piece(|w| part(w, p))).collect();
    w.row(&pieces, join, ("", ""));
}

fn part(w: &mut Writer, of: &Condition) {
    match of {
        Condition::All(_) | Condition::Any(_) => in_brackets(w, of),
        _ => condition(w, of),
    }
}

fn holds(w: &mut Writer, name: &Name, arguments: &[Spanned<Value>]) {
    w.words("", "holds");
    if arguments.is_empty() {
        w.name(&name.text);
    } else {
        call(w, name, arguments);
    }
    w.words("に当たる", "");
}

/// The left side of a comparison. In English a noun phrase at its end would swallow the word that compares.
fn left(w: &mut Writer, of: &Value) {
    if !w.is_ja() && ends_in_noun(of) { bracketed(w, of) } else { value(w, of) }
}

fn ends_in_noun(of: &Value) -> bool {
    match of {
        Value::Noun(..) | Value::HowMany(..) => true,
        Value::Arithmetic(_, _, right) => ends_in_noun(&right.node),
        _ => false,
    }
}

fn compare(w: &mut Writer, how: Relation, left: &Value, right: &Value) {
    self::left(w, left);
    let (ja, en) = match how {
        Relation::Greater => ("を超える", ">"),
        Relation::AtLeast => ("以上", ">="),
        Relation::AtMost => ("以下", "<="),
        Relation::Less => ("未満", "<"),
        Relation::Equal => ("である", "="),
        Relation::Different => ("でない", "<>"),
        Relation::Before => ("より前", "before"),
        Relation::After => ("より後", "after"),
        Relation::UpTo => ("以前", "up to"),
        Relation::From => ("以後", "from"),
    };
    w.words("が", en);
    value(w, right);
    w.words(ja, "");
}

fn member(w: &mut Writer, of: &Value, set: &SetExpr, inside: bool) {
    left(w, of);
    w.words("が", if inside { "in" } else { "not in" });
    nouns::slot(w, set);
    w.words(if inside { "に含まれる" } else { "に含まれない" }, "");
}

/// `…もの` of Japanese.
pub(super) fn that_ja(w: &mut Writer, of: &Condition) {
    condition(w, of);
    w.raw(if w.ends_in_hiragana() { "もの" } else { "のもの" });
}

/// `…とき` of Japanese.
pub(super) fn when_ja(w: &mut Writer, of: &Condition) {
    condition(w, of);
    w.raw(if w.ends_in_hiragana() { "とき" } else { "のとき" });
}
