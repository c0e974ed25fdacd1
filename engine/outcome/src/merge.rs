//! Which assessments of a receipt stand: what is said twice counts once, what was counted loses nothing twice.

use std::collections::BTreeSet;

use model::{Certainty, Conclusion, Effect, Finding, LineRole, Points, Share};

use crate::settle::Doubt;
use crate::share::{Taken, total};

/// An assessment that stands, with what it takes beyond those before it.
#[derive(Debug)]
pub(crate) struct Winner {
    pub finding: usize,
    pub change: Change,
}

/// What a winner changes.
#[derive(Debug)]
pub(crate) enum Change {
    Falls(Vec<Share>),
    Corrects(Vec<Share>, Points),
    Caps(Vec<Share>, Points),
    Nothing,
}

impl Change {
    /// The same as others say it.
    pub(crate) fn effect(&self) -> Effect {
        match self {
            Self::Falls(shares) => Effect::Falls { shares: shares.clone(), among: Vec::new() },
            Self::Corrects(shares, points) => Effect::Corrects(shares.clone(), *points),
            Self::Caps(shares, points) => Effect::Caps(shares.clone(), *points),
            Self::Nothing => Effect::None,
        }
    }

    /// What it speaks of.
    pub(crate) fn shares(&self) -> &[Share] {
        match self {
            Self::Falls(shares) | Self::Corrects(shares, _) | Self::Caps(shares, _) => shares,
            Self::Nothing => &[],
        }
    }
}

/// What came of the assessments.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// In the order in which they apply.
    pub winners: Vec<Winner>,
    /// Findings that are contained in another one.
    pub subsumed: Vec<(usize, usize)>,
    /// Findings of which the points cannot be told.
    pub doubts: Vec<(usize, Doubt)>,
}

/// Whether a finding changes what is paid without a person.
pub(crate) fn assesses(finding: &Finding) -> bool {
    finding.conclusion == Conclusion::Assess && finding.certainty == Certainty::Definite
}

/// How often a line was claimed on a day; `None` when it stands on no such day.
pub(crate) type Claimed<'a> = &'a dyn Fn(u64, u8) -> Option<u16>;

/// Settles the assessments among some findings. `order`: the places of all findings in their own order.
pub(crate) fn merge(findings: &[Finding], order: &[usize], claimed: Claimed<'_>) -> Merged {
    let mut of: Vec<(usize, &Finding)> =
        order.iter().filter_map(|&at| Some((at, findings.get(at)?))).filter(|(_, f)| assesses(f)).collect();
    // Stable: of equals the first in order.
    of.sort_by_key(|(_, finding)| rank(&finding.effect));
    let mut work = Work { merged: Merged::default(), taken: Taken::default() };
    for &(at, finding) in &of {
        work.add(at, finding);
    }
    work.lost_grounds(&of, claimed);
    work.merged
}

/// Whole removals first, the greater ones first; then counted ones, the smaller count first; then set points, then sums, of
/// equal groups the least first.
fn rank(effect: &Effect) -> (u8, i64, i64) {
    match effect {
        Effect::Falls { shares, among } if among.is_empty() => (0, -i64::from(total(shares)), 0),
        Effect::Falls { among, .. } => (1, i64::from(total(among)), 0),
        Effect::Corrects(..) => (2, 0, 0),
        Effect::Caps(shares, most) => (3, i64::from(total(shares)), most.0),
        Effect::Replaces(_) | Effect::None => (4, 0, 0),
    }
}

struct Work {
    merged: Merged,
    taken: Taken,
}

impl Work {
    fn add(&mut self, at: usize, finding: &Finding) {
        let change = match &finding.effect {
            Effect::Falls { shares, among } if among.is_empty() => self.falls(at, shares, u32::MAX),
            Effect::Falls { shares, among } => {
                let less = total(shares).saturating_sub(self.taken.taken_of(among));
                self.counted(at, shares, among, less)
            }
            Effect::Corrects(shares, points) => self.corrects(at, shares, *points),
            Effect::Caps(shares, points) => self.caps(at, shares, *points),
            Effect::Replaces(_) | Effect::None => {
                self.merged.doubts.push((at, Doubt::Unknown));
                Some(Change::Nothing)
            }
        };
        if let Some(change) = change {
            self.merged.winners.push(Winner { finding: at, change });
        }
    }

    /// Takes what is not taken yet; `None` when there is nothing left to take.
    fn falls(&mut self, at: usize, shares: &[Share], most: u32) -> Option<Change> {
        let mut left: Vec<Share> = shares.iter().filter_map(|share| self.taken.left_of(*share)).collect();
        if left.is_empty() {
            self.subsume(at, shares);
            return None;
        }
        if total(&left) > most {
            left = self.newest(at, left, most);
        }
        left.iter().for_each(|share| self.taken.take(*share, at));
        Some(Change::Falls(left))
    }

