//! Unbroken runs of days, and the days that belong to a stay or a prescription.

use masters::{FileKind, Procedure};
use model::Date;

use super::Run;
use super::pile::Found;
use super::thing::Thing;
use super::trace::Trace;
use super::values::Val;
use crate::program::{Noun, Step};
use crate::tri::Tri;

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// The unbroken runs of the days of what a noun phrase finds.
    ///
    /// A run that may be longer or shorter than it looks is only perhaps one: when something in it or beside it is not
    /// sure, when earlier claims that could hold its beginning are not known, or when something has no known day.
    pub(super) fn runs(&mut self, noun: &'a Noun) -> Found {
        let found = self.find(noun);
        let mut days: Vec<(Date, bool)> = Vec::new();
        let (mut at, mut undated) = (0, false);
        while let Some((thing, sure)) = self.nth(found, at) {
            at += 1;
            match self.day_of(thing) {
                Some(day) => days.push((day, sure)),
                None => undated = true,
            }
        }
        // Sure before perhaps on the same day, and the first of a day stays.
        days.sort_unstable_by_key(|&(day, sure)| (day, !sure));
        days.dedup_by_key(|(day, _)| *day);
        let mark = self.mark();
        let may_go_on = |first: Date| found.open && found.settled.is_none_or(|settled| first <= settled);
        let next = |before: Date, day: Date| before.plus_days(1) == Some(day);
        for run in days.chunk_by(|before, day| next(before.0, day.0)) {
            let (Some(&(first, _)), Some(&(last, _))) = (run.first(), run.last()) else { continue };
            let sure = run.iter().all(|&(_, sure)| sure) && !may_go_on(first) && !undated;
            let thing = Thing::Run { first, last };
            if sure { self.put_sure(thing) } else { self.put_maybe(thing) }
        }
        self.since(mark, found.open || undated)
    }

    /// Whether a line is a basic fee of a day in a ward.
    ///
    /// SPEC: 医科点数表 第1章第2部 第1節 入院基本料 (A100-A109), 第3節 特定入院料 (A300-A319), 第4節 短期滞在手術等基本料
    /// (A400); additions to them are none.
    pub(super) fn is_ward_day(&mut self, thing: Thing<'a>) -> Tri {
        let Some(row) = self.master_row(thing).filter(|row| row.kind() == FileKind::Procedure) else {
            return Tri::Unknown;
        };
        let procedure = Procedure::from(row);
        let Val::Short(section) = self.of_row(thing, Step::LawSection) else { return Tri::No };
        let number = section.text().strip_prefix('A').and_then(|rest| rest.get(..3)?.parse::<u32>().ok());
        let basic = number.is_some_and(|number| matches!(number, 100..=109 | 300..=319 | 400));
        (basic && !procedure.is_addition()).into()
    }

    /// Whether two things belong to one stay: inpatient receipts with the same day of admission.
    pub(super) fn same_stay(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let admission = |thing: Thing<'a>| {
            let scope = self.case.scopes.get(thing.scope()?)?;
            (scope.inpatient() == Some(true)).then_some(scope.receipt.admission)
        };
        match (admission(anchor), admission(thing)) {
            (Some(_), Some(_)) if anchor.scope() == thing.scope() => Tri::Yes,
            (Some(Some(one)), Some(Some(other))) => (one == other).into(),
            (None, _) | (_, None) => Tri::No,
            _ => Tri::Unknown,
        }
    }

    /// Whether a line is one of the drugs handed out on the day of another, or of a prescription.
    pub(super) fn same_prescription(&self, anchor: Thing<'a>, thing: Thing<'a>) -> Tri {
        let place = |thing: Thing<'a>| match thing {
            Thing::Prescription { scope, day } => Some((scope, day)),
            Thing::Line { scope, line, day } => {
                self.case.scopes.get(scope).filter(|of| of.is_prescribed(line)).map(|_| (scope, day))
            }
            _ => None,
        };
        match (place(anchor), place(thing)) {
            // A line without days was handed out on some day of the month.
            (Some((a, 0)), Some((b, _))) | (Some((a, _)), Some((b, 0))) if a == b => Tri::Unknown,
            (one, other) => (one.is_some() && one == other).into(),
        }
    }
}
