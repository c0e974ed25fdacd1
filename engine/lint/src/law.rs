//! ICD-10 codes and section numbers of the law (区分番号): whether any disease or procedure has them.

use std::collections::{BTreeMap, BTreeSet};

use dsl::ast::{Condition, IcdRange, Relation, Span as Place, Value};
use dsl::{Diagnostic, DiagnosticCode, Message, diagnostic};
use masters::{FileKind, Knowledge, Masters, Procedure};
use model::Date;

use crate::Book;
use crate::days::Days;
use crate::spans::turns;

/// What is written in rows in force, by master and day; collected when first asked for.
pub(crate) struct Law<'b> {
    masters: &'b Masters,
    known: BTreeMap<(FileKind, Date), BTreeSet<String>>,
}

impl<'b> Law<'b> {
    pub(crate) const fn new(masters: &'b Masters) -> Self {
        Self { masters, known: BTreeMap::new() }
    }

    /// ICD-10 codes of diseases, or sections of procedures, in force on a day.
    fn on(&mut self, kind: FileKind, day: Date) -> &BTreeSet<String> {
        let masters = self.masters;
        self.known.entry((kind, day)).or_insert_with(|| {
            let rows = masters.codes_in_force(kind, day).map(|(_, row)| row);
            match kind {
                FileKind::Disease => rows
                    .map(masters::Disease::from)
                    .flat_map(|row| [row.icd10_1(), row.icd10_2()])
                    .map(plain)
                    .filter(|icd| !icd.is_empty())
                    .collect(),
                _ => rows.filter_map(|row| Procedure::from(row).section().name()).collect(),
            }
        })
    }

    /// Whether anything fits on any of the days; `None` when no complete edition covers them.
    fn any(&mut self, kind: FileKind, days: Days, fits: impl Fn(&BTreeSet<String>) -> bool) -> Option<bool> {
        let mut covered = None;
        for day in turns(self.masters, kind, days) {
            let complete = is_complete(self.masters, kind, day);
            if fits(self.on(kind, day)) {
                return Some(true);
            }
            covered = covered.or(complete.then_some(false));
        }
        covered
    }
}

/// Whether an edition of a master has all codes of a day.
pub(crate) fn is_complete(masters: &Masters, kind: FileKind, day: Date) -> bool {
    masters.editions().iter().any(|edition| {
        edition.kind == kind
            && edition.knowledge == Knowledge::Complete
            && edition.from.is_none_or(|from| from <= day)
            && edition.to.is_none_or(|to| day <= to)
    })
}

/// An ICD-10 code as the master writes it.
pub(crate) fn plain(code: &str) -> String {
    code.replace('.', "").to_ascii_uppercase()
}

/// Whether an ICD-10 code lies in a range; one end alone means all codes that start with it.
pub(crate) fn in_icd(range: &IcdRange, icd: &str) -> bool {
    let from = plain(&range.from.node);
    match &range.to {
        None => icd.starts_with(&from),
        Some(to) => {
            let to = plain(&to.node);
            icd >= from.as_str() && (icd <= to.as_str() || icd.starts_with(&to))
        }
    }
}

/// A range of ICD-10 codes that no disease has.
pub(crate) fn icd(book: &mut Book<'_>, range: &IcdRange, days: Days) -> Option<Diagnostic> {
    let fits = |known: &BTreeSet<String>| known.iter().any(|icd| in_icd(range, icd));
    if book.law.any(FileKind::Disease, days, fits)? {
        return None;
    }
    let written = match &range.to {
        Some(to) => format!("「{}」から「{}」まで", range.from.node, to.node),
        None => format!("「{}」", range.from.node),
    };
    let message = Message::new(
        format!("ICD-10が{written}の傷病名はありません"),
        format!("no disease has an ICD-10 code of {written}"),
    );
    Some(Diagnostic::new(DiagnosticCode::IcdUnknown, range.from.span, message))
}

/// A comparison with a section number that no procedure has.
pub(crate) fn of_condition(book: &mut Book<'_>, of: &Condition, days: Days) -> Option<Diagnostic> {
    let (written, at, whole): (&str, Place, bool) = match of {
        Condition::Compare(Relation::Equal | Relation::Different, left, right) => {
            match (&left.node, &right.node) {
                (value, Value::Text(text)) | (Value::Text(text), value) if is_section(value) => {
                    (&text.node, text.span, true)
                }
                _ => return None,
            }
        }
        Condition::StartsWith(value, text) if is_section(&value.node) => (&text.node, text.span, false),
        _ => return None,
    };
    let fits = |known: &BTreeSet<String>| {
        if whole { known.contains(written) } else { known.iter().any(|section| section.starts_with(written)) }
    };
    if book.law.any(FileKind::Procedure, days, fits)? {
        return None;
    }
    let message = Message::new(
        format!("区分番号が「{written}」の診療行為はありません"),
        format!("no procedure has the section number `{written}`"),
    );
    let known = book.law.on(FileKind::Procedure, days.from);
    let near = diagnostic::near(written, known.iter().map(String::as_str)).join("、");
    let found = Diagnostic::new(DiagnosticCode::SectionUnknown, at, message);
    Some(if near.is_empty() {
        let (ja, en) = ("「D007」「B001-2」のように、半角で書きます", "write it as `D007` or `B001-2`");
        found.with_help(Message::new(ja, en))
    } else {
        found.with_help(Message::new(format!("もしかして {near}"), format!("did you mean {near}")))
    })
}

fn is_section(of: &Value) -> bool {
    let section = |name: &dsl::ast::Name| name.text == "区分番号";
    match of {
        Value::Its(name) | Value::Field(_, name) => section(name),
        Value::Path(path) => path.fields.last().is_some_and(section),
        _ => false,
    }
}
