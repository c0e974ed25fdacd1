//! Whole rules, and the named items that they share.

use dsl::ast::{Arithmetic, Basis, Dated, Day, Parameter, Relation};
use dsl::ast::{
    Binding, Body, Bound, CutOrder, Define, DefinedAs, Entry, Exception, File, Formal, Guard, Guarded, Item,
    Metadata, Outcome, Reason, Rule, Set, Span, Template, TemplatePart, TypeName, Unknown, Validity, Value,
    Verdict, VerdictKind,
};
use dsl::vocabulary::{ClaimWord, Kind, Queue, SourceKind, Stage, Type, Unit};
use model::{Certainty, CheckKind, Date};

use super::near::Near;
use super::nouns::TABLES;
use super::tree::{amount, compare, entry, name, nowhere, number, read, set};
use super::{LINES, Scope, is_line, is_procedure};
use crate::oracle::random::Random;

/// A book of so many rules with its sets, parameter and definitions.
pub fn book(random: &mut Random, rules: usize) -> File {
    let mut items = shared(random);
    items.extend((1..=rules).map(|number| rule(random, number)));
    File { items, trailing: Vec::new() }
}

fn item(metadata: Metadata, body: Body) -> Item {
    Item { head: entry(()), metadata, body, span: Span::default() }
}

fn scope(random: &mut Random, history: bool) -> Scope<'_> {
    Scope {
        random,
        things: Vec::new(),
        groups: Vec::new(),
        rows: Vec::new(),
        runs: Vec::new(),
        numbers: Vec::new(),
        history,
        its: Vec::new(),
    }
}

fn metadata() -> Metadata {
    let basis = Basis { kind: nowhere(SourceKind::Notification), clause: nowhere("医科 A000".to_owned()) };
    Metadata {
        basis: Some(entry(vec![basis])),
        owner: Some(entry(nowhere("試験".to_owned()))),
        ..Metadata::default()
    }
}

fn shared(random: &mut Random) -> Vec<Item> {
    let mut items = Vec::new();
    for (set_name, kind) in [("甲群", Kind::Procedure), ("薬群", Kind::Drug), ("病群", Kind::Disease)] {
        let mut members = scope(random, false).set(kind, 1);
        // A set does not name itself.
        members.terms.retain(|term| !matches!(term, dsl::ast::SetTerm::Named(_)));
        members.terms.push(dsl::ast::SetTerm::Code(super::tree::code(super::sets::codes(kind)[0])));
        let plain = |part: &dsl::ast::SetExpr| !format!("{part:?}").contains("Named(");
        members.except.retain(plain);
        members.within.retain(plain);
        members.terms.retain(|term| !format!("{term:?}").contains("Named("));
        items.push(item(metadata(), Body::Set(Set { name: name(set_name), kind: nowhere(kind), members })));
    }
    let dated = |yyyymmdd: u32, times: i64| Dated {
        from: Day { date: Date::from_number(yyyymmdd).expect("a day"), span: Span::default() },
        value: nowhere(amount(times, Some(Unit::Times))),
    };
    let values = vec![dated(2024_06_01, random.between(1, 3)), dated(2024_08_01, random.between(1, 3))];
    let parameter = Parameter { name: name("上限"), of: nowhere(Type::Times), values };
    items.push(item(metadata(), Body::Parameter(parameter)));
    let formal = |kind| Formal { name: name("x"), of: nowhere(TypeName::Kind(kind)) };
    let least = amount(random.pick(&[20, 60, 100]), Some(Unit::Points));
    let high = compare(Relation::AtLeast, read("x", &["points"]), least);
    let define =
        Define { name: name("高点"), formals: vec![formal(Kind::Line)], is: DefinedAs::Condition(high) };
    items.push(item(metadata(), Body::Define(Box::new(define))));
    let twice = Value::Arithmetic(
        Arithmetic::Multiply,
        Box::new(nowhere(read("x", &["points"]))),
        Box::new(nowhere(amount(2, None))),
    );
    let is = DefinedAs::Value(nowhere(Type::Points), nowhere(twice));
    let define = Define { name: name("倍"), formals: vec![formal(Kind::Procedure)], is };
    items.push(item(metadata(), Body::Define(Box::new(define))));
    items
}

