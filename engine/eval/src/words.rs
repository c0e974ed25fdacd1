//! What the author wrote for each part of a compiled rule: explanations and plans speak in the words of the rule.
//!
//! INVARIANT: a compiled condition has the shape of the written one, but for definitions (put in place) and for what an
//! index settles (left out); both are undone here. A part without words is told without them, never with wrong ones.

use std::collections::HashMap;
use std::sync::OnceLock;

use dsl::Surface;
use dsl::ast::{self, Condition, File, Value};
use dsl::print::pieces;

use crate::compile::metadata::rules_of;
use crate::compile::names::{Dates, Names};
use crate::compile::nouns::parts_of;
use crate::program::{Bound, Cond, Expr, Guard, Noun, Rule};

/// The written forms of the rules of a book, by their numbers.
pub(crate) struct Written<'f> {
    rules: Vec<Option<(&'f Rule, &'f ast::Rule)>>,
    names: Names<'f>,
    /// By rule; made when somebody reads its words.
    paired: Vec<OnceLock<Paired<'f>>>,
}

impl<'f> Written<'f> {
    /// Finds them in the files of the book.
    pub fn of(files: &'f [File], rules: &'f [Rule]) -> Self {
        let mut written: HashMap<&str, Vec<(Option<Dates>, &'f ast::Rule)>> = HashMap::new();
        for (_, metadata, rule) in files.iter().flat_map(rules_of) {
            let valid = metadata.valid.as_ref().map(|entry| (entry.node.from, entry.node.until));
            written.entry(&rule.code.node).or_default().push((valid, rule));
        }
        let find = |rule: &'f Rule| {
            let editions = written.get(rule.code.as_str())?;
            // In a branch a rule stands in parts of the days that it was written for.
            let holds = |(from, until): Dates| {
                let ends = |until| rule.valid.1.is_some_and(|last| last <= until);
                from <= rule.valid.0 && until.is_none_or(ends)
            };
            let own = editions.iter().find(|(valid, _)| valid.is_none_or(holds))?;
            Some((rule, own.1))
        };
        let paired = rules.iter().map(|_| OnceLock::new()).collect();
        Self { rules: rules.iter().map(find).collect(), names: Names::of(files), paired }
    }

    /// The words of a rule; `None` when the files are not those of its book.
    pub fn words(&self, number: usize, surface: Surface) -> Option<Words<'_>> {
        let (compiled, rule) = self.rules.get(number).copied().flatten()?;
        let paired = self.paired.get(number)?.get_or_init(|| Paired::of(compiled, rule, &self.names));
        Some(Words { rule, surface, paired })
    }
}

/// The written form of one rule.
pub(crate) struct Words<'f> {
    pub rule: &'f ast::Rule,
    surface: Surface,
    paired: &'f Paired<'f>,
}

/// What was written for each part of a rule, by the address of the compiled part.
struct Paired<'f> {
    conditions: ByAddress<Part<'f, Condition>>,
    nouns: ByAddress<Part<'f, ast::Noun>>,
    bindings: Vec<Part<'f, ast::Binding>>,
    /// The names of the variables.
    names: Vec<Part<'f, ast::Binding>>,
    verdicts: Vec<Part<'f, ast::Guarded>>,
}

/// PERF: asked for each part of each way that is told, several times.
type ByAddress<T> = HashMap<usize, T, foldhash::fast::RandomState>;

/// A part as written, with its text in each surface once somebody has read it: printing asks of every name whether it can
/// stand without brackets.
struct Part<'f, T> {
    tree: &'f T,
    texts: [OnceLock<String>; 2],
}

impl<'f, T> Part<'f, T> {
    fn new(tree: &'f T) -> Self {
        Self { tree, texts: Default::default() }
    }

    fn text(&self, surface: Surface, print: impl FnOnce(&T, Surface) -> String) -> String {
        let [japanese, english] = &self.texts;
        let text = match surface {
            Surface::Japanese => japanese,
            Surface::English => english,
        };
        text.get_or_init(|| print(self.tree, surface)).clone()
    }
}

fn address<T>(of: &T) -> usize {
    std::ptr::from_ref(of).addr()
}

impl<'f> Words<'f> {
    pub const fn surface(&self) -> Surface {
        self.surface
    }

    /// A condition, as written.
    pub fn condition(&self, of: &Cond) -> Option<String> {
        self.paired.conditions.get(&address(of)).map(|of| of.text(self.surface, pieces::condition))
    }

    /// The tree of a condition, as written.
    pub fn written(&self, of: &Cond) -> Option<&'f Condition> {
        self.paired.conditions.get(&address(of)).map(|of| of.tree)
    }

    /// A noun phrase, as written.
    pub fn noun(&self, of: &Noun) -> Option<String> {
        self.paired.nouns.get(&address(of)).map(|of| of.text(self.surface, pieces::noun))
    }

    /// The tree of a noun phrase, as written.
    pub fn noun_tree(&self, of: &Noun) -> Option<&'f ast::Noun> {
        self.paired.nouns.get(&address(of)).map(|of| of.tree)
    }

    /// A variable with its name, by its place, as written.
    pub fn binding(&self, at: usize) -> Option<String> {
        self.paired.bindings.get(at).map(|of| of.text(self.surface, pieces::binding))
    }

    /// A verdict with what guards it, by its place, as written.
    pub fn verdict(&self, at: usize) -> Option<String> {
        self.paired.verdicts.get(at).map(|of| of.text(self.surface, pieces::guarded))
    }

    /// The name of a variable, by its place.
    pub fn variable(&self, at: usize) -> String {
        let name = |of: &ast::Binding, surface| match surface {
            Surface::Japanese => dsl::vocabulary::japanese(&of.name.text).to_owned(),
            Surface::English => of.name.text.clone(),
        };
        self.paired.names.get(at).map_or_else(String::new, |of| of.text(self.surface, name))
    }
}

