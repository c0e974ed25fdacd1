//! Codes in rules, sets and examples: unknown, out of force on all or some of the days.

use dsl::ast::{Attribute, Body, Code, Example, Fact, SetTerm, Span as Place, Value};
use dsl::{Diagnostic, DiagnosticCode, Message};
use masters::FileKind;
use model::{Date, Month};

use crate::Book;
use crate::days::Days;
use crate::spans::{self, Span, State};

/// How many near codes are shown.
const NEAR: usize = 3;

/// The master of a code that stands for itself; modifiers and facility standards have four digits both.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３: the first digit of nine names the master.
fn master(digits: &str) -> Option<FileKind> {
    match (digits.len(), digits.as_bytes().first()) {
        (9, Some(b'1')) => Some(FileKind::Procedure),
        (9, Some(b'6')) => Some(FileKind::Drug),
        (9, Some(b'7')) => Some(FileKind::Material),
        (9, Some(b'8')) => Some(FileKind::Comment),
        (7, _) => Some(FileKind::Disease),
        _ => None,
    }
}

/// A code in a set; ranges and ICD-10 codes too.
pub(crate) fn of_term(book: &mut Book<'_>, term: &SetTerm, days: Days) -> Option<Diagnostic> {
    match term {
        SetTerm::Code(code) => of_code(book, code, days),
        SetTerm::Range(first, last) => range(book, first, last, days),
        SetTerm::Icd(icd) => crate::law::icd(book, icd, days),
        SetTerm::Named(_) | SetTerm::Picked(..) | SetTerm::Nested(_) => None,
    }
}

/// A code that is compared.
pub(crate) fn of_value(book: &mut Book<'_>, value: &Value, days: Days) -> Option<Diagnostic> {
    match value {
        Value::Code(code) => of_code(book, code, days),
        _ => None,
    }
}

fn of_code(book: &mut Book<'_>, code: &Code, days: Days) -> Option<Diagnostic> {
    let (kind, number) = (master(&code.digits)?, code.digits.parse().ok()?);
    judged(book, (kind, number), code.span, &spans::of_code(book.masters, kind, number, days), days)
}

fn judged(
    book: &mut Book<'_>,
    (kind, number): (FileKind, u32),
    at: Place,
    spans: &[Span],
    days: Days,
) -> Option<Diagnostic> {
    let decided = spans.iter().any(|span| !matches!(span.state, State::CannotTell(_)));
    let open = spans.iter().find_map(|span| match &span.state {
        // That a code may yet be published is no reason to doubt what is known of the days before.
        State::CannotTell(cause) if !decided || !span.state.is_ahead() => Some(*cause),
        _ => None,
    });
    if let Some(cause) = open {
        book.cannot_tell(cause);
    }
    let held = spans.iter().any(|span| span.state == State::Held);
    let out: Vec<&Span> =
        spans.iter().filter(|span| matches!(span.state, State::Out(_) | State::Unknown)).collect();
    let first = out.first()?;
    let code = match (held || open.is_some(), &first.state) {
        (true, _) if !days.written => return None,
        (true, _) => DiagnosticCode::CodeHeldInPart,
        (false, State::Unknown) => DiagnosticCode::CodeUnknown,
        (false, _) => DiagnosticCode::CodeNeverHeld,
    };
    let diagnostic = Diagnostic::new(code, at, told(book, (kind, number), &out));
    Some(match near(book, kind, number, first) {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    })
}

/// What the code is called, and when it is out and why.
fn told(book: &Book<'_>, (kind, number): (FileKind, u32), out: &[&Span]) -> Message {
    let width = kind.layout().code_width();
    let written = format!("`{number:0width$}`{}", name(book, kind, number).unwrap_or_default());
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    let mut rest = out;
    // Stretches with one reason are told together.
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|span| span.state == first.state).count();
        let (of_reason, behind) = rest.split_at(same);
        let days: Vec<Message> = of_reason.iter().map(|span| spans::said(span.from, span.until)).collect();
        let joined =
            |of: fn(&Message) -> &str, with: &str| days.iter().map(of).collect::<Vec<_>>().join(with);
        let (why_ja, why_en) = reason(kind, &first.state);
        ja.push(format!("{}{why_ja}", joined(|day| &day.ja, "、")));
        en.push(format!("{why_en} {}", joined(|day| &day.en, " and ")));
        rest = behind;
    }
    Message::new(format!("{written}は{}", ja.join("、")), format!("{written} {}", en.join(", ")))
}