fn rule(random: &mut Random, ordinal: usize) -> Item {
    let needs = random.chance(55).then(|| random.pick(&[1, 2, 3, 6, 12]));
    let metadata = rule_metadata(random);
    let near = random.pick(&[None, None, Some(Near::Codes), Some(Near::Unit)]);
    let needs = needs.filter(|_| near.is_none());
    let mut scope = scope(random, needs.is_some());
    let mut rule = Rule::new(nowhere(format!("T-{ordinal}")), nowhere("試験".to_owned()));
    rule.needs = needs.map(|months| entry(number(months, Some(Unit::Months))));
    rule.bindings = match near {
        Some(near) => scope.near_bindings(near),
        None => scope.bindings(),
    };
    if scope.random.chance(if near.is_some() { 95 } else { 70 }) {
        let depth = scope.random.below(3);
        let condition = match near {
            Some(near) => scope.near_condition(near, depth),
            None => scope.condition(depth),
        };
        rule.condition = Some(entry(condition));
    }
    for _ in 0..scope.random.pick(&[0, 0, 0, 1, 1, 2]) {
        let exception = match near {
            Some(near) => scope.near_exception(near),
            None => scope.exception(),
        };
        rule.exceptions.push(entry(exception));
    }
    rule.verdicts = match near {
        // Guards and what is set look anywhere.
        Some(_) => vec![entry(Guarded { guard: Guard::Always, verdict: scope.verdict(true) })],
        None => scope.verdicts(),
    };
    if scope.random.chance(25) {
        let unknown = scope.unknown(&rule);
        rule.unknowns.push(entry(unknown));
    }
    rule.because = vec![entry(template())];
    item(metadata, Body::Rule(Box::new(rule)))
}

fn rule_metadata(random: &mut Random) -> Metadata {
    let from = random.pick(&[2024_06_01, 2024_06_01, 2024_06_01, 2024_07_10]);
    let until = random.chance(15).then_some(2024_08_20).and_then(Date::from_number);
    let from = Date::from_number(from).expect("a day");
    let mut claims = vec![ClaimWord::Medical];
    if random.chance(20) {
        claims.push(random.pick(&[ClaimWord::Inpatient, ClaimWord::Outpatient]));
    }
    Metadata {
        valid: Some(entry(Validity { from, until, span: Span::default() })),
        certainty: Some(entry(random.pick(&[
            Certainty::Definite,
            Certainty::Definite,
            Certainty::Definite,
            Certainty::Review,
            Certainty::Notice,
        ]))),
        stage: Some(entry(Stage::Trial)),
        publish: Some(entry(false)),
        check: Some(entry(CheckKind::Other)),
        claims: Some(entry(claims)),
        ..metadata()
    }
}

fn template() -> Template {
    Template { parts: vec![TemplatePart::Literal("理由".to_owned())], span: Span::default() }
}

fn binding(of: &'static str, bound: Bound) -> Entry<Binding> {
    entry(Binding { name: name(of), bound })
}