impl<'f> Paired<'f> {
    fn of(rule: &Rule, written: &'f ast::Rule, names: &Names<'f>) -> Self {
        let bindings = || written.bindings.iter().map(|entry| Part::new(&entry.node)).collect();
        let paired = Self {
            conditions: HashMap::default(),
            nouns: HashMap::default(),
            bindings: bindings(),
            names: bindings(),
            verdicts: written.verdicts.iter().map(|entry| Part::new(&entry.node)).collect(),
        };
        let mut pairing = Pairing { names, valid: rule.valid, paired };
        pairing.rule(rule, written);
        pairing.paired
    }
}

/// A rule and what was written for it, walked side by side.
struct Pairing<'n, 'f> {
    names: &'n Names<'f>,
    valid: Dates,
    paired: Paired<'f>,
}

impl<'f> Pairing<'_, 'f> {
    fn rule(&mut self, rule: &Rule, written: &'f ast::Rule) {
        for (binding, of) in rule.bindings.iter().zip(&written.bindings) {
            match (&binding.bound, &of.node.bound) {
                (Bound::Each(noun), ast::Bound::Each(of))
                | (Bound::All(noun), ast::Bound::All(of))
                | (Bound::Run(noun), ast::Bound::Run(of)) => self.pair_noun(noun, of),
                (Bound::Value(value), ast::Bound::Value(of)) => self.pair_value(value, &of.node),
                _ => {}
            }
        }
        if let (Some(condition), Some(of)) = (&rule.condition, &written.condition) {
            self.pair(condition, &of.node);
        }
        for (exception, of) in rule.exceptions.iter().zip(&written.exceptions) {
            self.pair(&exception.condition, &of.node.condition);
            if let (Some(but_not), Some(of)) = (&exception.but_not, &of.node.but_not) {
                self.pair(but_not, of);
            }
        }
        for (guarded, of) in rule.verdicts.iter().zip(&written.verdicts) {
            if let (Guard::When(condition), ast::Guard::When(of)) = (&guarded.guard, &of.node.guard) {
                self.pair(condition, of);
            }
        }
    }

    fn pair(&mut self, cond: &Cond, of: &'f Condition) {
        // A definition's own words stand for the whole; what it is made of is told inside.
        self.paired.conditions.entry(address(cond)).or_insert_with(|| Part::new(of));
        match (cond, of) {
            (cond, Condition::Holds(name, _)) => {
                if let Some(of) = self.names.condition(name, self.valid) {
                    self.pair(cond, of);
                }
            }
            (Cond::All(parts), Condition::All(of)) | (Cond::Any(parts), Condition::Any(of)) => {
                parts.iter().zip(of).for_each(|(part, of)| self.pair(part, of));
            }
            (Cond::Not(inner), Condition::Not(of)) => self.pair(inner, of),
            (Cond::Exists(noun, _), Condition::Some(of) | Condition::No(of)) => self.pair_noun(noun, of),
            (Cond::Every(noun, inner), Condition::Every(of_noun, of)) => {
                self.pair_noun(noun, of_noun);
                self.pair(inner, of);
            }
            (Cond::Compare(_, left, right), Condition::Compare(_, of_left, of_right)) => {
                self.pair_value(left, &of_left.node);
                self.pair_value(right, &of_right.node);
            }
            _ => {}
        }
    }

    fn pair_noun(&mut self, noun: &Noun, of: &'f ast::Noun) {
        self.paired.nouns.entry(address(noun)).or_insert_with(|| Part::new(of));
        let (Some(filter), Some(of)) = (&noun.filter, &of.filter) else { return };
        match (&noun.table, filter) {
            (Some(table), Cond::All(parts)) => {
                let written = parts_of(of);
                for (part, &at) in parts.iter().zip(&table.order) {
                    if let Some(of) = written.get(at) {
                        self.pair(part, of);
                    }
                }
            }
            _ => self.pair(filter, of),
        }
    }

    fn pair_value(&mut self, expr: &Expr, of: &'f Value) {
        match (expr, of) {
            (Expr::Read(noun, _), Value::Noun(of, _)) | (Expr::HowMany(_, noun), Value::HowMany(_, of)) => {
                self.pair_noun(noun, of);
            }
            (Expr::Step(inner, _), Value::Field(of, _)) => self.pair_value(inner, &of.node),
            (Expr::Plus(day, time, _), Value::Plus(of_day, of_time)) => {
                self.pair_value(day, &of_day.node);
                self.pair_value(time, &of_time.node);
            }
            (Expr::Math(_, left, right), Value::Arithmetic(_, of_left, of_right)) => {
                self.pair_value(left, &of_left.node);
                self.pair_value(right, &of_right.node);
            }
            (Expr::Choice(_, arms), Value::Choice(_, of)) => {
                for ((when, value), of) in arms.iter().zip(of) {
                    if let (Some(when), Some(of)) = (when, &of.condition) {
                        self.pair(when, of);
                    }
                    self.pair_value(value, &of.value);
                }
            }
            _ => {}
        }
    }
}
