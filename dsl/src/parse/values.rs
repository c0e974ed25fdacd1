//! Values: from pairs to tree.

use std::iter::Peekable;

use super::Rule;
use super::conditions::condition;
use super::nouns::{noun, set_term};
use super::reader::{P, Reader, children};
use crate::ast::{
    Arithmetic, Arm, Band, BandArm, ChoiceMode, Fold, Name, Noun, Number, Range, Read, Span, Spanned, Value,
};

/// A value of any shape.
pub(super) fn value(r: &Reader<'_>, pair: P<'_>) -> Option<Spanned<Value>> {
    let span = r.span(&pair);
    let node = match pair.as_rule() {
        Rule::value
        | Rule::bare_value
        | Rule::product
        | Rule::bare_product
        | Rule::postfix
        | Rule::bare_postfix => {
            let mut parts = children(pair).peekable();
            let first = parts.next()?;
            let written = r.span(&first);
            let first = value(r, first)?;
            let first = match parts.next_if(|part| is_behind_operand(part.as_rule())) {
                Some(behind) => on_operand(r, written, first, behind)?,
                None => first,
            };
            return continued(r, first, &mut parts);
        }
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
        Rule::noun_value => {
            let mut parts = children(pair);
            let what = noun(r, parts.next()?)?;
            read_off(r, what, parts.next()?)?
        }
        Rule::read_of | Rule::rank_en => read_of(r, pair)?,
        _ => return None,
    };
    Some(Spanned::new(span, node))
}

const fn is_behind_operand(rule: Rule) -> bool {
    matches!(rule, Rule::band_ja | Rule::between_ja)
}

/// The arms of a band or the other end of a stretch of days, behind their operand.
fn on_operand(r: &Reader<'_>, written: Span, of: Spanned<Value>, behind: P<'_>) -> Option<Spanned<Value>> {
    let span = written.join(r.span(&behind));
    let rule = behind.as_rule();
    let mut parts = children(behind);
    let node = if rule == Rule::band_ja {
        Value::Band(Box::new(Band { of: of.node, arms: band_arms(r, parts)? }))
    } else {
        let to = value(r, parts.next()?)?;
        between_days(&parts.next()?, of, to)
    };
    Some(Spanned::new(span, node))
}

/// What stands behind a value and goes on with it: days added and fields, then products, then sums. The grammar lets
/// them come in this order only; what is none of them is left.
pub(super) fn continued<'t>(
    r: &Reader<'_>,
    first: Spanned<Value>,
    parts: &mut Peekable<impl Iterator<Item = P<'t>>>,
) -> Option<Spanned<Value>> {
    let mut left = first;
    while let Some(part) = parts.next_if(|part| goes_on(part.as_rule())) {
        let operation = match part.as_rule() {
            Rule::add_sign | Rule::multiply_sign => operation(part.as_str()),
            _ => {
                left = suffixed(r, left, part)?;
                continue;
            }
        };
        let right = value(r, parts.next()?)?;
        let span = left.span.join(right.span);
        left = Spanned::new(span, Value::Arithmetic(operation, Box::new(left), Box::new(right)));
    }
    Some(left)
}

const fn goes_on(rule: Rule) -> bool {
    matches!(rule, Rule::elapsed | Rule::field_of | Rule::multiply_sign | Rule::add_sign)
}

fn operation(sign: &str) -> Arithmetic {
    match sign.trim() {
        "+" | "＋" => Arithmetic::Add,
        "*" | "×" | "＊" => Arithmetic::Multiply,
        "/" | "÷" | "／" => Arithmetic::Divide,
        _ => Arithmetic::Subtract,
    }
}

fn suffixed(r: &Reader<'_>, of: Spanned<Value>, suffix: P<'_>) -> Option<Spanned<Value>> {
    let span = of.span.join(r.span(&suffix));
    let rule = suffix.as_rule();
    let inner = children(suffix).next()?;
    let node = match rule {
        Rule::elapsed => Value::Plus(Box::new(of), Box::new(value(r, inner)?)),
        _ => field(of, r.name(&inner)),
    };
    Some(Spanned::new(span, node))
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
    Some(Value::Band(Box::new(Band { of, arms: band_arms(r, parts)? })))
}

fn band_arms<'t>(r: &Reader<'_>, arms: impl Iterator<Item = P<'t>>) -> Option<Vec<BandArm>> {
    arms.map(|arm| band_arm(r, arm)).collect()
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
    let mut parts = children(pair);
    let word = parts.next()?;
    let from = value(r, parts.next()?)?;
    Some(between_days(&word, from, value(r, parts.next()?)?))
}

fn between_days(word: &P<'_>, from: Spanned<Value>, to: Spanned<Value>) -> Value {
    let (from, to) = (Box::new(from), Box::new(to));
    match word.as_str().trim() {
        "月数" | "months" => Value::MonthsBetween(from, to),
        _ => Value::DaysBetween(from, to),
    }
}

/// What is read off the things of a noun phrase: Japanese, behind it.
pub(super) fn read_off(r: &Reader<'_>, what: Noun, pair: P<'_>) -> Option<Value> {
    Some(Value::Noun(Box::new(what), reading(r, children(pair))?))
}

/// The same in English, where the noun phrase stands last.
fn read_of(r: &Reader<'_>, pair: P<'_>) -> Option<Value> {
    let (last, parts): (Vec<_>, Vec<_>) = children(pair).partition(|part| part.as_rule() == Rule::noun);
    let what = noun(r, last.into_iter().next()?)?;
    Some(Value::Noun(Box::new(what), reading(r, parts.into_iter())?))
}

fn reading<'t>(r: &Reader<'_>, parts: impl Iterator<Item = P<'t>>) -> Option<Read> {
    let (mut read, mut folded, mut of) = (None, None, None);
    for part in parts {
        match part.as_rule() {
            Rule::total => read = Some(total(part.as_str())),
            Rule::fold => folded = Some(fold(part.as_str())),
            Rule::name => of = Some(r.name(&part)),
            Rule::rank_word => {}
            _ => read = Some(Read::Rank(Box::new(value(r, part)?))),
        }
    }
    match (read, folded, of) {
        (Some(read), _, _) => Some(read),
        (None, Some(fold), Some(name)) => Some(Read::Folded(fold, name)),
        (None, None, Some(name)) => Some(Read::Field(name)),
        _ => None,
    }
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
