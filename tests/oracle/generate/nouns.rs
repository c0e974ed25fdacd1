//! Noun phrases and their windows.

use dsl::ast::{Condition, Noun, Order, Relation, SetTerm, Span, State, Value, Window, WindowKind};
use dsl::vocabulary::{Kind, Unit};

use super::sets::takes_set;
use super::tree::{amount, compare, day, its, month, nowhere, path, read, set, text};
use super::{LINES, Scope, has_day, is_line};

/// Tables that rules join, each with its key column.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("背反一日", "診療行為コード①"),
    ("背反同月", "診療行為コード①"),
    ("背反同時", "診療行為コード①"),
    ("背反同週", "診療行為コード①"),
    ("算定回数表", "診療行為コード"),
    ("コメント関連表", "診療行為コード"),
];

impl Scope<'_> {
    /// A kind that noun phrases look for beside others.
    pub(super) fn kind(&mut self) -> Kind {
        match self.random.below(20) {
            0 | 1 => Kind::Disease,
            2 | 3 => Kind::Comment,
            4 | 5 => Kind::Bundle,
            6 => Kind::Stay,
            7 => Kind::Visit,
            8 => Kind::Prescription,
            _ => self.random.pick(LINES),
        }
    }

    /// A noun phrase for a kind of things.
    pub(super) fn noun(&mut self, kind: Kind, depth: usize) -> Noun {
        let windows = self.windows(kind);
        let with_set = takes_set(kind) && self.random.chance(65);
        let filtered = depth > 0 && self.random.chance(25);
        let state = (kind == Kind::Disease && self.random.chance(50))
            .then(|| self.random.pick(&[State::Confirmed, State::Suspected, State::Main]));
        let made = with_set.then(|| self.set(kind, 1));
        let filter = filtered.then(|| Box::new(self.filter(kind, depth - 1)));
        Noun { windows, order: None, state, set: made, kind: nowhere(kind), filter, span: Span::default() }
    }

    /// A noun phrase for the latest or the first.
    pub(super) fn one(&mut self, kind: Kind, depth: usize) -> Noun {
        let order = Some(self.random.pick(&[Order::Latest, Order::Earliest]));
        Noun { order, ..self.noun(kind, depth) }
    }

    /// What must hold of the thing looked at.
    pub(super) fn filter(&mut self, kind: Kind, depth: usize) -> Condition {
        self.its.push(kind);
        let made = match self.random.below(5) {
            0 if depth > 0 => self.condition(depth - 1),
            _ => self.own(kind),
        };
        self.its.pop();
        made
    }

    /// A condition about the fields of the thing looked at.
    pub(super) fn own(&mut self, kind: Kind) -> Condition {
        let relation = self.number_relation();
        match kind {
            _ if is_line(kind) => match self.random.below(4) {
                0 => compare(
                    relation,
                    its("points"),
                    amount(self.random.pick(&[10, 50, 70, 100]), Some(Unit::Points)),
                ),
                1 => compare(relation, its("count"), amount(self.random.between(1, 2), Some(Unit::Times))),
                2 => compare(relation, its("quantity"), amount(self.random.between(1, 3), None)),
                _ => compare(
                    self.date_relation(),
                    its("day"),
                    day(20240600 + 100 * self.random.below(4) as u32 + 15),
                ),
            },
            Kind::Disease => match self.random.below(2) {
                0 => compare(
                    self.date_relation(),
                    its("started"),
                    day(20240500 + 100 * self.random.below(5) as u32 + 3),
                ),
                _ => compare(
                    Relation::Equal,
                    its("outcome"),
                    read(self.random.pick(&["cured", "died", "stopped"]), &[]),
                ),
            },
            Kind::Bundle => compare(
                relation,
                its("points"),
                amount(self.random.pick(&[10, 50, 70, 100]), Some(Unit::Points)),
            ),
            Kind::EachDay | Kind::Visit => compare(self.date_relation(), its("day"), day(20240715)),
            Kind::Stay => compare(self.date_relation(), its("admitted"), day(20240610)),
            Kind::Prescription if self.random.chance(50) => {
                compare(relation, its("days"), amount(self.random.between(1, 3), Some(Unit::Days)))
            }
            Kind::Prescription => compare(relation, its("kinds"), amount(self.random.between(1, 2), None)),
            Kind::EachWeek | Kind::EachMonth => {
                compare(self.date_relation(), its("first_day"), day(20240714))
            }
            _ => Condition::Member(nowhere(its("code")), self.set(Kind::Comment, 0), self.random.chance(70)),
        }
    }

    /// Windows that fit a kind, by what the rule has declared.
    fn windows(&mut self, kind: Kind) -> Vec<Window> {
        let mut windows = Vec::new();
        match self.random.below(100) {
            0..35 if self.history => windows.push(plain(WindowKind::InHistory, None)),
            90.. => windows.push(plain(WindowKind::InAndOut, None)),
            _ => {}
        }
        let timed = has_day(kind)
            || matches!(kind, Kind::Comment | Kind::Disease | Kind::Stay | Kind::Prescription)
            || matches!(kind, Kind::EachWeek | Kind::EachMonth);
        if timed && (has_day(kind) || self.random.chance(40)) {
            for _ in 0..self.random.pick(&[0, 1, 1, 1, 2]) {
                windows.extend(self.window());
            }
        }
        let same: Vec<&str> = self.things.iter().filter(|(_, k)| *k == kind).map(|(name, _)| *name).collect();
        if !same.is_empty() && self.random.chance(35) {
            windows.push(plain(WindowKind::OtherThan, Some(read(self.random.pick(&same), &[]))));
        }
        let lines: Vec<&str> = self
            .things
            .iter()
            .filter(|(_, k)| is_line(*k) || *k == Kind::Bundle)
            .map(|(name, _)| *name)
            .collect();
        if !lines.is_empty() && (is_line(kind) || kind == Kind::Bundle) && self.random.chance(8) {
            let of = self.random.pick(&[WindowKind::InBundle, WindowKind::OnReceipt]);
            windows.push(plain(of, Some(read(self.random.pick(&lines), &[]))));
        }
        self.ties(kind, &mut windows);
        let lines: Vec<&str> =
            self.things.iter().filter(|(_, k)| is_line(*k)).map(|(name, _)| *name).collect();
        if kind == Kind::Comment && !lines.is_empty() && self.random.chance(60) {
            windows.push(plain(WindowKind::AttachedTo, Some(read(self.random.pick(&lines), &[]))));
        }
        windows
    }

    /// Windows of stays, prescriptions and receipts.
    fn ties(&mut self, kind: Kind, windows: &mut Vec<Window>) {
        let stands = |kind: Kind| !matches!(kind, Kind::EachDay | Kind::EachWeek | Kind::EachMonth);
        let named: Vec<(&str, Kind)> = self.things.iter().filter(|(_, k)| stands(*k)).copied().collect();
        if named.is_empty() || !stands(kind) || !self.random.chance(10) {
            return;
        }
        let (of, its_kind) = self.random.pick(&named);
        let drug = |kind| matches!(kind, Kind::Drug | Kind::Line | Kind::Prescription);
        let word = match self.random.below(3) {
            0 => WindowKind::OnReceipt,
            1 if drug(kind) && drug(its_kind) => WindowKind::InPrescription,
            1 if its_kind == Kind::Stay => WindowKind::During,
            _ => WindowKind::InStay,
        };
        windows.push(plain(word, Some(read(of, &[]))));
    }

    /// A window of days.
    fn window(&mut self) -> Option<Window> {
        use WindowKind as W;
        let anchor = self.anchor()?;
        let row = self.rows.iter().find(|(_, table)| *table == "算定回数表").map(|(name, _)| *name);
        if let (Some(row), true) = (row, self.random.chance(50)) {
            return Some(measured(W::SpanOf, anchor, read(row, &[])));
        }
        Some(match self.random.below(16) {
            0 | 1 => plain(W::OnDay, Some(anchor)),
            2 => plain(W::AtTime, Some(anchor)),
            3 => plain(W::InWeek, Some(anchor)),
            4 | 5 => plain(W::InMonth, Some(anchor)),
            6 => plain(W::InFiscalYear, Some(anchor)),
            7 => plain(self.random.pick(&[W::Before, W::After]), Some(anchor)),
            8 => plain(self.random.pick(&[W::UpTo, W::From]), Some(anchor)),
            9 => plain(W::During, Some(self.span()?)),
            10 => self.of_months(),
            11 => {
                let unit = self.random.pick(&[Unit::Days, Unit::Weeks]);
                measured(W::WithinAfter, anchor, amount(self.random.between(1, 9), Some(unit)))
            }
            12 | 13 => {
                let (unit, most) = self.random.pick(&[(Unit::Days, 40), (Unit::Weeks, 4), (Unit::Months, 3)]);
                measured(W::CountingFrom, anchor, amount(self.random.between(1, most), Some(unit)))
            }
            _ => {
                let (unit, most) = self.random.pick(&[(Unit::Days, 40), (Unit::Weeks, 4), (Unit::Months, 3)]);
                measured(W::WithinBefore, anchor, amount(self.random.between(1, most), Some(unit)))
            }
        })
    }

    /// Windows of whole months and weeks.
    fn of_months(&mut self) -> Window {
        use WindowKind as W;
        let of = match self.days_of_things() {
            Some(name) => read(name, &["calendar_month"]),
            None => read("receipt", &["service_month"]),
        };
        let kind = self.random.pick(&[W::LastTo, W::WithinBefore, W::CountingFrom, W::During]);
        match kind {
            W::During => plain(W::During, Some(of)),
            _ => measured(kind, of, amount(self.random.between(1, 4), Some(Unit::Months))),
        }
    }

    /// A thing, or a day.
    fn anchor(&mut self) -> Option<Value> {
        let name = self.days_of_things();
        let groups: Vec<&str> =
            self.groups.iter().filter(|(_, k)| has_day(*k)).map(|(name, _)| *name).collect();
        if !groups.is_empty() && self.random.chance(15) {
            return Some(read(self.random.pick(&groups), &[]));
        }
        if !self.runs.is_empty() && self.random.chance(25) {
            return Some(read(self.random.pick(&self.runs), &[]));
        }
        match (name, self.random.below(10)) {
            (Some(name), 0..=5) => Some(read(name, &[])),
            (Some(name), 6..=8) => Some(read(name, &["day"])),
            _ => Some(day(self.random.pick(&[20240603, 20240630, 20240710, 20240731, 20240808, 20240901]))),
        }
    }

    /// A variable with a day.
    pub(super) fn days_of_things(&mut self) -> Option<&'static str> {
        let named: Vec<&'static str> =
            self.things.iter().filter(|(_, k)| has_day(*k)).map(|(name, _)| *name).collect();
        (!named.is_empty()).then(|| self.random.pick(&named))
    }

    /// Something that lasts some days.
    fn span(&mut self) -> Option<Value> {
        let long = |kind: Kind| matches!(kind, Kind::EachWeek | Kind::EachMonth | Kind::EachDay);
        let named: Vec<&str> = self.things.iter().filter(|(_, k)| long(*k)).map(|(name, _)| *name).collect();
        if !self.runs.is_empty() && self.random.chance(60) {
            return Some(read(self.random.pick(&self.runs), &[]));
        }
        if !named.is_empty() {
            return Some(read(self.random.pick(&named), &[]));
        }
        Some(match self.days_of_things() {
            Some(name) => read(name, &["day", "calendar_week"]),
            None => month(202_406 + self.random.below(4) as u32),
        })
    }

    /// Rows of a table that belong to a procedure.
    pub(super) fn row(&mut self, of: &str) -> (Noun, &'static str) {
        let (table, key) = self.random.pick(TABLES);
        let mut parts = vec![compare(Relation::Equal, its(key), read(of, &["code"]))];
        let others: Vec<&str> = self
            .things
            .iter()
            .filter(|(n, k)| super::is_procedure(*k) && *n != of)
            .map(|(name, _)| *name)
            .collect();
        if table.starts_with("背反") && !others.is_empty() && self.random.chance(85) {
            parts.push(compare(
                Relation::Equal,
                its("診療行為コード②"),
                read(self.random.pick(&others), &["code"]),
            ));
        }
        if self.random.chance(50) {
            parts.push(self.about_row(table));
        }
        let filter = if parts.len() == 1 { parts.pop() } else { Some(Condition::All(parts)) };
        let noun = Noun {
            windows: Vec::new(),
            order: None,
            state: None,
            set: Some(set(vec![SetTerm::Named(path(table, &[]))])),
            kind: nowhere(Kind::Row),
            filter: filter.map(Box::new),
            span: Span::default(),
        };
        (noun, table)
    }

    fn about_row(&mut self, table: &str) -> Condition {
        match table {
            "算定回数表" if self.random.chance(60) => {
                let unit = self.random.pick(&[121, 131, 138, 142, 143]);
                compare(Relation::Equal, its("算定単位コード"), amount(unit, None))
            }
            "算定回数表" => {
                compare(self.number_relation(), its("算定回数"), amount(self.random.between(1, 2), None))
            }
            "コメント関連表" => {
                compare(Relation::Equal, its("条件区分"), text(self.random.pick(&["0", "1", "3"])))
            }
            _ => {
                let claims = self.random.pick(&["1", "2", "3"]);
                Condition::Any(vec![
                    compare(Relation::Equal, its("背反区分"), text(claims)),
                    compare(Relation::Equal, its("特例条件"), text(self.random.pick(&["0", "1"]))),
                ])
            }
        }
    }
}

pub(super) fn plain(kind: WindowKind, anchor: Option<Value>) -> Window {
    Window { kind, anchor: anchor.map(nowhere), measure: None, span: Span::default() }
}

fn measured(kind: WindowKind, anchor: Value, measure: Value) -> Window {
    Window { kind, anchor: Some(nowhere(anchor)), measure: Some(nowhere(measure)), span: Span::default() }
}