    /// Something that was counted is gone already, so that less falls.
    fn counted(&mut self, at: usize, shares: &[Share], among: &[Share], less: u32) -> Option<Change> {
        if less == 0 {
            self.subsume(at, among);
            return None;
        }
        self.falls(at, shares, less)
    }

    /// So many times of some shares, the newest first. Which of several lines falls is not known any more.
    fn newest(&mut self, at: usize, mut shares: Vec<Share>, most: u32) -> Vec<Share> {
        if shares.windows(2).any(|two| matches!(two, [a, b] if a.line != b.line)) {
            self.merged.doubts.push((at, Doubt::WhichFalls));
        }
        shares.sort_by_key(|share| std::cmp::Reverse((share.day, share.line)));
        let mut rest = most;
        let mut kept = Vec::new();
        for share in shares {
            let times = u32::from(share.times).min(rest);
            rest -= times;
            if let Ok(times @ 1..) = u16::try_from(times) {
                kept.push(Share { times, ..share });
            }
        }
        kept
    }

    /// Sets points where nothing fell. Two that set different points for one thing contradict each other.
    fn corrects(&mut self, at: usize, shares: &[Share], points: Points) -> Option<Change> {
        let left: Vec<Share> = shares.iter().filter_map(|share| self.taken.left_of(*share)).collect();
        if left.is_empty() {
            self.subsume(at, shares);
            return None;
        }
        let same = |known: &[Share]| {
            known.iter().any(|one| left.iter().any(|own| (own.line, own.day) == (one.line, one.day)))
        };
        let mut twice = None;
        for winner in &self.merged.winners {
            if let Change::Corrects(known, set) = &winner.change
                && same(known)
            {
                twice = Some((winner.finding, *set == points && *known == left));
            }
        }
        match twice {
            Some((by, true)) => {
                self.merged.subsumed.push((at, by));
                None
            }
            Some((other, false)) => {
                self.merged.doubts.extend([(other, Doubt::Contradiction), (at, Doubt::Contradiction)]);
                Some(Change::Nothing)
            }
            None => Some(Change::Corrects(left, points)),
        }
    }

    /// Caps a sum. Of two caps on one group the lower one is both; what two groups that overlap come to nobody says.
    fn caps(&mut self, at: usize, shares: &[Share], points: Points) -> Option<Change> {
        let place = |share: &Share| (share.line, share.day);
        let own: BTreeSet<(u64, u8)> = shares.iter().map(place).collect();
        let mut overlap = Vec::new();
        for winner in &self.merged.winners {
            let Change::Caps(known, _) = &winner.change else { continue };
            let known: BTreeSet<(u64, u8)> = known.iter().map(place).collect();
            if known == own {
                self.merged.subsumed.push((at, winner.finding));
                return None;
            }
            if !known.is_disjoint(&own) {
                overlap.push((winner.finding, Doubt::Contradiction));
            }
        }
        if !overlap.is_empty() {
            overlap.push((at, Doubt::Contradiction));
        }
        self.merged.doubts.extend(overlap);
        Some(Change::Caps(shares.to_vec(), points))
    }

    fn subsume(&mut self, at: usize, shares: &[Share]) {
        let owner = shares.iter().find_map(|share| self.taken.owner(share.line, share.day));
        // Something that takes nothing at all is contained in nothing: it stands, and changes nothing.
        match owner {
            Some(owner) => self.merged.subsumed.push((at, owner)),
            None => self.merged.winners.push(Winner { finding: at, change: Change::Nothing }),
        }
    }

    /// Notes the assessments of which a witness is taken away by another one.
    fn lost_grounds(&mut self, of: &[(usize, &Finding)], claimed: Claimed<'_>) {
        for &(at, finding) in of {
            if self.merged.subsumed.iter().any(|(lesser, _)| *lesser == at) {
                continue;
            }
            let witnesses = finding.lines.iter().filter(|line| line.role == LineRole::Witness);
            if witnesses.into_iter().any(|line| self.is_gone(at, line.line, finding.days, claimed)) {
                self.merged.doubts.push((at, Doubt::GroundFalls));
            }
        }
    }

    /// Whether all of a line on the days of a finding, or on all of its days, is taken by other findings.
    fn is_gone(&self, by: usize, line: u64, days: u32, claimed: Claimed<'_>) -> bool {
        let on = |day: u8| claimed(line, day).map(|times| (day, times));
        let all: Vec<(u8, u16)> = (0..=31).filter_map(on).collect();
        let named = |day: u8| day > 0 && days >> (day - 1) & 1 == 1;
        let some: Vec<(u8, u16)> = all.iter().copied().filter(|(day, _)| named(*day)).collect();
        let looked = if some.is_empty() { &all } else { &some };
        !looked.is_empty()
            && looked.iter().all(|&(day, times)| {
                self.taken.times(line, day) >= times && self.taken.owner(line, day) != Some(by)
            })
    }
}

#[cfg(test)]
mod tests;
