//! Values: known, not known, or between two ends.

use dsl::ast::{Arithmetic, ChoiceMode, Fold};
use dsl::vocabulary::Unit;
use model::{Date, Month};

use super::Run;
use super::calendar::{days_between, months_between, plus_months};
use super::pile::Found;
use super::short::Short;
use super::thing::Thing;
use super::trace::Trace;
use crate::program::{Cond, Expr, Noun, Read, Set, Step};
use crate::tri::Tri;
use model::InstitutionKind;

/// One, in the scale of all numbers.
pub(super) const ONE: i64 = model::Quantity::SCALE;
/// More than any number of a rule.
pub(super) const ENDLESS: i64 = i64::MAX / 4;

/// A value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Val<'a> {
    Unknown,
    /// Between two ends, both included.
    Number(i64, i64),
    Date(Date),
    Month(Month),
    Code(u32),
    Text(&'a str),
    Short(Short),
    Truth(Tri),
    Thing(Thing<'a>),
    /// Things found.
    Group(Found),
}

impl Val<'_> {
    pub(super) const fn exactly(number: i64) -> Self {
        Self::Number(number, number)
    }

    pub(super) fn count(count: usize) -> Self {
        Self::exactly(i64::try_from(count).unwrap_or(ENDLESS / ONE) * ONE)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Short(text) => Some(text.text()),
            _ => None,
        }
    }
}

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    pub(crate) fn value(&mut self, of: &'a Expr) -> Val<'a> {
        match of {
            Expr::Number(number) => Val::exactly(*number),
            Expr::Date(date) => Val::Date(*date),
            Expr::Month(month) => Val::Month(*month),
            Expr::Code(code) => Val::Code(*code),
            Expr::Text(text) => Val::Text(text),
            Expr::Slot(slot) => self.left(*slot),
            Expr::Its => self.piles.its.last().map_or(Val::Unknown, |thing| Val::Thing(*thing)),
            Expr::Receipt | Expr::Patient => Val::Unknown,
            Expr::Institution => match self.case.config.institution {
                InstitutionKind::Unknown => Val::Unknown,
                InstitutionKind::Hospital => Val::Text("hospital"),
                InstitutionKind::Clinic => Val::Text("clinic"),
            },
            Expr::Step(from, step) => match &**from {
                Expr::Receipt => self.of_receipt(*step),
                Expr::Patient => self.of_patient(*step),
                from => {
                    let from = self.value(from);
                    self.step(from, *step)
                }
            },
            Expr::Plus(day, time, unit) => self.plus(day, time, *unit),
            Expr::Math(operation, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                math(*operation, left, right)
            }
            Expr::DaysBetween(from, to) => match (self.day(from), self.day(to)) {
                (Some(from), Some(to)) => Val::exactly(days_between(from, to) * ONE),
                _ => Val::Unknown,
            },
            Expr::MonthsBetween(from, to) => match (self.day(from), self.day(to)) {
                (Some(from), Some(to)) => Val::exactly(months_between(from.month(), to.month()) * ONE),
                _ => Val::Unknown,
            },
            Expr::Choice(mode, arms) => self.choice(*mode, arms),
            Expr::Band(by, arms) => self.band(by, arms),
            Expr::Dated(values) => self.dated(values),
            Expr::HowMany(sets, noun) => {
                let mark = self.mark();
                let number = self.how_many(sets, noun);
                self.release(mark);
                number
            }
            Expr::Read(noun, read) => {
                let mark = self.mark();
                let value = self.read(noun, read);
                self.release(mark);
                value
            }
        }
    }

    /// The value of a variable, without what earlier verdicts took away.
    fn left(&mut self, slot: usize) -> Val<'a> {
        let value = self.piles.slots.get(slot).copied().unwrap_or(Val::Unknown);
        let Val::Group(found) = value else { return value };
        if self.piles.gone.is_empty() {
            return value;
        }
        let mark = self.mark();
        let mut at = 0;
        while let Some((thing, sure)) = self.nth(found, at) {
            match (self.piles.gone.contains(&thing), sure) {
                (true, _) => {}
                (false, true) => self.put_sure(thing),
                (false, false) => self.put_maybe(thing),
            }
            at += 1;
        }
        Val::Group(Found { settled: found.settled, ..self.since(mark, found.open) })
    }

    /// The day of a value.
    pub(super) fn day(&mut self, of: &'a Expr) -> Option<Date> {
        match self.value(of) {
            Val::Date(date) => Some(date),
            Val::Month(month) => Some(month.first()),
            Val::Thing(thing) => self.day_of(thing),
            _ => None,
        }
    }

    fn plus(&mut self, day: &'a Expr, time: &'a Expr, unit: Unit) -> Val<'a> {
        let (Some(day), Val::Number(least, most)) = (self.day(day), self.value(time)) else {
            return Val::Unknown;
        };
        if least != most {
            return Val::Unknown;
        }
        later(day, least / ONE, unit).map_or(Val::Unknown, Val::Date)
    }

    fn choice(&mut self, mode: ChoiceMode, arms: &'a [(Option<Cond>, Expr)]) -> Val<'a> {
        let mut ends = Ends::default();
        for (when, value) in arms {
            let holds = when.as_ref().map_or(Tri::Yes, |when| self.holds(when));
            if holds == Tri::No {
                continue;
            }
            ends.add(holds == Tri::Yes, self.value(value));
            if mode == ChoiceMode::First && holds == Tri::Yes {
                break;
            }
        }
        ends.value(mode)
    }

    fn band(&mut self, by: &'a Expr, arms: &'a [(i64, i64, Expr)]) -> Val<'a> {
        let Val::Number(least, most) = self.value(by) else { return Val::Unknown };
        // A number outside every arm has no value.
        let covered = |number: i64| arms.iter().any(|(from, to, _)| *from <= number && number <= *to);
        if !covered(least) || !covered(most) {
            return Val::Unknown;
        }
        let mut ends: Option<(i64, i64)> = None;
        for (from, to, value) in arms {
            if most < *from || *to < least {
                continue;
            }
            let Val::Number(low, high) = self.value(value) else { return Val::Unknown };
            ends = Some(ends.map_or((low, high), |(a, b)| (a.min(low), b.max(high))));
        }
        ends.map_or(Val::Unknown, |(least, most)| Val::Number(least, most))
    }

    /// The value of a parameter in the month of service.
    fn dated(&mut self, values: &'a [(Date, Expr)]) -> Val<'a> {
        let (first, last) = (self.case.month().first(), self.case.month().last());
        let on = |day: Date| values.iter().rposition(|(from, _)| *from <= day);
        match (on(first), on(last)) {
            (Some(a), Some(b)) if a == b => {
                values.get(a).map_or(Val::Unknown, |(_, value)| self.value(value))
            }
            _ => Val::Unknown,
        }
    }

    fn how_many(&mut self, sets: &'a [Set], noun: &'a Noun) -> Val<'a> {
        let found = self.find(noun);
        let (mut least, mut most) = (0, 0);
        for set in sets {
            let (mut any, mut at) = (Tri::from(false), 0);
            while let Some((thing, sure)) = self.nth(found, at) {
                let inside = self.thing_in(set, thing);
                any = any.or(if sure { inside } else { inside.and(Tri::Unknown) });
                at += 1;
            }
            least += i64::from(any == Tri::Yes) * ONE;
            most += i64::from(any != Tri::No || found.open) * ONE;
        }
        Val::Number(least, most)
    }

    fn read(&mut self, noun: &'a Noun, read: &'a Read) -> Val<'a> {
        let found = self.find(noun);
        let group = Val::Group(found);
        match read {
            Read::Count => self.step(group, Step::Count),
            Read::Days => self.step(group, Step::Days),
            Read::Number => self.step(group, Step::Number),
            Read::Kinds => self.step(group, Step::Kinds),
            Read::Field(step) => {
                self.only(found).map_or(Val::Unknown, |one| self.step(Val::Thing(one), *step))
            }
            Read::Folded(fold, step) => self.fold(*fold, *step, found),
            Read::Rank(of) => {
                let of = self.value(of);
                self.rank(of, found)
            }
        }
    }

    fn fold(&mut self, fold: Fold, step: Step, found: Found) -> Val<'a> {
        if found.open || !found.maybe.is_empty() {
            return Val::Unknown;
        }
        let mut ends: Option<(i64, i64)> = (fold == Fold::Sum).then_some((0, 0));
        let mut at = 0;
        while let Some((thing, _)) = self.nth(found, at) {
            let Val::Number(low, high) = self.step(Val::Thing(thing), step) else { return Val::Unknown };
            // SPEC: 記録条件仕様（医科用）2023-03, 数量データ, 点数, 算定日情報: quantity and points are those of one time.
            let each_time = fold == Fold::Sum && matches!(step, Step::Quantity | Step::Points);
            let times = if each_time { i64::from(self.times(thing)) } else { 1 };
            let (low, high) = (low.saturating_mul(times), high.saturating_mul(times));
            ends = Some(match (fold, ends) {
                (Fold::Sum, Some((a, b))) => (a.saturating_add(low), b.saturating_add(high)),
                (Fold::Max, Some((a, b))) => (a.max(low), b.max(high)),
                (Fold::Min, Some((a, b))) => (a.min(low), b.min(high)),
                (_, None) => (low, high),
            });
            at += 1;
        }
        ends.map_or(Val::Unknown, |(least, most)| Val::Number(least, most))
    }

    /// Which place a thing takes among others by day, the first being 1.
    fn rank(&self, of: Val<'a>, among: Found) -> Val<'a> {
        let Val::Thing(of) = of else { return Val::Unknown };
        let (Some(day), false, true) = (self.day_of(of), among.open, among.maybe.is_empty()) else {
            return Val::Unknown;
        };
        let mut before = 1;
        for thing in self.sure(among) {
            let Some(other) = self.day_of(*thing) else { return Val::Unknown };
            before += usize::from(other < day);
        }
        Val::count(before)
    }
}

