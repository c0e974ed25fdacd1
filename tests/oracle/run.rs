//! A rule on a receipt, in the order that docs/rule-language.md 5 gives: variables, condition, exceptions, verdicts.

use std::cell::{Cell, RefCell};

use dsl::ast::{self, Bound, Condition, Dated, DefinedAs, Formal, Metadata, Rule, SetExpr, Spanned};
use dsl::vocabulary::ClaimWord;
use model::Date;

use super::known::Answer::{self, Fails, Undecided};
use super::known::{Found, Value};
use super::things::{Case, Thing};
use super::verdicts::Said;

/// The named items of a rule book, and the rule at work.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    pub files: &'a [ast::File],
    pub rule: &'a Rule,
    pub metadata: &'a Metadata,
    /// 履歴: how many months must be known.
    pub history: i32,
}

/// What a name stands for.
pub enum Named<'a> {
    Parameter(&'a [Dated]),
    Value(&'a [Formal], &'a ast::Value),
    Condition(&'a [Formal], &'a Condition),
}

impl<'a> Book<'a> {
    fn bodies(&self) -> impl Iterator<Item = &'a ast::Body> {
        self.files.iter().flat_map(|file| &file.items).map(|item| &item.body)
    }

    /// The set of a name.
    pub fn set(&self, name: &str) -> Option<&'a SetExpr> {
        self.bodies().find_map(|body| match body {
            ast::Body::Set(set) if set.name.text == name => Some(&set.members),
            _ => None,
        })
    }

    /// The parameter or definition of a name.
    pub fn named(&self, name: &str) -> Option<Named<'a>> {
        self.bodies().find_map(|body| match body {
            ast::Body::Parameter(parameter) if parameter.name.text == name => {
                Some(Named::Parameter(&parameter.values))
            }
            ast::Body::Define(define) if define.name.text == name => match &define.is {
                DefinedAs::Value(_, is) => Some(Named::Value(&define.formals, &is.node)),
                DefinedAs::Condition(is) => Some(Named::Condition(&define.formals, is)),
                DefinedAs::Carry(..) => None,
            },
            _ => None,
        })
    }
}

/// A rule at work on a receipt.
pub struct Run<'a> {
    pub case: Case<'a>,
    pub book: Book<'a>,
    /// Variables with their values, innermost last.
    pub variables: Vec<(String, Value)>,
    /// What `その` speaks of, innermost last.
    pub its: RefCell<Vec<Thing>>,
    /// What earlier verdicts took away.
    pub gone: RefCell<Vec<Thing>>,
    /// Whether something seen lets a definite verdict fall to review.
    pub soft: Cell<bool>,
}

/// What a rule says of a receipt.
pub fn judge(case: Case<'_>, book: Book<'_>) -> Vec<Said> {
    let claims = book.metadata.claims.as_ref().map_or(&[][..], |entry| &entry.node);
    let (inside, outside) = (claims.contains(&ClaimWord::Inpatient), claims.contains(&ClaimWord::Outpatient));
    let receipt = case.receipt();
    let speaks = inside == outside || inside == receipt.inpatient;
    let mut run = Run {
        case,
        book,
        variables: Vec::new(),
        its: RefCell::default(),
        gone: RefCell::default(),
        soft: Cell::new(false),
    };
    let mut said = Vec::new();
    if speaks && run.is_in_force((receipt.month.first(), receipt.month.last())) {
        run.bind(0, false, &mut said);
    }
    super::verdicts::joined(said)
}

