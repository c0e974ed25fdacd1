//! From tree to text, in either surface; the formatter is reading and printing.

mod clauses;
mod conditions;
mod items;
mod nouns;
mod values;
mod verdicts;
mod words;
mod writer;

use crate::ast::{Change, Entry, File, Rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::parse;
use crate::vocabulary::Surface;

pub use words::{bracketed, is_name_char};
use writer::Writer;

/// Why a text was left as it is: it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unformatted(pub Vec<Diagnostic>);

/// Prints a file in one surface.
pub fn print(file: &File, surface: Surface) -> String {
    let mut writer = Writer::new(surface);
    items::file(&mut writer, file);
    writer.finish()
}

/// Prints one change of an overlay.
pub fn change(of: &Change, surface: Surface) -> String {
    let mut writer = Writer::new(surface);
    clauses::change(&mut writer, of);
    writer.finish()
}

/// Prints what a rule does, in the Japanese surface: its variables, conditions and verdicts, without remarks and texts.
pub(crate) fn logic(rule: &Rule) -> String {
    let bare = Rule {
        bindings: bare(&rule.bindings),
        condition: bare(&rule.condition).pop(),
        exceptions: bare(&rule.exceptions),
        verdicts: bare(&rule.verdicts),
        unknowns: bare(&rule.unknowns),
        ..Rule::new(rule.code.clone(), rule.title.clone())
    };
    let mut writer = Writer::new(Surface::Japanese);
    clauses::rule(&mut writer, &bare);
    writer.finish()
}

fn bare<'e, T: Clone + 'e>(entries: impl IntoIterator<Item = &'e Entry<T>>) -> Vec<Entry<T>> {
    let bare = |entry: &Entry<T>| Entry {
        before: Vec::new(),
        after: None,
        node: entry.node.clone(),
        span: entry.span,
    };
    entries.into_iter().map(bare).collect()
}

/// Prints a text again in one surface, remarks and all; a text with errors is not touched, so that nothing is lost.
///
/// # Errors
/// The diagnostics of a text that cannot be read as a whole.
pub fn format(text: &str, surface: Surface) -> Result<String, Unformatted> {
    let parsed = parse(text);
    if parsed.diagnostics.iter().any(|d| d.code.severity() == Severity::Error) {
        return Err(Unformatted(parsed.diagnostics));
    }
    Ok(print(&parsed.file, surface))
}

#[cfg(test)]
mod tests;
