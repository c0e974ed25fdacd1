//! Conditions.

use dsl::ast::{self, Condition, DefinedAs, Relation};
use dsl::vocabulary::Type;

use super::fields::{Ty, not_yet};
use super::names::Named;
use super::values::{defined, pair, value};
use super::{Result, Scope, both, each, nouns, sets, stop};
use crate::program::Cond;

pub(super) fn condition(scope: &mut Scope<'_>, of: &Condition) -> Result<Cond> {
    Ok(match of {
        Condition::All(parts) => Cond::All(all(scope, parts)?),
        Condition::Any(parts) => Cond::Any(all(scope, parts)?),
        Condition::Not(inner) => Cond::Not(Box::new(condition(scope, inner)?)),
        Condition::Some(noun) => Cond::Exists(Box::new(nouns::noun(scope, noun)?.0), true),
        Condition::No(noun) => Cond::Exists(Box::new(nouns::noun(scope, noun)?.0), false),
        Condition::Every(noun, inner) => {
            let ty = nouns::kind_of(noun).unwrap_or(Ty::Wrong);
            let noun = nouns::noun(scope, noun);
            scope.its.push(ty);
            let inner = condition(scope, inner);
            scope.its.pop();
            let ((noun, _), inner) = both(noun, inner)?;
            Cond::Every(Box::new(noun), Box::new(inner))
        }
        Condition::Holds(name, arguments) => holds(scope, name, arguments)?,
        Condition::Compare(relation, left, right) => compare(scope, *relation, left, right)?,
        Condition::Member(code, set, inside) => member(scope, code, set, *inside)?,
        Condition::StartsWith(text, start) => Cond::StartsWith(value(scope, text)?.0, start.node.clone()),
        Condition::IsUnknown(of) => Cond::IsUnknown(value(scope, of)?.0),
        Condition::IsTrue(of) => {
            let (expr, ty) = value(scope, of)?;
            match ty.value() {
                Some(Type::Truth) => Cond::IsTrue(expr),
                _ => return stop(of.span, "はい・いいえの値ではありません", "this is not a yes-or-no value"),
            }
        }
    })
}

fn all(scope: &mut Scope<'_>, parts: &[Condition]) -> Result<Vec<Cond>> {
    each(parts.iter().map(|part| condition(scope, part)))
}

fn holds(scope: &mut Scope<'_>, name: &ast::Name, arguments: &[ast::Spanned<ast::Value>]) -> Result<Cond> {
    let (file, Named::Define(define)) = scope.names.find(name, scope.valid)? else {
        return stop(name.span, "定義ではありません", "this is not a definition");
    };
    let DefinedAs::Condition(is) = &define.is else {
        return stop(name.span, "条件の定義ではありません", "this definition is not a condition");
    };
    defined(scope, (name, file, define), arguments, |scope| condition(scope, is))
}

fn member(
    scope: &mut Scope<'_>,
    code: &ast::Spanned<ast::Value>,
    set: &ast::SetExpr,
    inside: bool,
) -> Result<Cond> {
    let code = value(scope, code).and_then(|(expr, ty)| match ty.master() {
        Some(master) => Ok((expr, master)),
        None => not_yet(code.span, "コードでない値の集合への所属", "membership of what is no code"),
    });
    let master = code.as_ref().ok().map(|(_, master)| *master);
    let ((expr, master), set) = both(code, sets::set(scope, set, master))?;
    let member = Cond::Member(expr, master, Box::new(set));
    Ok(if inside { member } else { Cond::Not(Box::new(member)) })
}

fn compare(
    scope: &mut Scope<'_>,
    relation: Relation,
    left: &ast::Spanned<ast::Value>,
    right: &ast::Spanned<ast::Value>,
) -> Result<Cond> {
    let ((a, of_a), (b, of_b)) = pair(scope, left, right)?;
    if !comparable(of_a, of_b) {
        let said = |ty: Ty| {
            ty.value().map_or("もの", |of| dsl::vocabulary::Word::word(of, dsl::Surface::Japanese))
        };
        return stop(
            left.span.join(right.span),
            format!("単位の違う値は比べられません（{} と {}）", said(of_a), said(of_b)),
            format!("values of different units cannot be compared ({of_a:?} and {of_b:?})"),
        );
    }
    Ok(Cond::Compare(relation, a, b))
}

/// Whether two values can be compared: the same type, or a bare number and a count.
pub(super) fn comparable(a: Ty, b: Ty) -> bool {
    let (Some(of_a), Some(of_b)) = (a.value(), b.value()) else { return false };
    let counts = |of| {
        matches!(
            of,
            Type::Number
                | Type::Times
                | Type::Days
                | Type::Items
                | Type::Units
                | Type::Sheets
                | Type::Quantity
        )
    };
    match (a, b) {
        (Ty::CodeOf(x), Ty::CodeOf(y)) => x == y,
        _ if of_a == of_b => true,
        _ if of_a == Type::Number => counts(of_b),
        _ if of_b == Type::Number => counts(of_a),
        _ => false,
    }
}
