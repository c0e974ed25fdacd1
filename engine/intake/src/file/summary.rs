//! 総件数 and 総合計点数 of GO, and the numbers of volumes.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）ク 注: a receipt with insurer counts 1 and one more for each public fund,
//! one without insurer counts its funds; points are those of HO, else of the first KO. （４）ア（イ）: IR holds 00, 01, …
//! and GO the number of the next volume, 99 in the last one, which alone has the sums.
//! Held by the public sample of a clinic's system (docs/intake.md). No official code is known for a sum that differs and
//! an agency counts for itself, so it is L3. Both sums are 0 where an agency moved or split receipts (備考), and then
//! nothing is compared.

use model::{Defect, DefectKind, Detail};
use receipt::Batch;

use crate::ReceiptView;
use crate::view::row_defect;

/// GO of the last volume.
const LAST: u8 = 99;

const COUNT: u8 = 2;
const POINTS: u8 = 3;
const VOLUME: u8 = 4;

/// What GO says.
#[derive(Clone, Copy)]
pub struct Written {
    pub row: u32,
    pub count: Option<u32>,
    pub points: Option<i64>,
    pub volume: Option<u8>,
}

/// The sums of the receipts since the last GO that has sums.
#[derive(Debug)]
pub struct Summary {
    claims: i64,
    points: i64,
    /// Whether the total of every receipt could be read.
    readable: bool,
    /// Whether all volumes from 00 on were seen.
    whole: bool,
    /// The volume of the IR in force.
    volume: Option<u8>,
    /// The volume that the next IR should have, after a GO that was not the last.
    next: Option<u8>,
}

impl Default for Summary {
    fn default() -> Self {
        Self { claims: 0, points: 0, readable: true, whole: true, volume: None, next: None }
    }
}

impl Summary {
    pub fn institution(&mut self, volume: Option<u8>) {
        let follows = self.next.is_some() && volume == self.next;
        // The volumes that were to follow never came, and others begin: what was summed up is not theirs.
        if self.next.is_some() && !follows && volume == Some(0) {
            *self = Self::default();
        }
        let repeated = self.next.is_none() && self.volume.is_some() && volume == self.volume;
        self.whole &= follows || repeated || volume == Some(0);
        self.volume = volume;
        self.next = None;
    }

    #[inline]
    pub fn receipt(&mut self, receipt: ReceiptView<'_>) {
        let payers = receipt.payers();
        self.claims += payers.len() as i64;
        match receipt.insurer().or_else(|| payers.first()).map(|payer| payer.points) {
            Some(Some(points)) => self.points += points,
            _ => self.readable = false,
        }
    }

    pub fn judge(&mut self, batch: &Batch, written: Written, defects: &mut Vec<Defect>) {
        let mut tell =
            |item, kind, detail| defects.push(row_defect(batch, written.row, Some(item), kind, detail));
        if written.volume == Some(LAST) {
            self.last(batch, written, &mut tell);
            *self = Self::default();
            return;
        }
        let Some((of_institution, volume)) = self.volume.zip(written.volume) else { return };
        if volume != of_institution.saturating_add(1) {
            let detail = Detail::Two(i64::from(of_institution), i64::from(volume));
            tell(VOLUME, DefectKind::VolumeOrder, detail);
        }
        for item in [COUNT, POINTS] {
            if !batch.field(written.row, item).is_empty() {
                tell(item, DefectKind::SummaryOfVolume, Detail::None);
            }
        }
        self.next = Some(volume);
    }

    /// Compares the sums. What cannot be read, or lies in a volume that is not here, is not compared.
    fn last(&self, batch: &Batch, written: Written, tell: &mut impl FnMut(u8, DefectKind, Detail)) {
        for item in [COUNT, POINTS] {
            if batch.field(written.row, item).is_empty() {
                tell(item, DefectKind::SummaryMissing, Detail::None);
            }
        }
        // `0` in both: written by an agency, see above.
        if !self.whole || (written.count, written.points) == (Some(0), Some(0)) {
            return;
        }
        if let Some(count) = written.count.map(i64::from).filter(|&count| count != self.claims) {
            tell(COUNT, DefectKind::SummaryCount, Detail::Two(self.claims, count));
        }
        if let Some(points) = written.points.filter(|&points| self.readable && points != self.points) {
            tell(POINTS, DefectKind::SummaryPoints, Detail::Two(self.points, points));
        }
    }
}
