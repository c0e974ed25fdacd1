//! Values.

use dsl::ast::{self, Code, Define, DefinedAs, Formal, Name, Path, Range, Span, Spanned, TypeName, Value};
use dsl::vocabulary::{Type, Unit};
use masters::FileKind;
use model::Quantity;

use super::fields::{Ty, field, master_of, not_yet};
use super::names::Named;
use super::{Result, Scope, both, conditions, each, follows, nouns, sets, stop, written_in};
use crate::program::{Expr, Read};

/// How deep definitions may use definitions.
pub(super) const DEEPEST: u8 = 8;

pub(super) fn value(scope: &mut Scope<'_>, of: &Spanned<Value>) -> Result<(Expr, Ty)> {
    Ok(match &of.node {
        Value::Day(day) => (Expr::Date(day.date), Ty::Value(Type::Date)),
        Value::Month(month) => (Expr::Month(month.month), Ty::Value(Type::Month)),
        Value::Code(code) => {
            let number = code.digits.parse().unwrap_or(0);
            (Expr::Code(number), Ty::CodeOf(master_of_code(code)))
        }
        Value::Number(number) => {
            let ty = number.unit.map_or(Type::Number, Unit::type_of);
            let scaled = scaled(number)?;
            let is = if number.unit == Some(Unit::Percent) { hundredth(number, scaled)? } else { scaled };
            (Expr::Number(is), Ty::Value(ty))
        }
        Value::Text(text) => (Expr::Text(text.node.clone()), Ty::Value(Type::Text)),
        Value::Path(path) => self::path(scope, path)?,
        Value::Its(name) => {
            let Some(ty) = scope.its.last().copied() else {
                return stop(
                    of.span,
                    "「その」が指すものがありません",
                    "there is nothing that `its` speaks of",
                );
            };
            let (step, ty) = field(ty, name)?;
            (Expr::Step(Box::new(Expr::Its), step), ty)
        }
        Value::Call(name, arguments) => call(scope, name, arguments)?,
        Value::Field(inner, name) => {
            let (inner, ty) = value(scope, inner)?;
            let (step, ty) = field(ty, name)?;
            (Expr::Step(Box::new(inner), step), ty)
        }
        Value::Plus(day, time) => plus(scope, day, time)?,
        Value::Arithmetic(operation, left, right) => {
            let ((left, of_left), (right, of_right)) = pair(scope, left, right)?;
            let ty = if of_left.value() == Some(Type::Number) { of_right } else { of_left };
            let counts = |of: Ty| {
                let uncounted = [Type::Date, Type::Month, Type::Text, Type::Code, Type::Truth];
                of == Ty::Wrong || of.value().is_some_and(|of| !uncounted.contains(&of))
            };
            if !counts(of_left) || !counts(of_right) {
                return stop(
                    of.span,
                    "数でないものは計算できません",
                    "what is no number cannot be reckoned with",
                );
            }
            let same = of_left == of_right
                || of_left.value() == Some(Type::Number)
                || of_right.value() == Some(Type::Number)
                || of_right.value() == Some(Type::Ratio);
            if !same {
                return stop(
                    of.span,
                    "単位の違う値は計算できません",
                    "values of different units do not go together",
                );
            }
            (Expr::Math(*operation, Box::new(left), Box::new(right)), ty)
        }
        Value::DaysBetween(from, to) => {
            let (from, to) = days(scope, from, to)?;
            (Expr::DaysBetween(Box::new(from), Box::new(to)), Ty::Value(Type::Days))
        }
        Value::MonthsBetween(from, to) => {
            let (from, to) = days(scope, from, to)?;
            (Expr::MonthsBetween(Box::new(from), Box::new(to)), Ty::Value(Type::Months))
        }
        Value::Choice(mode, arms) => {
            let mut ty = Ty::Wrong;
            let made = each(arms.iter().map(|arm| {
                let when = arm.condition.as_ref().map(|when| conditions::condition(scope, when)).transpose();
                let is = value(scope, &Spanned::new(of.span, arm.value.clone()));
                let (when, (expr, of_arm)) = both(when, is)?;
                ty = alike(ty, of_arm, of.span)?;
                Ok((when, expr))
            }))?;
            (Expr::Choice(*mode, made), ty)
        }
        Value::Band(band) => {
            let by = value(scope, &Spanned::new(of.span, band.of.clone()));
            let mut ty = Ty::Wrong;
            let arms = each(band.arms.iter().map(|arm| {
                let is = value(scope, &Spanned::new(of.span, arm.value.clone()));
                let ((expr, of_arm), (least, most)) = both(is, ends(&arm.range))?;
                ty = alike(ty, of_arm, of.span)?;
                Ok((least, most, expr))
            }));
            let ((by, _), arms) = both(by, arms)?;
            (Expr::Band(Box::new(by), arms), ty)
        }
        Value::HowMany(terms, noun) => {
            let master = nouns::kind_of(noun).and_then(Ty::master);
            let noun = nouns::noun(scope, noun);
            let sets = each(terms.iter().map(|term| sets::term(scope, term, master)));
            let ((noun, _), sets) = both(noun, sets)?;
            (Expr::HowMany(sets, Box::new(noun)), Ty::Value(Type::Number))
        }
        Value::Noun(noun, read) => {
            let ty = nouns::kind_of(noun).unwrap_or(Ty::Wrong);
            let noun = nouns::noun(scope, noun);
            let ((noun, _), (read, ty)) = both(noun, self::read(scope, read, ty))?;
            (Expr::Read(Box::new(noun), read), ty)
        }
    })
}

