//! Editions: two items of one name may not hold on the same day; values of a parameter stand oldest first.

use std::collections::BTreeMap;

use model::Date;

use crate::ast::{Body, Entry, File, Item, Span, Validity};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};

/// An item with a name and its days.
struct Edition<'f> {
    file: usize,
    /// Names of rules and of all else do not meet.
    sort: u8,
    name: &'f str,
    span: Span,
    from: Date,
    until: Option<Date>,
}

/// What is wrong with the days of the items of a book, with their files.
pub(super) fn check(files: &[File]) -> Vec<(usize, Diagnostic)> {
    let mut known: BTreeMap<(u8, &str), Vec<Edition<'_>>> = BTreeMap::new();
    let mut found = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let mut common = None;
        for item in &file.items {
            if matches!(item.body, Body::Common(_)) {
                common = item.metadata.valid.as_ref();
            }
            found.extend(disorder(item).map(|told| (number, told)));
            let Some(later) = edition(number, item, common) else { continue };
            let same = known.entry((later.sort, later.name)).or_default();
            let earlier = same.iter().find(|earlier| earlier.overlaps(&later));
            found.extend(earlier.map(|earlier| (number, overlap(earlier, &later))));
            same.push(later);
        }
    }
    found
}

impl Edition<'_> {
    fn overlaps(&self, other: &Self) -> bool {
        let ends = |edition: &Self, day: Date| edition.until.is_some_and(|until| until < day);
        !ends(self, other.from) && !ends(other, self.from)
    }
}

fn edition<'f>(file: usize, item: &'f Item, common: Option<&Entry<Validity>>) -> Option<Edition<'f>> {
    let (sort, name, span) = match &item.body {
        Body::Rule(rule) => (0, &*rule.code.node, rule.code.span),
        Body::Set(set) => (1, &*set.name.text, set.name.span),
        Body::Define(define) => (1, &*define.name.text, define.name.span),
        Body::Common(_) | Body::Parameter(_) | Body::Overlay(_) => return None,
    };
    let Validity { from, until, .. } = item.metadata.valid.as_ref().or(common)?.node;
    Some(Edition { file, sort, name, span, from, until })
}

fn overlap(earlier: &Edition<'_>, later: &Edition<'_>) -> Diagnostic {
    let (name, from) = (later.name, earlier.from.max(later.from));
    let message = Message::new(
        format!("`{name}`は{from}に二つの版があります"),
        format!("`{name}` has two editions on {from}"),
    );
    let diagnostic = Diagnostic::new(DiagnosticCode::EditionsOverlap, later.span, message);
    // Labels point into one file; the other one is only named.
    if earlier.file == later.file {
        return diagnostic.with_label(earlier.span, Message::new("もう一つはここ", "the other one"));
    }
    diagnostic
}

fn disorder(item: &Item) -> Option<Diagnostic> {
    let Body::Parameter(parameter) = &item.body else { return None };
    let values = parameter.values.iter();
    let wrong = values.clone().zip(values.skip(1)).find(|(a, b)| b.from.date <= a.from.date)?.1;
    let message =
        Message::new("定数の値は古い日から順に書きます", "values of a parameter stand oldest first");
    Some(Diagnostic::new(DiagnosticCode::ValuesOutOfOrder, wrong.from.span, message))
}
