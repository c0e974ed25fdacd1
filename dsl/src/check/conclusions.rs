//! What a rule leads to: verdicts that are never drawn, exceptions that disagree, reasons and examples for each verdict.

use super::truth::{always, clash, conjuncts, follows, never};
use crate::ast::{
    Body, Condition, Entry, Exception, File, Guard, Guarded, Outcome, Rule, Span, Spanned, Value, VerdictKind,
};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// What is wrong with the conclusions of a file's rules.
pub(super) fn check(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for item in &file.items {
        if let Body::Rule(rule) = &item.body {
            let known = rule.condition.as_ref().map_or_else(Vec::new, |entry| conjuncts(&entry.node));
            exceptions(rule, &known, &mut found);
            verdicts(rule, &known, &mut found);
            found.extend(reasons(rule));
            found.extend(rule.examples.iter().filter_map(|example| {
                let number = example.node.verdict?;
                (usize::try_from(number).ok()? > rule.verdicts.len())
                    .then(|| of_nothing(example.node.title.span, number, rule.verdicts.len()))
            }));
        }
    }
    found
}

/// Exceptions beside the rule's condition and beside each other.
fn exceptions(rule: &Rule, known: &[&Condition], found: &mut Vec<Diagnostic>) {
    for (at, entry) in rule.exceptions.iter().enumerate() {
        let exception = &entry.node;
        if follows(known, &exception.condition) && exception.but_not.is_none() {
            found.push(always(exception.condition.span(), None));
        }
        found.extend(against(known, &exception.condition));
        let other = rule.exceptions.iter().take(at).find(|other| disagree(&other.node, exception));
        found.extend(other.map(|other| conflict(other, entry)));
    }
}

/// The same case, and another outcome.
fn disagree(one: &Exception, other: &Exception) -> bool {
    let same = follows(&conjuncts(&one.condition), &other.condition)
        && follows(&conjuncts(&other.condition), &one.condition);
    same && one.but_not == other.but_not && one.outcome != other.outcome
}

fn conflict(one: &Entry<Exception>, other: &Entry<Exception>) -> Diagnostic {
    let message = Message::new(
        "同じ条件の例外が、別の結論を出しています",
        "two exceptions with one condition lead to different ends",
    );
    let help = Message::new(
        "どちらか一方を残すか、条件を分けてください（二つとも成り立つと職員の判断になります）",
        "keep one of them, or tell their conditions apart: when both hold, a person decides",
    );
    let end = |exception: &Entry<Exception>| match &exception.node.outcome {
        Outcome::Verdict(verdict) => verdict.span,
        Outcome::Stop => exception.node.condition.span(),
    };
    Diagnostic::new(DiagnosticCode::ExceptionsConflict, end(other), message)
        .with_label(end(one), Message::new("もう一つはここ", "the other one"))
        .with_help(help)
}

/// A condition that what is already known rules out.
fn against(known: &[&Condition], of: &Condition) -> Option<Diagnostic> {
    let own = conjuncts(of);
    if clash(known).is_some() || clash(&own).is_some() {
        return None; // told where it stands
    }
    let all: Vec<&Condition> = known.iter().copied().chain(own).collect();
    let (first, second) = clash(&all)?;
    Some(never(second, Some(first)))
}

/// Guards beside the rule's condition, and what the verdicts before leave to a verdict.
fn verdicts(rule: &Rule, known: &[&Condition], found: &mut Vec<Diagnostic>) {
    let mut drawn: Option<Span> = None;
    let mut gone: Vec<&Spanned<Value>> = Vec::new();
    for Entry { node: Guarded { guard, verdict }, .. } in &rule.verdicts {
        if let (Guard::Otherwise, Some(before)) = (guard, drawn) {
            found.push(otherwise_never(verdict.span, before));
        } else if let Some(before) = gone.iter().find(|before| before.node == verdict.subject.node) {
            found.push(nothing_left(verdict.span, before.span));
        }
        let sure = match guard {
            Guard::Always => true,
            Guard::Otherwise => false,
            Guard::When(condition) => {
                found.extend(against(known, condition));
                let sure = follows(known, condition);
                if sure {
                    found.push(always(condition.span(), None));
                }
                sure
            }
        };
        if sure && verdict.kind == VerdictKind::Remove {
            gone.push(&verdict.subject);
        }
        // After それ以外 one verdict has been drawn in any case.
        drawn = drawn.or((sure || matches!(guard, Guard::Otherwise)).then_some(verdict.span));
    }
}

fn otherwise_never(at: Span, before: Span) -> Diagnostic {
    let message = Message::new(
        "前の結論が必ず出るので、「それ以外は」は決して当たりません",
        "an earlier verdict is always drawn, so `otherwise` never is",
    );
    let help = Message::new(
        "前の結論に「…ときは」を付けるか、この結論を消してください",
        "give the earlier verdict a condition, or take this one out",
    );
    Diagnostic::new(DiagnosticCode::NeverDrawn, at, message)
        .with_label(before, Message::new("必ず出る結論", "always drawn"))
        .with_help(help)
}

fn nothing_left(at: Span, before: Span) -> Diagnostic {
    let message = Message::new(
        "前の結論で算定しないものに、もう一つ結論があります（後の結論は前の残りだけを見ます）",
        "an earlier verdict has removed this already; a later one sees only what is left",
    );
    let help = Message::new("どちらか一方にしてください", "keep one of the two");
    Diagnostic::new(DiagnosticCode::NeverDrawn, at, message)
        .with_label(before, Message::new("ここで算定しない", "removed here"))
        .with_help(help)
}

/// One reason for all verdicts, or one each.
fn reasons(rule: &Rule) -> Option<Diagnostic> {
    let (reasons, verdicts) = (rule.because.len(), rule.verdicts.len());
    if reasons <= 1 || verdicts == 0 || reasons == verdicts {
        return None;
    }
    let message = Message::new(
        format!("結論は{verdicts}個、理由文は{reasons}個です"),
        format!("there are {verdicts} verdicts and {reasons} reasons"),
    );
    let help = Message::new(
        "理由文は全体で一つ、又は結論と同じ数だけ書きます",
        "write one reason for all verdicts, or one for each",
    );
    let at = rule.because.last().map_or(rule.code.span, |entry| entry.node.span);
    Some(Diagnostic::new(DiagnosticCode::ReasonsUnmatched, at, message).with_help(help))
}

fn of_nothing(at: Span, number: u32, verdicts: usize) -> Diagnostic {
    let message = Message::new(
        format!("この例は{number}番目の結論を指しますが、結論は{verdicts}個です"),
        format!("this example is of verdict {number}, and there are {verdicts}"),
    );
    Diagnostic::new(DiagnosticCode::ExampleOfNothing, at, message)
}