impl Run<'_> {
    /// The value of a variable.
    pub fn variable(&self, name: &str) -> Option<Value> {
        let (_, value) = self.variables.iter().rev().find(|(known, _)| known == name)?;
        let mut value = value.clone();
        // What earlier verdicts took away is not seen any more.
        if let Value::Group(found) = &mut value {
            let gone = self.gone.borrow();
            found.sure.retain(|thing| !gone.contains(thing));
            found.perhaps.retain(|thing| !gone.contains(thing));
        }
        Some(value)
    }

    /// Whether the rule holds on one of these days.
    fn is_in_force(&self, (first, last): (Date, Date)) -> bool {
        self.book.metadata.valid.as_ref().is_none_or(|valid| {
            valid.node.from <= last && valid.node.until.is_none_or(|until| first <= until)
        })
    }

    /// Looks at a definition with its arguments; it sees nothing else.
    pub fn inside<T>(
        &self,
        formals: &[Formal],
        arguments: &[Spanned<ast::Value>],
        look: impl FnOnce(&Run<'_>) -> T,
    ) -> T {
        let values = arguments.iter().map(|argument| self.value(&argument.node));
        let inner = Run {
            case: self.case,
            book: self.book,
            variables: formals.iter().map(|formal| formal.name.text.clone()).zip(values).collect(),
            its: RefCell::default(),
            gone: RefCell::new(self.gone.borrow().clone()),
            soft: Cell::new(self.soft.get()),
        };
        let seen = look(&inner);
        self.soft.set(inner.soft.get());
        seen
    }

    /// 1. Variables from top to bottom; `doubt`: something before may not be so.
    fn bind(&mut self, at: usize, doubt: bool, said: &mut Vec<Said>) {
        let Some(binding) = self.book.rule.bindings.get(at) else { return self.decide(doubt, said) };
        let name = binding.node.name.text.clone();
        let soft = self.soft.get();
        match &binding.node.bound {
            Bound::Value(value) => {
                let value = self.value(&value.node);
                self.with(name, value, |run| run.bind(at + 1, doubt, said));
            }
            Bound::All(noun) => {
                let found = self.find(noun);
                self.with(name, Value::Group(found), |run| run.bind(at + 1, doubt, said));
            }
            Bound::Each(noun) => {
                let mut alone = Some(Vec::new());
                let found = self.search(noun, &mut alone);
                self.each(at, (noun, &name), (&found, &alone.unwrap_or_default()), doubt, said);
            }
            Bound::Run(noun) => {
                let found = self.find(noun);
                let runs = self.runs(&found);
                self.each(at, (noun, &name), (&runs, &[]), doubt, said);
            }
        }
        self.soft.set(soft);
    }

    /// A variable stands for each thing found, one after the other.
    fn each(
        &mut self,
        at: usize,
        (noun, name): (&ast::Noun, &str),
        (found, alone): (&Found, &[Thing]),
        doubt: bool,
        said: &mut Vec<Said>,
    ) {
        let searched = self.soft.get();
        let sure = found.sure.iter().map(|&thing| (thing, false));
        let things: Vec<(Thing, bool)> =
            sure.chain(found.perhaps.iter().map(|&thing| (thing, true))).collect();
        for &(thing, perhaps) in &things {
            if at == 0 && self.case.served(thing).is_some_and(|days| !self.is_in_force(days)) {
                continue;
            }
            self.soft.set(searched || alone.contains(&thing));
            self.softens(noun, thing);
            self.with(name.to_owned(), Value::Thing(thing), |run| run.bind(at + 1, doubt || perhaps, said));
        }
        if things.is_empty() && found.more {
            self.with(name.to_owned(), Value::NotKnown, |run| run.bind(at + 1, true, said));
        }
    }

    fn with(&mut self, name: String, value: Value, go_on: impl FnOnce(&mut Self)) {
        self.variables.push((name, value));
        go_on(self);
        self.variables.pop();
    }

    /// 2. and 3. Condition and exceptions.
    fn decide(&mut self, doubt: bool, said: &mut Vec<Said>) {
        let soft = self.soft.get();
        let rule = self.book.rule;
        let condition =
            rule.condition.as_ref().map_or(Answer::Holds, |condition| self.holds(&condition.node));
        if condition != Fails {
            self.except(doubt || condition == Undecided, said);
        }
        self.soft.set(soft);
        self.gone.borrow_mut().clear();
    }
}
