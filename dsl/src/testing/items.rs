//! Clauses, items and files.

use model::{Certainty, CheckKind};
use proptest::prelude::*;
use proptest::sample::select;

use super::conditions::condition;
use super::nouns::{noun, set};
use super::values::{spanned, value};
use super::words::{code, date, day, month, name, nowhere, number, path, text};
use crate::ast::{
    Attribute, Basis, Binding, Body, Bound, Change, Changed, Common, CutOrder, Dated, Define, DefinedAs,
    Entry, Example, Exception, Expected, Fact, File, Formal, Guard, Guarded, Item, Metadata, Outcome,
    Overlay, Parameter, Reason, Rule, Set, Span, Spanned, Template, TemplatePart, TypeName, Unknown,
    Validity, Value, Verdict, VerdictKind,
};
use crate::vocabulary::{ClaimWord, Kind, Queue, SourceKind, Stage, Type, Word};

const DEPTH: u32 = 2;

fn remark() -> impl Strategy<Value = String> {
    "[あ-お a-c「\"-]{0,6}".prop_map(|t| t.trim().to_owned())
}

fn entry<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Entry<T>> {
    let before = prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(remark(), 1..3)];
    let after = prop_oneof![4 => Just(None), 1 => remark().prop_map(Some)];
    (before, after, of).prop_map(|(before, after, node)| Entry { before, after, node, span: Span::default() })
}

fn some<T: std::fmt::Debug>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Option<Entry<T>>> {
    prop::option::of(entry(of))
}

fn many<T: std::fmt::Debug>(
    of: impl Strategy<Value = T>,
    least: usize,
) -> impl Strategy<Value = Vec<Entry<T>>> {
    prop::collection::vec(entry(of), least..least + 2)
}

fn certainty() -> impl Strategy<Value = Certainty> {
    select(&[Certainty::Definite, Certainty::Review, Certainty::Notice][..])
}

fn basis() -> impl Strategy<Value = Vec<Basis>> {
    let one =
        (select(SourceKind::ALL), text()).prop_map(|(kind, clause)| Basis { kind: nowhere(kind), clause });
    prop::collection::vec(one, 1..3)
}

fn validity() -> impl Strategy<Value = Validity> {
    (date(), prop::option::of(date())).prop_map(|(from, until)| Validity {
        from,
        until,
        span: Span::default(),
    })
}

/// The metadata that every item may have; the rest belongs to rules and the common block.
fn metadata(item: u8) -> BoxedStrategy<Metadata> {
    let short = (some(basis()), some(validity()), some(text()));
    match item {
        0 => (
            short,
            some(certainty()),
            some(select(Stage::ALL)),
            some(any::<bool>()),
            some(select(CheckKind::ALL)),
            some(prop::collection::vec(select(ClaimWord::ALL), 1..3)),
        )
            .prop_map(|((basis, valid, owner), certainty, stage, publish, check, claims)| Metadata {
                basis,
                valid,
                certainty,
                stage,
                owner,
                publish,
                check,
                claims,
            })
            .boxed(),
        1 => short.prop_map(|(basis, _, owner)| Metadata { basis, owner, ..Metadata::default() }).boxed(),
        _ => short
            .prop_map(|(basis, valid, owner)| Metadata { basis, valid, owner, ..Metadata::default() })
            .boxed(),
    }
}

