//! Limits on one thing: 減ずる and 残す of a variable that stands for each thing in turn, where the rule means all of them.

use std::collections::BTreeSet;

use super::uses::{self, Thing};
use crate::ast::{
    Binding, Body, Bound, Condition, Define, DefinedAs, File, Guard, Name, Noun, Outcome, Path, Read, Rule,
    SetExpr, SetTerm, Span, Spanned, Value, Verdict, VerdictKind,
};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// Cuts of one thing that are suspicious, with their files.
pub(super) fn check(files: &[File]) -> Vec<(usize, Diagnostic)> {
    let bodies =
        || files.iter().enumerate().flat_map(|(at, file)| file.items.iter().map(move |i| (at, &i.body)));
    let defines: Vec<&Define> = bodies()
        .filter_map(|(_, body)| match body {
            Body::Define(define) => Some(&**define),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    for (file, body) in bodies() {
        if let Body::Rule(rule) = body {
            found.extend(of_rule(rule, &defines).into_iter().map(|one| (file, one)));
        }
    }
    found
}

fn of_rule(rule: &Rule, defines: &[&Define]) -> Vec<Diagnostic> {
    let of_rule = rule.condition.iter().map(|entry| &entry.node);
    let mut found = Vec::new();
    // それ以外 is said beside what the guards before it ask.
    let mut asked: Vec<&Condition> = of_rule.clone().collect();
    for entry in &rule.verdicts {
        let mut leads = asked.clone();
        match &entry.node.guard {
            Guard::When(condition) => {
                asked.push(condition);
                leads = of_rule.clone().chain([condition]).collect();
            }
            Guard::Always => leads = of_rule.clone().collect(),
            Guard::Otherwise => {}
        }
        found.extend(of_verdict(rule, defines, &entry.node.verdict, &leads));
    }
    for entry in &rule.exceptions {
        if let Outcome::Verdict(verdict) = &entry.node.outcome {
            let own = [&entry.node.condition].into_iter().chain(&entry.node.but_not);
            let leads: Vec<&Condition> = of_rule.clone().chain(own).collect();
            found.extend(of_verdict(rule, defines, verdict, &leads));
        }
    }
    found
}

/// What is wrong with a verdict that some conditions lead to.
fn of_verdict(
    rule: &Rule,
    defines: &[&Define],
    verdict: &Verdict,
    leads: &[&Condition],
) -> Option<Diagnostic> {
    let cuts_to = matches!(verdict.kind, VerdictKind::ReduceTo(_));
    let (binding, noun) = each(rule, &verdict.subject.node)?;
    if matches!(verdict.kind, VerdictKind::Keep(_)) {
        return Some(told(verdict, binding, Why::Alone));
    }
    let (VerdictKind::ReduceTo(amount) | VerdictKind::ReduceBy(amount)) = &verdict.kind else { return None };
    let mut look = Look {
        rule,
        defines,
        noun,
        own: false,
        wide: None,
        defined: false,
        seen: BTreeSet::new(),
        called: BTreeSet::new(),
    };
    let names = names_of(rule, binding);
    look.own = noun.filter.as_deref().is_some_and(reads_its_count);
    for condition in leads {
        look.at(&names, &mut |visit| uses::condition(condition, visit));
    }
    let wide = look.wide;
    look.at(&names, &mut |visit| uses::value(&amount.node, visit));
    match (look.own, wide) {
        (true, _) => None,
        (false, Some(place)) => Some(told(verdict, binding, Why::CountsMore(place))),
        (false, None) => cuts_to.then(|| told(verdict, binding, Why::Uncounted)),
    }
}

/// The variable that a verdict is on, if it stands for each thing in turn.
fn each<'r>(rule: &'r Rule, subject: &'r Value) -> Option<(&'r Binding, &'r Noun)> {
    let mut subject = subject;
    // 甲＝乙 is another name of 乙; one that goes round in a ring is wrong anyhow.
    for _ in 0..=rule.bindings.len() {
        let Value::Path(Path { root, fields, .. }) = subject else { return None };
        let binding = binding_of(rule, &root.text).filter(|_| fields.is_empty())?;
        match &binding.bound {
            Bound::Each(noun) => return Some((binding, noun)),
            Bound::Value(of) => subject = &of.node,
            Bound::All(_) | Bound::Run(_) => return None,
        }
    }
    None
}

/// The names of a variable: its own, and those that are declared as nothing else.
fn names_of(rule: &Rule, binding: &Binding) -> BTreeSet<String> {
    let mut names = BTreeSet::from([binding.name.text.clone()]);
    for entry in &rule.bindings {
        if let Bound::Value(Spanned { node: Value::Path(path), .. }) = &entry.node.bound
            && path.fields.is_empty()
            && names.contains(&path.root.text)
        {
            names.insert(entry.node.name.text.clone());
        }
    }
    names
}

fn binding_of<'r>(rule: &'r Rule, name: &str) -> Option<&'r Binding> {
    rule.bindings.iter().map(|entry| &entry.node).find(|binding| binding.name.text == name)
}

