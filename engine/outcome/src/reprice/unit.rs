//! The 剤 of a receipt on their days, and what stands of them while assessments apply one after another.

use masters::Masters;
use model::{Points, Share};
use receipt::Batch;
use receipt::batch::{NO_POINTS, Unit};

use super::placed;
use crate::settle::Doubt;

/// 食事・生活療養: the amounts of their lines are yen.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２０ 診療識別コード.
const MEALS: u8 = 97;

/// What stands of a 剤 on a day.
#[derive(Debug)]
struct OnDay {
    unit: u32,
    day: u8,
    /// For each of its lines: how many times still stand.
    standing: Vec<u16>,
    /// Points set by an assessment, in place of those claimed.
    set: Option<i64>,
    /// What its points come to now.
    worth: i64,
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

    /// Sets the points of whole 剤; the change of points.
    pub(super) fn correct(&mut self, shares: &[Share], points: Points) -> Result<i64, Doubt> {
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
        let mut on = OnDay { unit, day, standing, set: None, worth: 0 };
        on.worth = self.worth(&on)?;
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
            let change = worth - on.worth;
            on.worth = worth;
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

    /// 負担区分 of a 剤, which its last line bears for all.
    fn burden(&self, at: usize) -> Option<u8> {
        let last = self.unit_of(at)?.lines.end.checked_sub(1)?;
        self.batch.lines.get(last as usize).map(|line| line.burden).filter(|&burden| burden != 0)
    }

    /// What a 剤 comes to on its day.
    fn worth(&self, on: &OnDay) -> Result<i64, Doubt> {
        let of = self.batch.units.get(on.unit as usize).ok_or(Doubt::Unknown)?;
        let last = self.batch.lines.get(of.lines.end as usize - 1).ok_or(Doubt::Unknown)?;
        if last.section == MEALS {
            return Err(Doubt::Yen);
        }
        let claimed =
            if last.points == NO_POINTS { return Err(Doubt::NoPoints) } else { i64::from(last.points) };
        let most = on.standing.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return Ok(0);
        }
        let points = on.set.unwrap_or(claimed);
        if on.standing.iter().all(|&times| times == most) {
            return Ok(points * i64::from(most));
        }
        if on.set.is_some() || on.standing.iter().any(|&times| times != 0 && times != most) {
            return Err(Doubt::PartOfUnit);
        }
        let fallen =
            (of.lines.clone()).zip(&on.standing).filter(|(_, times)| **times == 0).map(|(line, _)| line);
        let fallen: Vec<u32> = fallen.collect();
        let each = self.part(on, &fallen)?;
        Ok(each * i64::from(most))
    }

    /// The points of a 剤 of which some lines fell.
    fn part(&self, on: &OnDay, fallen: &[u32]) -> Result<i64, Doubt> {
        let left = pricing::remaining(self.batch, self.receipt, on.unit, on.day, fallen, self.masters);
        left.map(|left| left.points).map_err(Doubt::Price)
    }

    /// Whether a line elsewhere may not stand as it is when all that fell has fallen, by the day on which it did.
    pub(super) fn leaning(&self) -> Vec<(u8, Doubt)> {
        let mut days: Vec<u8> = self.touched.iter().map(|on| on.day).collect();
        days.sort_unstable();
        days.dedup();
        let of_day = |day: u8| {
            let fallen = self.fallen_on(day);
            if fallen.is_empty() {
                return None;
            }
            match pricing::leaning(self.batch, self.receipt, day, &fallen, self.masters) {
                Ok(leaning) if leaning.is_empty() => None,
                Ok(_) => Some((day, Doubt::Dependent)),
                Err(undecided) => Some((day, Doubt::Price(undecided))),
            }
        };
        days.into_iter().filter_map(of_day).collect()
    }

    /// Whether other lines lean on what some shares took away on a day, more than without them.
    pub(super) fn leans_because_of(&self, day: u8, shares: &[Share]) -> bool {
        let own = |share: &Share| placed(self.batch, self.receipt, share).ok().map(|line| line as u32);
        let own: Vec<u32> = shares.iter().filter(|share| share.day == day).filter_map(own).collect();
        let all = self.fallen_on(day);
        let rest: Vec<u32> = all.iter().copied().filter(|line| !own.contains(line)).collect();
        let lean = |fallen: &[u32]| {
            if fallen.is_empty() {
                return Ok(Vec::new());
            }
            pricing::leaning(self.batch, self.receipt, day, fallen, self.masters)
        };
        lean(&rest) != lean(&all)
    }

    /// The lines of which nothing stands on a day any more.
    fn fallen_on(&self, day: u8) -> Vec<u32> {
        let mut fallen = Vec::new();
        for on in self.touched.iter().filter(|on| on.day == day) {
            let lines = self.batch.units.get(on.unit as usize).map_or(0..0, |unit| unit.lines.clone());
            fallen.extend(lines.zip(&on.standing).filter(|(_, times)| **times == 0).map(|(line, _)| line));
        }
        fallen
    }
}
