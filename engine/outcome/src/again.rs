//! What an assessed receipt is judged by once more, and what becomes of it when the rules then say something else.
//!
//! Nothing is taken in the second round: it sends a receipt to staff, or leaves it as it was settled.

use std::collections::BTreeSet;

use model::{Certainty, Conclusion, Effect, Finding, LineRole, Queue, Share};
use receipt::Batch;
use receipt::batch::{NO_POINTS, UnitLeft};

use crate::merge::assesses;
use crate::reprice::line_at;
use crate::settle::{Disposition, Doubt, Settled, State, Subject, Weighed, ids, weighed};

/// An assessment that takes something, as if it did not: what stands then of the 剤 that the others change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// Which of the findings.
    pub finding: usize,
    /// The lines and days that it acts on and that the others leave.
    places: Vec<Place>,
    /// What stands without it.
    pub left: Vec<UnitLeft>,
}

/// What a second judging came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Again<'a> {
    /// How many of the findings of the subject are new: they stand last.
    pub new: usize,
    /// Assessments that did not come again.
    pub gone: &'a [usize],
}

/// A line on a day; line 0 stands for the receipt, day 0 for no day or all days.
type Place = (u64, u8);

/// The assessments that take something of a settled receipt, each with what stands without it; none when there are not two,
/// for what one alone takes rests on nothing that another takes.
///
/// Points of a 剤 that it touches are those that were claimed: they were priced with all assessments together.
pub fn alone(of: Subject<'_>, settled: &Settled) -> Vec<Alone> {
    let takes: Vec<(usize, &Weighed)> =
        settled.findings.iter().enumerate().filter(|(_, weighed)| takes(weighed)).collect();
    if takes.len() < 2 {
        return Vec::new();
    }
    let others = |own: usize| takes.iter().filter(move |(at, _)| *at != own).map(|(_, weighed)| *weighed);
    takes
        .iter()
        .map(|&(finding, weighed)| {
            let touched = units_of(of, weighed.effect.shares());
            let mut left: Vec<UnitLeft> =
                settled.left.iter().filter(|one| !touched.contains(&(one.unit, one.day))).cloned().collect();
            let taken: Vec<Share> =
                others(finding).flat_map(|other| fallen(&other.effect)).copied().collect();
            left.extend(touched.into_iter().filter_map(|unit| without(of, unit, &taken)));
            let own = weighed.effect.shares().iter().map(|share| (share.line, share.day));
            let places = own.filter(|place| less(of, *place, &taken).is_none_or(|left| left > 0)).collect();
            Alone { finding, places, left }
        })
        .collect()
}

fn takes(of: &Weighed) -> bool {
    of.state == State::Won && of.points.is_some_and(|points| points != 0)
}

fn fallen(effect: &Effect) -> &[Share] {
    match effect {
        Effect::Falls { shares, .. } => shares,
        _ => &[],
    }
}

/// The 剤 of shares with their days, by their number in the receipt.
fn units_of(of: Subject<'_>, shares: &[Share]) -> BTreeSet<(u32, u8)> {
    let first = of.batch.receipts.get(of.receipt).map_or(0, |receipt| receipt.units.start);
    let unit = |share: &Share| line_at(of.batch, of.receipt, share.line).map(|(_, line)| line.unit);
    shares.iter().filter_map(|share| Some((unit(share)?.checked_sub(first)?, share.day))).collect()
}

/// How often a line stands on a day as claimed, less some shares.
fn less(of: Subject<'_>, (line, day): Place, taken: &[Share]) -> Option<u16> {
    let (at, _) = line_at(of.batch, of.receipt, line)?;
    let own = taken.iter().filter(|share| (share.line, share.day) == (line, day));
    let sum = own.fold(0_u16, |sum, share| sum.saturating_add(share.times));
    Some(of.batch.times_on(at, day)?.saturating_sub(sum))
}

/// What stands of a 剤 on a day as claimed, less some shares; `None` when that is all of it.
fn without(of: Subject<'_>, (unit, day): (u32, u8), taken: &[Share]) -> Option<UnitLeft> {
    let batch: &Batch = of.batch;
    let at = batch.receipts.get(of.receipt)?.units.start + unit;
    let lines = batch.units.get(at as usize)?.lines.clone();
    let points = batch.lines.get(lines.end.checked_sub(1)? as usize).map_or(NO_POINTS, |last| last.points);
    let mut is_cut = false;
    let mut times = |line: u32| {
        let physical = batch.line_of(batch.lines.get(line as usize)?.row);
        let left = less(of, (physical, day), taken)?;
        is_cut |= Some(left) != batch.times_on(line as usize, day);
        Some(left)
    };
    let times = lines.map(&mut times).collect::<Option<Vec<u16>>>()?;
    is_cut.then_some(UnitLeft { unit, day, times, points })
}

