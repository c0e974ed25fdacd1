//! Keeps brackets from nesting without end: reading costs more with each level, and no rule of the law has many.
//!
//! The grammar calls itself only within brackets, so this bounds the stack, too. pest has a guard of its own (its feature
//! `std`), which asks at every step how much of the stack is left: a fifth of the time of reading.

use crate::ast::Span;
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// How many brackets may stand open at once.
const DEEPEST: usize = 8;
/// How many signs of reckoning may stand in one item: each term is one level deeper in the tree.
const MOST_SIGNS: usize = 100;

/// The error when brackets nest too deeply. Texts count by themselves: what stands in them is not read.
pub(super) fn too_deep(body: &str, base: usize) -> Option<Diagnostic> {
    // Bytes of the marks that open: the last of 「, the first of （ and ｛; other letters have them, too.
    let opening = |byte: &u8| matches!(byte, b'(' | b'{' | b'"' | 0x8C | 0xEF);
    if body.bytes().filter(|byte| opening(byte)).count() <= DEEPEST {
        return None;
    }
    let mut open = 0_usize;
    let mut texts: Vec<char> = Vec::new();
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        match (texts.last().copied(), c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (_, '\n') => texts.clear(),
            (None | Some('」'), '「') => texts.push('」'),
            (None, '"') => texts.push('"'),
            (Some(end), _) if end == c => drop(texts.pop()),
            (None, '(' | '（' | '{' | '｛') => open += 1,
            (None, ')' | '）' | '}' | '｝') => open = open.saturating_sub(1),
            _ => {}
        }
        if open.max(texts.len()) > DEEPEST {
            return Some(diagnostic(Span::new(base + at, base + at + c.len_utf8())));
        }
    }
    None
}

/// The error when an item reckons with more terms than any rule has.
pub(super) fn too_long(body: &str, base: usize) -> Option<Diagnostic> {
    if body.len() <= 2 * MOST_SIGNS {
        return None;
    }
    let (at, sign) = body.match_indices(['+', '＋', '-', '－', '*', '×', '/', '÷']).nth(MOST_SIGNS)?;
    let message = Message::new(
        format!("計算の項が多すぎます（一つの項目に{MOST_SIGNS}まで）"),
        format!("too many terms to reckon with (at most {MOST_SIGNS} in one item)"),
    );
    let help =
        Message::new("「合計」を使うか、「定義」に分けてください", "use a sum, or `define` parts of it");
    let span = Span::new(base + at, base + at + sign.len());
    Some(Diagnostic::new(DiagnosticCode::TooDeep, span, message).with_help(help))
}

/// The error itself.
pub(super) fn diagnostic(span: Span) -> Diagnostic {
    let message = Message::new(
        format!("括弧の重なりが深すぎます（{DEEPEST}段まで）"),
        format!("brackets are nested too deeply (at most {DEEPEST})"),
    );
    let help =
        Message::new("条件に名前を付けて「定義」に分けてください", "give a part of it a name with `define`");
    Diagnostic::new(DiagnosticCode::TooDeep, span, message).with_help(help)
}