/// Two values that stand side by side.
pub(super) fn pair(
    scope: &mut Scope<'_>,
    left: &Spanned<Value>,
    right: &Spanned<Value>,
) -> Result<((Expr, Ty), (Expr, Ty))> {
    let left = value(scope, left);
    both(left, value(scope, right))
}

fn read(scope: &mut Scope<'_>, of: &ast::Read, ty: Ty) -> Result<(Read, Ty)> {
    Ok(match of {
        ast::Read::Count => (Read::Count, Ty::Value(Type::Times)),
        ast::Read::Days => (Read::Days, Ty::Value(Type::Days)),
        ast::Read::Number => (Read::Number, Ty::Value(Type::Number)),
        ast::Read::Kinds => (Read::Kinds, Ty::Value(Type::Number)),
        ast::Read::Field(name) => {
            let (step, ty) = field(ty, name)?;
            (Read::Field(step), ty)
        }
        ast::Read::Folded(fold, name) => {
            let (step, ty) = field(ty, name)?;
            (Read::Folded(*fold, step), ty)
        }
        ast::Read::Rank(of) => (Read::Rank(Box::new(value(scope, of)?.0)), Ty::Value(Type::Number)),
    })
}

fn plus(scope: &mut Scope<'_>, day: &Spanned<Value>, time: &Spanned<Value>) -> Result<(Expr, Ty)> {
    let unit = match &time.node {
        Value::Number(number) => number.unit,
        _ => None,
    };
    let at = day.span;
    let ((day, of_day), (expr, ty)) = pair(scope, day, time)?;
    a_day(of_day, at)?;
    let unit = match (unit, ty.value()) {
        (Some(unit), _) if is_time(unit) => unit,
        (None, Some(Type::Days)) => Unit::Days,
        (None, Some(Type::Weeks)) => Unit::Weeks,
        (None, Some(Type::Months)) => Unit::Months,
        (None, Some(Type::Years)) => Unit::Years,
        _ => {
            return stop(
                time.span,
                "日に足せるのは、日・週・月・年の数です",
                "what is added to a day is days, weeks, months or years",
            );
        }
    };
    Ok((Expr::Plus(Box::new(day), Box::new(expr), unit), Ty::Value(Type::Date)))
}

const fn is_time(unit: Unit) -> bool {
    matches!(unit, Unit::Days | Unit::Weeks | Unit::Months | Unit::Years)
}

/// Two days, or things that have one.
fn days(scope: &mut Scope<'_>, from: &Spanned<Value>, to: &Spanned<Value>) -> Result<(Expr, Expr)> {
    let ((one, of_one), (other, of_other)) = pair(scope, from, to)?;
    both(a_day(of_one, from.span), a_day(of_other, to.span))?;
    Ok((one, other))
}

/// Refuses what has no day.
pub(super) fn a_day(of: Ty, at: Span) -> Result<()> {
    match of.value() {
        Some(Type::Date | Type::Month) | None => Ok(()),
        Some(_) => stop(
            at,
            "ここには日か、日のあるもの（対象の変数など）を書きます",
            "a day is due here, or something that has one",
        ),
    }
}

/// The type of all arms; one of another type than those before it is refused.
fn alike(before: Ty, own: Ty, at: Span) -> Result<Ty> {
    match (before, own) {
        (Ty::Wrong, other) | (other, Ty::Wrong) => Ok(other),
        (before, own) if before == own || conditions::comparable(before, own) => Ok(before),
        _ => stop(at, "場合ごとの値の単位が違います", "the arms have values of different units"),
    }
}

/// A name and the fields read off it.
pub(super) fn path(scope: &mut Scope<'_>, of: &Path) -> Result<(Expr, Ty)> {
    let (mut expr, mut ty) = root(scope, &of.root)?;
    for name in &of.fields {
        let (step, next) = field(ty, name)?;
        expr = Expr::Step(Box::new(expr), step);
        ty = next;
    }
    Ok((expr, ty))
}

