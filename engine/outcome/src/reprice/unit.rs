//! The 剤 of a receipt on their days, and what stands of them while assessments apply one after another.

mod change;

use masters::Masters;
use model::{Points, Share};
use pricing::{Cut, Leaning, Undecided};
use receipt::Batch;
use receipt::batch::{NO_POINTS, Unit, UnitLeft};

use super::placed;
use crate::bearers;
use crate::settle::Doubt;

pub use change::{LineChange, PointsTimes, UnitChange};

/// 食事・生活療養: the amounts of their lines are yen.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０ 診療識別コード.
const MEALS: u8 = 97;

/// What stands of a 剤 on a day.
#[derive(Clone, Debug)]
pub(super) struct OnDay {
    unit: u32,
    day: u8,
    /// For each of its lines: how many times still stand.
    standing: Vec<u16>,
    /// Points set by an assessment, in place of those claimed.
    set: Option<i64>,
    /// Additions that fell because what they stand on fell, as indices into the lines of the batch.
    also_fallen: Vec<u32>,
    /// What its points come to now.
    worth: i64,
}

/// What the points of a 剤 on a day come to, and the additions that fall with what fell.
#[derive(Debug, Default)]
struct Worth {
    points: i64,
    also_fallen: Vec<u32>,
}

impl Worth {
    const fn of(points: i64) -> Self {
        Self { points, also_fallen: Vec::new() }
    }
}

/// The 剤 that were touched.
pub(super) struct Units<'a> {
    batch: &'a Batch,
    receipt: usize,
    masters: &'a Masters,
    touched: Vec<OnDay>,
    by_payer: [i64; 5],
}

impl<'a> Units<'a> {
    pub(super) const fn new(batch: &'a Batch, receipt: usize, masters: &'a Masters) -> Self {
        Self { batch, receipt, masters, touched: Vec::new(), by_payer: [0; 5] }
    }

    /// By payer: the change of points.
    pub(super) const fn changes_by_payer(&self) -> [i64; 5] {
        self.by_payer
    }

    /// Takes shares away; the change of points.
    pub(super) fn fall(&mut self, shares: &[Share]) -> Result<i64, Doubt> {
        self.whole_or_not(|units| units.take(shares))
    }

    /// Sets the points of whole 剤; the change of points.
    pub(super) fn correct(&mut self, shares: &[Share], points: Points) -> Result<i64, Doubt> {
        self.whole_or_not(|units| units.set(shares, points))
    }

    /// A step that leaves everything as it was when it cannot be taken: what comes after it has points of its own.
    fn whole_or_not(&mut self, step: impl FnOnce(&mut Self) -> Result<i64, Doubt>) -> Result<i64, Doubt> {
        let before: Vec<_> = self.touched.iter().map(|on| (on.standing.clone(), on.set)).collect();
        let done = step(self);
        if done.is_err() {
            self.touched.truncate(before.len());
            for (on, (standing, set)) in self.touched.iter_mut().zip(before) {
                (on.standing, on.set) = (standing, set);
            }
        }
        done
    }

    fn take(&mut self, shares: &[Share]) -> Result<i64, Doubt> {
        let mut touched = Vec::new();
        for share in shares {
            let line = placed(self.batch, self.receipt, share)?;
            let at = self.on_day(line, share.day)?;
            let first = self.unit_of(at).map_or(0, |unit| unit.lines.start as usize);
            let place = self.touched.get_mut(at).and_then(|on| on.standing.get_mut(line - first));
            if let Some(standing) = place {
                *standing = standing.saturating_sub(share.times);
            }
            touched.push(at);
        }
        self.worth_again(touched)
    }

    fn set(&mut self, shares: &[Share], points: Points) -> Result<i64, Doubt> {
        let touched = self.whole_units(shares)?;
        for &at in &touched {
            if let Some(on) = self.touched.get_mut(at) {
                on.set = Some(points.0);
            }
        }
        self.worth_again(touched)
    }

