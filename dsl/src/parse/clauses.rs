//! The entries of clauses: from pairs to tree.

use model::{Certainty, CheckKind};

use super::Rule;
use super::conditions::condition;
use super::nouns::noun;
use super::reader::{P, Reader, children};
use super::template::template;
use super::values::value;
use super::verdicts::{exception, guarded, unknown};
use super::words::{lookup, word};
use crate::ast::{
    Attribute, Basis, Binding, Bound, Change, Changed, Condition, Entry, Example, Exception, Expected, Fact,
    Guarded, Name, Number, Span, Spanned, Template, Unknown, Validity, Value,
};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::{Surface, Word, certainty_word, publish_word};

/// An entry without remarks; they are put in at the end.
pub(super) const fn entry<T>(span: Span, node: T) -> Entry<T> {
    Entry { before: Vec::new(), after: None, node, span }
}

/// The only child that a clause has, apart from the end of its text.
fn only<'t>(r: &Reader<'t>, rule: Rule) -> Option<P<'t>> {
    r.run(rule)?.find(|p| p.as_rule() != Rule::EOI)
}

fn all<'t>(r: &Reader<'t>, rule: Rule) -> Option<Vec<P<'t>>> {
    Some(r.run(rule)?.filter(|p| p.as_rule() != Rule::EOI).collect())
}

pub(super) fn basis(r: &Reader<'_>) -> Option<Entry<Vec<Basis>>> {
    let pairs = all(r, Rule::clause_basis)?;
    let span = r.span(pairs.first()?);
    let sources = pairs.into_iter().map(|p| source(r, p)).collect::<Option<Vec<_>>>()?;
    Some(entry(span, sources))
}

fn source(r: &Reader<'_>, pair: P<'_>) -> Option<Basis> {
    let mut parts = children(pair);
    Some(Basis { kind: word(r, &parts.next()?)?, clause: r.text(&parts.next()?) })
}

pub(super) fn valid(r: &Reader<'_>) -> Option<Entry<Validity>> {
    let pairs = all(r, Rule::clause_valid)?;
    let mut days = pairs.iter().map(|p| r.day(p));
    let from = days.next()??;
    let until = match days.next() {
        Some(until) => Some(until?),
        None => None,
    };
    let span = until.map_or(from.span, |u| from.span.join(u.span));
    Some(entry(span, Validity { from: from.date, until: until.map(|u| u.date), span }))
}

/// A clause of one word of a list.
pub(super) fn labelled<W: Word>(r: &Reader<'_>) -> Option<Entry<W>> {
    let word = word::<W>(r, &only(r, Rule::clause_word)?)?;
    Some(entry(word.span, word.node))
}

pub(super) fn certainty(r: &Reader<'_>) -> Option<Entry<Certainty>> {
    let found = certainty_of(r, &only(r, Rule::clause_word)?)?;
    Some(entry(found.span, found.node))
}

fn certainty_of(r: &Reader<'_>, pair: &P<'_>) -> Option<Spanned<Certainty>> {
    const ALL: [Certainty; 3] = [Certainty::Definite, Certainty::Review, Certainty::Notice];
    let forms: Vec<_> = ALL
        .iter()
        .flat_map(|c| [certainty_word(*c, Surface::Japanese), certainty_word(*c, Surface::English)])
        .collect();
    let find = |text: &str| forms.iter().position(|f| *f == text).and_then(|at| ALL.get(at / 2)).copied();
    lookup(r, pair.as_str().trim(), r.span(pair), find, &forms)
}

pub(super) fn publish(r: &Reader<'_>) -> Option<Entry<bool>> {
    let pair = only(r, Rule::clause_word)?;
    let forms: Vec<_> = [true, false]
        .iter()
        .flat_map(|p| [publish_word(*p, Surface::Japanese), publish_word(*p, Surface::English)])
        .collect();
    let find = |text: &str| forms.iter().position(|f| *f == text).map(|at| at < 2);
    let found = lookup(r, pair.as_str().trim(), r.span(&pair), find, &forms)?;
    Some(entry(found.span, found.node))
}

/// The kind of check is one line of words, as the list of kinds writes them.
pub(super) fn check(r: &Reader<'_>, text: &str, body: Span) -> Option<Entry<CheckKind>> {
    let line = body.of(text);
    let written = line.trim();
    let start = body.start + (line.len() - line.trim_start().len());
    let forms: Vec<_> = CheckKind::ALL.iter().flat_map(|k| [k.name().ja, k.slug()]).collect();
    let find = |text: &str| CheckKind::ALL.iter().copied().find(|k| k.name().ja == text || k.slug() == text);
    let found = lookup(r, written, Span::new(start, start + written.len()), find, &forms)?;
    Some(entry(found.span, found.node))
}

