//! Rule books with one part less.

use dsl::ast::{
    Body, Bound, Condition, Exception, File, Guard, Guarded, Noun, Outcome, Rule, SetExpr, SetTerm, Spanned,
    Value,
};
use dsl::vocabulary::ClaimWord;

/// All books with one part less; most of them are no books any more, which the caller finds out.
pub(super) fn smaller(file: &File) -> Vec<File> {
    let mut made = Vec::new();
    for (at, item) in file.items.iter().enumerate() {
        match &item.body {
            Body::Rule(rule) => {
                for less in rules(rule) {
                    let mut with = file.clone();
                    with.items[at].body = Body::Rule(Box::new(less));
                    made.push(with);
                }
                if let Some(claims) = &item.metadata.claims
                    && claims.node.len() > 1
                {
                    let mut with = file.clone();
                    if let Some(claims) = &mut with.items[at].metadata.claims {
                        claims.node = vec![ClaimWord::Medical];
                    }
                    made.push(with);
                }
            }
            Body::Set(set) => {
                made.push(File { items: without(&file.items, at), ..file.clone() });
                for members in sets(&set.members) {
                    let mut with = file.clone();
                    with.items[at].body = Body::Set(dsl::ast::Set { members, ..set.clone() });
                    made.push(with);
                }
            }
            _ => made.push(File { items: without(&file.items, at), ..file.clone() }),
        }
    }
    made
}

fn without<T: Clone>(list: &[T], at: usize) -> Vec<T> {
    let mut less = list.to_vec();
    less.remove(at);
    less
}

/// All lists in which one element is smaller.
fn each<T: Clone>(list: &[T], smaller: impl Fn(&T) -> Vec<T>) -> Vec<Vec<T>> {
    let mut made = Vec::new();
    for (at, element) in list.iter().enumerate() {
        for less in smaller(element) {
            let mut with = list.to_vec();
            with[at] = less;
            made.push(with);
        }
    }
    made
}

/// All lists without one element.
fn fewer<T: Clone>(list: &[T], least: usize) -> Vec<Vec<T>> {
    (0..list.len()).filter(|_| list.len() > least).map(|at| without(list, at)).collect()
}

fn rules(rule: &Rule) -> Vec<Rule> {
    let with = |change: &dyn Fn(&mut Rule)| {
        let mut less = rule.clone();
        change(&mut less);
        less
    };
    let mut made = Vec::new();
    made.extend(fewer(&rule.bindings, 1).into_iter().map(|list| with(&|r| r.bindings.clone_from(&list))));
    made.extend(fewer(&rule.exceptions, 0).into_iter().map(|list| with(&|r| r.exceptions.clone_from(&list))));
    made.extend(fewer(&rule.verdicts, 1).into_iter().map(|list| with(&|r| r.verdicts.clone_from(&list))));
    made.extend(fewer(&rule.unknowns, 0).into_iter().map(|list| with(&|r| r.unknowns.clone_from(&list))));
    if let Some(condition) = &rule.condition {
        made.push(with(&|r| r.condition = None));
        for less in conditions(&condition.node) {
            made.push(with(&|r| {
                if let Some(entry) = &mut r.condition {
                    entry.node = less.clone();
                }
            }));
        }
    }
    for (at, entry) in rule.bindings.iter().enumerate() {
        let bounds: Vec<Bound> = match &entry.node.bound {
            Bound::Each(noun) => nouns(noun).into_iter().map(Bound::Each).collect(),
            Bound::All(noun) => nouns(noun).into_iter().map(Bound::All).collect(),
            Bound::Value(value) => values(value).into_iter().map(Bound::Value).collect(),
            Bound::Run(_) => Vec::new(),
        };
        made.extend(bounds.into_iter().map(|bound| with(&|r| r.bindings[at].node.bound = bound.clone())));
    }
    for (at, entry) in rule.exceptions.iter().enumerate() {
        let less = exceptions(&entry.node);
        made.extend(less.into_iter().map(|exception| with(&|r| r.exceptions[at].node = exception.clone())));
    }
    for (at, entry) in rule.verdicts.iter().enumerate() {
        made.extend(
            verdicts(&entry.node).into_iter().map(|verdict| with(&|r| r.verdicts[at].node = verdict.clone())),
        );
    }
    made
}

fn exceptions(exception: &Exception) -> Vec<Exception> {
    let mut made: Vec<Exception> = conditions(&exception.condition)
        .into_iter()
        .map(|condition| Exception { condition, ..exception.clone() })
        .collect();
    if exception.but_not.is_some() {
        made.push(Exception { but_not: None, ..exception.clone() });
    }
    if exception.outcome != Outcome::Stop {
        made.push(Exception { outcome: Outcome::Stop, ..exception.clone() });
    }
    made
}

fn verdicts(guarded: &Guarded) -> Vec<Guarded> {
    let mut made = Vec::new();
    if guarded.guard != Guard::Always {
        made.push(Guarded { guard: Guard::Always, ..guarded.clone() });
    }
    if let Guard::When(condition) = &guarded.guard {
        let less = conditions(condition).into_iter().map(Guard::When);
        made.extend(less.map(|guard| Guarded { guard, ..guarded.clone() }));
    }
    if guarded.verdict.reason.is_some() {
        let mut less = guarded.clone();
        less.verdict.reason = None;
        made.push(less);
    }
    made
}

