//! Sets of codes.

use dsl::ast::{Code, IcdRange, SetExpr, SetTerm};
use masters::FileKind;

use super::fields::{Ty, master_of, not_yet};
use super::names::Named;
use super::values::path;
use super::{Result, Scope, conditions, stop};
use crate::program::{self, Set};

/// A set; its own master where it is known.
pub(super) fn set(scope: &mut Scope<'_>, of: &SetExpr, master: Option<FileKind>) -> Result<Set> {
    let mut made = Set::default();
    for term in &of.terms {
        add(scope, term, master, of, &mut made)?;
    }
    made.except = of.except.iter().map(|part| set(scope, part, master)).collect::<Result<_>>()?;
    made.within = of.within.iter().map(|part| set(scope, part, master)).collect::<Result<_>>()?;
    made.is_list = made.icd.is_empty()
        && made.picked.is_empty()
        && made.found.is_empty()
        && made.nested.iter().all(|nested| nested.is_list);
    Ok(made)
}

/// A term alone.
pub(super) fn term(scope: &mut Scope<'_>, of: &SetTerm, master: Option<FileKind>) -> Result<Set> {
    let whole =
        SetExpr { terms: vec![of.clone()], except: Vec::new(), within: Vec::new(), span: <_>::default() };
    set(scope, &whole, master)
}

fn add(
    scope: &mut Scope<'_>,
    of: &SetTerm,
    master: Option<FileKind>,
    whole: &SetExpr,
    made: &mut Set,
) -> Result<()> {
    match of {
        SetTerm::Code(only) => {
            let only = number(only)?;
            made.ranges.push(only..only + 1);
        }
        SetTerm::Range(first, last) => {
            let (from, to) = (number(first)?, number(last)?);
            if to < from {
                return stop(last.span, "範囲の終わりが初めより前です", "the range ends before it begins");
            }
            made.ranges.push(from..to + 1);
        }
        SetTerm::Icd(IcdRange { from, to }) => {
            let to = to.as_ref().map(|to| plain(&to.node));
            made.icd.push(program::IcdRange { from: plain(&from.node), to });
        }
        SetTerm::Named(name) if name.fields.is_empty() && scope.variable(&name.root.text).is_none() => {
            let Named::Set(named) = scope.names.find(&name.root, scope.valid)? else {
                return stop(name.span, "集合ではありません", "this is not a set");
            };
            let kind = master_of(named.kind.node);
            // A named set knows nothing of the variables of the rule that uses it.
            let variables = std::mem::take(&mut scope.variables);
            let its = std::mem::take(&mut scope.its);
            let nested = set(scope, &named.members, kind.or(master));
            (scope.variables, scope.its) = (variables, its);
            made.nested.push(nested?);
        }
        SetTerm::Named(name) => made.found.push(path(scope, name)?.0),
        SetTerm::Picked(kind, condition) => {
            let Some(kind) = master_of(kind.node) else {
                return not_yet(kind.span, "この種類の集合", "a set of this kind");
            };
            scope.its.push(Ty::Code(kind));
            let condition = conditions::condition(scope, condition);
            scope.its.pop();
            made.picked.push((kind, condition?));
        }
        SetTerm::Nested(inner) => made.nested.push(set(scope, inner, master)?),
    }
    if whole.terms.is_empty() {
        return stop(whole.span, "空の集合です", "the set is empty");
    }
    Ok(())
}

fn number(code: &Code) -> Result<u32> {
    match code.digits.parse() {
        Ok(number) => Ok(number),
        Err(_) => stop(code.span, "コードが読めません", "the code cannot be read"),
    }
}

/// An ICD-10 code as the master writes it.
fn plain(code: &str) -> String {
    code.replace('.', "").to_ascii_uppercase()
}
