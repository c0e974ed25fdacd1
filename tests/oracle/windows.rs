//! Windows: whether a thing stands in one, and the days of each calendar word.

use dsl::ast::{self, Noun, WindowKind};
use dsl::vocabulary::Unit;
use model::{Date, Month};

use super::calendar::{self, Days};
use super::known::Answer::{self, Fails, Holds, Undecided};
use super::known::{ONE, Value};
use super::run::Run;
use super::things::Thing;

impl Run<'_> {
    /// Whether a thing stands in a window.
    pub fn stands_in(&self, window: &ast::Window, thing: Thing) -> Answer {
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
    pub fn known_from(&self) -> Month {
        let month = self.case.receipt().month;
        self.case.patient.known_from.map_or(month, |known| known.min(month))
    }

    /// Whether the known claims do not reach back as far as a phrase looks: to the first day of its windows, or where none
    /// of them has one, to the months that the rule asks for.
    pub fn reaches_beyond(&self, noun: &Noun) -> bool {
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
