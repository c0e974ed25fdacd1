//! Coded comments as on paper: the fixed text of the master with what was written.

use super::{Names, Page, SheetComment};

impl Page<'_> {
    /// A comment by its place in the batch.
    pub(super) fn comment(&self, at: usize) -> Option<SheetComment> {
        let all = &self.batch.comments;
        let (row, item, code) = (*all.row.get(at)?, *all.item.get(at)?, *all.code.get(at)?);
        let line = self.batch.line_of(row);
        let is_record = self.batch.record_id(row) == Some(receipt::RecordKind::Co.id());
        let written = self.batch.text(row, item);
        Some(SheetComment {
            line,
            code: if code == 0 { String::new() } else { format!("{code:09}") },
            text: text_of(self.names, code, &written),
            written,
            notes: if is_record { self.notes.on(line) } else { Vec::new() },
        })
    }
}

/// The fixed text with what was written, by the pattern of the comment.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（６） item 4 (patterns), items 10 to 17 (places of pattern 40). Its 別紙６－１ and
/// ６－２, which show how the parts are joined, were not available; other patterns have the fixed text and what was written
/// side by side.
pub(crate) fn text_of(names: Names<'_>, code: u32, written: &str) -> String {
    let Some(comment) = names.comment(code) else { return written.to_owned() };
    let fixed = comment.name();
    match comment.pattern() {
        10 => written.to_owned(),
        20 => fixed.to_owned(),
        40 => filled(fixed, &comment.digit_fields().collect::<Vec<_>>(), written),
        31 => {
            let named = digits(written)
                .and_then(|code| names.line(receipt::batch::LineKind::Procedure, code).0.into());
            joined(fixed, named.filter(|name: &&str| !name.is_empty()).unwrap_or(written))
        }
        _ => joined(fixed, written),
    }
}

fn joined(fixed: &str, written: &str) -> String {
    match (fixed.is_empty(), written.is_empty()) {
        (false, false) => format!("{fixed}　{written}"),
        _ => format!("{fixed}{written}"),
    }
}

/// The number of full-width or half-width digits.
fn digits(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from('0') + (u32::from(c) - u32::from('０'))),
        _ => None,
    };
    text.chars().map(digit).collect::<Option<String>>()?.parse().ok()
}

/// The written digits in the places of the fixed text.
fn filled(fixed: &str, places: &[masters::DigitField], written: &str) -> String {
    let mut text: Vec<char> = fixed.chars().collect();
    let mut digits = written.chars();
    for place in places {
        let from = usize::from(place.column).saturating_sub(1);
        for at in from..from + usize::from(place.digits) {
            if let Some((slot, digit)) = text.get_mut(at).zip(digits.next()) {
                *slot = digit;
            }
        }
    }
    // What has no place is not left out.
    text.into_iter().chain(digits).collect()
}
