//! Verdicts, exceptions, and the texts that go with them.

use dsl::ast::{self, Outcome, TemplatePart, Value, VerdictKind};
use dsl::vocabulary;
use model::{Conclusion, Queue};

use super::fields::not_yet;
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
    let subject = if whole { Ok(None) } else { value(scope, &of.subject).map(|(expr, _)| Some(expr)) };
    let ((act, conclusion), subject) = both(act, subject)?;
    let reason = of.reason.as_ref().map(|reason| reason.code.clone());
    let queue = match &of.kind {
        VerdictKind::Flag(queue) => Some(to_whom(queue.node)),
        _ => None,
    };
    Ok(Verdict { subject, act, queue, conclusion, cut: of.cut, reason })
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
    let mut by = |value: &ast::Spanned<Value>| self::value(scope, value).map(|(expr, _)| expr);
    Ok(match &of.kind {
        VerdictKind::Remove => (Act::Remove, Conclusion::Assess),
        VerdictKind::ReduceTo(to) => (Act::ReduceTo(by(to)?), Conclusion::Assess),
        VerdictKind::ReduceBy(less) => (Act::ReduceBy(by(less)?), Conclusion::Assess),
        VerdictKind::Keep(number) => (Act::Keep(by(number)?), Conclusion::Assess),
        VerdictKind::Replace(to) => (Act::Replace(by(to)?), Conclusion::Assess),
        VerdictKind::Correct(to) => (Act::Correct(by(to)?), Conclusion::Assess),
        VerdictKind::Cap(to) => (Act::Cap(by(to)?), Conclusion::Assess),
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