fn root(scope: &mut Scope<'_>, name: &Name) -> Result<(Expr, Ty)> {
    match scope.variable(&name.text) {
        Some((_, Ty::Wrong)) => return follows(),
        Some(found) => return Ok(found),
        None => {}
    }
    match name.text.as_str() {
        "patient" => return Ok((Expr::Patient, Ty::Patient)),
        "receipt" => return Ok((Expr::Receipt, Ty::Receipt)),
        "institution" => return Ok((Expr::Institution, Ty::Value(Type::Text))),
        "male" | "female" | "cured" | "died" | "stopped" | "hospital" | "clinic" | "inpatient"
        | "outpatient" => {
            return Ok((Expr::Text(name.text.clone()), Ty::Value(Type::Text)));
        }
        _ if !scope.names.has(&name.text) && dsl::vocabulary::is_builtin(&name.text) => {
            let ja = dsl::vocabulary::japanese(&name.text);
            return not_yet(name.span, &format!("「{ja}」"), &format!("`{}`", name.text));
        }
        _ => {}
    }
    match scope.names.find(name, scope.valid)? {
        (file, Named::Parameter(parameter)) => {
            let dated = each(parameter.values.iter().map(|entry| {
                let (is, _) = value(scope, &entry.value)?;
                Ok((entry.from.date, is))
            }));
            Ok((Expr::Dated(written_in(file, dated)?), Ty::Value(parameter.of.node)))
        }
        (_, Named::Define(_)) => call(scope, name, &[]),
        (_, Named::Set(_)) => stop(name.span, "集合は値ではありません", "a set is no value"),
    }
}

fn call(scope: &mut Scope<'_>, name: &Name, arguments: &[Spanned<Value>]) -> Result<(Expr, Ty)> {
    let (file, Named::Define(define)) = scope.names.find(name, scope.valid)? else {
        return stop(name.span, "定義ではありません", "this is not a definition");
    };
    let DefinedAs::Value(of, is) = &define.is else {
        return not_yet(name.span, "引き継ぎの定義と条件の値としての使用", "this use of a definition");
    };
    let (expr, _) = defined(scope, (name, file, define), arguments, |scope| value(scope, is))?;
    Ok((expr, Ty::Value(of.node)))
}

/// What a definition says with arguments in the place of its formal parameters; it sees nothing else.
pub(super) fn defined<T>(
    scope: &mut Scope<'_>,
    (name, file, define): (&Name, usize, &Define),
    arguments: &[Spanned<Value>],
    body: impl FnOnce(&mut Scope<'_>) -> Result<T>,
) -> Result<T> {
    if define.formals.len() != arguments.len() {
        return stop(
            name.span,
            format!("「{}」には値が{}つ要ります", name.text, define.formals.len()),
            format!("`{}` takes {} values", name.text, define.formals.len()),
        );
    }
    if scope.depth >= DEEPEST {
        return stop(
            name.span,
            "定義が自分を使っているか、深すぎます",
            "definitions use each other too deeply",
        );
    }
    let mut bound = Vec::new();
    let given = each(define.formals.iter().zip(arguments).map(|(formal, argument)| {
        let made = value(scope, argument);
        // What is given wrongly is of the kind that is asked for, so that the rest is looked at.
        let (expr, ty) = made.as_ref().map_or_else(|_| (Expr::Its, asked(formal)), Clone::clone);
        bound.push((formal.name.text.clone(), expr, ty));
        made.map(|_| ())
    }));
    let variables = std::mem::replace(&mut scope.variables, bound);
    let its = std::mem::take(&mut scope.its);
    scope.depth += 1;
    let made = written_in(file, body(scope));
    scope.depth -= 1;
    (scope.variables, scope.its) = (variables, its);
    both(given, made).map(|(_, made)| made)
}

const fn asked(formal: &Formal) -> Ty {
    match formal.of.node {
        TypeName::Kind(kind) => Ty::Thing(kind),
        TypeName::Value(Type::Code) => Ty::Wrong,
        TypeName::Value(of) => Ty::Value(of),
    }
}

/// The master of a code; what looks like the code of no other is a modifier.
pub(super) fn master_of_code(code: &Code) -> FileKind {
    code.kind().and_then(master_of).unwrap_or(FileKind::Modifier)
}

fn scaled(number: &ast::Number) -> Result<i64> {
    match Quantity::parse(number.digits.as_bytes()) {
        Some(quantity) => Ok(quantity.scaled()),
        None => stop(number.span, "数が大きすぎます", "the number is too large"),
    }
}

/// A number of percent as the number that it is: 30 % are 0.3.
fn hundredth(number: &ast::Number, scaled: i64) -> Result<i64> {
    if scaled % 100 == 0 {
        return Ok(scaled / 100);
    }
    stop(number.span, "%は小数点以下3桁までです", "a percentage has at most three decimals")
}

fn ends(range: &Range) -> Result<(i64, i64)> {
    let least = range.least.as_ref().map_or(Ok(i64::MIN), scaled);
    both(least, range.most.as_ref().map_or(Ok(i64::MAX), scaled))
}
