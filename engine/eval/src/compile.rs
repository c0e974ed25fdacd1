//! From syntax trees to rules that run: names, fields, sets and tables are resolved, once.
//!
//! What the engine cannot run yet is refused with its place and the reason; a rule is never run in part.

mod conditions;
pub(crate) mod fields;
pub(crate) mod metadata;
pub(crate) mod names;
pub(crate) mod nouns;
mod overlays;
mod rules;
mod sets;
mod values;
mod verdicts;

use dsl::ast::{File, Metadata, Rule as Written, Span};
use dsl::{DiagnosticCode, Message};
use model::Branch;

use crate::program::{Expr, Number, Rule, Slot};
use fields::Ty;
pub(crate) use fields::master_of;
use names::Names;
pub use overlays::Difference;

/// A rule that was not compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// In which file of the book.
    pub file: usize,
    /// Its code.
    pub rule: String,
    /// Everything that stands in the way, in the order of the text.
    pub faults: Vec<Fault>,
}

/// What stands in the way of compiling a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// In which file, where it is in a named item that the rule uses; else it is in the rule itself.
    pub file: Option<usize>,
    /// Where.
    pub span: Span,
    /// What the engine cannot do, or what is wrong.
    pub message: Message,
    /// Whether it is the engine that lacks something, or the rule that is wrong.
    pub code: DiagnosticCode,
}

/// What a rule book became.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The rules that run, in the order of the files.
    pub rules: Vec<Rule>,
    /// For each rule of `rules`, the file and the item in it that it was written in; a branch has several of one item.
    pub written: Vec<(usize, usize)>,
    /// The rules that do not.
    pub refused: Vec<Refused>,
}

/// Compiles the national set of a rule book that was checked; retired rules are left out.
pub fn compile(files: &[File]) -> Compiled {
    let names = Names::of(files);
    let mut compiled = Compiled::default();
    for (at, file) in files.iter().enumerate() {
        for (item, metadata, rule) in metadata::rules_of(file) {
            compiled.add(&names, &metadata, rule, ((at, item), at));
        }
    }
    compiled
}

/// Compiles the rules as a branch has them, and lists every difference from the national set.
pub fn compile_branch(files: &[File], branch: Branch) -> (Compiled, Vec<Difference>) {
    let names = Names::of(files);
    let overlays = overlays::of_branch(files, branch);
    let (mut compiled, mut differences) = (Compiled::default(), Vec::new());
    for (at, file) in files.iter().enumerate() {
        for (item, metadata, rule) in metadata::rules_of(file) {
            let (editions, differs) = overlays::editions(metadata, rule, &overlays);
            differences.extend(differs);
            for edition in editions {
                let told_in = edition.changed_by.unwrap_or(at);
                compiled.add(&names, &edition.metadata, &edition.rule, ((at, item), told_in));
            }
        }
    }
    (compiled, differences)
}

impl Compiled {
    /// Adds a rule; what is wrong with it is told in another where an overlay changed it.
    fn add(
        &mut self,
        names: &Names<'_>,
        metadata: &Metadata,
        rule: &Written,
        (written, told_in): ((usize, usize), usize),
    ) {
        match rules::rule(names, metadata, rule) {
            Ok(ready) => {
                self.rules.push(ready);
                self.written.push(written);
            }
            Err(faults) => {
                self.refused.push(Refused {
                    file: told_in,
                    rule: rule.code.node.clone(),
                    faults: told(faults),
                });
            }
        }
    }
}

impl Fault {
    const fn new(span: Span, message: Message, code: DiagnosticCode) -> Self {
        Self { file: None, span, message, code }
    }

    /// Whether another is the same at the same place; places do not count where parts of a rule are compared.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let place = |of: &Self| (of.file, of.span.start, of.span.end);
        place(self) == place(other) && self == other
    }
}

/// Each fault once, in the order of the text: a definition that is used twice has its faults twice.
fn told(faults: Vec<Fault>) -> Vec<Fault> {
    let mut told: Vec<Fault> = Vec::new();
    for fault in faults {
        if !told.iter().any(|known| known.is(&fault)) {
            told.push(fault);
        }
    }
    told.sort_by_key(|fault| (fault.file, fault.span.start, fault.code));
    told
}

/// What became of a part, or its faults: none where it only lacks what a fault told elsewhere has taken away.
type Result<T> = std::result::Result<T, Vec<Fault>>;

/// What the author must mend.
fn stop<T>(span: Span, ja: impl Into<String>, en: impl Into<String>) -> Result<T> {
    Err(vec![Fault::new(span, Message::new(ja, en), DiagnosticCode::WrongValue)])
}

/// What the engine cannot run.
fn lacks<T>(span: Span, ja: impl Into<String>, en: impl Into<String>) -> Result<T> {
    Err(vec![Fault::new(span, Message::new(ja, en), DiagnosticCode::NotRun)])
}

/// What only follows from a fault that is told elsewhere.
const fn follows<T>() -> Result<T> {
    Err(Vec::new())
}

/// What became of a named item, its faults told where it is written.
fn written_in<T>(file: usize, made: Result<T>) -> Result<T> {
    made.map_err(|mut faults| {
        for fault in &mut faults {
            fault.file.get_or_insert(file);
        }
        faults
    })
}

/// Two parts, or the faults of both.
fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(mut faults), Err(more)) => {
            faults.extend(more);
            Err(faults)
        }
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
    }
}

/// All parts, or the faults of each of them.
fn each<T>(parts: impl IntoIterator<Item = Result<T>>) -> Result<Vec<T>> {
    let (mut made, mut faults) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Ok(part) => made.push(part),
            Err(more) => faults.push(more),
        }
    }
    if faults.is_empty() { Ok(made) } else { Err(faults.concat()) }
}

/// What is known while a rule is compiled.
struct Scope<'a> {
    names: &'a Names<'a>,
    valid: (model::Date, Option<model::Date>),
    /// Variables, innermost last; those of definitions shadow those of the rule.
    variables: Vec<(String, Expr, Ty)>,
    slots: usize,
    /// How many noun phrases there are already.
    phrases: usize,
    /// What `その` speaks of, innermost last.
    its: Vec<Ty>,
    /// How many definitions deep; they cannot call themselves.
    depth: u8,
}

impl Scope<'_> {
    fn variable(&self, name: &str) -> Option<(Expr, Ty)> {
        let found = self.variables.iter().rev().find(|(known, _, _)| known == name)?;
        Some((found.1.clone(), found.2))
    }

    /// The number of a further noun phrase.
    const fn number(&mut self) -> Number {
        self.phrases += 1;
        Number(self.phrases - 1)
    }

    fn declare(&mut self, name: &str, ty: Ty) -> Slot {
        let slot = self.slots;
        self.slots += 1;
        self.variables.push((name.to_owned(), Expr::Slot(slot), ty));
        slot
    }
}

#[cfg(test)]
mod tests;
