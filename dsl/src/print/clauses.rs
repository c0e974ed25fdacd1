//! Clauses and their entries, each on its line with its remarks.

use super::verdicts;
use super::writer::{Writer, width};
use super::{conditions, nouns, values};
use crate::ast::{
    Attribute, Basis, Binding, Bound, Change, Changed, Entry, Example, Expected, Fact, Metadata, Rule,
    Validity,
};
use crate::vocabulary::{ClauseHead, Surface, Word, certainty_word, publish_word};

/// How wide the column of heads is.
const fn head_width(surface: Surface) -> usize {
    match surface {
        Surface::Japanese => 8,
        Surface::English => 12,
    }
}

/// Remarks that stand before an entry.
pub(super) fn remarks(w: &mut Writer, indent: &str, remarks: &[String]) {
    for remark in remarks {
        w.raw(indent);
        self::remark(w, remark);
        w.raw("\n");
    }
}

/// One remark.
pub(super) fn remark(w: &mut Writer, remark: &str) {
    w.raw("--");
    if !remark.is_empty() {
        w.raw(" ");
        w.raw(remark);
    }
}

/// The remark at the end of a line, and the end.
pub(super) fn end_of_line(w: &mut Writer, after: Option<&String>) {
    if let Some(after) = after {
        w.raw("  ");
        remark(w, after);
    }
    w.raw("\n");
}

/// A clause of one entry.
pub(super) fn clause<T>(
    w: &mut Writer,
    head: ClauseHead,
    entry: Option<&Entry<T>>,
    print: impl Fn(&mut Writer, &T),
) {
    clauses(w, head, entry, print);
}

/// A clause of entries below each other.
pub(super) fn clauses<'e, T: 'e>(
    w: &mut Writer,
    head: ClauseHead,
    entries: impl IntoIterator<Item = &'e Entry<T>>,
    print: impl Fn(&mut Writer, &T),
) {
    for (at, entry) in entries.into_iter().enumerate() {
        if at == 0 {
            remarks(w, "  ", &entry.before);
            self::head(w, head);
        } else {
            let margin = w.margin;
            remarks(w, margin, &entry.before);
            w.raw(margin);
        }
        print(w, &entry.node);
        end_of_line(w, entry.after.as_ref());
    }
}

/// A clause whose entries are numbered when there are several.
fn numbered<T>(w: &mut Writer, head: ClauseHead, entries: &[Entry<T>], print: impl Fn(&mut Writer, &T)) {
    let single = entries.len() == 1;
    for (at, entry) in entries.iter().enumerate() {
        if at == 0 {
            remarks(w, "  ", &entry.before);
            self::head(w, head);
        } else {
            let margin = w.margin;
            remarks(w, margin, &entry.before);
            w.raw(margin);
        }
        if !single {
            number(w, at + 1);
        }
        print(w, &entry.node);
        end_of_line(w, entry.after.as_ref());
    }
}

/// `一　` or `1) `.
fn number(w: &mut Writer, number: usize) {
    if w.is_ja() {
        w.raw(&kanji(number));
        w.raw("　");
    } else {
        w.raw(&format!("{number}) "));
    }
}

fn kanji(number: usize) -> String {
    let digit =
        |d: usize| "一二三四五六七八九".chars().nth(d.wrapping_sub(1)).map(String::from).unwrap_or_default();
    match number / 10 {
        0 => digit(number),
        1 => format!("十{}", digit(number % 10)),
        tens => format!("{}十{}", digit(tens), digit(number % 10)),
    }
}

fn head(w: &mut Writer, head: ClauseHead) {
    w.raw("  ");
    let word = head.word(w.surface);
    w.raw(word);
    let gap = head_width(w.surface).saturating_sub(width(word));
    if w.is_ja() {
        w.raw(&"　".repeat(gap / 2));
    } else {
        w.raw(&" ".repeat(gap));
    }
}

/// What an item says of itself.
pub(super) fn metadata(w: &mut Writer, metadata: &Metadata) {
    let surface = w.surface;
    clause(w, ClauseHead::Basis, metadata.basis.as_ref(), |w, list| basis(w, list));
    clause(w, ClauseHead::Valid, metadata.valid.as_ref(), validity);
    clause(w, ClauseHead::Certainty, metadata.certainty.as_ref(), |w, c| w.raw(certainty_word(*c, surface)));
    clause(w, ClauseHead::Stage, metadata.stage.as_ref(), |w, s| w.raw(s.word(surface)));
    clause(w, ClauseHead::Owner, metadata.owner.as_ref(), |w, owner| w.text(&owner.node));
    clause(w, ClauseHead::Publish, metadata.publish.as_ref(), |w, p| w.raw(publish_word(*p, surface)));
    clause(w, ClauseHead::Check, metadata.check.as_ref(), |w, check| {
        w.raws(check.name().ja, check.slug());
    });
    clause(w, ClauseHead::Claims, metadata.claims.as_ref(), |w, words| {
        let words: Vec<_> = words.iter().map(|c| c.word(surface)).collect();
        w.raw(&words.join(" "));
    });
}