/// Whether a noun phrase asks for the times of the thing it looks at.
fn reads_its_count(filter: &Condition) -> bool {
    let mut reads = false;
    uses::condition(filter, &mut |thing| {
        reads |= matches!(thing, Thing::Value(Value::Its(field)) if field.text == "count");
    });
    reads
}

/// What the conditions of a verdict count.
struct Look<'r> {
    rule: &'r Rule,
    defines: &'r [&'r Define],
    /// What the subject is one of.
    noun: &'r Noun,
    /// The subject's own times.
    own: bool,
    /// Where things are counted among which the subject is one.
    wide: Option<Span>,
    /// Whether it is in a definition, which sees nothing of the rule but its arguments.
    defined: bool,
    /// Variables whose values were looked into.
    seen: BTreeSet<String>,
    /// Definitions that were looked into, with those of their parameters that stand for the subject.
    called: BTreeSet<(usize, BTreeSet<String>)>,
}

/// Hands a visitor to something that is to be walked.
type Walk<'w> = &'w mut dyn FnMut(uses::Visit<'_>);

impl Look<'_> {
    /// Looks at something in which some names stand for the subject.
    fn at(&mut self, names: &BTreeSet<String>, walk: Walk<'_>) {
        let mut calls: Vec<(Name, Vec<Spanned<Value>>)> = Vec::new();
        let mut variables: Vec<String> = Vec::new();
        walk(&mut |thing| match thing {
            Thing::Value(Value::Path(path)) => {
                self.path(names, path);
                variables.push(path.root.text.clone());
            }
            Thing::Value(Value::Noun(noun, Read::Count | Read::Days | Read::Number | Read::Kinds)) => {
                self.counted(names, noun, noun.span);
            }
            Thing::Value(Value::Call(name, arguments))
            | Thing::Condition(Condition::Holds(name, arguments)) => {
                calls.push((name.clone(), arguments.clone()));
            }
            _ => {}
        });
        if !self.defined {
            self.values(names, &variables);
        }
        calls.iter().for_each(|(name, arguments)| self.call(names, name, arguments));
    }

    /// The times of the subject, or of a group of which it is one.
    fn path(&mut self, names: &BTreeSet<String>, path: &Path) {
        let counts = |field: &Name| matches!(&*field.text, "count" | "days" | "number" | "kinds");
        let Some(field) = path.fields.first().filter(|field| counts(field)) else { return };
        if names.contains(&path.root.text) {
            self.own |= field.text == "count";
        } else if !self.defined
            && let Some(Binding { bound: Bound::All(noun), .. }) = binding_of(self.rule, &path.root.text)
        {
            self.counted(names, noun, path.span);
        }
    }

    /// Things are counted: those among which the subject is one, as far as the words show.
    fn counted(&mut self, names: &BTreeSet<String>, noun: &Noun, place: Span) {
        if noun.kind.node == self.noun.kind.node && among(names, noun, self.noun) {
            self.wide = self.wide.or(Some(place));
        }
    }

    /// What variables that stand for values are made of.
    fn values(&mut self, names: &BTreeSet<String>, variables: &[String]) {
        for name in variables {
            if let Some(Binding { bound: Bound::Value(of), .. }) = binding_of(self.rule, name)
                && self.seen.insert(name.clone())
            {
                self.at(names, &mut |visit| uses::value(&of.node, visit));
            }
        }
    }

    /// A definition, in which the parameter that the subject is handed to stands for it.
    fn call(&mut self, names: &BTreeSet<String>, name: &Name, arguments: &[Spanned<Value>]) {
        let editions = self.defines.iter().enumerate().filter(|(_, define)| define.name.text == name.text);
        for (number, define) in editions {
            let handed =
                define.formals.iter().zip(arguments).filter(|(_, argument)| speaks(names, &argument.node));
            let inside: BTreeSet<String> = handed.map(|(formal, _)| formal.name.text.clone()).collect();
            if !self.called.insert((number, inside.clone())) {
                continue; // also where definitions call each other in a ring
            }
            let outside = std::mem::replace(&mut self.defined, true);
            match &define.is {
                DefinedAs::Value(_, of) => {
                    self.at(&inside, &mut |visit| uses::value(&of.node, visit));
                }
                DefinedAs::Condition(of) => {
                    self.at(&inside, &mut |visit| uses::condition(of, visit));
                }
                DefinedAs::Carry(..) => {} // not run (R001)
            }
            self.defined = outside;
        }
    }
}

