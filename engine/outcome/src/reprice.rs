//! What remains of a receipt's points: each 剤 on each day, then 合計点数 of each payer by 負担区分.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 診療行為レコード: 点数 of a 剤 stands on its last line and counts as often as 回数;
//! 別表２１: a line counts for the payers of its 負担区分.

mod unit;

use masters::Masters;
use model::Share;
use receipt::Batch;
use receipt::batch::{Line, NONE, UnitLeft};

use crate::merge::{Change, Merged, Winner};
use crate::settle::Doubt;
use unit::Units;

pub use unit::{LineChange, PointsTimes, UnitChange};

/// The points of one payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayerPoints {
    /// 0 the insurer, 1 to 4 the public funds.
    pub slot: u8,
    /// 合計点数 as claimed.
    pub claimed: Option<i64>,
    /// 合計点数 after what the computer took; `None` when it cannot be told.
    pub after: Option<i64>,
}

/// A change of points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Changed {
    /// Of the lines.
    pub points: i64,
    /// Of each payer.
    pub by_payer: [i64; 5],
}

/// What the assessments come to.
#[derive(Debug, Default)]
pub(crate) struct Repriced {
    /// By finding: the change of points; `None` when it cannot be computed.
    pub changes: Vec<(usize, Option<Changed>)>,
    /// By finding: the 剤 that it changes.
    pub units: Vec<(usize, Vec<UnitChange>)>,
    pub payers: Vec<PayerPoints>,
    pub doubts: Vec<(usize, Doubt)>,
    /// What stands of the 剤 that changed.
    pub left: Vec<UnitLeft>,
}

/// Computes what is left when the winners apply, one after another.
pub(crate) fn reprice(batch: &Batch, receipt: usize, masters: &Masters, merged: &Merged) -> Repriced {
    let mut out = Repriced { payers: payers(batch, receipt), ..Repriced::default() };
    let mut units = Units::new(batch, receipt, masters);
    let mut whole = true;
    for winner in &merged.winners {
        let doubted = merged.doubts.iter().any(|(finding, _)| *finding == winner.finding);
        let (before, standing) = (units.changes_by_payer(), units.standing());
        let points = if doubted { None } else { apply(&mut units, winner.finding, &winner.change, &mut out) };
        out.units.push((winner.finding, units.changed_since(&standing)));
        let mut by_payer = units.changes_by_payer();
        by_payer.iter_mut().zip(before).for_each(|(after, before)| *after -= before);
        let change = points.map(|points| Changed { points, by_payer });
        whole &= change.is_some();
        out.changes.push((winner.finding, change));
    }
    for (day, doubt) in units.leaning() {
        whole = false;
        let touches = |winner: &&Winner| winner.change.shares().iter().any(|share| share.day == day);
        let touching: Vec<&Winner> = merged.winners.iter().filter(touches).collect();
        let because = |winner: &&&Winner| units.leans_because_of(day, winner.change.shares());
        let caused: Vec<&&Winner> = touching.iter().filter(because).collect();
        // Where no single one is the cause, all of them together are.
        let doubted = if caused.is_empty() { touching.iter().collect() } else { caused };
        out.doubts.extend(doubted.into_iter().map(|winner| (winner.finding, doubt.clone())));
    }
    let sums = units.changes_by_payer();
    for payer in &mut out.payers {
        let change = sums.get(usize::from(payer.slot)).copied().unwrap_or(0);
        payer.after = payer.claimed.filter(|_| whole).map(|claimed| claimed + change);
    }
    out.left = units.left();
    out
}

fn apply(units: &mut Units<'_>, finding: usize, change: &Change, out: &mut Repriced) -> Option<i64> {
    let result = match change {
        Change::Falls(shares) => units.fall(shares),
        Change::Corrects(shares, points) => units.correct(shares, *points),
        Change::Caps(shares, points) => units.cap(shares, *points),
        Change::Nothing => Ok(0),
    };
    result.map_err(|doubt| out.doubts.push((finding, doubt))).ok()
}

fn payers(batch: &Batch, receipt: usize) -> Vec<PayerPoints> {
    let of = batch
        .receipts
        .get(receipt)
        .map_or(0..0, |receipt| receipt.payers.start as usize..receipt.payers.end as usize);
    let all = batch.payers.get(of).unwrap_or_default();
    all.iter()
        .map(|payer| PayerPoints { slot: payer.slot, claimed: payer.points, after: payer.points })
        .collect()
}

/// The line that stands on a physical line of the file, as its place in the column.
pub(crate) fn line_at(batch: &Batch, receipt: usize, physical: u64) -> Option<(usize, &Line)> {
    let row = u32::try_from(physical.checked_sub(batch.lines_before + 1)?).ok()?;
    let of = batch.receipts.get(receipt)?.lines.clone();
    let (start, end) = (of.start as usize, of.end as usize);
    let lines = batch.lines.get(start..end)?;
    let at = lines.binary_search_by_key(&row, |line| line.row).ok()?;
    lines.get(at).map(|line| (start + at, line))
}

/// Whether a part of an organ donor stands in the receipt: whether HO includes it is not said.
pub(crate) fn has_donor(batch: &Batch, receipt: usize) -> bool {
    batch.receipts.get(receipt).is_some_and(|receipt| receipt.donor_row != NONE)
}

/// A share on a line of the receipt.
pub(crate) fn placed(batch: &Batch, receipt: usize, share: &Share) -> Result<usize, Doubt> {
    line_at(batch, receipt, share.line).map(|(at, _)| at).ok_or(Doubt::Unknown)
}
