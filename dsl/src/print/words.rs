//! Which letters make names, and when a name needs its marks.

use crate::parse::is_plain_name;

/// Whether a letter can stand in a name without marks: anything but hiragana, space and signs.
///
/// INVARIANT: the same ranges as `name_char` in grammar.pest.
pub fn is_name_char(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
        | '々' | '〆' | '〇' | '\u{30A1}'..='\u{30FA}' | 'ー'
        | 'a'..='z' | 'A'..='Z' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{391}'..='\u{3C9}'
        | '\u{2160}'..='\u{217F}' | '_' | '0'..='9' | '\u{FF10}'..='\u{FF19}' | '・' | '\u{2460}'..='\u{2473}')
}

/// A name as it is written: bare, or in 『』 when it would be read as something else.
pub(super) fn name(text: &str) -> String {
    if is_plain_name(text) { text.to_owned() } else { format!("『{text}』") }
}

/// A text in the marks of Japanese.
pub fn bracketed(text: &str) -> String {
    let escape_brackets = !balanced(text);
    let mut out = String::from("「");
    for c in text.chars() {
        if c == '\\' || (escape_brackets && matches!(c, '「' | '」')) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('」');
    out
}

fn balanced(text: &str) -> bool {
    let mut open = 0_usize;
    for c in text.chars() {
        match c {
            '「' => open += 1,
            '」' if open == 0 => return false,
            '」' => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// A text in the marks of English.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if matches!(c, '\\' | '"') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