fn binding() -> impl Strategy<Value = Binding> {
    let bound = prop_oneof![
        noun(DEPTH).prop_map(Bound::Each),
        noun(DEPTH).prop_map(Bound::All),
        noun(DEPTH).prop_map(Bound::Run),
        spanned(DEPTH).prop_map(Bound::Value),
    ];
    (name(), bound).prop_map(|(name, bound)| Binding { name, bound })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    let kind = prop_oneof![
        Just(VerdictKind::Remove),
        spanned(1).prop_map(VerdictKind::ReduceTo),
        spanned(1).prop_map(VerdictKind::ReduceBy),
        spanned(1).prop_map(VerdictKind::Replace),
        spanned(1).prop_map(VerdictKind::Correct),
        spanned(1).prop_map(VerdictKind::Repair),
        spanned(1).prop_map(VerdictKind::Keep),
        spanned(1).prop_map(VerdictKind::Cap),
        select(Queue::ALL).prop_map(|q| VerdictKind::Flag(nowhere(q))),
        Just(VerdictKind::Notice),
        Just(VerdictKind::Return),
        set(1).prop_map(VerdictKind::Ask),
    ];
    let cut = prop::option::of(select(&[CutOrder::LatestFirst, CutOrder::CheapestFirst][..]));
    let reason = prop::option::of(prop_oneof!["[A-K]", text().prop_map(|t| t.node)]);
    (spanned(1), kind, cut, reason).prop_map(|(subject, kind, cut, reason)| Verdict {
        subject,
        kind,
        cut,
        reason: reason.map(|code| Reason { code, span: Span::default() }),
        span: Span::default(),
    })
}

fn guarded() -> impl Strategy<Value = Guarded> {
    let guard =
        prop_oneof![Just(Guard::Always), Just(Guard::Otherwise), condition(DEPTH).prop_map(Guard::When)];
    (guard, verdict()).prop_map(|(guard, verdict)| Guarded { guard, verdict })
}

fn exception() -> impl Strategy<Value = Exception> {
    let outcome = prop_oneof![Just(Outcome::Stop), verdict().prop_map(|v| Outcome::Verdict(Box::new(v)))];
    (condition(DEPTH), prop::option::of(condition(1)), outcome)
        .prop_map(|(condition, but_not, outcome)| Exception { condition, but_not, outcome })
}

fn unknown() -> impl Strategy<Value = Unknown> {
    (prop::collection::vec(name(), 1..3), verdict()).prop_map(|(names, verdict)| Unknown { names, verdict })
}

/// Pieces alternate: texts are never empty and never beside each other.
fn template() -> impl Strategy<Value = Template> {
    let piece = (text().prop_filter("not empty", |t| !t.node.is_empty()), path());
    (prop::collection::vec(piece, 0..3), any::<bool>()).prop_map(|(pieces, closed)| {
        let mut parts = Vec::new();
        for (text, path) in pieces {
            parts.push(TemplatePart::Literal(text.node));
            parts.push(TemplatePart::Placeholder(path));
        }
        if closed {
            parts.push(TemplatePart::Literal("です".to_owned()));
        }
        Template { parts, span: Span::default() }
    })
}

fn attribute() -> impl Strategy<Value = Attribute> {
    let literal = prop_oneof![
        day().prop_map(Value::Day),
        month().prop_map(Value::Month),
        code().prop_map(Value::Code),
        number().prop_map(Value::Number),
        text().prop_map(Value::Text),
    ];
    prop_oneof![
        prop::collection::vec(1_u8..32, 1..3).prop_map(Attribute::Days),
        (name(), literal).prop_map(|(name, value)| Attribute::Field(name, value)),
        select(&["male", "outpatient", "hospital"][..]).prop_map(|word| Attribute::Flag(word_name(word))),
        text().prop_map(Attribute::Text),
    ]
}

fn word_name(text: &str) -> crate::ast::Name {
    crate::ast::Name { text: text.to_owned(), span: Span::default() }
}

fn fact() -> impl Strategy<Value = Fact> {
    let subject = select(&["procedure", "patient", "receipt", "linked_receipt", "disease", "ward-day"][..]);
    let attributes = prop::collection::vec(attribute(), 0..3)
        .prop_filter("days that follow days are one list", |list| {
            !list.windows(2).any(|pair| matches!(pair, [Attribute::Days(_), Attribute::Days(_)]))
        });
    (any::<bool>(), subject, prop::option::of(code()), attributes).prop_map(
        |(joined, subject, code, attributes)| Fact { joined, subject: word_name(subject), code, attributes },
    )
}

