//! The two questions: does the method give what a unit claims, and what remains of it when lines fall?

use masters::{FileKind, Masters};
use model::Date;
use receipt::Batch;
use receipt::batch::NO_POINTS;

use crate::{Line, Reading, Undecided, bond, price};

/// What is left of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remaining {
    /// Points (yen for meals) of one time.
    pub points: i64,
    /// Additions that fall because what they stand on falls, as indices into the lines of the batch, ascending.
    pub also_fallen: Vec<u32>,
}

/// A unit as it is claimed.
struct Claimed<'a> {
    batch: &'a Batch,
    masters: &'a Masters,
    /// Indices into the lines of the batch.
    lines: std::ops::Range<u32>,
    points: i64,
    section: u8,
}

/// The points of a unit by the masters of a day (1 to 31; 0 when no days are written), when they are those claimed.
///
/// # Errors
/// When a rule is not surely known, or the method gives other points than claimed.
pub fn computed(
    batch: &Batch,
    receipt: usize,
    unit: u32,
    day: u8,
    masters: &Masters,
) -> Result<i64, Undecided> {
    let claimed = Claimed::of(batch, receipt, unit, day, masters)?;
    claimed.on_each_day(receipt, day, |on| {
        let lines = claimed.read(on)?;
        claimed.readings(&lines, on).map(|_| claimed.points)
    })
}

/// What remains of a unit on a day (1 to 31; 0 when no days are written) when the lines `fallen` fall.
///
/// `fallen` are indices into the lines of the batch; those of other units are passed over. What stands on the unit from
/// without is told by [`crate::leaning`].
///
/// # Errors
/// When the points of what remains cannot be decided.
pub fn remaining(
    batch: &Batch,
    receipt: usize,
    unit: u32,
    day: u8,
    fallen: &[u32],
    masters: &Masters,
) -> Result<Remaining, Undecided> {
    let claimed = Claimed::of(batch, receipt, unit, day, masters)?;
    let gone: Vec<usize> = claimed
        .lines
        .clone()
        .enumerate()
        .filter(|(_, line)| fallen.contains(line))
        .map(|(at, _)| at)
        .collect();
    if gone.is_empty() {
        return Ok(Remaining { points: claimed.points, also_fallen: Vec::new() });
    }
    if gone.len() == claimed.lines.len() {
        return Ok(Remaining { points: 0, also_fallen: Vec::new() });
    }
    claimed.on_each_day(receipt, day, |on| claimed.without(&gone, on))
}

impl<'a> Claimed<'a> {
    fn of(
        batch: &'a Batch,
        receipt: usize,
        unit: u32,
        day: u8,
        masters: &'a Masters,
    ) -> Result<Self, Undecided> {
        let own = batch.receipts.get(receipt).is_some_and(|receipt| receipt.units.contains(&unit));
        let found = batch.units.get(unit as usize).filter(|_| own).ok_or(Undecided::NoUnit)?;
        let lines = found.lines.clone();
        let last =
            lines.end.checked_sub(1).and_then(|at| batch.lines.get(at as usize)).ok_or(Undecided::NoUnit)?;
        let bit = u32::from(day).checked_sub(1).map_or(0, |place| 1_u32.checked_shl(place).unwrap_or(0));
        if day != 0 && last.days & bit == 0 {
            return Err(Undecided::NoUnit);
        }
        if last.points == NO_POINTS {
            return Err(Undecided::NoPoints);
        }
        Ok(Self { batch, masters, lines, points: i64::from(last.points), section: last.section })
    }

    /// The same answer on the day, or on every day of the month on which masters change.
    fn on_each_day<T: PartialEq>(
        &self,
        receipt: usize,
        day: u8,
        answer: impl Fn(Date) -> Result<T, Undecided>,
    ) -> Result<T, Undecided> {
        let month = self.batch.receipts.get(receipt).and_then(|r| r.month).ok_or(Undecided::NoUnit)?;
        if day != 0 {
            return answer(month.day(u32::from(day)).ok_or(Undecided::NoUnit)?);
        }
        let changes = [FileKind::Procedure, FileKind::Drug, FileKind::Material]
            .into_iter()
            .flat_map(|kind| self.masters.days_of_change(kind, month.first(), month.last()));
        let first = answer(month.first())?;
        for on in changes {
            if answer(on)? != first {
                return Err(Undecided::ChangesInMonth);
            }
        }
        Ok(first)
    }

    fn read(&self, on: Date) -> Result<Vec<Line>, Undecided> {
        self.lines.clone().map(|at| Line::read(self.batch, at, on, self.masters)).collect()
    }

    /// The readings that give the claimed points.
    fn readings(&self, lines: &[Line], on: Date) -> Result<Vec<Reading>, Undecided> {
        let mut agreeing = Vec::new();
        for reading in Reading::ALL {
            if price(lines, self.section, on, reading)?.0 == self.points {
                agreeing.push(reading);
            }
        }
        if agreeing.is_empty() {
            let computed = price(lines, self.section, on, Reading::FIRST)?.0;
            return Err(Undecided::Disagrees { computed, claimed: self.points });
        }
        Ok(agreeing)
    }

    fn without(&self, gone: &[usize], on: Date) -> Result<Remaining, Undecided> {
        let lines = self.read(on)?;
        let readings = self.readings(&lines, on)?;
        let also = bond::falling(&lines, gone, readings.iter().any(|reading| reading.is_shared()))?;
        let falls = |at: &usize| gone.contains(at) || also.contains(at);
        let (mut rest, mut fallen) = (Vec::new(), Vec::new());
        for (at, line) in lines.into_iter().enumerate() {
            if falls(&at) { fallen.push(line) } else { rest.push(line) }
        }
        let points = self.agreed(&rest, &readings, on)?;
        if points < 0 {
            return Err(Undecided::BelowZero { after: points });
        }
        // Fewer bundled tests may cost more than their bundle, which no assessment gives.
        if points > self.points && !fallen.iter().any(Line::takes_off) {
            return Err(Undecided::Dearer { after: points, claimed: self.points });
        }
        let also_fallen = also.iter().map(|&at| self.lines.start + at as u32).collect();
        Ok(Remaining { points, also_fallen })
    }

    /// The points of lines, when all readings give the same.
    fn agreed(&self, lines: &[Line], readings: &[Reading], on: Date) -> Result<i64, Undecided> {
        let (mut least, mut most) = (i64::MAX, i64::MIN);
        for &reading in readings {
            let points = if lines.is_empty() { 0 } else { price(lines, self.section, on, reading)?.0 };
            (least, most) = (least.min(points), most.max(points));
        }
        if least == most { Ok(least) } else { Err(Undecided::Readings { least, most }) }
    }
}