/// Whether the words of a noun phrase show that a thing is among what it finds: no set, the set of the thing, or one that
/// is made of it.
fn among(names: &BTreeSet<String>, noun: &Noun, of: &Noun) -> bool {
    let by_filter = noun.filter.as_ref().is_some_and(|filter| {
        let mut speaks_of = false;
        uses::condition(filter, &mut uses::names(|name| speaks_of |= names.contains(&name.text)));
        speaks_of
    });
    let Some(set) = &noun.set else { return true };
    let has = |set: &SetExpr, term: &SetTerm| set.terms.contains(term);
    let shares = of.set.as_ref().is_some_and(|own| own.terms.iter().any(|term| has(set, term)));
    let mut made_of = false;
    uses::set(set, &mut uses::names(|name| made_of |= names.contains(&name.text)));
    by_filter || shares || made_of
}

/// Whether a value is the subject or read off it.
fn speaks(names: &BTreeSet<String>, value: &Value) -> bool {
    matches!(value, Value::Path(path) if names.contains(&path.root.text))
}

/// Why a cut is suspicious.
enum Why {
    /// One is to be chosen of one.
    Alone,
    /// More is counted, here, than is cut.
    CountsMore(Span),
    /// Nobody asked how often the thing was claimed.
    Uncounted,
}

fn told(verdict: &Verdict, binding: &Binding, why: Why) -> Diagnostic {
    let name = &binding.name.text;
    let (ja, en) = match why {
        Why::Alone => ("選んで残すものがありません", "there is nothing to choose from"),
        Why::CountsMore(_) => (
            "減るのはその日のその回数だけです。条件はもっと広く数えています",
            "only its own times on its day are cut, and the condition counts more than these",
        ),
        Why::Uncounted => (
            "減るのはその日のその回数だけです。条件はその回数を見ていません",
            "only its own times on its day are cut, and no condition asks for these",
        ),
    };
    let message = Message::new(
        format!("`{name}`は一つずつのものなので、{ja}"),
        format!("`{name}` stands for one thing at a time: {en}"),
    );
    let help = Message::new(
        format!(
            "上限にかかるもの全部を対象に置き（「全回：{name}と同月の{name}のコードの診療行為すべて」など）、それを数え、それを減らしてください。一日のその回数のことなら、条件に「{name}の回数が…を超える」と書きます"
        ),
        format!(
            "give all that the limit is on a variable (as `every_one : all procedure in {name}.code in the month of {name}`), count it and cut it; if its own times on one day are meant, ask for `{name}.count` in the condition"
        ),
    );
    let each = Message::new("一つずつのもの（「すべて」がない）", "each thing in turn (there is no `all`)");
    let told = Diagnostic::new(DiagnosticCode::CutsOne, verdict.span, message)
        .with_label(binding.name.span, each)
        .with_help(help);
    match why {
        Why::CountsMore(place) => {
            told.with_label(place, Message::new("数えているのはここ", "what is counted"))
        }
        Why::Alone | Why::Uncounted => told,
    }
}