pub(super) fn words<W: Word>(r: &Reader<'_>) -> Option<Entry<Vec<W>>> {
    let pairs = all(r, Rule::clause_words)?;
    let span = r.span(pairs.first()?);
    let words = pairs.iter().map(|p| word::<W>(r, p).map(|w| w.node)).collect::<Option<Vec<_>>>()?;
    Some(entry(span, words))
}

pub(super) fn text(r: &Reader<'_>) -> Option<Entry<Spanned<String>>> {
    let text = r.text(&only(r, Rule::clause_text)?);
    Some(entry(text.span, text))
}

pub(super) fn needs(r: &Reader<'_>) -> Option<Entry<Number>> {
    let number = r.number(only(r, Rule::clause_needs)?)?;
    Some(entry(number.span, number))
}

pub(super) fn bindings(r: &Reader<'_>) -> Option<Vec<Entry<Binding>>> {
    all(r, Rule::clause_match)?.into_iter().map(|p| Some(entry(r.span(&p), binding(r, p)?))).collect()
}

fn binding(r: &Reader<'_>, pair: P<'_>) -> Option<Binding> {
    let mut parts = children(pair);
    let name = r.name(&parts.next()?);
    let (mut what, mut is, mut many) = (None, None, None);
    for part in parts {
        match part.as_rule() {
            Rule::noun => what = Some(noun(r, part)?),
            Rule::value => is = Some(value(r, part)?),
            rule => many = Some(matches!(rule, Rule::all_ja | Rule::all_en)),
        }
    }
    let bound = match (is, many) {
        (Some(is), _) => Bound::Value(is),
        (None, None) => Bound::Each(what?),
        (None, Some(true)) => Bound::All(what?),
        (None, Some(false)) => Bound::Run(what?),
    };
    Some(Binding { name, bound })
}

pub(super) fn condition_clause(r: &Reader<'_>) -> Option<Entry<Condition>> {
    let pair = only(r, Rule::clause_if)?;
    let span = r.span(&pair);
    Some(entry(span, condition(r, pair)?))
}

/// Entries with or without numbers; numbers must run 1, 2, 3.
fn numbered<T>(r: &Reader<'_>, rule: Rule, read: impl Fn(P<'_>) -> Option<T>) -> Option<Vec<Entry<T>>> {
    let mut entries = Vec::new();
    let mut start = None;
    for pair in all(r, rule)? {
        let span = r.span(&pair);
        if pair.as_rule() == Rule::numeral {
            check_number(r, &pair, entries.len() + 1);
            start = Some(span);
        } else {
            let whole = start.take().map_or(span, |s| s.join(span));
            entries.push(entry(whole, read(pair)?));
        }
    }
    Some(entries)
}

fn check_number(r: &Reader<'_>, pair: &P<'_>, due: usize) {
    let written = numeral(pair.as_str());
    if written != Some(due) {
        let message = Message::new(
            format!("番号は順に付けます。ここは{due}番目です"),
            format!("numbers run in order; this is number {due}"),
        );
        r.report(Diagnostic::new(DiagnosticCode::Numbering, r.span(pair), message));
    }
}

/// 一, 十二 or `3)`.
fn numeral(written: &str) -> Option<usize> {
    let bare = written.trim().trim_end_matches([')', '、']);
    if let Ok(number) = bare.parse() {
        return Some(number);
    }
    let mut sum = 0;
    for c in bare.chars() {
        let digit = "一二三四五六七八九".chars().position(|d| d == c).map(|at| at + 1);
        sum = match (c, digit) {
            ('十', _) => sum.max(1) * 10,
            (_, digit) => sum + digit?,
        };
    }
    Some(sum)
}

pub(super) fn exceptions(r: &Reader<'_>) -> Option<Vec<Entry<Exception>>> {
    numbered(r, Rule::clause_unless, |p| exception(r, p))
}

pub(super) fn verdicts(r: &Reader<'_>) -> Option<Vec<Entry<Guarded>>> {
    numbered(r, Rule::clause_conclude, |p| guarded(r, p))
}

pub(super) fn because(r: &Reader<'_>, source: &str) -> Option<Vec<Entry<Template>>> {
    numbered(r, Rule::clause_because, |p| template(r, source, &p))
}

