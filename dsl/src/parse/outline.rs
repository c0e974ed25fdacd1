//! Cuts a file into items and clauses: the first word of a line says whether one begins there.

use std::borrow::Cow;

use crate::ast::Span;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::print::is_name_char;
use crate::vocabulary::{ClauseHead, ItemHead, Surface, Word};

/// The head line of an item, or a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<H> {
    pub(super) head: H,
    /// The head word.
    pub(super) word: Span,
    /// What follows it, up to the next head.
    pub(super) body: Span,
}

/// An item as lines.
#[derive(Clone, Debug)]
pub(super) struct Segments {
    pub(super) item: Segment<ItemHead>,
    pub(super) clauses: Vec<Segment<ClauseHead>>,
}

/// A remark.
#[derive(Clone, Debug)]
pub(super) struct Remark {
    pub(super) at: usize,
    /// Nothing but the remark stands on its line.
    pub(super) alone: bool,
    pub(super) text: String,
}

/// A file as lines.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) items: Vec<Segments>,
    pub(super) remarks: Vec<Remark>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Cuts a file.
pub(super) fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let code_len = code_part(line).len();
        let code = line.get(..code_len).unwrap_or(line);
        outline.remark(line, code_len, at, code);
        let trimmed = code.trim_start();
        let start = at + code.len() - trimmed.len();
        outline.line(trimmed, start);
        at += line.len();
    }
    outline
}

/// The text with blanks for its remarks, so that all else stands where it stood.
///
/// PERF: space is asked for at every step of reading; to ask for remarks, too, cost more than a tenth of reading.
pub(super) fn without_remarks<'t>(text: &'t str, remarks: &[Remark]) -> Cow<'t, str> {
    if remarks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut code = String::with_capacity(text.len());
    for remark in remarks {
        code.push_str(text.get(code.len()..remark.at).unwrap_or_default());
        let rest = text.get(remark.at..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        code.extend(std::iter::repeat_n(' ', length));
    }
    code.push_str(text.get(code.len()..).unwrap_or_default());
    Cow::Owned(code)
}

impl Outline {
    fn remark(&mut self, line: &str, code_len: usize, at: usize, code: &str) {
        let Some(remark) = line.get(code_len..).and_then(|rest| rest.strip_prefix("--")) else { return };
        // A remark behind a head alone speaks of what follows, as one on a line of its own does.
        let alone = code.trim().is_empty()
            || head_of::<ClauseHead>(code.trim()).is_some_and(|(_, word)| word == code.trim());
        self.remarks.push(Remark { at: at + code_len, alone, text: remark.trim().to_owned() });
    }

    fn line(&mut self, line: &str, start: usize) {
        if let Some((head, word)) = head_of::<ItemHead>(line) {
            let item = segment(head, word, line, start);
            self.items.push(Segments { item, clauses: Vec::new() });
        } else if let Some((head, word)) = head_of::<ClauseHead>(line)
            && let Some(item) = self.items.last_mut()
        {
            item.clauses.push(segment(head, word, line, start));
        } else if !line.trim_end().is_empty() {
            self.continues(line.trim_end(), start);
        }
    }

    /// A line without a head goes on with what was before it.
    fn continues(&mut self, line: &str, start: usize) {
        let end = start + line.len();
        match self.items.last_mut() {
            Some(Segments { clauses, item }) => match clauses.last_mut() {
                Some(clause) => clause.body.end = end,
                None => item.body.end = end,
            },
            None => self.diagnostics.push(outside(line, Span::new(start, end))),
        }
    }
}

fn segment<H>(head: H, word: &str, line: &str, start: usize) -> Segment<H> {
    let end = start + word.len();
    Segment { head, word: Span::new(start, end), body: Span::new(end, start + line.trim_end().len()) }
}

/// The head word with which a line begins: a whole word, not the beginning of one. What の follows is part of a phrase:
/// `履歴の最初の…` goes on with the line before it.
fn head_of<H: Word>(line: &str) -> Option<(H, &'static str)> {
    H::ALL.iter().find_map(|head| {
        [Surface::Japanese, Surface::English].into_iter().find_map(|surface| {
            let word = head.word(surface);
            let rest = line.strip_prefix(word)?;
            let whole = rest.chars().next().is_none_or(|c| !is_name_char(c) && c != '-' && c != 'の');
            whole.then_some((*head, word))
        })
    })
}

fn outside(line: &str, span: Span) -> Diagnostic {
    let message = Message::new(
        "項目（規則・集合・定数・定義・上書・共通）が始まる前に文があります",
        "text stands before the first item (rule, set, parameter, define, overlay, common)",
    );
    let word: String = line.chars().take_while(|c| is_name_char(*c)).collect();
    Diagnostic::new(DiagnosticCode::NoItem, span, message).with_near(&word, ItemHead::forms())
}

/// The part of a line before its remark: `--` outside of texts and quoted names.
fn code_part(line: &str) -> &str {
    if !line.contains("--") {
        return line;
    }
    let mut inside: Vec<char> = Vec::new();
    let mut escaped = false;
    let mut previous = None;
    for (at, c) in line.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (inside.last().copied(), c) {
            (None, '-') if previous == Some('-') => return line.get(..at - 1).unwrap_or(line),
            (None | Some('」'), '「') => inside.push('」'),
            (None, '『') => inside.push('』'),
            (None, '"') => inside.push('"'),
            (Some('」' | '"'), '\\') => escaped = true,
            (Some(end), c) if end == c => {
                inside.pop();
            }
            _ => {}
        }
        previous = Some(c);
    }
    line
}
