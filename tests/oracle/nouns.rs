//! Noun phrases: every thing is tried against every part of the phrase, one by one.

use dsl::ast::{self, Condition, Noun, Order, Relation, SetExpr, SetTerm, State, WindowKind};
use dsl::vocabulary::{Kind, Unit};
use masters::FileKind;
use model::Date;

use super::calendar::{self, Days};
use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{Found, ONE, Value};
use super::run::Run;
use super::things::{self, Thing};

/// 未コード化傷病名: its ICD-10 code is not known.
const UNCODED: u32 = 999;

impl Run<'_> {
    /// What a noun phrase finds; what is found of a doubtful kind softens the verdict that rests on it.
    pub fn find(&self, noun: &Noun) -> Found {
        let found = self.search(noun);
        found.sure.iter().for_each(|&thing| self.softens(noun, thing));
        found
    }

    /// The same, where each thing is judged by itself.
    pub fn search(&self, noun: &Noun) -> Found {
        if noun.kind.node == Kind::Row {
            return self.rows(noun);
        }
        let history = noun.windows.iter().any(|window| window.kind == WindowKind::InHistory);
        let mut found = Found { more: history && self.reaches_beyond(noun), ..Found::default() };
        for thing in things::all(&self.case, noun.kind.node, history) {
            if self.gone.borrow().contains(&thing) {
                continue;
            }
            match self.is_meant(noun, thing) {
                Holds => found.sure.push(thing),
                Undecided => found.perhaps.push(thing),
                Fails => {}
            }
        }
        match noun.order {
            Some(order) => self.one_of(order, found),
            None => found,
        }
    }

    fn is_meant(&self, noun: &Noun, thing: Thing) -> Answer {
        let state = noun.state.map_or(Holds, |state| self.is_in(state, thing));
        let windows = noun.windows.iter().map(|window| self.stands_in(window, thing));
        let set = noun.set.as_ref().map_or(Holds, |set| self.is_member(thing, set));
        let first = Answer::all(windows.chain([state, set]));
        if first == Fails {
            return Fails;
        }
        let filter = noun.filter.as_ref().map_or(Holds, |filter| self.about(thing, filter));
        Answer::all([first, filter])
    }

    fn is_in(&self, state: State, thing: Thing) -> Answer {
        let Some(disease) = self.case.disease(thing) else { return Fails };
        Answer::from(match state {
            State::Confirmed => !disease.suspected,
            State::Suspected => disease.suspected,
            State::Main => disease.main,
        })
    }

    /// A condition about the thing that a phrase is just looking at.
    pub fn about(&self, thing: Thing, condition: &Condition) -> Answer {
        self.its.borrow_mut().push(thing);
        let answer = self.holds(condition);
        self.its.borrow_mut().pop();
        answer
    }

    /// Notes what lets a definite verdict fall to review.
    pub fn softens(&self, noun: &Noun, thing: Thing) {
        let suspected =
            self.case.disease(thing).is_some_and(|disease| disease.suspected || disease.code == UNCODED);
        let at_time = noun.windows.iter().any(|window| window.kind == WindowKind::AtTime);
        let special = self.case.row(thing).is_some_and(|row| {
            row.is_provisional() || things::cell(row, "特例条件") == Value::Text("1".to_owned())
        });
        if suspected || at_time || special {
            self.soft.set(true);
        }
    }

    /// The latest or the earliest of what was found.
    fn one_of(&self, order: Order, found: Found) -> Found {
        let day = |thing: &Thing| self.case.days(*thing).map(|(first, _)| first);
        let best = match order {
            Order::Latest => found.sure.iter().copied().max_by_key(day),
            Order::Earliest => found.sure.iter().copied().min_by_key(day),
        };
        let Some(best) = best else { return found };
        let rivals: Vec<Thing> = found
            .perhaps
            .iter()
            .copied()
            .filter(|thing| match order {
                Order::Latest => day(thing) > day(&best),
                Order::Earliest => day(thing) < day(&best),
            })
            .collect();
        // What is not known lies before what is known.
        let more = found.more && order == Order::Earliest;
        if rivals.is_empty() && !more {
            return Found { sure: vec![best], ..Found::default() };
        }
        Found { sure: Vec::new(), perhaps: rivals.into_iter().chain([best]).collect(), more }
    }

    // ---- rows of tables

    /// A row is in force by the day of the line it is joined with.
    fn rows(&self, noun: &Noun) -> Found {
        let unknown = Found { more: true, ..Found::default() };
        let table = noun.set.as_ref().and_then(|set| match set.terms.as_slice() {
            [SetTerm::Named(path)] => table(&path.root.text),
            _ => None,
        });
        let Some((table, on)) = table.zip(noun.filter.as_ref().and_then(|filter| self.joined_on(filter)))
        else {
            return unknown;
        };
        let known = self.case.masters.table_known(table, on);
        // That there is no row rests on the table as well.
        if known == Ok(true) {
            self.soft.set(true);
        }
        let mut found = Found { more: known.is_err(), ..Found::default() };
        for at in 0..self.case.masters.relation_rows(table, on).count() {
            let thing = Thing::Row { table, on, at };
            match noun.filter.as_ref().map_or(Holds, |filter| self.about(thing, filter)) {
                Holds => found.sure.push(thing),
                Undecided => found.perhaps.push(thing),
                Fails => {}
            }
        }
        found
    }

    /// The day of the line whose code a row must have.
    fn joined_on(&self, filter: &Condition) -> Option<Date> {
        let parts = match filter {
            Condition::All(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        parts.iter().find_map(|part| match part {
            Condition::Compare(Relation::Equal, left, right) => match (&left.node, &right.node) {
                (ast::Value::Its(_), ast::Value::Path(path)) if path.fields.len() == 1 => {
                    match self.variable(&path.root.text)? {
                        Value::Thing(thing) => Some(self.case.asked_on(thing)),
                        _ => None,
                    }
                }
                _ => None,
            },
            _ => None,
        })
    }

    // ---- sets

    /// Whether the code of a thing lies in a set.
    pub fn is_member(&self, thing: Thing, set: &SetExpr) -> Answer {
        match (self.case.code(thing), self.case.master(thing)) {
            (Some(code), Some(master)) => self.holds_code(set, code, master, self.case.asked_on(thing)),
            _ => Undecided,
        }
    }

    /// Whether a code lies in a set on a day: in one of its terms, in none of those taken out, in all kept to.
    pub fn holds_code(&self, set: &SetExpr, code: u32, master: FileKind, on: Date) -> Answer {
        let listed = Answer::any(set.terms.iter().map(|term| self.term_holds(term, code, master, on)));
        let out = set.except.iter().map(|part| self.holds_code(part, code, master, on).not());
        let kept = set.within.iter().map(|part| self.holds_code(part, code, master, on));
        Answer::all([listed].into_iter().chain(out).chain(kept))
    }

    /// Whether a code lies in one term of a set.
    pub fn term_holds(&self, term: &SetTerm, code: u32, master: FileKind, on: Date) -> Answer {
        let number = |code: &ast::Code| code.digits.parse::<u32>().expect("codes are digits");
        match term {
            SetTerm::Code(one) => Answer::from(number(one) == code),
            SetTerm::Range(first, last) => Answer::from((number(first)..=number(last)).contains(&code)),
            SetTerm::Icd(range) => self.has_icd(range, code, on),
            SetTerm::Nested(inner) => self.holds_code(inner, code, master, on),
            SetTerm::Picked(_, condition) => self.about(Thing::Code { master, code, on }, condition),
            SetTerm::Named(path) => match self.variable(&path.root.text) {
                None => self
                    .book
                    .set(&path.root.text)
                    .map_or(Undecided, |set| self.holds_code(set, code, master, on)),
                Some(Value::Thing(thing)) => Answer::from(self.case.code(thing) == Some(code)),
                Some(Value::Group(found)) => {
                    let has =
                        |things: &[Thing]| things.iter().any(|&thing| self.case.code(thing) == Some(code));
                    match () {
                        () if has(&found.sure) => Holds,
                        () if has(&found.perhaps) || found.more => Undecided,
                        () => Fails,
                    }
                }
                Some(_) => Undecided,
            },
        }
    }

    fn has_icd(&self, range: &ast::IcdRange, code: u32, on: Date) -> Answer {
        let row = self.case.row_of_master(FileKind::Disease, code, on).filter(|_| code != UNCODED);
        let Some(row) = row else { return Undecided };
        let plain = |text: &str| text.replace('.', "");
        let (from, to) = (plain(&range.from.node), range.to.as_ref().map(|to| plain(&to.node)));
        let lies = |icd: &str| match &to {
            _ if icd.is_empty() => false,
            None => icd.starts_with(&from),
            Some(to) => icd >= from.as_str() && (icd <= to.as_str() || icd.starts_with(to.as_str())),
        };
        Answer::from([16, 17].into_iter().any(|item| lies(row.text(item))))
    }

    // ---- windows

    /// Whether a thing stands in a window.
    fn stands_in(&self, window: &ast::Window, thing: Thing) -> Answer {
        let anchor = window.anchor.as_ref().map_or(Value::NotKnown, |anchor| self.value(&anchor.node));
        match (window.kind, anchor) {
            (WindowKind::InHistory, _) => Holds,
            (_, Value::NotKnown) => Undecided,
            (WindowKind::OtherThan, Value::Thing(other)) => Answer::from(other != thing),
            (WindowKind::OtherThan, Value::Group(others)) => match () {
                () if others.sure.contains(&thing) => Fails,
                () if others.perhaps.contains(&thing) => Undecided,
                () => Holds,
            },
            (WindowKind::InBundle, Value::Thing(other)) => Answer::from(same_bundle(thing, other)),
            (WindowKind::AttachedTo, Value::Thing(other)) => Answer::from(self.is_attached(thing, other)),
            (WindowKind::OnReceipt, Value::Thing(other)) => {
                Answer::from(self.case.receipt_of(thing) == self.case.receipt_of(other))
            }
            (_, anchor) => match (self.days_of(window, &anchor), self.case.days(thing)) {
                (Some(days), Some((first, last))) => Answer::from(days.hold(first) && days.hold(last)),
                _ => Undecided,
            },
        }
    }

    fn is_attached(&self, comment: Thing, line: Thing) -> bool {
        match (comment, line) {
            (
                Thing::Comment { receipt, bundle: Some(bundle), .. },
                Thing::Line { receipt: r, bundle: b, line, .. },
            ) => {
                (receipt, bundle) == (r, b)
                    && line + 1 == self.case.patient.receipts[r].bundles[b].lines.len()
            }
            _ => false,
        }
    }

    /// Whether the known claims do not reach back as far as a phrase looks.
    fn reaches_beyond(&self, noun: &Noun) -> bool {
        let mut days = Days::ALL;
        for window in &noun.windows {
            if matches!(window.kind, WindowKind::OnReceipt | WindowKind::InBundle | WindowKind::AttachedTo) {
                return false;
            }
            let anchor = window.anchor.as_ref().map_or(Value::NotKnown, |anchor| self.value(&anchor.node));
            days = days.and(self.days_of(window, &anchor).unwrap_or(Days::ALL));
        }
        let month = self.case.receipt().month;
        let asked = calendar::month_later(month, -self.book.history);
        let back = days.first.map_or(asked, |first| first.month());
        let known = self.case.patient.known_from.map_or(month, |known| known.min(month));
        back < known
    }

    /// The days of a window, as its row in the table of calendar words says; none where they are not known.
    pub fn days_of(&self, window: &ast::Window, anchor: &Value) -> Option<Days> {
        use WindowKind as W;
        let (first, last) = match anchor {
            Value::Thing(thing) => self.case.days(*thing)?,
            Value::Date(day) => (*day, *day),
            Value::Month(month) => (month.first(), month.last()),
            _ => return None,
        };
        let whole_month = matches!(anchor, Value::Month(_) | Value::Thing(Thing::Month(_)));
        Some(match window.kind {
            W::OnDay | W::AtTime | W::During => Days::between(first, last),
            W::InWeek => calendar::week(first),
            W::InMonth => calendar::month(first.month()),
            W::InFiscalYear => calendar::fiscal_year(first),
            W::Before => Days { first: None, last: Some(calendar::later(first, -1)) },
            W::After => Days { first: Some(calendar::later(last, 1)), last: None },
            W::UpTo => Days { first: None, last: Some(last) },
            W::From => Days { first: Some(first), last: None },
            W::SpanOf => return self.span_of_row(window, first),
            W::CountingFrom | W::WithinBefore | W::WithinAfter | W::LastTo => {
                let (length, unit) = self.length(window)?;
                measured(window.kind, (first, last), whole_month, length, unit)?
            }
            _ => return None,
        })
    }

    fn length(&self, window: &ast::Window) -> Option<(i32, Unit)> {
        let ast::Value::Number(number) = &window.measure.as_ref()?.node else { return None };
        Some((number.digits.parse().ok()?, number.unit?))
    }

    /// を含む行の期間: the window of the row's 算定単位.
    fn span_of_row(&self, window: &ast::Window, day: Date) -> Option<Days> {
        let Value::Thing(row) = self.value(&window.measure.as_ref()?.node) else { return None };
        let unit = self.case.field(row, "算定単位コード").ends().known()? / ONE;
        let months = |back: i32| {
            let month = day.month();
            Days::between(calendar::month_later(month, 1 - back).first(), month.last())
        };
        Some(match unit {
            121 => Days::between(day, day),
            138 => calendar::week(day),
            142 => Days { first: Some(calendar::later(calendar::sunday(day), -7)), ..calendar::week(day) },
            131 => months(1),
            143 => months(2),
            144 => months(3),
            145 => months(4),
            146 => months(6),
            147 => months(12),
            148 => months(60),

            _ => return None,
        })
    }
}

fn measured(
    kind: WindowKind,
    ends: (Date, Date),
    whole_month: bool,
    length: i32,
    unit: Unit,
) -> Option<Days> {
    use WindowKind as W;
    let ((first, last), long) = (ends, i64::from(length));
    Some(match (kind, unit) {
        (W::CountingFrom, Unit::Days) => Days::between(first, calendar::later(first, long - 1)),
        (W::CountingFrom, Unit::Weeks) => Days::between(first, calendar::later(first, 7 * long - 1)),
        (W::CountingFrom, Unit::Months) if whole_month => {
            Days::between(first, calendar::month_later(first.month(), length - 1).last())
        }
        (W::CountingFrom, Unit::Months) => {
            Days::between(first, calendar::later(calendar::months_after(first, length), -1))
        }
        (W::WithinBefore, Unit::Days) => {
            Days::between(calendar::later(first, -long), calendar::later(first, -1))
        }
        (W::WithinBefore, Unit::Weeks) => {
            Days::between(calendar::later(first, -7 * long), calendar::later(first, -1))
        }
        (W::WithinBefore, Unit::Months) if whole_month => {
            Days::between(calendar::month_later(first.month(), -length).first(), calendar::later(first, -1))
        }
        (W::WithinBefore, Unit::Months) => calendar::within_months_before(first, length),
        (W::WithinAfter, Unit::Days) => Days::between(calendar::later(last, 1), calendar::later(last, long)),
        (W::WithinAfter, Unit::Weeks) => {
            Days::between(calendar::later(last, 1), calendar::later(last, 7 * long))
        }
        (W::LastTo, Unit::Months) => {
            Days::between(calendar::month_later(first.month(), 1 - length).first(), first.month().last())
        }
        (W::LastTo, Unit::Weeks) => {
            let sunday = calendar::sunday(first);
            Days::between(calendar::later(sunday, -7 * (long - 1)), calendar::later(sunday, 6))
        }
        _ => return None,
    })
}

/// Lines of one 剤 on one day.
const fn same_bundle(one: Thing, other: Thing) -> bool {
    match (one, other) {
        (
            Thing::Line { receipt, bundle, day, .. } | Thing::Bundle { receipt, bundle, day },
            Thing::Line { receipt: r, bundle: b, day: d, .. }
            | Thing::Bundle { receipt: r, bundle: b, day: d },
        ) => receipt == r && bundle == b && day == d,
        _ => false,
    }
}

fn table(name: &str) -> Option<FileKind> {
    Some(match name {
        "背反一日" => FileKind::ExclusionDay,
        "背反同月" => FileKind::ExclusionMonth,
        "背反同時" => FileKind::ExclusionSimultaneous,
        "背反同週" => FileKind::ExclusionWeek,
        "算定回数表" => FileKind::CountLimit,
        "コメント関連表" => FileKind::CommentRelation,
        _ => return None,
    })
}