    /// Cuts what some 剤 come to together; the change of points.
    pub(super) fn cap(&mut self, shares: &[Share], most: Points) -> Result<i64, Doubt> {
        let touched = self.whole_units(shares)?;
        let sum: i64 = touched.iter().filter_map(|&at| self.touched.get(at)).map(|on| on.worth).sum();
        let change = (most.0 - sum).min(0);
        let mut burdens = touched.iter().filter_map(|&at| self.burden(at));
        let burden = burdens.next().ok_or(Doubt::Unknown)?;
        if burdens.any(|other| other != burden) {
            return Err(Doubt::Payers);
        }
        self.book(burden, change);
        Ok(change)
    }

    /// The 剤 of shares, each of which must be named with all its lines.
    fn whole_units(&mut self, shares: &[Share]) -> Result<Vec<usize>, Doubt> {
        let mut lines = Vec::new();
        for share in shares {
            let line = placed(self.batch, self.receipt, share)?;
            lines.push((self.on_day(line, share.day)?, line));
        }
        let mut touched: Vec<usize> = lines.iter().map(|(at, _)| *at).collect();
        touched.sort_unstable();
        touched.dedup();
        let whole = touched.iter().all(|&at| {
            let unit =
                self.unit_of(at).map_or(0..0, |unit| unit.lines.start as usize..unit.lines.end as usize);
            unit.into_iter().all(|line| lines.contains(&(at, line)))
        });
        if whole { Ok(touched) } else { Err(Doubt::PartOfUnit) }
    }