pub(super) fn remedy(r: &Reader<'_>, source: &str) -> Option<Entry<Template>> {
    let template = template(r, source, &only(r, Rule::clause_text)?)?;
    Some(entry(template.span, template))
}

pub(super) fn unknowns(r: &Reader<'_>) -> Option<Vec<Entry<Unknown>>> {
    all(r, Rule::clause_unknown)?.into_iter().map(|p| Some(entry(r.span(&p), unknown(r, p)?))).collect()
}

pub(super) fn change(r: &Reader<'_>) -> Option<Entry<Change>> {
    let pairs = all(r, Rule::clause_change)?;
    let mut parts = pairs.into_iter();
    let code = parts.next()?;
    let rule = Spanned::new(r.span(&code), super::reader::fold(code.as_str().trim()));
    let what = parts.next()?;
    let change = match what.as_rule() {
        Rule::certainty_change => Changed::Certainty(certainty_of(r, &children(what).next()?)?.node),
        _ => Changed::Exception(Box::new(exception(r, what)?)),
    };
    Some(entry(rule.span, Change { rule, change }))
}

pub(super) fn example(r: &Reader<'_>) -> Option<Entry<Example>> {
    let (mut boundary, mut expected, mut verdict, mut title) = (false, None, None, None);
    let mut facts = Vec::new();
    for part in all(r, Rule::clause_example)? {
        match part.as_rule() {
            Rule::boundary => boundary = true,
            Rule::outcome => expected = Some(outcome(r, &part)?),
            Rule::numeral => verdict = numeral(part.as_str()).and_then(|n| u32::try_from(n).ok()),
            Rule::text => title = Some(r.text(&part)),
            _ => facts.push(entry(r.span(&part), fact(r, part)?)),
        }
    }
    let title = title?;
    Some(entry(title.span, Example { boundary, expected: expected?.node, verdict, title, facts }))
}

fn outcome(r: &Reader<'_>, pair: &P<'_>) -> Option<Spanned<Expected>> {
    const FORMS: [&str; 6] = ["該当", "fires", "非該当", "silent", "不明", "unknown"];
    const ALL: [Expected; 3] = [Expected::Fires, Expected::Silent, Expected::Unknown];
    let find = |text: &str| FORMS.iter().position(|f| *f == text).and_then(|at| ALL.get(at / 2)).copied();
    lookup(r, pair.as_str().trim(), r.span(pair), find, &FORMS)
}

fn fact(r: &Reader<'_>, pair: P<'_>) -> Option<Fact> {
    let (mut joined, mut subject, mut code) = (false, None, None);
    let mut attributes = Vec::new();
    for part in children(pair) {
        match part.as_rule() {
            Rule::bullet => joined = matches!(part.as_str().trim(), "＋" | "+"),
            Rule::word => subject = Some(subject_of(r, &part)),
            Rule::code => code = Some(r.code(&part)),
            _ => add(&mut attributes, attribute(r, part)?),
        }
    }
    Some(Fact { joined, subject: subject?, code, attributes })
}

/// Days that follow days are one list.
fn add(attributes: &mut Vec<Attribute>, attribute: Attribute) {
    match (attributes.last_mut(), attribute) {
        (Some(Attribute::Days(days)), Attribute::Days(more)) => days.extend(more),
        (_, attribute) => attributes.push(attribute),
    }
}

/// Kinds of things are subjects too: kept in their English form, as built-in names are.
fn subject_of(r: &Reader<'_>, pair: &P<'_>) -> Name {
    let mut name = r.name(pair);
    if let Some(kind) = crate::vocabulary::Kind::find(&name.text) {
        name.text = kind.word(Surface::English).to_owned();
    }
    name
}

fn attribute(r: &Reader<'_>, pair: P<'_>) -> Option<Attribute> {
    Some(match pair.as_rule() {
        Rule::days => {
            let numbers = children(pair).map(|p| r.number(p)).collect::<Option<Vec<_>>>()?;
            Attribute::Days(numbers.iter().map(|n| r.small(n)).collect::<Option<Vec<_>>>()?)
        }
        Rule::pair => {
            let mut parts = children(pair);
            let name = r.name(&parts.next()?);
            let literal: Value = value(r, children(parts.next()?).next()?)?.node;
            Attribute::Field(name, literal)
        }
        Rule::text => Attribute::Text(r.text(&pair)),
        _ => Attribute::Flag(r.name(&children(pair).next()?)),
    })
}
