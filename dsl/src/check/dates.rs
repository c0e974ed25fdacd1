//! Days on which names are used and do not hold, days between editions, and rules that end without another edition.

use std::collections::BTreeSet;

use model::Date;

use super::uses;
use crate::ast::{Body, DefinedAs, Entry, File, Item, Metadata, Name, Span, Validity};
use crate::diagnostic::{Diagnostic, DiagnosticCode, Message};
use crate::vocabulary::Stage;

/// The days on which something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Days {
    from: Date,
    until: Option<Date>,
}

/// An item that a name stands for, or a rule under its code, with its days.
struct Edition<'f> {
    /// Rules are called by code, all else by name; the two do not meet.
    is_rule: bool,
    name: &'f str,
    span: Span,
    file: usize,
    days: Days,
    retired: bool,
    /// Where its days are written, when that is a common block.
    common: Option<Span>,
}

/// What the days of the items of a book leave open, with their files.
pub(super) fn check(files: &[File]) -> Vec<(usize, Diagnostic)> {
    let mut editions: Vec<Edition<'_>> =
        files.iter().enumerate().flat_map(|(number, file)| editions_of(number, file)).collect();
    editions.sort_by_key(|edition| (edition.is_rule, edition.name, edition.days.from));
    let mut found = Vec::new();
    for (earlier, later) in editions.iter().zip(editions.iter().skip(1)) {
        if earlier.is_same(later) {
            found.extend(gap(earlier, later).map(|told| (later.file, told)));
        }
    }
    for (number, file) in files.iter().enumerate() {
        let mut told = Vec::new();
        endings(&editions, number, &mut told);
        for (item, metadata) in dated(file) {
            if let Some(days) = days_of(item, metadata) {
                outside(&editions, item, days, &mut told);
            }
        }
        found.extend(told.into_iter().map(|told| (number, told)));
    }
    found
}

/// Items with the common block that they inherit from.
fn dated(file: &File) -> impl Iterator<Item = (&Item, Option<&Entry<Validity>>)> {
    let mut common = None;
    file.items.iter().map(move |item| {
        if matches!(item.body, Body::Common(_)) {
            common = item.metadata.valid.as_ref();
        }
        (item, common)
    })
}

fn days_of(item: &Item, common: Option<&Entry<Validity>>) -> Option<Days> {
    if let Body::Parameter(parameter) = &item.body {
        return Some(Days { from: parameter.values.first()?.from.date, until: None });
    }
    let Validity { from, until, .. } = item.metadata.valid.as_ref().or(common)?.node;
    Some(Days { from, until })
}

fn editions_of(file: usize, of: &File) -> Vec<Edition<'_>> {
    let mut stage = None;
    let mut editions = Vec::new();
    for (item, common) in dated(of) {
        let own = &item.metadata;
        let (is_rule, name, span) = match &item.body {
            Body::Common(_) => {
                stage = staged(own);
                continue;
            }
            Body::Rule(rule) => (true, &*rule.code.node, rule.code.span),
            Body::Set(set) => (false, &*set.name.text, set.name.span),
            Body::Define(define) => (false, &*define.name.text, define.name.span),
            Body::Parameter(parameter) => (false, &*parameter.name.text, parameter.name.span),
            Body::Overlay(_) => continue,
        };
        // Without 施行 a name always holds, and a rule is told of as M003.
        let Some(days) =
            days_of(item, common).or_else(|| (!is_rule).then_some(Days { from: Date::FIRST, until: None }))
        else {
            continue;
        };
        let retired = staged(own).or(stage) == Some(Stage::Retired);
        let common = if own.valid.is_some() { None } else { common.map(|entry| entry.node.span) };
        editions.push(Edition { is_rule, name, span, file, days, retired, common });
    }
    editions
}

fn staged(metadata: &Metadata) -> Option<Stage> {
    metadata.stage.as_ref().map(|entry| entry.node)
}

impl Edition<'_> {
    fn is_same(&self, other: &Self) -> bool {
        self.is_rule == other.is_rule && self.name == other.name
    }
}

fn gap(earlier: &Edition<'_>, later: &Edition<'_>) -> Option<Diagnostic> {
    let first = earlier.days.until?.plus_days(1).filter(|first| *first < later.days.from)?;
    let (name, last) = (later.name, later.days.from.plus_days(-1)?);
    let message = Message::new(
        format!("`{name}`の版の間が空いています: {first}から{last}まで"),
        format!("no edition of `{name}` holds from {first} to {last}"),
    );
    let help = Message::new(
        "前の版の終わりか、この版の始まりを直してください",
        "mend the end of one or the start of the other",
    );
    Some(Diagnostic::new(DiagnosticCode::EditionsApart, later.span, message).with_help(help))
}

