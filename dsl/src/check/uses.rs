//! Walks over everything in a rule that names something.

use crate::ast::{
    Arm, Binding, Body, Bound, Changed, Condition, DefinedAs, Exception, Guard, Guarded, Name, Noun, Outcome,
    Path, Read, Rule, SetExpr, SetTerm, Spanned, Template, TemplatePart, Unknown, Value, Verdict,
    VerdictKind,
};

/// What a walk meets.
pub enum Thing<'a> {
    /// A name that must be declared somewhere.
    Name(&'a Name),
    /// A value, before what is in it.
    Value(&'a Value),
    /// A noun phrase, before what is in it.
    Noun(&'a Noun),
    /// A condition, before what is in it.
    Condition(&'a Condition),
    /// A term of a set, before what is in it.
    Term(&'a SetTerm),
    /// A set with its exceptions and limits, before what is in it.
    Set(&'a SetExpr),
}

/// Is called with each thing.
pub type Visit<'v> = &'v mut dyn FnMut(Thing<'_>);

/// A visitor that looks at names only.
pub fn names(mut visit: impl FnMut(&Name)) -> impl FnMut(Thing<'_>) {
    move |thing| {
        if let Thing::Name(name) = thing {
            visit(name);
        }
    }
}

fn path(path: &Path, visit: Visit<'_>) {
    visit(Thing::Name(&path.root));
}

fn values<'a>(list: impl IntoIterator<Item = &'a Spanned<Value>>, visit: Visit<'_>) {
    list.into_iter().for_each(|v| value(&v.node, visit));
}

/// The names in a value.
pub fn value(of: &Value, visit: Visit<'_>) {
    visit(Thing::Value(of));
    match of {
        Value::Day(_)
        | Value::Month(_)
        | Value::Code(_)
        | Value::Number(_)
        | Value::Text(_)
        | Value::Its(_) => {}
        Value::Path(of) => path(of, visit),
        Value::Call(name, arguments) => {
            visit(Thing::Name(name));
            values(arguments, visit);
        }
        Value::Field(of, _) => value(&of.node, visit),
        Value::Plus(a, b)
        | Value::Arithmetic(_, a, b)
        | Value::DaysBetween(a, b)
        | Value::MonthsBetween(a, b) => {
            values([&**a, &**b], visit);
        }
        Value::Choice(_, arms) => arms.iter().for_each(|a| arm(a, visit)),
        Value::Band(band) => {
            value(&band.of, visit);
            band.arms.iter().for_each(|a| value(&a.value, visit));
        }
        Value::HowMany(terms, what) => {
            terms.iter().for_each(|t| term(t, visit));
            noun(what, visit);
        }
        Value::Noun(what, read) => {
            noun(what, visit);
            if let Read::Rank(of) = read {
                value(&of.node, visit);
            }
        }
    }
}

fn arm(arm: &Arm, visit: Visit<'_>) {
    value(&arm.value, visit);
    if let Some(when) = &arm.condition {
        condition(when, visit);
    }
}

fn noun(noun: &Noun, visit: Visit<'_>) {
    visit(Thing::Noun(noun));
    for window in &noun.windows {
        values(window.anchor.iter().chain(&window.measure), visit);
    }
    if let Some(of) = &noun.set {
        set(of, visit);
    }
    if let Some(filter) = &noun.filter {
        condition(filter, visit);
    }
}

/// The names in a set.
pub fn set(set: &SetExpr, visit: Visit<'_>) {
    visit(Thing::Set(set));
    set.terms.iter().for_each(|t| term(t, visit));
    set.except.iter().chain(&set.within).for_each(|s| self::set(s, visit));
}

fn term(term: &SetTerm, visit: Visit<'_>) {
    visit(Thing::Term(term));
    match term {
        SetTerm::Code(_) | SetTerm::Range(..) | SetTerm::Icd(_) => {}
        SetTerm::Named(of) => path(of, visit),
        SetTerm::Picked(_, filter) => condition(filter, visit),
        SetTerm::Nested(of) => set(of, visit),
    }
}

/// The names in a condition.
pub fn condition(of: &Condition, visit: Visit<'_>) {
    visit(Thing::Condition(of));
    match of {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|p| condition(p, visit)),
        Condition::Not(inner) => condition(inner, visit),
        Condition::Some(what) | Condition::No(what) => noun(what, visit),
        Condition::Every(what, inner) => {
            noun(what, visit);
            condition(inner, visit);
        }
        Condition::Holds(name, arguments) => {
            visit(Thing::Name(name));
            values(arguments, visit);
        }
        Condition::Compare(_, left, right) => values([left, right], visit),
        Condition::Member(of, within, _) => {
            value(&of.node, visit);
            set(within, visit);
        }
        Condition::StartsWith(of, _) | Condition::IsUnknown(of) | Condition::IsTrue(of) => {
            value(&of.node, visit)
        }
    }
}

/// The names in what a variable stands for.
pub fn binding(binding: &Binding, visit: Visit<'_>) {
    match &binding.bound {
        Bound::Each(what) | Bound::All(what) | Bound::Run(what) => noun(what, visit),
        Bound::Value(of) => value(&of.node, visit),
    }
}

fn verdict(verdict: &Verdict, visit: Visit<'_>) {
    value(&verdict.subject.node, visit);
    match &verdict.kind {
        VerdictKind::Remove | VerdictKind::Flag(_) | VerdictKind::Notice | VerdictKind::Return => {}
        VerdictKind::ReduceTo(of)
        | VerdictKind::ReduceBy(of)
        | VerdictKind::Replace(of)
        | VerdictKind::Correct(of)
        | VerdictKind::Repair(of)
        | VerdictKind::Keep(of)
        | VerdictKind::Cap(of) => value(&of.node, visit),
        VerdictKind::Ask(of) => set(of, visit),
    }
}

/// The names in a verdict and its guard.
pub fn guarded(guarded: &Guarded, visit: Visit<'_>) {
    if let Guard::When(when) = &guarded.guard {
        condition(when, visit);
    }
    verdict(&guarded.verdict, visit);
}

/// The names in an exception.
pub fn exception(exception: &Exception, visit: Visit<'_>) {
    condition(&exception.condition, visit);
    if let Some(but_not) = &exception.but_not {
        condition(but_not, visit);
    }
    if let Outcome::Verdict(then) = &exception.outcome {
        verdict(then, visit);
    }
}

/// The names in what follows when something is not known.
pub fn unknown(unknown: &Unknown, visit: Visit<'_>) {
    for name in &unknown.names {
        visit(Thing::Name(name));
    }
    verdict(&unknown.verdict, visit);
}

/// The names in a template.
pub fn template(template: &Template, visit: Visit<'_>) {
    for part in &template.parts {
        if let TemplatePart::Placeholder(of) = part {
            path(of, visit);
        }
    }
}

/// The names in a definition, and those it declares for itself.
pub fn defined(is: &DefinedAs, visit: Visit<'_>) {
    match is {
        DefinedAs::Value(_, of) => value(&of.node, visit),
        DefinedAs::Condition(of) => condition(of, visit),
        DefinedAs::Carry(_, _, when, of) => {
            condition(when, visit);
            value(&of.node, visit);
        }
    }
}

/// Everything in an item.
pub fn each_use(body: &Body, visit: Visit<'_>) {
    match body {
        Body::Set(of) => set(&of.members, visit),
        Body::Define(define) => defined(&define.is, visit),
        Body::Rule(rule) => {
            rule.bindings.iter().for_each(|e| binding(&e.node, visit));
            each_use_behind(rule, visit);
        }
        Body::Overlay(overlay) => {
            for change in &overlay.changes {
                if let Changed::Exception(of) = &change.node.change {
                    exception(of, visit);
                }
            }
        }
        Body::Common(_) | Body::Parameter(_) => {}
    }
}

/// The uses in a rule's clauses behind 対象, where all its variables are known.
pub fn each_use_behind(rule: &Rule, visit: Visit<'_>) {
    rule.condition.iter().for_each(|e| condition(&e.node, visit));
    rule.exceptions.iter().for_each(|e| exception(&e.node, visit));
    rule.verdicts.iter().for_each(|e| guarded(&e.node, visit));
    rule.unknowns.iter().for_each(|e| unknown(&e.node, visit));
    rule.because.iter().chain(&rule.remedy).for_each(|e| template(&e.node, visit));
}
