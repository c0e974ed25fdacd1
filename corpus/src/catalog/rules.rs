//! Which procedures of the courses forbid which others, and how often each may be claimed, as bit sets.

use masters::{Claim, InclusionUnit, Masters, Window};
use model::{Date, Month, ProcedureCode};

use crate::codes::procedures;

/// Words of a set of procedures.
const WORDS: usize = procedures::ALL.len().div_ceil(64);

/// A set of procedures of the courses, by place.
pub(crate) type Set = [u64; WORDS];

/// What the fee tables say of the procedures of the courses.
#[derive(Debug)]
pub(crate) struct Rules {
    /// By procedure: those that cannot be claimed on the same day as it.
    day: Vec<Set>,
    /// By procedure: those that cannot be claimed in the same month as it.
    month: Vec<Set>,
    /// By procedure: how often it may be claimed.
    limits: Vec<Limits>,
    /// By basic inpatient fee: the additions that go with it; `None` for other procedures.
    additions: Vec<Option<Set>>,
    /// Additions of which the table of basic fees speaks at all.
    listed: Set,
}

/// The most on a day, in a week (Sunday to Saturday) and in a month; 0 is no limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) day: u16,
    pub(crate) week: u16,
    pub(crate) month: u16,
}

impl Rules {
    pub(crate) fn new(masters: &Masters, month: Month) -> Self {
        let count = procedures::ALL.len();
        let mut rules = Self {
            day: vec![[0; WORDS]; count],
            month: vec![[0; WORDS]; count],
            limits: vec![Limits::default(); count],
            additions: vec![None; count],
            listed: [0; WORDS],
        };
        for (place, &number) in procedures::ALL.iter().enumerate() {
            rules.take(masters, place, ProcedureCode(number), month.first());
        }
        rules
    }

    fn take(&mut self, masters: &Masters, place: usize, code: ProcedureCode, on: Date) {
        for window in Window::ALL {
            for pair in masters.exclusions(code, window, on) {
                let Some(other) = place_of(pair.other().0) else { continue };
                let keeps = match pair.claim() {
                    Claim::This => true,
                    Claim::Other => false,
                    Claim::Either => keeps_of_equals(masters, code, pair.other(), on),
                };
                let (winner, loser) = if keeps { (place, other) } else { (other, place) };
                self.forbid(winner, loser, matches!(window, Window::Day | Window::Simultaneous));
            }
        }
        for links in masters.fee_table_links(code, on) {
            for (unit, group) in links.inclusion_groups() {
                let daily = matches!(unit, InclusionUnit::Day | InclusionUnit::Simultaneous);
                for other in masters.included(group, on).filter_map(|i| place_of(i.code().0)) {
                    self.forbid(place, other, daily);
                }
            }
            if let Some(group) = links.basic_fee_group() {
                let mut set = [0; WORDS];
                for addition in masters.basic_fee_additions(group, on).filter_map(|a| place_of(a.code().0)) {
                    insert(&mut set, addition);
                    insert(&mut self.listed, addition);
                }
                if let Some(slot) = self.additions.get_mut(place) {
                    *slot = Some(set);
                }
            }
        }
        self.take_limits(masters, place, code, on);
    }

    fn take_limits(&mut self, masters: &Masters, place: usize, code: ProcedureCode, on: Date) {
        let Some(limits) = self.limits.get_mut(place) else { return };
        let lower = |slot: &mut u16, most: u32| {
            let most = u16::try_from(most).unwrap_or(u16::MAX);
            *slot = if *slot == 0 { most } else { most.min(*slot) };
        };
        for limit in masters.count_limits(code, on) {
            // SPEC: 医科電子点数表の活用手引き（令和6年度版）付表１: 121 day, 138 week, 131 and the longer units a month at least.
            match limit.unit_code() {
                121 => lower(&mut limits.day, limit.most()),
                138 => lower(&mut limits.week, limit.most()),
                53 | 131..=136 | 143..=149 | 151 | 159 | 161 | 162 => lower(&mut limits.month, limit.most()),
                _ => {}
            }
        }
    }

    fn forbid(&mut self, winner: usize, loser: usize, daily: bool) {
        let table = if daily { &mut self.day } else { &mut self.month };
        if let Some(set) = table.get_mut(winner).filter(|_| winner != loser) {
            insert(set, loser);
        }
    }

    /// Procedures that cannot be claimed on the same day as one.
    pub(crate) fn forbidden_on_day(&self, place: usize) -> Option<&Set> {
        self.day.get(place)
    }

    /// Procedures that cannot be claimed in the same month as one.
    pub(crate) fn forbidden_in_month(&self, place: usize) -> Option<&Set> {
        self.month.get(place)
    }

    /// How often it may be claimed.
    pub(crate) fn limits(&self, place: usize) -> Limits {
        self.limits.get(place).copied().unwrap_or_default()
    }

    /// The additions that go with a basic fee; `None` when the procedure is none.
    pub(crate) fn additions(&self, place: usize) -> Option<&Set> {
        self.additions.get(place)?.as_ref()
    }

    /// Whether the table of basic fees speaks of an addition.
    pub(crate) fn is_listed(&self, place: usize) -> bool {
        contains(&self.listed, place)
    }
}

/// Of two that exclude each other without a rank, the dearer is claimed; the smaller code when equally dear.
fn keeps_of_equals(masters: &Masters, code: ProcedureCode, other: ProcedureCode, on: Date) -> bool {
    let points = |c| masters.procedure(c, on).row().map_or(0, |p| p.points().scaled());
    (points(code), other.0) > (points(other), code.0)
}

/// The place of a procedure among those of the courses.
pub(crate) fn place_of(number: u32) -> Option<usize> {
    procedures::ALL.iter().position(|&n| n == number)
}

/// Puts a place into a set.
pub(crate) fn insert(set: &mut Set, place: usize) {
    if let Some(word) = set.get_mut(place / 64) {
        *word |= 1 << (place % 64);
    }
}

/// Whether a place is in a set.
pub(crate) fn contains(set: &Set, place: usize) -> bool {
    set.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
}