/// A day after a time.
pub(super) fn later(day: Date, n: i64, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Days => day.plus_days(n),
        Unit::Weeks => day.plus_days(n.checked_mul(7)?),
        Unit::Months => plus_months(day, i32::try_from(n).ok()?),
        Unit::Years => plus_months(day, i32::try_from(n.checked_mul(12)?).ok()?),
        _ => None,
    }
}

/// What the arms of a choice that may count say together.
#[derive(Default)]
struct Ends<'a> {
    arms: usize,
    first: Option<Val<'a>>,
    /// Whether the first one is sure.
    sure: bool,
    /// An arm was no number.
    other: bool,
    least: Option<i64>,
    most: Option<i64>,
    /// The greatest of what sure arms give at least, and the least of what they give at most.
    sure_least: Option<i64>,
    sure_most: Option<i64>,
}

impl<'a> Ends<'a> {
    fn add(&mut self, sure: bool, value: Val<'a>) {
        if self.arms == 0 {
            (self.first, self.sure) = (Some(value), sure);
        }
        self.arms += 1;
        let Val::Number(low, high) = value else {
            self.other = true;
            return;
        };
        self.least = Some(self.least.map_or(low, |least| least.min(low)));
        self.most = Some(self.most.map_or(high, |most| most.max(high)));
        if sure {
            self.sure_least = Some(self.sure_least.map_or(low, |least| least.max(low)));
            self.sure_most = Some(self.sure_most.map_or(high, |most| most.min(high)));
        }
    }

