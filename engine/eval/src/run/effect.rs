//! What a verdict changes of what is claimed: the times of each line on each day, and the points set for them.

use model::{Effect, Points, Share};

use super::Run;
use super::cuts::Fallen;
use super::thing::Thing;
use super::trace::Trace;
use super::values::{ONE, Val};
use crate::program::{Act, Expr, Verdict};

impl<'a, T: Trace<'a>> Run<'a, '_, T> {
    /// What a verdict changes on the judged receipt.
    pub(super) fn effect(&mut self, verdict: &'a Verdict, fallen: &[Fallen<'a>]) -> Effect {
        let set = match &verdict.act {
            Act::Tell => return Effect::None,
            Act::Remove => return Effect::Falls { shares: self.shares(fallen), among: Vec::new() },
            Act::Keep(_) | Act::ReduceTo(_) | Act::ReduceBy(_) => {
                // One thing by itself is no count.
                let subject = verdict.subject.as_ref().map(|subject| self.value(subject));
                let counted =
                    if matches!(subject, Some(Val::Group(_))) { self.subjects(verdict) } else { Vec::new() };
                let counted = self.wholly(counted);
                return Effect::Falls { shares: self.shares(fallen), among: self.shares(&counted) };
            }
            Act::Replace(_) => return Effect::Replaces(self.shares(fallen)),
            Act::Correct(to) | Act::Cap(to) => self.whole_points(to),
        };
        let shares = self.shares(fallen);
        let elsewhere = fallen.iter().any(|fallen| !fallen.thing.is_on_judged());
        match (set, &verdict.act) {
            // The limit is one of all the claims together: what this one bears of it is not said.
            (Some(_), Act::Cap(_)) if elsewhere => Effect::Replaces(shares),
            (Some(points), Act::Cap(_)) => Effect::Caps(shares, points),
            (Some(points), _) => Effect::Corrects(shares, points),
            (None, _) => Effect::Replaces(shares),
        }
    }

    /// Whole points, when they are known.
    fn whole_points(&mut self, to: &'a Expr) -> Option<Points> {
        match self.value(to) {
            Val::Number(least, most) if least == most && least % ONE == 0 => Some(Points(least / ONE)),
            _ => None,
        }
    }

    fn shares(&self, fallen: &[Fallen<'a>]) -> Vec<Share> {
        let mut shares = Vec::with_capacity(fallen.len());
        let Some(scope) = self.case.judged() else { return shares };
        let mut add = |line: usize, day: u8, times: u16| {
            if let Some(line) = scope.line(line) {
                shares.push(Share { line: scope.batch.line_of(line.row), day, times });
            }
        };
        for &Fallen { thing, times } in fallen {
            match thing {
                Thing::Line { scope: 0, line, day } => add(line, day, times),
                Thing::Bundle { scope: 0, unit, day } => {
                    scope.lines_of(unit).for_each(|line| add(line, day, scope.count(line, day)));
                }
                _ => {}
            }
        }
        shares.sort_unstable();
        shares
    }
}

/// Says of one day what is said of another, and the other way round, as the two are exchanged: of some lines, or of all.
pub(super) fn echo(effect: &mut Effect, lines: Option<&[u64]>, from: u8, to: u8) {
    let add = |shares: &mut Vec<Share>| {
        let exchanged = |share: &Share| {
            let day = match share.day {
                day if day == from => to,
                day if day == to => from,
                _ => return None,
            };
            lines.is_none_or(|lines| lines.contains(&share.line)).then_some(Share { day, ..*share })
        };
        let fresh: Vec<Share> = shares.iter().filter_map(exchanged).collect();
        shares.extend(fresh);
        shares.sort_unstable();
        shares.dedup();
    };
    match effect {
        Effect::None => {}
        Effect::Falls { shares, among } => {
            add(shares);
            add(among);
        }
        Effect::Corrects(shares, _) | Effect::Caps(shares, _) | Effect::Replaces(shares) => add(shares),
    }
}

/// Joins what two judgements of one verdict change; `false` when they set different points.
pub(super) fn join(known: &mut Effect, next: &Effect) -> bool {
    let kept = match (&mut *known, next) {
        (Effect::None, Effect::None) => return true,
        (Effect::Falls { shares, among }, Effect::Falls { among: counted, .. }) if among == counted => shares,
        (Effect::Replaces(kept), Effect::Replaces(_)) => kept,
        (Effect::Corrects(kept, set), Effect::Corrects(_, points)) if set == points => kept,
        // Two groups that are capped by themselves are not one group; the same one found twice is.
        (Effect::Caps(one, set), Effect::Caps(other, points)) => return one == other && set == points,
        _ => return false,
    };
    for share in next.shares() {
        match kept.iter_mut().find(|known| (known.line, known.day) == (share.line, share.day)) {
            Some(known) => known.times = known.times.max(share.times),
            None => kept.push(*share),
        }
    }
    kept.sort_unstable();
    true
}

#[cfg(test)]
mod tests;