fn conditions(of: &Condition) -> Vec<Condition> {
    let pairs = |left: &Spanned<Value>, right: &Spanned<Value>| {
        let lefts = values(left).into_iter().map(|less| (less, right.clone()));
        let rights = values(right).into_iter().map(|less| (left.clone(), less));
        lefts.chain(rights).collect::<Vec<_>>()
    };
    match of {
        Condition::All(parts) | Condition::Any(parts) => {
            let whole = |parts: Vec<Condition>| match of {
                Condition::All(_) => Condition::All(parts),
                _ => Condition::Any(parts),
            };
            let alone = parts.iter().cloned();
            alone.chain(each(parts, conditions).into_iter().map(whole)).collect()
        }
        Condition::Not(inner) => {
            let deeper = conditions(inner).into_iter().map(|less| Condition::Not(Box::new(less)));
            [(**inner).clone()].into_iter().chain(deeper).collect()
        }
        Condition::Some(noun) => {
            nouns(noun).into_iter().map(|less| Condition::Some(Box::new(less))).collect()
        }
        Condition::No(noun) => nouns(noun).into_iter().map(|less| Condition::No(Box::new(less))).collect(),
        Condition::Every(noun, inner) => {
            let less = nouns(noun).into_iter().map(|less| Condition::Every(Box::new(less), inner.clone()));
            let deeper = conditions(inner).into_iter().map(|c| Condition::Every(noun.clone(), Box::new(c)));
            less.chain(deeper).collect()
        }
        Condition::Compare(relation, left, right) => {
            pairs(left, right).into_iter().map(|(a, b)| Condition::Compare(*relation, a, b)).collect()
        }
        Condition::Member(code, set, inside) => {
            sets(set).into_iter().map(|less| Condition::Member(code.clone(), less, *inside)).collect()
        }
        Condition::IsUnknown(value) => values(value).into_iter().map(Condition::IsUnknown).collect(),
        Condition::Holds(..) | Condition::StartsWith(..) | Condition::IsTrue(_) => Vec::new(),
    }
}

fn values(of: &Spanned<Value>) -> Vec<Spanned<Value>> {
    let made: Vec<Value> = match &of.node {
        Value::Noun(noun, read) => {
            nouns(noun).into_iter().map(|less| Value::Noun(Box::new(less), read.clone())).collect()
        }
        Value::HowMany(terms, noun) => {
            let less = nouns(noun).into_iter().map(|less| Value::HowMany(terms.clone(), Box::new(less)));
            less.chain(fewer(terms, 1).into_iter().map(|terms| Value::HowMany(terms, noun.clone()))).collect()
        }
        Value::Choice(mode, arms) => {
            let alone = arms.iter().map(|arm| arm.value.clone());
            let fewer = fewer(arms, 1).into_iter().map(|arms| Value::Choice(*mode, arms));
            let smaller = each(arms, |arm| {
                let less = arm.condition.iter().flat_map(conditions);
                less.map(|condition| dsl::ast::Arm { condition: Some(condition), ..arm.clone() }).collect()
            });
            alone.chain(fewer).chain(smaller.into_iter().map(|arms| Value::Choice(*mode, arms))).collect()
        }
        Value::Arithmetic(how, left, right) => {
            let less =
                values(left).into_iter().map(|less| Value::Arithmetic(*how, Box::new(less), right.clone()));
            [left.node.clone(), right.node.clone()].into_iter().chain(less).collect()
        }
        Value::Field(inner, name) => {
            values(inner).into_iter().map(|less| Value::Field(Box::new(less), name.clone())).collect()
        }
        Value::Plus(day, _) => vec![day.node.clone()],
        Value::Band(band) => band.arms.iter().map(|arm| arm.value.clone()).collect(),
        _ => Vec::new(),
    };
    made.into_iter().map(|node| Spanned::new(of.span, node)).collect()
}

fn nouns(of: &Noun) -> Vec<Noun> {
    let mut made: Vec<Noun> =
        fewer(&of.windows, 0).into_iter().map(|windows| Noun { windows, ..of.clone() }).collect();
    if of.kind.node != dsl::vocabulary::Kind::Row {
        made.extend(of.set.iter().map(|_| Noun { set: None, ..of.clone() }));
        made.extend(of.set.iter().flat_map(sets).map(|set| Noun { set: Some(set), ..of.clone() }));
    }
    made.extend(of.state.iter().map(|_| Noun { state: None, ..of.clone() }));
    made.extend(of.order.iter().map(|_| Noun { order: None, ..of.clone() }));
    if let Some(filter) = &of.filter {
        made.push(Noun { filter: None, ..of.clone() });
        made.extend(
            conditions(filter).into_iter().map(|less| Noun { filter: Some(Box::new(less)), ..of.clone() }),
        );
    }
    made
}

fn sets(of: &SetExpr) -> Vec<SetExpr> {
    let mut made: Vec<SetExpr> =
        fewer(&of.terms, 1).into_iter().map(|terms| SetExpr { terms, ..of.clone() }).collect();
    made.extend(fewer(&of.except, 0).into_iter().map(|except| SetExpr { except, ..of.clone() }));
    made.extend(fewer(&of.within, 0).into_iter().map(|within| SetExpr { within, ..of.clone() }));
    let nested = each(&of.terms, |term| match term {
        SetTerm::Nested(inner) => {
            let deeper = sets(inner).into_iter().map(|less| SetTerm::Nested(Box::new(less)));
            inner.terms.iter().cloned().chain(deeper).collect()
        }
        _ => Vec::new(),
    });
    made.extend(nested.into_iter().map(|terms| SetExpr { terms, ..of.clone() }));
    made
}