    /// The least and the greatest that a choice with undecided arms can give.
    fn value(&self, mode: ChoiceMode) -> Val<'a> {
        if let (1, true, Some(only)) = (self.arms, self.sure, self.first) {
            return only;
        }
        // When no arm surely counts, there may be no value.
        let (Some(least), Some(most), Some(sure_least), Some(sure_most), false) =
            (self.least, self.most, self.sure_least, self.sure_most, self.other)
        else {
            return Val::Unknown;
        };
        match mode {
            ChoiceMode::First => Val::Number(least, most),
            ChoiceMode::Greatest => Val::Number(sure_least, most),
            ChoiceMode::Least => Val::Number(least, sure_most),
        }
    }
}

fn math<'a>(operation: Arithmetic, left: Val<'a>, right: Val<'a>) -> Val<'a> {
    let (Val::Number(a, b), Val::Number(c, d)) = (left, right) else { return Val::Unknown };
    if operation == Arithmetic::Divide && c <= 0 && 0 <= d {
        return Val::Unknown;
    }
    let exact = |x: i64, y: i64| -> i128 {
        let (x, y, one) = (i128::from(x), i128::from(y), i128::from(ONE));
        match operation {
            Arithmetic::Add => x + y,
            Arithmetic::Subtract => x - y,
            Arithmetic::Multiply => x * y / one,
            Arithmetic::Divide => (x * one).checked_div(y).unwrap_or(0),
        }
    };
    let all = [exact(a, c), exact(a, d), exact(b, c), exact(b, d)];
    let ends = all.into_iter().min().zip(all.into_iter().max());
    ends.map_or(Val::Unknown, |(least, most)| between(least, most))
}

/// A number between two ends, each of which may be as good as not known.
fn between<'a>(least: i128, most: i128) -> Val<'a> {
    let endless = i128::from(ENDLESS);
    // What comes from an end that is not known is not known either, however small a part of it is left.
    let far = endless / 1_000_000;
    let low = if least < -far { -endless } else { least };
    let high = if most > far { endless } else { most };
    if low > far || high < -far || (low == -endless && high == endless) {
        return Val::Unknown;
    }
    match (i64::try_from(low), i64::try_from(high)) {
        (Ok(least), Ok(most)) => Val::Number(least, most),
        _ => Val::Unknown,
    }
}
