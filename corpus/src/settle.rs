//! Keeps a draft compliant with the tables of the masters: what they forbid is left off.
//!
//! A patient's month may have two receipts, of the ward and of visits: what may be claimed so often a month is counted over
//! both, and the first keeps it.

use crate::calendar;
use crate::catalog::Catalog;
use crate::codes::procedures;
use crate::draft::Draft;

/// The days of every procedure of the courses in one receipt; reused for all receipts.
#[derive(Debug)]
pub(crate) struct Settler {
    days: Vec<u32>,
    present: Vec<u16>,
    /// How often each was claimed on the receipt of the patient's month before this one.
    before: Vec<u16>,
}

impl Settler {
    pub(crate) fn new() -> Self {
        let count = procedures::ALL.len();
        Self { days: vec![0; count], present: Vec::new(), before: vec![0; count] }
    }

    /// Counts what a settled receipt claims for the next one of the same patient and month.
    pub(crate) fn remember(&mut self, draft: &Draft) {
        for (_, group) in draft.live() {
            for line in draft.lines_of(group) {
                if let Some(times) = self.before.get_mut(usize::from(line.index)) {
                    *times = times.saturating_add(u16::try_from(group.days.total()).unwrap_or(u16::MAX));
                }
            }
        }
    }

    /// Begins another patient or month.
    pub(crate) fn forget(&mut self) {
        self.before.fill(0);
    }

    /// Leaves off what the tables forbid, then what is more than the tables allow.
    pub(crate) fn settle(&mut self, draft: &mut Draft, catalog: &Catalog) {
        self.gather(draft);
        for at in 0..self.present.len() {
            let Some(&place) = self.present.get(at) else { continue };
            self.forbid(draft, catalog, usize::from(place));
        }
        self.additions(draft, catalog);
        self.limit(draft, catalog);
    }

    fn gather(&mut self, draft: &Draft) {
        for place in self.present.drain(..) {
            if let Some(days) = self.days.get_mut(usize::from(place)) {
                *days = 0;
            }
        }
        for (_, group) in draft.live() {
            for line in draft.lines_of(group) {
                let Some(days) = self.days.get_mut(usize::from(line.index)) else { continue };
                if *days == 0 {
                    self.present.push(line.index);
                }
                *days |= group.days.mask;
            }
        }
    }

    /// Takes away what one procedure forbids.
    fn forbid(&mut self, draft: &mut Draft, catalog: &Catalog, place: usize) {
        let days = self.days.get(place).copied().unwrap_or(0);
        if days == 0 {
            return;
        }
        for at in 0..self.present.len() {
            let Some(&other) = self.present.get(at) else { continue };
            let other = usize::from(other);
            let Some(&theirs) = self.days.get(other) else { continue };
            let whole = catalog.rules.forbidden_in_month(place).is_some_and(|s| has(s, other));
            let daily = catalog.rules.forbidden_on_day(place).is_some_and(|s| has(s, other));
            let lost = if whole {
                theirs
            } else if daily {
                theirs & days
            } else {
                0
            };
            if lost != 0 {
                take_days(draft, catalog, other as u16, lost);
                if let Some(left) = self.days.get_mut(other) {
                    *left &= !lost;
                }
            }
        }
    }

    /// Leaves off additions that do not go with any basic inpatient fee of the receipt.
    fn additions(&mut self, draft: &mut Draft, catalog: &Catalog) {
        if !draft.inpatient {
            return;
        }
        let fees = || self.present.iter().filter_map(|&p| catalog.rules.additions(usize::from(p)));
        if fees().next().is_none() {
            return;
        }
        let lost: Vec<u16> = self
            .present
            .iter()
            .copied()
            .filter(|&p| catalog.rules.is_listed(usize::from(p)) && !fees().any(|s| has(s, usize::from(p))))
            .collect();
        for place in lost {
            take_days(draft, catalog, place, u32::MAX);
        }
    }

    /// Cuts what is more than a week or a month allows.
    fn limit(&self, draft: &mut Draft, catalog: &Catalog) {
        for &place in &self.present {
            let limits = catalog.rules.limits(usize::from(place));
            if limits.week != 0 {
                for week in calendar::weeks(draft.month) {
                    keep_first(draft, catalog, place, (u32::from(limits.week), week));
                }
            }
            if limits.month != 0 {
                let before = self.before.get(usize::from(place)).copied().unwrap_or(0);
                let left = limits.month.saturating_sub(before);
                keep_first(draft, catalog, place, (u32::from(left), u32::MAX));
            }
        }
    }
}

fn has(set: &[u64], place: usize) -> bool {
    set.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}

/// Takes a procedure away on some days: its 剤 when it leads it, its line when it stands beside others.
fn take_days(draft: &mut Draft, catalog: &Catalog, place: u16, lost: u32) {
    for at in 0..draft.groups.len() {
        let Some(group) = draft.groups.get(at).copied().filter(|g| !g.dropped) else { continue };
        let Some(nth) = draft.lines_of(&group).iter().position(|l| l.index == place) else { continue };
        if group.days.mask & lost == 0 {
            continue;
        }
        let is_bundle = group.section == 60 && group.len > 1;
        if nth == 0 && !is_bundle {
            keep_days(draft, at, lost);
        } else {
            take_line(draft, catalog, at, nth);
        }
    }
}

fn keep_days(draft: &mut Draft, at: usize, lost: u32) {
    if let Some(group) = draft.groups.get_mut(at) {
        group.days = group.days.without(lost);
        group.dropped = group.days.mask == 0;
    }
}

/// Removes the nth line of a 剤 by moving it behind the others.
fn take_line(draft: &mut Draft, catalog: &Catalog, at: usize, nth: usize) {
    let Some(group) = draft.groups.get(at).copied() else { return };
    if let Some(rest) = draft.lines_of_mut(&group).get_mut(nth..) {
        rest.rotate_left(1);
    }
    if let Some(group) = draft.groups.get_mut(at) {
        group.len -= 1;
        group.dropped = group.len == 0;
    }
    draft.reprice(catalog, at);
}

/// Keeps the first so many times of a procedure on the days of a mask.
fn keep_first(draft: &mut Draft, catalog: &Catalog, place: u16, (most, within): (u32, u32)) {
    let mut left = most;
    for at in 0..draft.groups.len() {
        let Some(group) = draft.groups.get(at).copied().filter(|g| !g.dropped) else { continue };
        if !draft.lines_of(&group).iter().any(|l| l.index == place) {
            continue;
        }
        let mut lost = 0;
        for (day, times) in group.days.iter().filter(|&(day, _)| within & crate::draft::bit(day) != 0) {
            match left.checked_sub(u32::from(times)) {
                Some(rest) => left = rest,
                None => lost |= crate::draft::bit(day),
            }
        }
        if lost != 0 && group.len > 1 && lost == group.days.mask {
            take_days(draft, catalog, place, lost);
        } else if lost != 0 {
            keep_days(draft, at, lost);
        }
    }
}

#[cfg(test)]
mod tests;
