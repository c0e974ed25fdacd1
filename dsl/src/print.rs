//! From tree to text, in either surface; the formatter is reading and printing.

mod clauses;
mod conditions;
mod items;
mod nouns;
mod values;
mod verdicts;
mod words;
mod writer;

use crate::ast::File;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::parse;
use crate::vocabulary::Surface;

pub use words::is_name_char;
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