impl Scope<'_> {
    fn bindings(&mut self) -> Vec<Entry<Binding>> {
        let mut made = vec![self.first()];
        for of in ["乙", "丙", "丁"] {
            if !self.random.chance(55) {
                break;
            }
            made.push(self.further(of));
        }
        made
    }

    fn first(&mut self) -> Entry<Binding> {
        let kind = match self.random.below(18) {
            0 => Kind::Disease,
            1 => Kind::Comment,
            2 => Kind::Bundle,
            3 => Kind::EachDay,
            4 => Kind::EachWeek,
            5 => Kind::EachMonth,
            6 => Kind::Stay,
            7 => Kind::Visit,
            8 => Kind::Prescription,
            _ => self.random.pick(LINES),
        };
        if (is_line(kind) || kind == Kind::Visit) && self.random.chance(8) {
            return self.run("甲", kind);
        }
        if is_line(kind) && self.random.chance(10) {
            let noun = self.noun(kind, 1);
            self.groups.push(("甲", kind));
            return binding("甲", Bound::All(noun));
        }
        let noun = self.noun(kind, 1);
        self.things.push(("甲", kind));
        binding("甲", Bound::Each(noun))
    }

    /// A variable for unbroken runs of days.
    fn run(&mut self, of: &'static str, kind: Kind) -> Entry<Binding> {
        let noun = self.noun(kind, 1);
        self.runs.push(of);
        binding(of, Bound::Run(noun))
    }

    fn further(&mut self, of: &'static str) -> Entry<Binding> {
        let procedure = self.things.iter().find(|(_, k)| is_procedure(*k)).map(|(name, _)| *name);
        if self.random.chance(6) {
            let kind = self.random.pick(LINES);
            return self.run(of, kind);
        }
        match self.random.below(10) {
            0..=2 => {
                let kind = self.kind();
                let noun = if self.random.chance(25) { self.one(kind, 1) } else { self.noun(kind, 1) };
                self.things.push((of, kind));
                binding(of, Bound::Each(noun))
            }
            3 | 4 => {
                let kind = self.kind();
                let noun = self.noun(kind, 1);
                self.groups.push((of, kind));
                binding(of, Bound::All(noun))
            }
            5 | 6 if procedure.is_some() => {
                let (noun, table) = self.row(procedure.unwrap_or_default());
                debug_assert!(TABLES.iter().any(|(known, _)| *known == table));
                self.rows.push((of, table));
                binding(of, Bound::Each(noun))
            }
            _ => {
                let depth = 1 + self.random.below(2);
                let value = self.number(Type::Times, depth);
                self.numbers.push(of);
                binding(of, Bound::Value(nowhere(value)))
            }
        }
    }

    fn exception(&mut self) -> Exception {
        let depth = self.random.below(2);
        let condition = self.condition(depth);
        let but_not = self.random.chance(25).then(|| self.condition(0));
        let outcome = match self.random.below(3) {
            0 => Outcome::Verdict(Box::new(self.verdict(false))),
            _ => Outcome::Stop,
        };
        Exception { condition, but_not, outcome }
    }

    fn verdicts(&mut self) -> Vec<Entry<Guarded>> {
        let number = self.random.pick(&[1, 1, 1, 2, 2, 3]);
        let mut made = Vec::new();
        for at in 0..number {
            let guard = match self.random.below(4) {
                0 if at > 0 => Guard::Otherwise,
                1 if number > 1 => {
                    let depth = self.random.below(2);
                    Guard::When(self.condition(depth))
                }
                _ => Guard::Always,
            };
            let guard =
                if at > 0 && at + 1 == number && self.random.chance(50) { Guard::Otherwise } else { guard };
            made.push(entry(Guarded { guard, verdict: self.verdict(true) }));
        }
        made
    }

    /// A verdict on something of the rule; one of 不明 does not assess.
    fn verdict(&mut self, may_assess: bool) -> Verdict {
        let things = self.things.clone();
        let groups: Vec<_> = self.groups.iter().copied().filter(|(_, kind)| is_line(*kind)).collect();
        let lines: Vec<_> = things.iter().copied().filter(|(_, kind)| is_line(*kind)).collect();
        let of_group = !groups.is_empty() && (things.is_empty() || self.random.chance(50));
        let (subject, line) = match () {
            () if of_group => (self.random.pick(&groups).0, true),
            () if !lines.is_empty() && self.random.chance(80) => (self.random.pick(&lines).0, true),
            () if !things.is_empty() => (self.random.pick(&things).0, false),
            () => ("receipt", false),
        };
        let mut cut = None;
        let kind = match self.random.below(12) {
            0..=2 if may_assess && line => VerdictKind::Remove,
            3..=5 if may_assess && line => {
                cut = self.random.pick(&[None, Some(CutOrder::LatestFirst), Some(CutOrder::CheapestFirst)]);
                let times = if self.random.chance(70) {
                    self.literal(Type::Times)
                } else {
                    self.number(Type::Times, 1)
                };
                if self.random.chance(75) {
                    VerdictKind::ReduceTo(nowhere(times))
                } else {
                    VerdictKind::ReduceBy(nowhere(times))
                }
            }
            6 if may_assess && of_group => {
                VerdictKind::Keep(nowhere(amount(self.random.between(1, 2), None)))
            }
            7 if may_assess && line => match self.random.below(3) {
                0 if of_group => VerdictKind::Cap(nowhere(self.literal(Type::Points))),
                1 => VerdictKind::Replace(nowhere(super::tree::code_value(113_001_810))),
                _ => VerdictKind::Correct(nowhere(self.number(Type::Points, 0))),
            },
            8 => VerdictKind::Notice,
            9 => return verdict("receipt", VerdictKind::Return, None),
            10 if line || subject != "receipt" => {
                VerdictKind::Ask(set(vec![dsl::ast::SetTerm::Code(super::tree::code(830_000_001))]))
            }
            _ => VerdictKind::Flag(nowhere(self.random.pick(&[
                Queue::Staff,
                Queue::Committee,
                Queue::Headquarters,
            ]))),
        };
        let reason = matches!(kind, VerdictKind::Remove | VerdictKind::ReduceTo(_)) && self.random.chance(40);
        let reason = reason.then(|| Reason { code: "D".to_owned(), span: Span::default() });
        Verdict { reason, ..verdict(subject, kind, cut) }
    }

    fn unknown(&mut self, rule: &Rule) -> Unknown {
        let names = rule.bindings.iter().map(|binding| binding.node.name.clone()).collect::<Vec<_>>();
        let of = self.random.below(names.len());
        Unknown { names: vec![names[of].clone()], verdict: self.verdict(false) }
    }
}

fn verdict(subject: &str, kind: VerdictKind, cut: Option<CutOrder>) -> Verdict {
    Verdict { subject: nowhere(read(subject, &[])), kind, cut, reason: None, span: Span::default() }
}
