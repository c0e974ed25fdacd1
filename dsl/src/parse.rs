//! From text to tree: cut into items and clauses by lines, then each clause by the grammar, all errors at once.
//!
//! pest types stay in this module. A clause that cannot be read is left out of the tree and reported; the others and
//! the next item are read as if nothing had happened.

mod attach;
mod clauses;
mod conditions;
mod depth;
mod items;
mod nouns;
mod outline;
mod reader;
mod syntax_error;
mod template;
mod values;
mod verdicts;
mod words;

use crate::ast::File;
use crate::diagnostic::Diagnostic;

/// The parser that pest makes of the grammar.
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar.pest"]
    #[grammar = "grammar/quick.pest"]
    pub(super) struct Grammar;
}
/// The same without looking ahead: it tries everything that could stand at a place, and so knows what to tell of it.
mod whole {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar.pest"]
    #[grammar = "grammar/whole.pest"]
    pub(super) struct Grammar;

    /// The rule of the same name.
    pub(super) fn rule(quick: super::Rule) -> Option<Rule> {
        let at = super::Rule::all_rules().iter().position(|rule| *rule == quick)?;
        Rule::all_rules().get(at).copied()
    }
}
use grammar::{Grammar, Rule};

/// A file as read, with everything that is wrong with its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What could be read.
    pub file: File,
    /// What could not, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a file. Never fails as a whole.
pub fn parse(text: &str) -> Parsed {
    let outline = outline::outline(text);
    let text = &*outline::without_remarks(text, &outline.remarks);
    let mut diagnostics = outline.diagnostics;
    let mut items = Vec::new();
    for segments in &outline.items {
        items.extend(items::item(text, segments, &mut diagnostics));
    }
    let mut file = File { items, trailing: Vec::new() };
    attach::attach(&mut file, outline.remarks);
    diagnostics.sort_by_key(|d| (d.span().start, d.code));
    Parsed { file, diagnostics }
}

/// Whether a name can be written without marks.
#[cfg(test)]
pub(crate) use reader::fold;

pub(crate) fn is_plain_name(text: &str) -> bool {
    use pest::Parser;
    Grammar::parse(Rule::plain_name, text)
        .is_ok_and(|mut pairs| pairs.next().is_some_and(|p| p.as_str() == text))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod twice;
