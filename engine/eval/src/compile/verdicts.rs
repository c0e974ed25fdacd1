//! Verdicts, exceptions, and the texts that go with them.

use dsl::ast::{self, Outcome, TemplatePart, Value, VerdictKind};
use dsl::vocabulary::{self, Type};
use model::{Conclusion, Queue};

use super::fields::{Ty, not_yet};
use super::names::nobody;
use super::values::{path, value};
use super::{Result, Scope, both, conditions, each, stop};
use crate::program::{Act, Exception, Expr, Guard, Guarded, Part, Shown, Unknown, Verdict};

pub(super) fn guarded(scope: &mut Scope<'_>, of: &ast::Guarded) -> Result<Guarded> {
    let guard = match &of.guard {
        ast::Guard::Always => Ok(Guard::Always),
        ast::Guard::When(condition) => conditions::condition(scope, condition).map(Guard::When),
        ast::Guard::Otherwise => Ok(Guard::Otherwise),
    };
    let (guard, verdict) = both(guard, verdict(scope, &of.verdict))?;
    Ok(Guarded { guard, verdict })
}

pub(super) fn exception(scope: &mut Scope<'_>, of: &ast::Exception) -> Result<Exception> {
    let condition = conditions::condition(scope, &of.condition);
    let but_not = of.but_not.as_ref().map(|but| conditions::condition(scope, but)).transpose();
    let verdict = match &of.outcome {
        Outcome::Stop => Ok(None),
        Outcome::Verdict(instead) => verdict(scope, instead).map(Some),
    };
    let (condition, (but_not, verdict)) = both(condition, both(but_not, verdict))?;
    Ok(Exception { condition, but_not, verdict })
}

pub(super) fn unknown(scope: &mut Scope<'_>, of: &ast::Unknown) -> Result<Unknown> {
    let names = each(of.names.iter().map(|name| match scope.variable(&name.text) {
        Some((Expr::Slot(slot), _)) => Ok(slot),
        None if !scope.names.has(&name.text) && !vocabulary::is_builtin(&name.text) => nobody(name),
        _ => stop(name.span, "対象の名前ではありません", "this is no variable of the rule"),
    }));
    let (names, verdict) = both(names, verdict(scope, &of.verdict))?;
    Ok(Unknown { names, verdict })
}

fn verdict(scope: &mut Scope<'_>, of: &ast::Verdict) -> Result<Verdict> {
    let act = act(scope, of);
    let whole = matches!(&of.subject.node, Value::Path(path) if path.root.text == "receipt");
    let subject = if whole { Ok(None) } else { subject(scope, &of.subject).map(Some) };
    let ((act, conclusion), subject) = both(act, subject)?;
    let reason = of.reason.as_ref().map(|reason| reason.code.clone());
    let queue = match &of.kind {
        VerdictKind::Flag(queue) => Some(to_whom(queue.node)),
        _ => None,
    };
    Ok(Verdict { subject, act, queue, conclusion, cut: of.cut, reason })
}

/// What a verdict is on: something of the receipt, for what stands nowhere can neither be taken nor shown.
fn subject(scope: &mut Scope<'_>, of: &ast::Spanned<Value>) -> Result<Expr> {
    match value(scope, of)? {
        (expr, Ty::Thing(_) | Ty::Run | Ty::Receipt | Ty::Wrong) => Ok(expr),
        _ => stop(
            of.span,
            "結論は、対象で見つけたもの（変数）か明細書についてだけ言えます",
            "a verdict is on what the rule found (a variable) or on the receipt",
        ),
    }
}

const fn to_whom(word: vocabulary::Queue) -> Queue {
    match word {
        vocabulary::Queue::Staff => Queue::Staff,
        vocabulary::Queue::Committee => Queue::Committee,
        vocabulary::Queue::Priority => Queue::Priority,
        vocabulary::Queue::Headquarters => Queue::Headquarters,
        vocabulary::Queue::Arbiter => Queue::Arbiter,
    }
}

fn act(scope: &mut Scope<'_>, of: &ast::Verdict) -> Result<(Act, Conclusion)> {
    const TIMES: (&[Type], &str, &str) = (&[Type::Times, Type::Number], "回数", "a number of times");
    const POINTS: (&[Type], &str, &str) = (&[Type::Points], "点数", "points");
    const CODE: (&[Type], &str, &str) = (&[Type::Code], "コード", "a code");
    let mut by = |value: &ast::Spanned<Value>, (types, ja, en): (&[Type], &str, &str)| {
        let (expr, ty) = self::value(scope, value)?;
        if ty == Ty::Wrong || ty.value().is_some_and(|of| types.contains(&of)) {
            return Ok(expr);
        }
        stop(value.span, format!("ここには{ja}を書きます"), format!("{en} is due here"))
    };
    Ok(match &of.kind {
        VerdictKind::Remove => (Act::Remove, Conclusion::Assess),
        VerdictKind::ReduceTo(to) => (Act::ReduceTo(by(to, TIMES)?), Conclusion::Assess),
        VerdictKind::ReduceBy(less) => (Act::ReduceBy(by(less, TIMES)?), Conclusion::Assess),
        VerdictKind::Keep(number) => (Act::Keep(by(number, TIMES)?), Conclusion::Assess),
        VerdictKind::Replace(to) => (Act::Replace(by(to, CODE)?), Conclusion::Assess),
        VerdictKind::Correct(to) => (Act::Correct(by(to, POINTS)?), Conclusion::Assess),
        VerdictKind::Cap(to) => (Act::Cap(by(to, POINTS)?), Conclusion::Assess),
        VerdictKind::Repair(_) => return not_yet(of.span, "補正", "a repair"),
        VerdictKind::Flag(_) => (Act::Tell, Conclusion::Flag),
        VerdictKind::Notice => (Act::Tell, Conclusion::Notice),
        VerdictKind::Return => (Act::Tell, Conclusion::Return),
        VerdictKind::Ask(_) => (Act::Tell, Conclusion::Ask),
    })
}

pub(super) fn template(scope: &mut Scope<'_>, of: &ast::Template) -> Result<Vec<Part>> {
    each(of.parts.iter().map(|part| {
        Ok(match part {
            TemplatePart::Literal(text) => Part::Literal(text.clone()),
            TemplatePart::Placeholder(of) => {
                let (expr, ty) = path(scope, of)?;
                Part::Value(expr, Shown(ty.value()))
            }
        })
    }))
}
