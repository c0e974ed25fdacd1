//! Diagnostics as plain text: for tests and for logs; the program draws its own.

use std::fmt::Write;

use model::Lang;

use super::{Diagnostic, Severity};

/// One diagnostic as lines of text: what, where with the underlined text, what to do.
pub fn render(diagnostic: &Diagnostic, text: &str, lang: Lang) -> String {
    let severity = match (diagnostic.code.severity(), lang) {
        (Severity::Error, Lang::Ja) => "誤り",
        (Severity::Warning, Lang::Ja) => "注意",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
    };
    let mut out = format!("{severity} {}: {}\n", diagnostic.code.code(), diagnostic.message.in_lang(lang));
    for label in &diagnostic.labels {
        let (line, column) = position(text, label.span.start);
        // Writing into a String cannot fail.
        let _ = writeln!(out, "  {line}:{column} `{}` {}", label.span.of(text), label.text.in_lang(lang));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  → {}", help.in_lang(lang));
    }
    out
}

/// Line and column in characters, both from 1.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
