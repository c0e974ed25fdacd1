//! Noun phrases: every thing is tried against every part of the phrase, one by one.

use dsl::ast::{self, Condition, Noun, Order, Relation, SetExpr, SetTerm, State, WindowKind};
use dsl::vocabulary::{Kind, Unit};
use masters::FileKind;
use model::{Date, Month};

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
        let found = self.search(noun, &mut None);
        found.sure.iter().for_each(|&thing| self.softens(noun, thing));
        found
    }

    /// The same, where each thing is judged by itself: `alone` takes those that soften what rests on them.
    pub fn search(&self, noun: &Noun, alone: &mut Option<Vec<Thing>>) -> Found {
        if noun.kind.node == Kind::Row {
            return self.rows(noun);
        }
        if noun.order.is_some() {
            // Which is the latest rests on all of them.
            *alone = None;
        }
        let has = |kind| noun.windows.iter().any(|window| window.kind == kind);
        let (history, parallel) = (has(WindowKind::InHistory), has(WindowKind::InAndOut));
        let mut found = Found::default();
        if history && !parallel && self.reaches_beyond(noun) {
            (found.more, found.settled) = (true, Some(self.known_from().first()));
        }
        if (parallel && !self.case.patient.knows_month) || self.may_hide_visits(noun, history, parallel) {
            (found.more, found.settled) = (true, None);
        }
        for (thing, there) in things::all(&self.case, noun.kind.node, history || parallel, parallel) {
            if self.gone.borrow().contains(&thing) {
                continue;
            }
            let before = self.soft.get();
            let meant = self.is_meant(noun, thing);
            if let Some(alone) = alone {
                if self.soft.replace(before) && !before {
                    alone.push(thing);
                }
            }
            match if meant == Fails { Fails } else { Answer::all([there, meant]) } {
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

    /// A receipt without 受診日等レコード does not show on which days the patient came.
    fn may_hide_visits(&self, noun: &Noun, history: bool, parallel: bool) -> bool {
        let receipts = self.case.patient.receipts.iter().enumerate();
        let looked_at = receipts.filter(|(at, receipt)| {
            *at == 0 || (history && !parallel) || (parallel && receipt.month == self.case.receipt().month)
        });
        let mut without = looked_at.filter(|(_, receipt)| receipt.visits.is_none());
        let may_stand = |receipt: usize| {
            let some_day = Thing::Visit { receipt, day: 0 };
            Answer::all(noun.windows.iter().map(|window| self.stands_in(window, some_day))) != Fails
        };
        noun.kind.node == Kind::Visit && without.any(|(at, _)| may_stand(at))
    }

    fn is_meant(&self, noun: &Noun, thing: Thing) -> Answer {
        let ward = match noun.kind.node {
            Kind::WardDay => self.case.is_ward_day(thing),
            _ => Holds,
        };
        let state = noun.state.map_or(Holds, |state| self.is_in(state, thing));
        let windows = noun.windows.iter().map(|window| self.stands_in(window, thing));
        let set = noun.set.as_ref().map_or(Holds, |set| self.is_member(thing, set));
        let first = Answer::all(windows.chain([ward, state, set]));
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

    /// The latest or the earliest of what was found: surely it, where nothing else can lie beyond it.
    fn one_of(&self, order: Order, found: Found) -> Found {
        let days = |thing: &Thing| self.case.days(*thing);
        let best = match order {
            Order::Latest => found.sure.iter().copied().max_by_key(|thing| days(thing).map(|d| d.0)),
            Order::Earliest => found
                .sure
                .iter()
                .copied()
                .min_by_key(|thing| days(thing).map_or((true, None), |d| (false, Some(d.1)))),
        };
        let Some(best) = best else { return found };
        let beyond = |thing: &Thing| match (days(thing), days(&best), order) {
            (Some(of), Some(best), Order::Latest) => of.1 > best.0,
            (Some(of), Some(best), Order::Earliest) => of.0 < best.1,
            _ => true,
        };
        let others = found.sure.iter().chain(&found.perhaps).copied().filter(|thing| *thing != best);
        let rivals: Vec<Thing> = others.filter(beyond).collect();
        let known_to_be_last = order == Order::Latest
            && found.settled.zip(days(&best)).is_some_and(|(settled, best)| settled <= best.0);
        let more = found.more && !known_to_be_last;
        if rivals.is_empty() && !more {
            return Found { sure: vec![best], ..Found::default() };
        }
        let perhaps = rivals.into_iter().chain([best]).collect();
        Found { sure: Vec::new(), perhaps, more, settled: found.settled }
    }

    /// Unbroken runs of the days of what was found; one that may be longer or shorter is only perhaps one.
    pub fn runs(&self, found: &Found) -> Found {
        let undated = found.sure.iter().chain(&found.perhaps).any(|&thing| self.case.day(thing).is_none());
        let days = |things: &[Thing]| -> Vec<Date> {
            things.iter().filter_map(|&thing| self.case.day(thing)).collect()
        };
        let (sure, perhaps) = (days(&found.sure), days(&found.perhaps));
        let mut made = Found { more: found.more || undated, ..Found::default() };
        let has = |day: Date| sure.contains(&day) || perhaps.contains(&day);
        let mut all: Vec<Date> = sure.iter().chain(&perhaps).copied().collect();
        all.sort();
        all.dedup();
        for first in all.into_iter().filter(|&day| !has(calendar::later(day, -1))) {
            let mut last = first;
            while has(calendar::later(last, 1)) {
                last = calendar::later(last, 1);
            }
            let mut inside = (0..calendar::days_between(first, last)).map(|n| calendar::later(first, n));
            let all_known = inside.all(|day| sure.contains(&day));
            let may_begin_before = found.more && found.settled.is_none_or(|settled| first <= settled);
            let run = Thing::Run { first, last };
            match all_known && !may_begin_before && !undated {
                true => made.sure.push(run),
                false => made.perhaps.push(run),
            }
        }
        made
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
        let joined = parts.iter().find_map(|part| match part {
            Condition::Compare(Relation::Equal, left, right) => match (&left.node, &right.node) {
                (ast::Value::Its(_), ast::Value::Path(path)) if path.fields.len() == 1 => Some(path),
                _ => None,
            },
            _ => None,
        })?;
        match self.variable(&joined.root.text)? {
            Value::Thing(thing) => Some(self.case.asked_on(thing)),
            _ => None,
        }
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
                Some(_) => match self.value(&ast::Value::Path(path.clone())) {
                    Value::Code(one) => Answer::from(one == code),
                    Value::Thing(thing) => {
                        self.case.code(thing).map_or(Undecided, |one| Answer::from(one == code))
                    }
                    Value::Group(found) => {
                        let has = |things: &[Thing]| {
                            things.iter().any(|&thing| self.case.code(thing) == Some(code))
                        };
                        match () {
                            () if has(&found.sure) => Holds,
                            () if has(&found.perhaps) || found.more => Undecided,
                            () => Fails,
                        }
                    }
                    _ => Undecided,
                },
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
            // Which receipts are looked at was settled before.
            (WindowKind::InHistory | WindowKind::InAndOut, _) => Holds,
            (WindowKind::OtherThan, Value::Group(others)) => match () {
                () if others.sure.contains(&thing) => Fails,
                () if others.perhaps.contains(&thing) => Undecided,
                () => Holds,
            },
            // In the window of one of them.
            (_, Value::Group(found)) => {
                let sure = found.sure.iter().map(|&one| self.stands_by(window, one, thing));
                let perhaps = found.perhaps.iter().map(|&one| {
                    let stands = self.stands_by(window, one, thing);
                    Answer::all([stands, Undecided])
                });
                Answer::any(sure.chain(perhaps).chain(found.more.then_some(Undecided)))
            }
            (_, Value::Thing(anchor)) => self.stands_by(window, anchor, thing),
            (_, anchor) => self.lies_in(self.days_of(window, &anchor), thing),
        }
    }

    /// The same, measured from one thing.
    fn stands_by(&self, window: &ast::Window, anchor: Thing, thing: Thing) -> Answer {
        use WindowKind as W;
        match (window.kind, anchor) {
            (W::OtherThan, _) => Answer::from(anchor != thing),
            (W::InBundle, _) => Answer::from(same_bundle(thing, anchor)),
            (W::AttachedTo, _) => Answer::from(self.is_attached(thing, anchor)),
            (W::OnReceipt, _) => Answer::from(self.case.receipt_of(thing) == self.case.receipt_of(anchor)),
            (W::InStay, _) | (W::During, Thing::Stay { .. }) => self.same_stay(anchor, thing),
            (W::InPrescription, _) => self.same_prescription(anchor, thing),
            _ if self.case.has_unknown_day(anchor) => self.on_some_day(window, anchor, thing),
            _ => self.lies_in(self.days_of(window, &Value::Thing(anchor)), thing),
        }
    }

    /// Measured from a thing whose day is not known: tried for each day that it may have.
    fn on_some_day(&self, window: &ast::Window, anchor: Thing, thing: Thing) -> Answer {
        let Some((first, last)) = self.case.days(anchor) else { return Undecided };
        let days = (0..calendar::days_between(first, last)).map(|n| calendar::later(first, n));
        let answers: Vec<Answer> =
            days.map(|day| self.lies_in(self.days_of(window, &Value::Date(day)), thing)).collect();
        match () {
            () if answers.iter().all(|&answer| answer == Holds) => Holds,
            () if answers.iter().all(|&answer| answer == Fails) => Fails,
            () => Undecided,
        }
    }

    /// Whether all days of a thing are among some days; of a thing with one day that is not known, whether that one is.
    fn lies_in(&self, days: Option<Days>, thing: Thing) -> Answer {
        let (Some(days), Some((first, last))) = (days, self.case.days(thing)) else { return Undecided };
        let unknown = self.case.has_unknown_day(thing);
        let mut each = (0..calendar::days_between(first, last)).map(|n| calendar::later(first, n));
        match () {
            () if each.clone().all(|day| days.hold(day)) => Holds,
            () if unknown && each.any(|day| days.hold(day)) => Undecided,
            () => Fails,
        }
    }

    /// Inpatient receipts with one day of admission are of one stay.
    fn same_stay(&self, one: Thing, other: Thing) -> Answer {
        let (Some(a), Some(b)) = (self.case.stay_of(one), self.case.stay_of(other)) else { return Fails };
        match (a.admitted, b.admitted) {
            _ if self.case.receipt_of(one) == self.case.receipt_of(other) => Holds,
            (Some(a), Some(b)) => Answer::from(a == b),
            _ => Undecided,
        }
    }

    /// Drugs handed out on one day of one receipt are of one prescription.
    fn same_prescription(&self, one: Thing, other: Thing) -> Answer {
        match (self.case.prescription(one), self.case.prescription(other)) {
            (Some((a, day)), Some((b, on))) if day == 0 || on == 0 => {
                if a == b {
                    Undecided
                } else {
                    Fails
                }
            }
            (one, other) => Answer::from(one.is_some() && one == other),
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

    /// From which month on all claims are known; that of the receipt, where nothing earlier is.
    fn known_from(&self) -> Month {
        let month = self.case.receipt().month;
        self.case.patient.known_from.map_or(month, |known| known.min(month))
    }

    /// Whether the known claims do not reach back as far as a phrase looks: to the first day of its windows, or where none
    /// of them has one, to the months that the rule asks for.
    fn reaches_beyond(&self, noun: &Noun) -> bool {
        use WindowKind as W;
        let mut days = Days::ALL;
        for window in &noun.windows {
            let anchor = window.anchor.as_ref().map_or(Value::NotKnown, |anchor| self.value(&anchor.node));
            match (window.kind, &anchor) {
                // What belongs to something on a known receipt stands on that receipt.
                (W::OnReceipt | W::InBundle | W::AttachedTo | W::InPrescription, _) => return false,
                (W::InStay, Value::Thing(thing)) | (W::During, Value::Thing(thing @ Thing::Stay { .. })) => {
                    let Some(receipt) = self.case.stay_of(*thing) else { return false };
                    days = days.and(Days { first: receipt.admitted, last: None });
                }
                (_, Value::Thing(thing)) if self.case.has_unknown_day(*thing) => {
                    let first = self.case.days(*thing).map(|(first, _)| Value::Date(first));
                    days = days.and(first.and_then(|day| self.days_of(window, &day)).unwrap_or(Days::ALL));
                }
                _ => days = days.and(self.days_of(window, &anchor).unwrap_or(Days::ALL)),
            }
        }
        let asked = calendar::month_later(self.case.receipt().month, -self.book.history);
        let back = days.first.map_or(asked, |first| first.month());
        back < self.known_from()
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
        let whole_month = matches!(anchor, Value::Month(_));
        // What lasts several days has no day to count from.
        let counts = matches!(
            window.kind,
            W::OnDay
                | W::AtTime
                | W::InWeek
                | W::CountingFrom
                | W::WithinBefore
                | W::WithinAfter
                | W::LastTo
                | W::SpanOf
        );
        if counts && first != last && !whole_month {
            return None;
        }
        Some(match window.kind {
            W::OnDay | W::AtTime | W::During => Days::between(first, last),
            W::InMonth if first.month() != last.month() => return None,
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