fn basis(w: &mut Writer, list: &[Basis]) {
    for (at, basis) in list.iter().enumerate() {
        if at > 0 {
            w.raws("、", ", ");
        }
        w.word(basis.kind.node.word(w.surface));
        w.text(&basis.clause.node);
    }
}

fn validity(w: &mut Writer, validity: &Validity) {
    w.words("", "from");
    w.piece_of(&validity.from.to_string());
    w.words("から", "");
    if let Some(until) = validity.until {
        w.words("", "until");
        w.raws("", " ");
        w.raw(&until.to_string());
        w.words("まで", "");
    }
}

/// The clauses that only rules have.
pub(super) fn rule(w: &mut Writer, rule: &Rule) {
    clause(w, ClauseHead::Needs, rule.needs.as_ref(), values::number);
    clauses(w, ClauseHead::Match, &rule.bindings, binding);
    clause(w, ClauseHead::If, rule.condition.as_ref(), conditions::condition);
    numbered(w, ClauseHead::Unless, &rule.exceptions, verdicts::exception);
    numbered(w, ClauseHead::Conclude, &rule.verdicts, verdicts::guarded);
    clauses(w, ClauseHead::Unknown, &rule.unknowns, verdicts::unknown);
    numbered(w, ClauseHead::Because, &rule.because, verdicts::template);
    clause(w, ClauseHead::Remedy, rule.remedy.as_ref(), verdicts::template);
    for entry in &rule.undecidable {
        clause(w, ClauseHead::Undecidable, Some(entry), |w, text| w.text(&text.node));
    }
    rule.examples.iter().for_each(|e| example(w, e));
}

/// A variable.
pub(super) fn binding(w: &mut Writer, binding: &Binding) {
    w.name(&binding.name.text);
    match &binding.bound {
        Bound::Each(noun) => {
            w.raws("：", " :");
            nouns::noun(w, noun);
        }
        Bound::All(noun) => {
            w.raws("：", " : all");
            nouns::noun(w, noun);
            w.words("すべて", "");
        }
        Bound::Run(noun) => {
            w.raws("：", " : run of");
            nouns::noun(w, noun);
            w.words("の連続", "");
        }
        Bound::Value(value) => {
            w.raws("＝", " =");
            values::value(w, &value.node);
        }
    }
}

fn example(w: &mut Writer, entry: &Entry<Example>) {
    clause(w, ClauseHead::Example, Some(entry), |w, example| {
        if example.boundary {
            w.words("境界", "boundary");
        }
        w.raws(if example.boundary { " " } else { "" }, "");
        match example.expected {
            Expected::Fires => w.words("該当", "fires"),
            Expected::Silent => w.words("非該当", "silent"),
            Expected::Unknown => w.words("不明", "unknown"),
        }
        if let Some(verdict) = example.verdict {
            w.raw(" ");
            number(w, usize::try_from(verdict).unwrap_or(usize::MAX));
        }
        w.text(&example.title.node);
    });
    for fact in &entry.node.facts {
        let margin = w.margin;
        remarks(w, margin, &fact.before);
        w.raw(margin);
        self::fact(w, &fact.node);
        end_of_line(w, fact.after.as_ref());
    }
}

fn fact(w: &mut Writer, fact: &Fact) {
    if fact.joined {
        w.raws("＋", "+ ")
    } else {
        w.raws("・", "- ")
    }
    let kind = crate::vocabulary::Kind::find(&fact.subject.text);
    match kind {
        Some(kind) => w.raw(kind.word(w.surface)),
        None => w.raws(crate::vocabulary::japanese(&fact.subject.text), &fact.subject.text),
    }
    if let Some(code) = &fact.code {
        w.raw(" ");
        w.raw(&code.digits);
    }
    for (at, attribute) in fact.attributes.iter().enumerate() {
        let parted = at > 0 || (fact.code.is_some() && !matches!(attribute, Attribute::Days(_)));
        if parted {
            w.raws("、", ", ")
        } else {
            w.raw(" ")
        }
        self::attribute(w, attribute);
    }
}

fn attribute(w: &mut Writer, attribute: &Attribute) {
    match attribute {
        Attribute::Days(days) => {
            let (unit, join) = if w.is_ja() { ("日", "、") } else { ("", ", ") };
            w.words("", "on");
            let list: Vec<_> = days.iter().map(|d| format!("{d}{unit}")).collect();
            w.piece_of(&list.join(join));
        }
        Attribute::Field(name, value) => {
            w.name(&name.text);
            w.raw(" ");
            values::value(w, value);
        }
        Attribute::Flag(name) => w.raws(crate::vocabulary::japanese(&name.text), &name.text),
        Attribute::Text(text) => w.text(&text.node),
    }
}

/// One change of an overlay.
pub(super) fn change(w: &mut Writer, change: &Change) {
    w.raw(&change.rule.node);
    w.raw(" ");
    match &change.change {
        Changed::Certainty(certainty) => {
            w.words("確度", "certainty");
            w.raw(" ");
            w.raw(certainty_word(*certainty, w.surface));
        }
        Changed::Exception(exception) => {
            w.words("ただし", "unless");
            w.raw(" ");
            verdicts::exception(w, exception);
        }
    }
}