fn example() -> impl Strategy<Value = Example> {
    let expected = select(&[Expected::Fires, Expected::Silent, Expected::Unknown][..]);
    (any::<bool>(), expected, prop::option::of(1_u32..30), text(), many(fact(), 0)).prop_map(
        |(boundary, expected, verdict, title, facts)| Example { boundary, expected, verdict, title, facts },
    )
}

fn rule_code() -> impl Strategy<Value = Spanned<String>> {
    "[A-Z][0-9]{1,3}(-[a-z日]{1,3})?".prop_map(nowhere)
}

fn rule() -> impl Strategy<Value = Body> {
    let first = (rule_code(), text(), some(number()), many(binding(), 1), some(condition(DEPTH)));
    let second = (many(exception(), 0), many(guarded(), 1), many(unknown(), 0), many(template(), 1));
    let third = (some(template()), many(text(), 0), many(example(), 0));
    (first, second, third).prop_map(|(first, second, third)| {
        let (code, title, needs, bindings, condition) = first;
        let (exceptions, verdicts, unknowns, because) = second;
        let (remedy, undecidable, examples) = third;
        Body::Rule(Box::new(Rule {
            code,
            title,
            needs,
            bindings,
            condition,
            exceptions,
            verdicts,
            unknowns,
            because,
            remedy,
            undecidable,
            examples,
        }))
    })
}

fn define() -> impl Strategy<Value = Body> {
    let of =
        prop_oneof![select(Kind::ALL).prop_map(TypeName::Kind), select(Type::ALL).prop_map(TypeName::Value)];
    let formal = (name(), of).prop_map(|(name, of)| Formal { name, of: nowhere(of) });
    let is = prop_oneof![
        (select(Type::ALL), spanned(DEPTH)).prop_map(|(of, v)| DefinedAs::Value(nowhere(of), v)),
        condition(DEPTH).prop_map(DefinedAs::Condition),
        (select(Type::ALL), name(), condition(1), spanned(1)).prop_map(|(of, n, c, v)| DefinedAs::Carry(
            nowhere(of),
            n,
            c,
            v
        )),
    ];
    (name(), prop::collection::vec(formal, 0..3), is)
        .prop_map(|(name, formals, is)| Body::Define(Box::new(Define { name, formals, is })))
}

fn parameter() -> impl Strategy<Value = Body> {
    let dated = (day(), value(0).prop_filter("a literal", |v| !matches!(v, Value::Path(_) | Value::Its(_))))
        .prop_map(|(from, value)| Dated { from, value: nowhere(value) });
    (name(), select(Type::ALL), prop::collection::vec(dated, 1..4))
        .prop_map(|(name, of, values)| Body::Parameter(Parameter { name, of: nowhere(of), values }))
}

fn overlay() -> impl Strategy<Value = Body> {
    let change = prop_oneof![
        certainty().prop_map(Changed::Certainty),
        exception().prop_map(|e| Changed::Exception(Box::new(e))),
    ];
    let change = (rule_code(), change).prop_map(|(rule, change)| Change { rule, change });
    (name(), text(), many(change, 1))
        .prop_map(|(branch, reason, changes)| Body::Overlay(Overlay { branch, reason, changes }))
}

fn item() -> impl Strategy<Value = Item> {
    let set = (name(), select(Kind::ALL), set(DEPTH))
        .prop_map(|(name, kind, members)| Body::Set(Set { name, kind: nowhere(kind), members }));
    let of = prop_oneof![
        (metadata(0), Just(Body::Common(Common)).boxed()),
        (metadata(2), set.boxed()),
        (metadata(1), parameter().boxed()),
        (metadata(2), define().boxed()),
        (metadata(0), rule().boxed()),
        (metadata(2), overlay().boxed()),
    ];
    (entry(Just(())), of).prop_map(|(head, (metadata, body))| Item {
        head,
        metadata,
        body,
        span: Span::default(),
    })
}

/// A file.
pub(crate) fn file() -> impl Strategy<Value = File> {
    (prop::collection::vec(item(), 1..3), prop::collection::vec(remark(), 0..2))
        .prop_map(|(items, trailing)| File { items, trailing })
}
