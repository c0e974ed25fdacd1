//! Sets of codes.

use dsl::ast::{Code, Condition, IcdRange, Path, SetExpr, SetTerm, Span, Spanned};
use dsl::vocabulary::{Kind, Surface, Word};
use dsl::{DiagnosticCode, Message};
use masters::FileKind;
use model::Lang;

use super::fields::{Ty, master_of, not_yet};
use super::names::Named;
use super::values::{DEEPEST, master_of_code, path};
use super::{Fault, Result, Scope, both, conditions, each, stop, written_in};
use crate::program::{self, Cond, Expr, Set};

/// A set; its own master where it is known.
pub(super) fn set(scope: &mut Scope<'_>, of: &SetExpr, master: Option<FileKind>) -> Result<Set> {
    let mut made = Set::default();
    let terms = each(of.terms.iter().map(|term| add(scope, term, master, of, &mut made)));
    let except = each(of.except.iter().map(|part| set(scope, part, master)));
    let within = each(of.within.iter().map(|part| set(scope, part, master)));
    (_, (made.except, made.within)) = both(terms, both(except, within))?;
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
            of_master(master, master_of_code(only), only.span, &only.digits)?;
            let only = number(only)?;
            made.ranges.push(only..only + 1);
        }
        SetTerm::Range(first, last) => {
            each([first, last].map(|end| of_master(master, master_of_code(end), end.span, &end.digits)))?;
            let (from, to) = (number(first)?, number(last)?);
            if to < from {
                return stop(last.span, "範囲の終わりが初めより前です", "the range ends before it begins");
            }
            made.ranges.push(from..to + 1);
        }
        SetTerm::Icd(IcdRange { from, to }) => {
            of_master(master, FileKind::Disease, from.span, &from.node)?;
            let to = to.as_ref().map(|to| plain(&to.node));
            made.icd.push(program::IcdRange { from: plain(&from.node), to });
        }
        SetTerm::Named(name) if name.fields.is_empty() && scope.variable(&name.root.text).is_none() => {
            let (file, Named::Set(named)) = scope.names.find(&name.root, scope.valid)? else {
                return stop(name.span, "集合ではありません", "this is not a set");
            };
            if scope.depth >= DEEPEST {
                return stop(
                    name.span,
                    "集合が自分を使っているか、深すぎます。使っている集合をたどり、輪を切ってください",
                    "sets use each other in a ring or too deeply; follow them and cut the ring",
                );
            }
            let kind = master_of(named.kind.node);
            if let Some(kind) = kind {
                of_master(master, kind, name.span, &name.root.text)?;
            }
            // A named set knows nothing of the variables of the rule that uses it.
            let variables = std::mem::take(&mut scope.variables);
            let its = std::mem::take(&mut scope.its);
            scope.depth += 1;
            let nested = written_in(file, set(scope, &named.members, kind.or(master)));
            scope.depth -= 1;
            (scope.variables, scope.its) = (variables, its);
            made.nested.push(nested?);
        }
        SetTerm::Named(name) => made.found.push(found(scope, name, master)?),
        SetTerm::Picked(kind, condition) => made.add_picked(picked(scope, kind, condition, master)?),
        SetTerm::Nested(inner) => made.nested.push(set(scope, inner, master)?),
    }
    if whole.terms.is_empty() {
        return stop(whole.span, "空の集合です", "the set is empty");
    }
    Ok(())
}

/// What was found before: a thing, a group, or a code that was read.
fn found(scope: &mut Scope<'_>, name: &Path, master: Option<FileKind>) -> Result<Expr> {
    let (expr, ty) = path(scope, name)?;
    match ty.master() {
        Some(own) => of_master(master, own, name.span, &name.root.text)?,
        // A line may be of any master.
        None if ty == Ty::Thing(Kind::Line) => {}
        None => {
            return stop(name.span, "コードのないものは集合に入りません", "what has no code is in no set");
        }
    }
    Ok(expr)
}

/// The rows of a master for which a condition holds.
fn picked(
    scope: &mut Scope<'_>,
    kind: &Spanned<Kind>,
    condition: &Condition,
    master: Option<FileKind>,
) -> Result<(FileKind, Cond)> {
    let Some(own) = master_of(kind.node) else {
        return not_yet(kind.span, "この種類の集合", "a set of this kind");
    };
    of_master(master, own, kind.span, kind.node.word(Surface::Japanese))?;
    scope.its.push(Ty::Code(own));
    let condition = conditions::condition(scope, condition);
    scope.its.pop();
    Ok((own, condition?))
}

/// Refuses what is of another master than the things that are looked for: it would never hold one of them.
fn of_master(wanted: Option<FileKind>, own: FileKind, at: Span, written: &str) -> Result<()> {
    // What looks like the code of no master that sets are made of is for `rules lint` to find (K001).
    let differs = |wanted: &FileKind| *wanted != own && own != FileKind::Modifier;
    let Some(wanted) = wanted.filter(differs) else { return Ok(()) };
    let message = Message::new(
        format!(
            "「{written}」は{}のもので、{}のコードには決して当たりません。どちらかを直してください",
            own.title(),
            wanted.title()
        ),
        format!(
            "`{written}` is of the {}, and a code of the {} is never in it; correct one of them",
            own.title_in(Lang::En),
            wanted.title_in(Lang::En)
        ),
    );
    Err(vec![Fault::new(at, message, DiagnosticCode::OtherMaster)])
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