fn reason(kind: FileKind, state: &State) -> (String, String) {
    match state {
        State::Out(why) => (format!("使えません（{}）", why.ja), format!("is not in force ({})", why.en)),
        _ => (
            format!("{}にありません", kind.title()),
            format!("is not in the {}", kind.title_in(model::Lang::En)),
        ),
    }
}

/// The name of a code, in brackets, as the newest row known has it.
fn name(book: &Book<'_>, kind: FileKind, number: u32) -> Option<String> {
    let kind = spans::known_as(book.masters, kind, number);
    let row = book.masters.history(kind, number).into_iter().rev().find_map(|(_, found)| found.row())?;
    let name = match kind {
        FileKind::Procedure | FileKind::Drug | FileKind::Material | FileKind::Ward => row.text(5),
        FileKind::Disease => masters::Disease::from(row).name(),
        FileKind::Comment => masters::Comment::from(row).name(),
        _ => row.text(6),
    };
    (!name.is_empty()).then(|| format!("（{name}）"))
}

fn near(book: &Book<'_>, kind: FileKind, number: u32, first: &Span) -> Option<Message> {
    if first.state != State::Unknown || book.masters.code_id(kind, number).is_some() {
        return None;
    }
    let width = kind.layout().code_width();
    let codes = book.masters.near_codes(kind, number, NEAR);
    let list: Vec<String> = codes
        .into_iter()
        .map(|near| format!("`{near:0width$}`{}", name(book, kind, near).unwrap_or_default()))
        .collect();
    (!list.is_empty()).then(|| {
        Message::new(format!("もしかして {}", list.join("、")), format!("did you mean {}", list.join(", ")))
    })
}

/// A range in which no code ever is.
fn range(book: &mut Book<'_>, first: &Code, last: &Code, days: Days) -> Option<Diagnostic> {
    let kind = master(&first.digits)?;
    let (from, to) = (first.digits.parse::<u32>().ok()?, last.digits.parse::<u32>().ok()?);
    if book.masters.all_codes(kind).any(|(_, code)| (from..=to).contains(&code)) {
        return None;
    }
    let covered = spans::turns(book.masters, kind, days)
        .into_iter()
        .any(|day| matches!(book.masters.find(kind, from, day), masters::Lookup::Unknown));
    covered.then(|| {
        let message = Message::new(
            format!("`{}`から`{}`までのコードは{}にありません", first.digits, last.digits, kind.title()),
            format!(
                "no code from `{}` to `{}` is in the {}",
                first.digits,
                last.digits,
                kind.title_in(model::Lang::En)
            ),
        );
        Diagnostic::new(DiagnosticCode::CodeUnknown, first.span, message)
    })
}

/// Codes of examples, on the days of their receipts.
pub(crate) fn of_examples(book: &mut Book<'_>, body: &Body) -> Vec<Diagnostic> {
    let Body::Rule(rule) = body else { return Vec::new() };
    rule.examples.iter().flat_map(|entry| of_example(book, &entry.node)).collect()
}

fn of_example(book: &mut Book<'_>, example: &Example) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut month = None;
    for fact in example.facts.iter().map(|entry| &entry.node) {
        if matches!(fact.subject.text.as_str(), "receipt" | "linked_receipt") {
            month = fact.attributes.iter().find_map(service_month);
        }
        let Some(month) = month else { continue };
        for day in days_of(fact, month) {
            let day = Days { from: day, until: Some(day), written: true };
            if let Some(code) = &fact.code {
                found.extend(of_code(book, code, day));
            }
            for modifier in fact.attributes.iter().filter_map(modifier) {
                let spans = spans::of_code(book.masters, FileKind::Modifier, modifier.1, day);
                found.extend(judged(book, (FileKind::Modifier, modifier.1), modifier.0, &spans, day));
            }
        }
    }
    found
}

fn service_month(attribute: &Attribute) -> Option<Month> {
    match attribute {
        Attribute::Field(name, Value::Month(month)) if name.text == "service_month" => Some(month.month),
        _ => None,
    }
}

fn modifier(attribute: &Attribute) -> Option<(Place, u32)> {
    match attribute {
        Attribute::Field(name, Value::Code(code)) if name.text == "modifier" && code.digits.len() == 4 => {
            Some((code.span, code.digits.parse().ok()?))
        }
        _ => None,
    }
}

/// The days on which a fact stands; one without days is asked for at the end of its month.
fn days_of(fact: &Fact, month: Month) -> Vec<Date> {
    let stated = fact.attributes.iter().find_map(|attribute| match attribute {
        Attribute::Days(days) => Some(days.iter().filter_map(|day| month.day(u32::from(*day))).collect()),
        _ => None,
    });
    stated.unwrap_or_else(|| vec![month.last()])
}