impl Alone {
    /// Whether the assessment is said again of what stands without it: everything that it takes is taken by an assessment of
    /// the first round that is said again, as two limits that meet at one line may do for each other.
    pub fn comes_again(&self, first: &[Finding], again: &[Finding]) -> bool {
        let known = |one: &&Finding| first.iter().any(|of| assesses(of) && of.rule == one.rule);
        let said: BTreeSet<Place> =
            again.iter().filter(|one| assesses(one)).filter(known).flat_map(places).collect();
        self.places.iter().all(|place| said.contains(place))
    }
}

/// The findings of a second judging that ask somebody for something which no finding of the same rule asked before.
///
/// Told ones and formal corrections ask nobody. What sets or limits the points of a 剤 that was priced anew is left out: those
/// points are the program's own, and no claim.
pub fn newly_said<'a>(
    of: Subject<'_>,
    settled: &Settled,
    again: &'a [Finding],
) -> impl Iterator<Item = &'a Finding> {
    let priced: BTreeSet<(u32, u8)> = settled.left.iter().map(|one| (one.unit, one.day)).collect();
    again.iter().filter(move |one| {
        let own = matches!(one.effect, Effect::Corrects(..) | Effect::Caps(..))
            && !units_of(of, one.effect.shares()).is_disjoint(&priced);
        asks(one) && !own && !is_said(of.findings, one)
    })
}

fn asks(of: &Finding) -> bool {
    of.certainty != Certainty::Notice && !matches!(of.conclusion, Conclusion::Notice | Conclusion::Repair)
}

/// Whether a rule said something of all the lines and days of a finding before.
fn is_said(first: &[Finding], of: &Finding) -> bool {
    let said: BTreeSet<Place> =
        first.iter().filter(|one| one.rule == of.rule && asks(one)).flat_map(places).collect();
    let is_known = |(line, day): Place| {
        said.contains(&(line, day))
            || said.contains(&(line, 0))
            || day == 0 && said.range((line, 0)..=(line, u8::MAX)).next().is_some()
    };
    places(of).into_iter().all(is_known)
}

/// The lines and days that a finding acts on; the receipt, when it names none.
fn places(of: &Finding) -> Vec<Place> {
    let among = match &of.effect {
        Effect::Falls { among, .. } => among.as_slice(),
        _ => &[],
    };
    let shares = of.effect.shares().iter().chain(among).map(|share| (share.line, share.day));
    let mut places: Vec<Place> = shares.collect();
    if places.is_empty() {
        let lines: Vec<u64> = match of.lines.iter().any(|line| line.role == LineRole::Subject) {
            true => {
                of.lines.iter().filter(|line| line.role == LineRole::Subject).map(|line| line.line).collect()
            }
            false => vec![0],
        };
        let days: Vec<u8> = match of.days {
            0 => vec![0],
            days => (1..=31).filter(|day| days >> (day - 1) & 1 == 1).collect(),
        };
        places.extend(lines.iter().flat_map(|line| days.iter().map(|day| (*line, *day))));
    }
    places
}

/// Sends a settled receipt to staff, for what the second judging said. `of` has the new findings behind those that were
/// settled.
pub fn reopen(of: Subject<'_>, settled: &mut Settled, again: Again<'_>) {
    let first = of.findings.len().saturating_sub(again.new);
    let ids = ids(of);
    let new = of.findings.iter().zip(ids).skip(first);
    settled.findings.extend(new.map(|(finding, id)| Weighed {
        points: None,
        doubt: Some(Doubt::Remains),
        ..weighed(finding, id)
    }));
    for &at in again.gone {
        if let Some(weighed) = settled.findings.get_mut(at) {
            (weighed.points, weighed.doubt) = (None, Some(Doubt::NotAgain));
            weighed.by_payer = [0; 5];
        }
    }
    (settled.disposition, settled.queue) = (Disposition::Review, Some(Queue::Staff));
    settled.payers.iter_mut().for_each(|payer| payer.after = None);
    settled.after = None;
}

#[cfg(test)]
mod tests;
