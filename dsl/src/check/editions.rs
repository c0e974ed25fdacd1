//! Editions: two items of one name may not hold on the same day; values of a parameter stand oldest first.

use model::Date;

use crate::ast::{Body, File, Item, Span, Validity};
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

/// What is wrong with the days of a file's items, seen in the whole book.
pub(super) fn check(files: &[File], at: usize) -> Vec<Diagnostic> {
    let editions: Vec<Edition<'_>> = files
        .iter()
        .enumerate()
        .flat_map(|(file, of)| of.items.iter().filter_map(move |item| edition(file, item)))
        .collect();
    let mut found = Vec::new();
    for (place, later) in editions.iter().enumerate().filter(|(_, e)| e.file == at) {
        let earlier = editions.iter().take(place).find(|e| e.same(later) && e.overlaps(later));
        found.extend(earlier.map(|earlier| overlap(earlier, later)));
    }
    found.extend(files.get(at).into_iter().flat_map(|f| &f.items).filter_map(disorder));
    found
}

impl Edition<'_> {
    fn same(&self, other: &Self) -> bool {
        self.sort == other.sort && self.name == other.name
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ends = |edition: &Self, day: Date| edition.until.is_some_and(|until| until < day);
        !ends(self, other.from) && !ends(other, self.from)
    }
}

fn edition(file: usize, item: &Item) -> Option<Edition<'_>> {
    let (sort, name, span) = match &item.body {
        Body::Rule(rule) => (0, &*rule.code.node, rule.code.span),
        Body::Set(set) => (1, &*set.name.text, set.name.span),
        Body::Define(define) => (1, &*define.name.text, define.name.span),
        Body::Common(_) | Body::Parameter(_) | Body::Overlay(_) => return None,
    };
    let Validity { from, until, .. } = item.metadata.valid.as_ref()?.node;
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
