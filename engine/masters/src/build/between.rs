//! What should hold between files of one edition; a break warns and stops nothing.
//!
//! Found in the data of fiscal 2024: ten codes of 補助 are not in s, and five are flagged for counts without a row.

use std::collections::BTreeSet;

use model::Date;

use crate::build::dates::flag_item;
use crate::build::report::{Expectation, NAMED, Report, Warning};
use crate::kind::FileKind;
use crate::masters::Masters;
use crate::snapshot::Coverage;

use FileKind::{
    BasicFee, Comment, CommentRelation, CountLimit, ExclusionDay, ExclusionMonth, ExclusionSimultaneous,
    ExclusionWeek, FeeTableLinks, Inclusion, Procedure,
};

const EXCLUSIONS: [FileKind; 4] = [ExclusionDay, ExclusionMonth, ExclusionSimultaneous, ExclusionWeek];

/// Compares the newest edition of each table with the files that speak of the same day.
pub(crate) fn check(masters: &Masters, report: &mut Report) {
    let between = Between { masters };
    for kind in [FeeTableLinks, Inclusion, BasicFee, CountLimit].into_iter().chain(EXCLUSIONS) {
        let item = if matches!(kind, Inclusion | BasicFee) { 3 } else { 2 };
        between.codes_exist(kind, item, Procedure, report);
    }
    between.codes_exist(CommentRelation, 9, Comment, report);
    let Some(day) = between.newest_day(FeeTableLinks) else { return };
    for kind in EXCLUSIONS {
        between.flags(kind, flag_item(kind).unwrap_or(0), day, report);
    }
    between.flags(CountLimit, 21, day, report);
    between.groups(&[5, 7, 9], Inclusion, day, report);
    between.groups(&[20], BasicFee, day, report);
}

struct Between<'m> {
    masters: &'m Masters,
}

impl Between<'_> {
    /// The first day on which the newest complete edition speaks.
    fn newest_day(&self, kind: FileKind) -> Option<Date> {
        let slots = &self.masters.snapshot().kind(kind)?.slots;
        let newest = slots.iter().rev().find(|s| s.coverage == Coverage::Complete)?;
        Date::from_number(newest.from)
    }

    /// The distinct texts of an item in the rows of a day.
    fn cells(&self, kind: FileKind, item: u16, day: Date) -> BTreeSet<String> {
        self.masters.relation_rows(kind, day).map(|row| row.text(item).to_owned()).collect()
    }

    fn speaks(&self, kind: FileKind, day: Date) -> bool {
        self.masters.table_known(kind, day).is_ok()
    }

    fn codes_exist(&self, kind: FileKind, item: u16, other: FileKind, report: &mut Report) {
        let Some(day) = self.newest_day(kind).filter(|&day| self.speaks(other, day)) else { return };
        let known =
            |code: &String| code.parse().is_ok_and(|code| self.masters.code_id(other, code).is_some());
        let missing = self.cells(kind, item, day).into_iter().filter(|code| !known(code)).collect();
        warn(kind, other, Expectation::CodesExist, missing, report);
    }

    /// The codes that 補助 flags for a table are those with rows in it.
    fn flags(&self, table: FileKind, item: u16, day: Date, report: &mut Report) {
        if !self.speaks(table, day) {
            return;
        }
        let with_rows = self.cells(table, 2, day);
        let rows = self.masters.relation_rows(FeeTableLinks, day);
        let flagged: BTreeSet<String> =
            rows.filter(|r| r.text(item) == "1").map(|r| r.text(2).to_owned()).collect();
        let missing = flagged.difference(&with_rows).cloned().collect();
        warn(FeeTableLinks, table, Expectation::FlaggedHaveRows, missing, report);
        let extra = with_rows.difference(&flagged).cloned().collect();
        warn(FeeTableLinks, table, Expectation::RowsAreFlagged, extra, report);
    }

    fn groups(&self, items: &[u16], table: FileKind, day: Date, report: &mut Report) {
        if !self.speaks(table, day) {
            return;
        }
        let there = self.cells(table, 2, day);
        let named: BTreeSet<String> =
            items.iter().flat_map(|&item| self.cells(FeeTableLinks, item, day)).collect();
        let is_group = |g: &String| g.bytes().any(|b| b != b'0');
        let missing = named.into_iter().filter(|g| is_group(g) && !there.contains(g)).collect();
        warn(FeeTableLinks, table, Expectation::GroupsExist, missing, report);
    }
}

fn warn(kind: FileKind, other: FileKind, expectation: Expectation, codes: Vec<String>, report: &mut Report) {
    if !codes.is_empty() {
        let rows = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        let codes = codes.into_iter().take(NAMED).collect();
        report.warnings.push(Warning::Between { kind, other, expectation, rows, codes });
    }
}
