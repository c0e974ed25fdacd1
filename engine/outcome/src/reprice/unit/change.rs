//! What an assessment makes of each 剤 that it touches, for those who write it down line by line.

use std::collections::BTreeSet;

use super::{OnDay, Units};

/// How often a line of a 剤 stands before and after an assessment, all its days together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// 1-based physical line.
    pub line: u64,
    /// Before, with what earlier assessments took taken away.
    pub before: u32,
    /// After.
    pub after: u32,
}

/// So many points so many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointsTimes {
    /// Points of one time.
    pub points: i64,
    /// How often.
    pub times: u32,
}

/// What an assessment makes of a 剤.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitChange {
    /// All its lines.
    pub lines: Vec<LineChange>,
    /// What it came to.
    pub before: Vec<PointsTimes>,
    /// What it comes to.
    pub after: Vec<PointsTimes>,
}

/// What stands of a 剤, all its days together.
#[derive(Debug, Default)]
struct Standing {
    times: Vec<u32>,
    prices: Vec<PointsTimes>,
}

impl Standing {
    fn add(&mut self, times: &[u16], worth: i64) {
        self.times.resize(times.len(), 0);
        self.times.iter_mut().zip(times).for_each(|(sum, &times)| *sum += u32::from(times));
        let most = times.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return;
        }
        let (points, times) = (worth / i64::from(most), u32::from(most));
        match self.prices.iter_mut().find(|price| price.points == points) {
            Some(price) => price.times += times,
            None => self.prices.push(PointsTimes { points, times }),
        }
    }
}

impl Units<'_> {
    /// What stands of the 剤 that were touched so far.
    pub(in crate::reprice) fn standing(&self) -> Vec<OnDay> {
        self.touched.clone()
    }

    /// The 剤 that changed since then, in the order of the receipt.
    pub(in crate::reprice) fn changed_since(&self, before: &[OnDay]) -> Vec<UnitChange> {
        let changed = self.touched.iter().filter(|on| {
            let known = before.iter().find(|known| (known.unit, known.day) == (on.unit, on.day));
            self.standing_on(known, on.unit, on.day) != self.standing_on(Some(on), on.unit, on.day)
        });
        let units: BTreeSet<u32> = changed.map(|on| on.unit).collect();
        units.into_iter().map(|unit| self.change(unit, before)).collect()
    }

    fn change(&self, unit: u32, before: &[OnDay]) -> UnitChange {
        let lines = self.batch.units.get(unit as usize).map_or(0..0, |unit| unit.lines.clone());
        let days = lines.clone().next().and_then(|first| self.batch.lines.get(first as usize));
        let days = days.map_or(0, |line| line.days);
        let (mut was, mut is) = (Standing::default(), Standing::default());
        for day in 0..=31_u8 {
            let stands = if day == 0 { days == 0 } else { days >> (day - 1) & 1 == 1 };
            if stands {
                for (sum, all) in [(&mut was, before), (&mut is, self.touched.as_slice())] {
                    let on = all.iter().find(|on| (on.unit, on.day) == (unit, day));
                    let (times, worth) = self.standing_on(on, unit, day);
                    sum.add(&times, worth);
                }
            }
        }
        let lines = lines.zip(was.times.iter().zip(&is.times)).filter_map(|(line, (&before, &after))| {
            let line = self.batch.line_of(self.batch.lines.get(line as usize)?.row);
            Some(LineChange { line, before, after })
        });
        UnitChange { lines: lines.collect(), before: was.prices, after: is.prices }
    }

    /// How often the lines of a 剤 stand on a day and what they come to; as claimed when nothing was touched.
    pub(super) fn standing_on(&self, on: Option<&OnDay>, unit: u32, day: u8) -> (Vec<u16>, i64) {
        let lines = self.batch.units.get(unit as usize).map_or(0..0, |unit| unit.lines.clone());
        if let Some(on) = on {
            let left = lines.zip(&on.standing);
            let left = left.map(|(line, &times)| if on.also_fallen.contains(&line) { 0 } else { times });
            return (left.collect(), on.worth);
        }
        let last = lines.end.checked_sub(1).and_then(|last| self.batch.lines.get(last as usize));
        let points = last.map_or(0, |last| i64::from(last.points));
        let times: Vec<u16> =
            lines.map(|line| self.batch.times_on(line as usize, day).unwrap_or(0)).collect();
        let most = times.iter().copied().max().unwrap_or(0);
        (times, points * i64::from(most))
    }
}
