//! Verdicts, exceptions and guards: from pairs to tree.

use super::Rule;
use super::conditions::condition;
use super::nouns::set_slot;
use super::reader::{P, Reader, children, inside, unescape};
use super::values::value;
use super::words::word;
use crate::ast::{
    CutOrder, Exception, Guard, Guarded, Outcome, Reason, Spanned, Unknown, Value, Verdict, VerdictKind,
};
use crate::vocabulary::Queue;

/// A verdict.
pub(super) fn verdict(r: &Reader<'_>, pair: P<'_>) -> Option<Verdict> {
    let span = r.span(&pair);
    let mut parts = children(pair);
    let first = parts.next()?;
    let (subject, kind) = match first.as_rule() {
        Rule::repair_en | Rule::flag_en | Rule::told_en | Rule::return_en | Rule::ask_en => asked(r, first)?,
        _ => (value(r, first)?, done(r, parts.next()?)?),
    };
    let (mut cut, mut reason) = (None, None);
    for part in parts {
        match part.as_rule() {
            Rule::cut_order => cut = Some(cut_order(part)?),
            _ => reason = Some(self::reason(r, part)?),
        }
    }
    Some(Verdict { subject, kind, cut, reason, span })
}

/// What is done with an operand that stands before it.
fn done(r: &Reader<'_>, pair: P<'_>) -> Option<VerdictKind> {
    let rule = pair.as_rule();
    let mut parts = children(pair);
    let mut amount = || value(r, parts.next()?);
    Some(match rule {
        Rule::remove_ja | Rule::remove_en => VerdictKind::Remove,
        Rule::told_ja => VerdictKind::Notice,
        Rule::return_ja => VerdictKind::Return,
        Rule::flag_ja => VerdictKind::Flag(word::<Queue>(r, &parts.next()?)?),
        Rule::ask_ja => VerdictKind::Ask(set_slot(r, parts.next()?)?),
        Rule::reduce_to_en => VerdictKind::ReduceTo(amount()?),
        Rule::reduce_by_en => VerdictKind::ReduceBy(amount()?),
        Rule::correct_en => VerdictKind::Correct(amount()?),
        Rule::replace_en => VerdictKind::Replace(amount()?),
        Rule::keep_ja | Rule::keep_en => VerdictKind::Keep(amount()?),
        Rule::cap_ja | Rule::cap_en => VerdictKind::Cap(amount()?),
        _ => {
            let to = amount()?;
            match parts.next()?.as_str().trim() {
                "に減ずる" => VerdictKind::ReduceTo(to),
                "減ずる" => VerdictKind::ReduceBy(to),
                "に訂正する" => VerdictKind::Correct(to),
                "に改める" => VerdictKind::Replace(to),
                _ => VerdictKind::Repair(to),
            }
        }
    })
}

/// What is done with an operand that stands within it.
fn asked(r: &Reader<'_>, pair: P<'_>) -> Option<(Spanned<Value>, VerdictKind)> {
    let rule = pair.as_rule();
    let (mut set, mut queue, mut values) = (None, None, Vec::new());
    for part in children(pair) {
        match part.as_rule() {
            Rule::set_slot => set = Some(set_slot(r, part)?),
            Rule::word => queue = Some(word::<Queue>(r, &part)?),
            _ => values.push(value(r, part)?),
        }
    }
    let mut values = values.into_iter();
    let subject = values.next()?;
    let kind = match rule {
        Rule::repair_en => VerdictKind::Repair(values.next()?),
        Rule::flag_en => VerdictKind::Flag(queue?),
        Rule::told_en => VerdictKind::Notice,
        Rule::return_en => VerdictKind::Return,
        _ => VerdictKind::Ask(set?),
    };
    Some((subject, kind))
}

fn cut_order(pair: P<'_>) -> Option<CutOrder> {
    Some(match children(pair).next()?.as_rule() {
        Rule::cut_latest => CutOrder::LatestFirst,
        _ => CutOrder::CheapestFirst,
    })
}

fn reason(r: &Reader<'_>, pair: P<'_>) -> Option<Reason> {
    let inner = children(pair).next()?;
    let span = r.span(&inner);
    let code = match inner.as_rule() {
        Rule::text => unescape(inside(inner.as_str())),
        _ => super::reader::fold(inner.as_str().trim()),
    };
    Some(Reason { code, span })
}

/// A verdict with its guard.
pub(super) fn guarded(r: &Reader<'_>, pair: P<'_>) -> Option<Guarded> {
    let mut guard = Guard::Always;
    let mut what = None;
    for part in children(pair) {
        match part.as_rule() {
            Rule::condition => guard = Guard::When(condition(r, part)?),
            Rule::verdict => what = Some(verdict(r, part)?),
            _ => guard = Guard::Otherwise,
        }
    }
    Some(Guarded { guard, verdict: what? })
}

/// An exception.
pub(super) fn exception(r: &Reader<'_>, pair: P<'_>) -> Option<Exception> {
    let (mut when, mut but_not, mut outcome) = (None, None, None);
    for part in children(pair) {
        match part.as_rule() {
            Rule::condition => when = Some(condition(r, part)?),
            Rule::stop => outcome = Some(Outcome::Stop),
            Rule::verdict => outcome = Some(Outcome::Verdict(Box::new(verdict(r, part)?))),
            _ => but_not = Some(condition(r, children(part).next()?)?),
        }
    }
    Some(Exception { condition: when?, but_not, outcome: outcome? })
}

/// What is concluded when values are not known.
pub(super) fn unknown(r: &Reader<'_>, pair: P<'_>) -> Option<Unknown> {
    let mut names = Vec::new();
    let mut what = None;
    for part in children(pair) {
        match part.as_rule() {
            Rule::verdict => what = Some(verdict(r, part)?),
            _ => names.push(r.name(&part)),
        }
    }
    Some(Unknown { names, verdict: what? })
}