    fn unit_of(&self, at: usize) -> Option<&'a Unit> {
        self.batch.units.get(self.touched.get(at)?.unit as usize)
    }

    /// The place of the 剤 of a line on a day among those that were touched.
    fn on_day(&mut self, line: usize, day: u8) -> Result<usize, Doubt> {
        let unit = self.batch.lines.get(line).map(|line| line.unit).ok_or(Doubt::Unknown)?;
        if let Some(at) = self.touched.iter().position(|on| (on.unit, on.day) == (unit, day)) {
            return Ok(at);
        }
        let of = self.batch.units.get(unit as usize).filter(|unit| unit.closed).ok_or(Doubt::NoPoints)?;
        let lines = of.lines.start as usize..of.lines.end as usize;
        let standing: Option<Vec<u16>> = lines.map(|line| self.batch.times_on(line, day)).collect();
        let standing = standing.ok_or(Doubt::UnevenUnit)?;
        let mut on = OnDay { unit, day, standing, set: None, also_fallen: Vec::new(), worth: 0 };
        on.worth = self.worth(&on)?.points;
        self.touched.push(on);
        Ok(self.touched.len() - 1)
    }

    /// Computes touched 剤 anew and books the differences; nothing is booked when one cannot be computed.
    fn worth_again(&mut self, mut touched: Vec<usize>) -> Result<i64, Doubt> {
        touched.sort_unstable();
        touched.dedup();
        let mut changes = Vec::new();
        for &at in &touched {
            let on = self.touched.get(at).ok_or(Doubt::Unknown)?;
            changes.push((at, self.worth(on)?, self.burden(at).ok_or(Doubt::Payers)?));
        }
        let mut sum = 0;
        for (at, worth, burden) in changes {
            let Some(on) = self.touched.get_mut(at) else { continue };
            let change = worth.points - on.worth;
            (on.worth, on.also_fallen) = (worth.points, worth.also_fallen);
            self.book(burden, change);
            sum += change;
        }
        Ok(sum)
    }

    fn book(&mut self, burden: u8, change: i64) {
        for (slot, sum) in self.by_payer.iter_mut().enumerate() {
            *sum += if burden >> slot & 1 == 1 { change } else { 0 };
        }
    }

    /// The payers of a 剤. Where its lines bear different 負担区分 and some of them fall, those that are left may name others: then
    /// nobody knows.
    fn burden(&self, at: usize) -> Option<u8> {
        let lines = &self.unit_of(at)?.lines;
        let lines = self.batch.lines.get(lines.start as usize..lines.end as usize)?;
        let burden = lines.last()?.burden;
        let mut standing = self.touched.get(at)?.standing.iter();
        let alike = lines.iter().all(|line| line.burden == burden);
        let first = standing.next();
        let whole = standing.all(|times| Some(times) == first);
        let own = || bearers(self.batch, self.receipt, self.touched.get(at)?.unit);
        (alike || whole).then(own).flatten()
    }

    /// What a 剤 comes to on its day.
    fn worth(&self, on: &OnDay) -> Result<Worth, Doubt> {
        let of = self.batch.units.get(on.unit as usize).ok_or(Doubt::Unknown)?;
        let last = self.batch.lines.get(of.lines.end as usize - 1).ok_or(Doubt::Unknown)?;
        if last.section == MEALS {
            return Err(Doubt::Yen);
        }
        let claimed =
            if last.points == NO_POINTS { return Err(Doubt::NoPoints) } else { i64::from(last.points) };
        let most = on.standing.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return Ok(Worth::default());
        }
        let points = on.set.unwrap_or(claimed);
        if on.standing.iter().all(|&times| times == most) {
            return Ok(Worth::of(points * i64::from(most)));
        }
        if on.set.is_some() || on.standing.iter().any(|&times| times != 0 && times != most) {
            return Err(Doubt::PartOfUnit);
        }
        let fallen =
            (of.lines.clone()).zip(&on.standing).filter(|(_, times)| **times == 0).map(|(line, _)| line);
        let fallen: Vec<u32> = fallen.collect();
        let left = pricing::remaining(self.batch, self.receipt, on.unit, on.day, &fallen, self.masters)
            .map_err(Doubt::Price)?;
        Ok(Worth { points: left.points * i64::from(most), also_fallen: left.also_fallen })
    }

    /// What stands of each 剤 on each day on which it is not what was claimed any more, in the order of the receipt.
    pub(super) fn left(&self) -> Vec<UnitLeft> {
        let first = self.batch.receipts.get(self.receipt).map_or(0, |receipt| receipt.units.start);
        let mut left: Vec<UnitLeft> = Vec::new();
        for on in &self.touched {
            let (times, worth) = self.standing_on(Some(on), on.unit, on.day);
            if self.standing_on(None, on.unit, on.day) == (times.clone(), worth) {
                continue;
            }
            let most = i64::from(times.iter().copied().max().unwrap_or(0).max(1));
            let points = i32::try_from(worth / most).unwrap_or(NO_POINTS);
            left.push(UnitLeft { unit: on.unit - first, day: on.day, times, points });
        }
        left.sort_unstable_by_key(|one| (one.unit, one.day));
        left
    }

    /// Whether a line elsewhere may not stand as it is when all that fell has fallen, by the day on which it did.
    pub(super) fn leaning(&self) -> Vec<(u8, Doubt)> {
        let cuts = self.cuts();
        let mut days: Vec<u8> = cuts.iter().map(|cut| cut.day).collect();
        days.sort_unstable();
        days.dedup();
        let of_day = |day: u8| match self.lean(day, &cuts) {
            Ok(leaning) if leaning.is_empty() => None,
            Ok(_) => Some((day, Doubt::Dependent)),
            Err(undecided) => Some((day, Doubt::Price(undecided))),
        };
        days.into_iter().filter_map(of_day).collect()
    }

    /// Whether other lines lean on what some shares took away on a day, more than without them.
    pub(super) fn leans_because_of(&self, day: u8, shares: &[Share]) -> bool {
        let own = |share: &Share| placed(self.batch, self.receipt, share).ok().map(|line| line as u32);
        let own: Vec<u32> = shares.iter().filter(|share| share.day == day).filter_map(own).collect();
        let all = self.cuts();
        let rest: Vec<Cut> =
            all.iter().copied().filter(|cut| cut.day != day || !own.contains(&cut.line)).collect();
        self.lean(day, &rest) != self.lean(day, &all)
    }

    fn lean(&self, day: u8, cuts: &[Cut]) -> Result<Vec<Leaning>, Undecided> {
        if !cuts.iter().any(|cut| cut.day == day) {
            return Ok(Vec::new());
        }
        pricing::leaning(self.batch, self.receipt, day, cuts, self.masters)
    }

    /// All that is left of lines of which something fell, on all days.
    fn cuts(&self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for on in &self.touched {
            let lines = self.batch.units.get(on.unit as usize).map_or(0..0, |unit| unit.lines.clone());
            for (line, &standing) in lines.zip(&on.standing) {
                let left = if on.also_fallen.contains(&line) { 0 } else { standing };
                if self.batch.times_on(line as usize, on.day).is_some_and(|claimed| left < claimed) {
                    cuts.push(Cut { line, day: on.day, left });
                }
            }
        }
        cuts
    }
}
