//! Texts with placeholders: `{管理料の日}`; `{{` and `}}` stand for the braces themselves.

use super::Rule;
use super::reader::{P, Reader, inside};
use crate::ast::{Path, Span, Template, TemplatePart};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// Reads a template off a text.
pub(super) fn template(reader: &Reader<'_>, source: &str, pair: &P<'_>) -> Option<Template> {
    let span = reader.span(pair);
    let written = inside(span.of(source));
    let base = span.start + span.of(source).find(written).unwrap_or(0);
    let mut parts = Parts::default();
    let mut rest = written;
    let mut complete = true;
    while let Some(at) = rest.find(['{', '}', '\\']) {
        parts.literal(rest.get(..at)?);
        let from = base + (written.len() - rest.len()) + at;
        let behind = rest.get(at..)?;
        if let Some(escaped) = behind.strip_prefix('\\') {
            let length = escaped.chars().next().map_or(0, char::len_utf8);
            parts.literal(escaped.get(..length)?);
            rest = escaped.get(length..)?;
            continue;
        }
        if let Some(after) = behind.strip_prefix("{{").or_else(|| behind.strip_prefix("}}")) {
            parts.literal(behind.get(..1)?);
            rest = after;
            continue;
        }
        let end = behind.find('}').filter(|_| behind.starts_with('{'));
        let path = end.and_then(|end| placeholder(source, Span::new(from + 1, from + end)));
        complete &= path.is_some();
        let length = end.map_or(1, |end| end + 1);
        if path.is_none() {
            malformed(reader, Span::new(from, from + length));
        }
        parts.list.extend(path.map(TemplatePart::Placeholder));
        rest = behind.get(length..)?;
    }
    parts.literal(rest);
    complete.then_some(Template { parts: parts.list, span })
}

#[derive(Default)]
struct Parts {
    list: Vec<TemplatePart>,
}

impl Parts {
    /// Adds text as it stands, to the piece before it where that is text too.
    fn literal(&mut self, written: &str) {
        if written.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(TemplatePart::Literal(before)) => before.push_str(written),
            _ => self.list.push(TemplatePart::Literal(written.to_owned())),
        }
    }
}

fn placeholder(source: &str, span: Span) -> Option<Path> {
    let inner = Reader::new(source, span);
    let path = inner.run(Rule::placeholder)?.find(|p| p.as_rule() == Rule::path)?;
    inner.path(path)
}

fn malformed(reader: &Reader<'_>, span: Span) {
    let message = Message::new(
        "差込みは {名前} 又は {名前の日} の形で書きます",
        "a placeholder has the form {name} or {name.day}",
    );
    let help = Message::new("波括弧そのものは {{ }} と書きます", "write {{ }} for the braces themselves");
    reader.report(Diagnostic::new(DiagnosticCode::BadPlaceholder, span, message).with_help(help));
}
