//! Conditions: from pairs to tree.

use super::Rule;
use super::nouns::{noun, set_slot};
use super::reader::{P, Reader, children};
use super::values::{continued, read_off, value};
use crate::ast::{Condition, Relation, Spanned, Value};

/// A condition.
pub(super) fn condition(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = Vec::new();
    let mut any = false;
    for part in children(pair) {
        match part.as_rule() {
            Rule::and => {}
            Rule::or => any = true,
            _ => parts.push(atom(r, part)?),
        }
    }
    match parts.len() {
        1 => parts.pop(),
        _ if any => Some(Condition::Any(parts)),
        _ => Some(Condition::All(parts)),
    }
}

fn atom(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    match pair.as_rule() {
        Rule::of_noun => of_noun(r, pair),
        Rule::every => every(r, pair),
        Rule::exists => exists(r, pair),
        Rule::holds => holds(r, pair),
        Rule::not_en => Some(Condition::Not(Box::new(condition(r, children(pair).next()?)?))),
        Rule::group => group(r, pair),
        _ => compare(r, pair),
    }
}

/// A condition that begins with a noun phrase.
fn of_noun(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = children(pair);
    let phrase = parts.next()?;
    if phrase.as_rule() != Rule::noun {
        return atom(r, phrase);
    }
    let start = r.span(&phrase);
    let what = noun(r, phrase)?;
    let tail = parts.next()?;
    match tail.as_rule() {
        Rule::satisfied => {
            let each = condition(r, children(tail).next()?)?;
            Some(Condition::Every(Box::new(what), Box::new(each)))
        }
        Rule::there_is => Some(Condition::Some(Box::new(what))),
        Rule::there_is_no => Some(Condition::No(Box::new(what))),
        _ => {
            let span = start.join(r.span(&tail));
            let first = Spanned::new(span, read_off(r, what, tail)?);
            let mut parts = parts.peekable();
            let left = continued(r, first, &mut parts)?;
            comparison(r, left, parts.next()?)
        }
    }
}

fn every(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = children(pair);
    let what = noun(r, parts.next()?)?;
    Some(Condition::Every(Box::new(what), Box::new(condition(r, parts.next()?)?)))
}

fn exists(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let (mut what, mut none) = (None, false);
    for part in children(pair) {
        match part.as_rule() {
            Rule::noun => what = Some(Box::new(noun(r, part)?)),
            rule => none = matches!(rule, Rule::there_is_no | Rule::no_),
        }
    }
    Some(if none { Condition::No(what?) } else { Condition::Some(what?) })
}

fn holds(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = children(pair);
    let name = r.name(&parts.next()?);
    let arguments = parts.map(|p| value(r, p)).collect::<Option<Vec<_>>>()?;
    Some(Condition::Holds(name, arguments))
}

fn group(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = children(pair);
    let inner = condition(r, parts.next()?)?;
    Some(if parts.next().is_some() { Condition::Not(Box::new(inner)) } else { inner })
}

fn compare(r: &Reader<'_>, pair: P<'_>) -> Option<Condition> {
    let mut parts = children(pair);
    let left = value(r, parts.next()?)?;
    comparison(r, left, parts.next()?)
}

fn comparison(r: &Reader<'_>, left: Spanned<Value>, tail: P<'_>) -> Option<Condition> {
    match tail.as_rule() {
        Rule::is_unknown => Some(Condition::IsUnknown(left)),
        Rule::is_true => Some(Condition::IsTrue(left)),
        Rule::starts_ja | Rule::starts_en => {
            Some(Condition::StartsWith(left, r.text(&children(tail).next()?)))
        }
        Rule::member_ja | Rule::member_en => member(r, left, tail),
        _ => relation(r, left, tail),
    }
}

fn member(r: &Reader<'_>, left: Spanned<Value>, tail: P<'_>) -> Option<Condition> {
    let (mut set, mut inside) = (None, true);
    for part in children(tail) {
        match part.as_rule() {
            Rule::set_slot => set = Some(set_slot(r, part)?),
            rule => inside = matches!(rule, Rule::within_set | Rule::in_set_en),
        }
    }
    Some(Condition::Member(left, set?, inside))
}

fn relation(r: &Reader<'_>, left: Spanned<Value>, tail: P<'_>) -> Option<Condition> {
    let (mut right, mut how) = (None, None);
    for part in children(tail) {
        match part.as_rule() {
            Rule::relation_word | Rule::relation_sign => how = relation_of(part.as_str()),
            _ => right = Some(value(r, part)?),
        }
    }
    Some(Condition::Compare(how?, left, right?))
}

fn relation_of(word: &str) -> Option<Relation> {
    Some(match word.trim() {
        "を超える" | ">" => Relation::Greater,
        "以上" | ">=" => Relation::AtLeast,
        "以下" | "<=" => Relation::AtMost,
        "未満" | "<" => Relation::Less,
        "である" | "=" => Relation::Equal,
        "でない" | "<>" => Relation::Different,
        "より前" | "before" => Relation::Before,
        "より後" | "after" => Relation::After,
        "以前" | "up to" => Relation::UpTo,
        "以後" | "from" => Relation::From,
        _ => return None,
    })
}
