//! Fields read off things and values.

use masters::{FileKind, Procedure, Row};
use model::{Date, Sex};
use receipt::batch::{NO_POINTS, NO_QUANTITY};

use super::Run;
use super::pile::Found;
use super::rests::read_by;
use super::short::Short;
use super::thing::{Thing, bit};
use super::trace::Trace;
use super::values::{ENDLESS, ONE, Val};
use crate::program::Step;
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// A field of a value; a group gives it for all of its things together.
    pub(super) fn step(&mut self, of: Val<'a>, step: Step) -> Val<'a> {
        match of {
            Val::Date(date) => self.of_date(date, step),
            Val::Month(month) => match step {
                Step::Month => Val::Month(month),
                Step::FirstDay => Val::Date(month.first()),
                Step::LastDay => Val::Date(month.last()),
                Step::NextMonth => month.plus(1).map_or(Val::Unknown, Val::Month),
                Step::PreviousMonth => month.plus(-1).map_or(Val::Unknown, Val::Month),
                _ => Val::Unknown,
            },
            Val::Number(least, most) => round(least, most, step),
            Val::Thing(thing) => self.of_thing(thing, step),
            Val::Group(found) => self.of_group(found, step),
            _ => Val::Unknown,
        }
    }

    fn of_date(&self, date: Date, step: Step) -> Val<'a> {
        match step {
            Step::Month => Val::Month(date.month()),
            Step::Week => {
                super::calendar::sunday(date).map_or(Val::Unknown, |day| Val::Thing(Thing::Week(day)))
            }
            Step::Age => match self.case.born() {
                Some(born) if born <= date => Val::exactly(i64::from(born.age_on(date)) * ONE),
                _ => Val::Unknown,
            },
            _ => Val::Unknown,
        }
    }

    pub(super) fn of_receipt(&self, step: Step) -> Val<'a> {
        let Some(scope) = self.case.judged() else { return Val::Unknown };
        let payers =
            scope.batch.payers.get(scope.receipt.payers.start as usize..scope.receipt.payers.end as usize);
        let first = payers.and_then(|payers| payers.first());
        match step {
            Step::ServiceMonth => Val::Month(scope.month),
            Step::FirstDay => Val::Date(scope.month.first()),
            Step::LastDay => Val::Date(scope.month.last()),
            Step::Admitted => scope.receipt.admission.map_or(Val::Unknown, Val::Date),
            Step::Setting => match scope.inpatient() {
                Some(true) => Val::Text("inpatient"),
                Some(false) => Val::Text("outpatient"),
                None => Val::Unknown,
            },
            Step::RealDays => first
                .and_then(|payer| payer.days)
                .map_or(Val::Unknown, |days| Val::exactly(i64::from(days) * ONE)),
            Step::TotalPoints => {
                first.and_then(|payer| payer.points?.checked_mul(ONE)).map_or(Val::Unknown, Val::exactly)
            }
            _ => Val::Unknown,
        }
    }

    pub(super) fn of_patient(&self, step: Step) -> Val<'a> {
        match step {
            Step::Born => self.case.born().map_or(Val::Unknown, Val::Date),
            Step::Sex => match self.case.sex() {
                Some(Sex::Male) => Val::Text("male"),
                Some(Sex::Female) => Val::Text("female"),
                None => Val::Unknown,
            },
            _ => Val::Unknown,
        }
    }

    fn of_thing(&mut self, thing: Thing<'a>, step: Step) -> Val<'a> {
        match step {
            Step::Day => self.day_of(thing).map_or(Val::Unknown, Val::Date),
            Step::FirstDay => self.span_of(thing).map_or(Val::Unknown, |(first, _)| Val::Date(first)),
            Step::LastDay => self.span_of(thing).map_or(Val::Unknown, |(_, last)| Val::Date(last)),
            Step::Month => self.span_of(thing).map_or(Val::Unknown, |(first, _)| Val::Month(first.month())),
            Step::Code => match self.code_of(thing) {
                None | Some(0) => Val::Unknown,
                Some(code) => Val::Code(code),
            },
            Step::Points => self.points_of(thing),
            Step::Days | Step::Kinds if matches!(thing, Thing::Run { .. } | Thing::Prescription { .. }) => {
                self.of_days(thing, step)
            }
            Step::Count => Val::exactly(i64::from(self.times(thing)) * ONE),
            Step::Number => Val::count(1),
            Step::Days if self.day_of(thing).is_some() => Val::count(1),
            Step::Kinds if self.code_of(thing).is_some() => Val::count(1),
            Step::Quantity | Step::Section => self.of_line(thing, step),
            Step::Admitted => self.span_of(thing).map_or(Val::Unknown, |(first, _)| Val::Date(first)),
            Step::BundledPoints => self.bundled_points(thing),
            Step::Started => self.day_of(thing).map_or(Val::Unknown, Val::Date),
            Step::Outcome => self.outcome(thing),
            Step::Name | Step::LawSection | Step::IsAddition | Step::Column(..) => self.of_row(thing, step),
            Step::Fits => self.fits(thing),
            Step::AnyDisease => match thing {
                // SPEC: check master IY_Tekio, 傷病名コード 0000000 to 0000003: no condition on the disease (unverified).
                Thing::Row(row) => {
                    self.tell_read(thing, row, &[2]);
                    row.number(2).map_or(Val::Unknown, |code| Val::Truth((code <= 3).into()))
                }
                _ => Val::Unknown,
            },
            _ => Val::Unknown,
        }
    }

    fn of_group(&mut self, found: Found, step: Step) -> Val<'a> {
        let (least, most) = match step {
            Step::Count => {
                let sum = |things: &[Thing<'a>]| {
                    things.iter().map(|thing| i64::from(self.times(*thing))).sum::<i64>() * ONE
                };
                let sure = sum(self.sure(found));
                (sure, sure + sum(self.maybe(found)))
            }
            Step::Number => (count(found.sure.len()), count(found.sure.len() + found.maybe.len())),
            Step::Days => match self.distinct(found, |run, thing| run.day_of(thing).map(Date::number)) {
                Some(ends) => ends,
                None => return Val::Unknown,
            },
            Step::Kinds => match self.distinct(found, Self::code_of) {
                Some(ends) => ends,
                None => return Val::Unknown,
            },
            other => return self.only(found).map_or(Val::Unknown, |one| self.of_thing(one, other)),
        };
        Val::Number(least, if found.open { ENDLESS } else { most })
    }

    /// How many different ones there are at least and at most.
    fn distinct(&mut self, found: Found, of: impl Fn(&Self, Thing<'a>) -> Option<u32>) -> Option<(i64, i64)> {
        let mut seen = std::mem::take(&mut self.piles.seen);
        seen.clear();
        let mut different = |things: &[Thing<'a>]| {
            for thing in things {
                seen.push(of(self, *thing)?);
            }
            seen.sort_unstable();
            seen.dedup();
            Some(count(seen.len()))
        };
        let ends = different(self.sure(found)).zip(different(self.maybe(found)));
        self.piles.seen = seen;
        ends
    }

    /// How often a thing counts.
    pub(super) fn times(&self, thing: Thing<'a>) -> u16 {
        match thing {
            Thing::Line { scope, line, day } => {
                self.case.scopes.get(scope).map_or(1, |scope| scope.count(line, day))
            }
            _ => 1,
        }
    }

    /// The code of a line, a disease or a comment.
    pub(crate) fn code_of(&self, thing: Thing<'a>) -> Option<u32> {
        let scope = |at: usize| self.case.scopes.get(at);
        match thing {
            Thing::Line { scope: at, line, .. } => Some(scope(at)?.code(line)),
            Thing::Disease { scope: at, index } => Some(scope(at)?.disease_code(index)),
            Thing::Comment { scope: at, index } => scope(at)?.batch.comments.code.get(index).copied(),
            Thing::Code { code, .. } => Some(code),
            _ => None,
        }
    }

    fn of_line(&self, thing: Thing<'a>, step: Step) -> Val<'a> {
        let Thing::Line { scope, line, .. } = thing else { return Val::Unknown };
        let Some(scope) = self.case.scopes.get(scope) else { return Val::Unknown };
        let Some(line) = scope.line(line) else { return Val::Unknown };
        match step {
            Step::Quantity if line.quantity == NO_QUANTITY => Val::Unknown,
            Step::Quantity => Val::exactly(line.quantity),
            _ => Val::exactly(i64::from(line.section) * ONE),
        }
    }

    /// What a line is worth: its own points when it is alone in its 剤, else those of the master; those of a 剤 stand on
    /// its last line. SPEC: 記録条件仕様（医科用）2023-03, 点数.
    fn points_of(&mut self, thing: Thing<'a>) -> Val<'a> {
        let own = |line: usize, scope: &super::case::Scope<'_>| {
            scope.line(line).map(|line| line.points).filter(|&points| points != NO_POINTS)
        };
        match thing {
            Thing::Bundle { scope, unit, .. } => {
                let Some(scope) = self.case.scopes.get(scope) else { return Val::Unknown };
                let last = scope.lines_of(unit).last();
                last.and_then(|line| own(line, scope))
                    .map_or(Val::Unknown, |p| Val::exactly(i64::from(p) * ONE))
            }
            Thing::Line { scope: at, line, .. } => {
                let Some(scope) = self.case.scopes.get(at) else { return Val::Unknown };
                let alone = scope.unit_of(line).is_some_and(|unit| scope.lines_of(unit).len() == 1);
                match own(line, scope).filter(|_| alone) {
                    Some(points) => Val::exactly(i64::from(points) * ONE),
                    None => self.master_points(thing),
                }
            }
            Thing::Code { .. } => self.master_points(thing),
            _ => Val::Unknown,
        }
    }

    /// How long a run or a prescription is, or how many drugs a prescription has.
    fn of_days(&self, thing: Thing<'a>, step: Step) -> Val<'a> {
        let (scope, day) = match thing {
            Thing::Run { first, last } if step == Step::Days => {
                return Val::exactly(super::calendar::days_between(first, last) * ONE);
            }
            Thing::Prescription { scope, day } => (scope, day),
            _ => return Val::Unknown,
        };
        let Some(scope) = self.case.scopes.get(scope) else { return Val::Unknown };
        let own = scope.lines().filter(|&line| scope.is_prescribed(line) && scope.days(line) & bit(day) != 0);
        if step == Step::Days {
            // SPEC: 記録条件仕様（医科用）2023-03, 医薬品レコード: 回数 of 内服薬 (21) is the number of days.
            let days = own.filter_map(|line| scope.line(line)).filter(|line| line.section == 21);
            let longest = days.map(|line| line.count).max();
            return longest.map_or(Val::Unknown, |days| Val::exactly(i64::from(days) * ONE));
        }
        let mut codes: Vec<u32> = own.map(|line| scope.code(line)).collect();
        codes.sort_unstable();
        codes.dedup();
        Val::count(codes.len())
    }

    /// What a 剤 costs without the master's points of its lines that are no 包括対象検査.
    ///
    /// SPEC: マスターファイル仕様説明書（令和6年度版）３（７） item 16 包括対象検査: 0 is none.
    fn bundled_points(&mut self, thing: Thing<'a>) -> Val<'a> {
        let Thing::Bundle { scope, unit, day } = thing else { return Val::Unknown };
        let Val::Number(mut least, mut most) = self.points_of(thing) else { return Val::Unknown };
        let lines = self.case.scopes.get(scope).map_or(0..0, |scope| scope.lines_of(unit));
        for line in lines {
            let thing = Thing::Line { scope, line, day };
            let Some(row) = self.master_row(thing).filter(|row| row.kind() == FileKind::Procedure) else {
                return Val::Unknown;
            };
            let column = row.kind().layout().by_name("包括対象検査");
            self.tell_read(thing, row, column.map(|column| column.item).as_slice());
            if column.is_some_and(|column| row.class(column.item).unwrap_or(0) == 0) {
                let Val::Number(low, high) = self.master_points(thing) else { return Val::Unknown };
                (least, most) = (least - high, most - low);
            }
        }
        Val::Number(least, most)
    }

    fn master_points(&mut self, thing: Thing<'a>) -> Val<'a> {
        let Some(row) = self.master_row(thing).filter(|row| row.kind() == FileKind::Procedure) else {
            return Val::Unknown;
        };
        let procedure = Procedure::from(row);
        self.tell_read(thing, row, &[11, 12]);
        // SPEC: マスターファイル仕様説明書（令和6年度版）３（７） item 11: 3 is points.
        match (procedure.points_kind(), procedure.points()) {
            (3, points) => Val::exactly(points.scaled()),
            _ => Val::Unknown,
        }
    }

    fn outcome(&self, thing: Thing<'a>) -> Val<'a> {
        let Thing::Disease { scope, index } = thing else { return Val::Unknown };
        let outcome = self.case.scopes.get(scope).and_then(|s| s.batch.diseases.get(index));
        let outcome = outcome.map(|disease| disease.outcome);
        // SPEC: 記録条件仕様（医科用）2023-03, 別表 転帰区分: 1 cured or going on is blank, 2 cured, 3 died, 4 stopped.
        match outcome {
            Some(2) => Val::Text("cured"),
            Some(3) => Val::Text("died"),
            Some(4) => Val::Text("stopped"),
            Some(1) => Val::Text("going-on"),
            _ => Val::Unknown,
        }
    }

    /// Whether a row of an indication fits the patient. SPEC: check master IY_Tekio items 5 to 7 (unverified).
    fn fits(&mut self, thing: Thing<'a>) -> Val<'a> {
        let Thing::Row(row) = thing else { return Val::Unknown };
        self.tell_read(thing, row, &[5, 6, 7]);
        let sex = match (row.class(5).unwrap_or(0), self.case.sex()) {
            (0, _) => Tri::Yes,
            (_, None) => Tri::Unknown,
            (1, Some(sex)) => Tri::from(sex == Sex::Male),
            (2, Some(sex)) => Tri::from(sex == Sex::Female),
            _ => Tri::Unknown,
        };
        let age = |on: Date| self.case.born().filter(|born| *born <= on).map(|born| born.age_on(on));
        let (first, last) = (age(self.case.month().first()), age(self.case.month().last()));
        let at_least = match (row.number(6), first, last) {
            (None, _, _) => Tri::Yes,
            (Some(low), Some(first), _) if first >= low => Tri::Yes,
            (Some(low), _, Some(last)) if last < low => Tri::No,
            _ => Tri::Unknown,
        };
        let at_most = match (row.number(7), first, last) {
            (None | Some(0), _, _) => Tri::Yes,
            (Some(high), _, Some(last)) if last <= high => Tri::Yes,
            (Some(high), Some(first), _) if first > high => Tri::No,
            _ => Tri::Unknown,
        };
        Val::Truth(sex.and(at_least).and(at_most))
    }

    pub(super) fn of_row(&mut self, thing: Thing<'a>, step: Step) -> Val<'a> {
        let row = match thing {
            Thing::Row(row) => Some(row),
            other => self.master_row(other),
        };
        let Some(row) = row else { return Val::Unknown };
        if T::ON {
            self.tell_read(thing, row, read_by(step, row).as_slice());
        }
        match step {
            Step::Name => Val::Text(name_of(row)),
            Step::LawSection => law_section(Procedure::from(row)),
            Step::IsAddition => Val::Truth(Procedure::from(row).is_addition().into()),
            Step::Column(kind, item, number) if kind == row.kind() => cell(row, item, number),
            _ => Val::Unknown,
        }
    }

    /// The master's row of a thing's code on its day.
    pub(crate) fn master_row(&mut self, thing: Thing<'a>) -> Option<Row<'a>> {
        if let Thing::Line { scope: 0, line, .. } = thing
            && let Some(row) = self.steady_row(line)
        {
            return Some(row);
        }
        let (kind, code, on) = match thing {
            Thing::Code { kind, code, day } => (kind, code, day),
            Thing::Line { scope, line, .. } => {
                (self.case.scopes.get(scope)?.master_of(line)?, self.code_of(thing)?, self.master_day(thing)?)
            }
            Thing::Disease { scope, .. } => {
                (FileKind::Disease, self.code_of(thing)?, self.case.scopes.get(scope)?.month.last())
            }
            Thing::Comment { .. } => (FileKind::Comment, self.code_of(thing)?, self.master_day(thing)?),
            _ => return None,
        };
        match self.case.row(kind, code, on) {
            Ok(row) => row,
            Err(cause) => {
                self.tell_cause(cause);
                None
            }
        }
    }

    /// The row of a line of the judged receipt, when it is the same on every day of the month; looked up once for all rules.
    pub(super) fn steady_row(&mut self, line: usize) -> Option<Row<'a>> {
        let scope = self.case.judged()?;
        let at = line.checked_sub(scope.lines().start)?;
        if let Some(known) = self.piles.rows.get(at).copied().flatten() {
            return known;
        }
        let (first, last) = (scope.month.first(), scope.month.last());
        let (kind, code) = (scope.master_of(line)?, scope.code(line));
        let is_steady = self.case.masters.is_steady(kind, code, first, last);
        let row = self.case.row(kind, code, first).ok().flatten().filter(|_| is_steady);
        if self.piles.rows.len() <= at {
            self.piles.rows.resize(scope.lines().len().max(at + 1), None);
        }
        if let Some(place) = self.piles.rows.get_mut(at) {
            *place = Some(row);
        }
        row
    }

    /// The day on which a thing's code is looked up.
    pub(crate) fn master_day(&self, thing: Thing<'a>) -> Option<Date> {
        match thing {
            Thing::Disease { scope, .. } => Some(self.case.scopes.get(scope)?.month.last()),
            other => self.span_of(other).map(|(first, _)| first),
        }
    }

    pub(super) fn tell_cause(&mut self, cause: masters::Cause) {
        let known = &mut self.piles.causes;
        let at = known.iter().position(|one| *one == cause).unwrap_or_else(|| {
            known.push(cause);
            known.len() - 1
        });
        // There are fewer kinds of masters and reasons than bits.
        self.grounds.causes |= u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0);
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(0) * ONE
}

/// What a row of a master calls its code.
pub(crate) fn name_of(row: Row<'_>) -> &str {
    let layout = row.kind().layout();
    let column = ["name", "short_name", "full_name"].iter().find_map(|id| layout.by_id(id));
    column.map_or("", |column| row.text(column.item))
}

/// 区分番号 as the law writes it: `D009`, `A001-2`; empty where the fee schedule of medicine has none, as of meals.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）, item 85: 「－」 for 入院時食事療養, 入院時生活療養, 標準負担額, what is done for
/// residents of 介護老人保健施設 and 医療観察; 「＊」 for what has no 区分番号.
fn law_section(procedure: Procedure<'_>) -> Val<'_> {
    let section = procedure.section();
    if matches!(section.letter, "-" | "－" | "*" | "＊") {
        return Val::Text("");
    }
    let is_letter = |c: char| matches!(c, 'A'..='Z' | 'Ａ'..='Ｚ');
    if section.number.is_empty() || !section.letter.starts_with(is_letter) {
        return Val::Unknown;
    }
    let mut buffer = [0; 4];
    let mut letters = section.letter.chars().map(|c| match c {
        '\u{FF21}'..='\u{FF3A}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let (Some(letter), None) = (letters.next(), letters.next()) else { return Val::Unknown };
    let branch = section.branch.trim_start_matches('0');
    let dash = if branch.is_empty() { "" } else { "-" };
    let parts = [&*letter.encode_utf8(&mut buffer), section.number, dash, branch];
    Short::of(&parts).map_or(Val::Unknown, Val::Short)
}

fn cell(row: Row<'_>, item: u16, number: bool) -> Val<'_> {
    if !number {
        return Val::Text(row.text(item));
    }
    let layout = row.kind().layout();
    let of = layout.column(item).map(|column| column.value);
    match (of, row.value(item)) {
        (Some(masters::column::ValueType::Code(_)), Some(code)) => {
            u32::try_from(code).map_or(Val::Unknown, Val::Code)
        }
        (Some(masters::column::ValueType::Date), _) => row.date(item).map_or(Val::Unknown, Val::Date),
        (Some(masters::column::ValueType::Decimal), Some(scaled)) => Val::exactly(scaled),
        (_, Some(whole)) => whole.checked_mul(ONE).map_or(Val::Unknown, Val::exactly),
        (_, None) => Val::Unknown,
    }
}

fn round<'a>(least: i64, most: i64, step: Step) -> Val<'a> {
    let to = |number: i64| match step {
        Step::RoundedDown => number.div_euclid(ONE) * ONE,
        Step::RoundedUp => -(-number).div_euclid(ONE) * ONE,
        _ => (number + ONE / 2).div_euclid(ONE) * ONE,
    };
    Val::Number(to(least), to(most))
}
