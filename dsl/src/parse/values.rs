//! Values: from pairs to tree.

use super::Rule;
use super::conditions::condition;
use super::nouns::{noun, set_term};
use super::reader::{P, Reader, children};
use crate::ast::{
    Arithmetic, Arm, Band, BandArm, ChoiceMode, Fold, Name, Noun, Number, Range, Read, Spanned, Value,
};

/// A value of any shape.
pub(super) fn value(r: &Reader<'_>, pair: P<'_>) -> Option<Spanned<Value>> {
    let span = r.span(&pair);
    let node = match pair.as_rule() {
        Rule::value | Rule::product => return operations(r, pair),
        Rule::postfix => return postfix(r, pair),
        Rule::parens => return value(r, children(pair).next()?),
        Rule::date => Value::Day(r.day(&pair)?),
        Rule::month => Value::Month(r.month(&pair)?),
        Rule::code => Value::Code(r.code(&pair)),
        Rule::number => Value::Number(r.number(pair)?),
        Rule::text => Value::Text(r.text(&pair)),
        Rule::path => Value::Path(r.path(pair)?),
        Rule::its => Value::Its(r.name(&children(pair).next()?)),
        Rule::call => call(r, pair)?,
        Rule::choice => choice(r, pair)?,
        Rule::band => band(r, pair)?,
        Rule::how_many => how_many(r, pair)?,
        Rule::between => between(r, pair)?,
        Rule::noun_value | Rule::rank_en => noun_value(r, pair)?,
        _ => return None,
    };
    Some(Spanned::new(span, node))
}

fn operations(r: &Reader<'_>, pair: P<'_>) -> Option<Spanned<Value>> {
    let mut parts = children(pair);
    let mut left = value(r, parts.next()?)?;
    while let (Some(sign), Some(right)) = (parts.next(), parts.next()) {
        let operation = match sign.as_str().trim() {
            "+" | "＋" => Arithmetic::Add,
            "*" | "×" | "＊" => Arithmetic::Multiply,
            "/" | "÷" | "／" => Arithmetic::Divide,
            _ => Arithmetic::Subtract,
        };
        let right = value(r, right)?;
        let span = left.span.join(right.span);
        left = Spanned::new(span, Value::Arithmetic(operation, Box::new(left), Box::new(right)));
    }
    Some(left)
}

fn postfix(r: &Reader<'_>, pair: P<'_>) -> Option<Spanned<Value>> {
    let mut parts = children(pair);
    let mut of = value(r, parts.next()?)?;
    for suffix in parts {
        let span = of.span.join(r.span(&suffix));
        let inner = children(suffix.clone()).next()?;
        let node = match suffix.as_rule() {
            Rule::elapsed => Value::Plus(Box::new(of), Box::new(value(r, inner)?)),
            _ => field(of, r.name(&inner)),
        };
        of = Spanned::new(span, node);
    }
    Some(of)
}

/// A field behind a path belongs to the path: one thing has one tree.
fn field(of: Spanned<Value>, name: Name) -> Value {
    match of.node {
        Value::Path(mut path) => {
            path.fields.push(name);
            Value::Path(path)
        }
        _ => Value::Field(Box::new(of), name),
    }
}

fn call(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let mut parts = children(pair);
    let name = r.name(&parts.next()?);
    let arguments = parts.map(|p| value(r, p)).collect::<Option<Vec<_>>>()?;
    Some(Value::Call(name, arguments))
}

fn choice(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let mut parts = children(pair);
    let mode = match children(parts.next()?).next()?.as_rule() {
        Rule::greatest_of => ChoiceMode::Greatest,
        Rule::least_of => ChoiceMode::Least,
        _ => ChoiceMode::First,
    };
    let arms = parts.map(|arm| self::arm(r, arm)).collect::<Option<Vec<_>>>()?;
    Some(Value::Choice(mode, arms))
}

fn arm(r: &Reader<'_>, pair: P<'_>) -> Option<Arm> {
    let (mut of, mut when) = (None, None);
    for part in children(pair) {
        match part.as_rule() {
            Rule::condition => when = Some(condition(r, part)?),
            _ => of = Some(value(r, part)?),
        }
    }
    Some(Arm { value: of?.node, condition: when })
}

fn band(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let mut parts = children(pair);
    let of = value(r, parts.next()?)?.node;
    let arms = parts.map(|arm| band_arm(r, arm)).collect::<Option<Vec<_>>>()?;
    Some(Value::Band(Box::new(Band { of, arms })))
}

fn band_arm(r: &Reader<'_>, pair: P<'_>) -> Option<BandArm> {
    let mut parts = children(pair);
    let range = range(r, parts.next()?)?;
    Some(BandArm { range, value: value(r, parts.next()?)?.node })
}

fn range(r: &Reader<'_>, pair: P<'_>) -> Option<Range> {
    let span = r.span(&pair);
    let mut parts = children(pair);
    let first = r.number(parts.next()?)?;
    let (least, most): (Option<Number>, Option<Number>) = match parts.next() {
        None => (Some(first.clone()), Some(first)),
        Some(p) if p.as_rule() == Rule::or_more => (Some(first), None),
        Some(p) if p.as_rule() == Rule::or_less => (None, Some(first)),
        Some(p) => (Some(first), Some(r.number(p)?)),
    };
    Some(Range { least, most, span })
}

fn how_many(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let mut terms = Vec::new();
    let mut what: Option<Noun> = None;
    for part in children(pair) {
        match part.as_rule() {
            Rule::noun => what = Some(noun(r, part)?),
            _ => terms.push(set_term(r, part)?),
        }
    }
    Some(Value::HowMany(terms, Box::new(what?)))
}

fn between(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let mut ends = Vec::new();
    let mut months = false;
    for part in children(pair) {
        match part.as_rule() {
            Rule::span_word => months = matches!(part.as_str().trim(), "月数" | "months"),
            _ => ends.push(Box::new(value(r, part)?)),
        }
    }
    let (to, from) = (ends.pop()?, ends.pop()?);
    Some(if months { Value::MonthsBetween(from, to) } else { Value::DaysBetween(from, to) })
}

fn noun_value(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let (mut what, mut read, mut folded, mut of) = (None, None, None, None);
    for part in children(pair) {
        match part.as_rule() {
            Rule::noun => what = Some(noun(r, part)?),
            Rule::total => read = Some(total(part.as_str())),
            Rule::fold => folded = Some(fold(part.as_str())),
            Rule::name => of = Some(r.name(&part)),
            Rule::rank_word => {}
            _ => read = Some(Read::Rank(Box::new(value(r, part)?))),
        }
    }
    let read = match (read, folded, of) {
        (Some(read), _, _) => read,
        (None, Some(fold), Some(name)) => Read::Folded(fold, name),
        (None, None, Some(name)) => Read::Field(name),
        _ => return None,
    };
    Some(Value::Noun(Box::new(what?), read))
}

fn total(word: &str) -> Read {
    match word.trim() {
        "回数" | "count" => Read::Count,
        "日数" | "days" => Read::Days,
        "件数" | "number" => Read::Number,
        _ => Read::Kinds,
    }
}

fn fold(word: &str) -> Fold {
    match word.trim() {
        "合計" | "sum" => Fold::Sum,
        "最大" | "max" => Fold::Max,
        _ => Fold::Min,
    }
}