/// The editions of a name; all of them stand sorted.
fn of_name<'e, 'f>(editions: &'e [Edition<'f>], is_rule: bool, name: &str) -> &'e [Edition<'f>] {
    let start = editions.partition_point(|e| (e.is_rule, e.name) < (is_rule, name));
    let rest = editions.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|e| (e.is_rule, e.name) == (is_rule, name))).unwrap_or_default()
}

/// Rules that end and have no later edition; those of one common block are told together.
fn endings(editions: &[Edition<'_>], at: usize, found: &mut Vec<Diagnostic>) {
    let alone = |edition: &&Edition<'_>| {
        let ends = edition.is_rule && edition.file == at && !edition.retired && edition.days.until.is_some();
        let mut same = of_name(editions, edition.is_rule, edition.name).iter();
        ends && !same.any(|other| other.days.from > edition.days.from)
    };
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for edition in editions.iter().filter(alone) {
        let Some(last) = edition.days.until else { continue };
        match edition.common {
            None => found.push(ends(edition.span, &format!("規則`{}`", edition.name), edition.name, last)),
            Some(span) if told.insert(span.start) => {
                let of_block =
                    |other: &&Edition<'_>| other.common.is_some_and(|common| common.start == span.start);
                let number = editions.iter().filter(alone).filter(of_block).count();
                found.push(ends(
                    span,
                    &format!("この共通の施行による{number}件の規則"),
                    &format!("{number} rules of this common block"),
                    last,
                ));
            }
            Some(_) => {}
        }
    }
}

fn ends(at: Span, ja: &str, en: &str, last: Date) -> Diagnostic {
    let message = Message::new(
        format!("{ja}は{last}で終わり、次の版がありません"),
        format!("{en}: the last day is {last}, and there is no later edition"),
    );
    let help = Message::new(
        "その後の診療日には判定しません。算定要件が続いているなら次の版を書いてください（なくなったのならこのままで構いません）",
        "later days are not judged; write the next edition, unless the provision itself is gone",
    );
    Diagnostic::new(DiagnosticCode::EndsAlone, at, message).with_help(help)
}

/// Names that an item uses on days on which they do not hold.
fn outside(editions: &[Edition<'_>], item: &Item, days: Days, found: &mut Vec<Diagnostic>) {
    let own = own_names(item);
    let mut told: BTreeSet<String> = BTreeSet::new();
    uses::each_use(
        &item.body,
        &mut uses::names(|name| {
            if own.contains(&*name.text) || told.contains(&name.text) {
                return;
            }
            let held: Vec<Days> = of_name(editions, false, &name.text).iter().map(|e| e.days).collect();
            if let Some(missing) = uncovered(&held, days) {
                told.insert(name.text.clone());
                found.push(not_held(name, missing));
            }
        }),
    );
}

fn own_names(item: &Item) -> BTreeSet<&str> {
    match &item.body {
        Body::Rule(rule) => rule.bindings.iter().map(|entry| &*entry.node.name.text).collect(),
        Body::Define(define) => {
            let carried = match &define.is {
                DefinedAs::Carry(_, name, ..) => Some(&*name.text),
                DefinedAs::Value(..) | DefinedAs::Condition(_) => None,
            };
            define.formals.iter().map(|formal| &*formal.name.text).chain(carried).collect()
        }
        _ => BTreeSet::new(),
    }
}

/// The first stretch of days that no edition holds on; editions stand oldest first.
fn uncovered(editions: &[Days], days: Days) -> Option<Days> {
    let within = |day: Date| days.until.is_none_or(|until| day <= until);
    let mut next = days.from;
    // A name without editions is not known at all, and told as that.
    editions.first()?;
    for edition in editions {
        if edition.until.is_some_and(|until| until < next) {
            continue;
        }
        if edition.from > next {
            let last = edition.from.plus_days(-1).filter(|last| within(*last)).or(days.until);
            return Some(Days { from: next, until: last });
        }
        next = edition.until?.plus_days(1)?;
        if !within(next) {
            return None;
        }
    }
    Some(Days { from: next, until: days.until })
}

fn not_held(name: &Name, missing: Days) -> Diagnostic {
    let (text, from) = (&name.text, missing.from);
    let until = missing.until.map_or_else(String::new, |until| format!("{until}まで"));
    let until_en = missing.until.map_or_else(String::new, |until| format!(" to {until}"));
    let message = Message::new(
        format!("`{text}`には{from}から{until}の版がありません"),
        format!("`{text}` has no edition that holds from {from}{until_en}"),
    );
    let help = Message::new(
        format!("`{text}`の施行を広げるか次の版を書く、又はここの施行を`{text}`に合わせてください"),
        format!("widen the dates of `{text}`, write its next edition, or narrow the dates here"),
    );
    Diagnostic::new(DiagnosticCode::OutsideDates, name.span, message).with_help(help)
}
