//! レセプト番号: counts up from 1 without a gap.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, （４）イ レセプト番号; L1917. Where IR is repeated (files with an IR per receipt
//! occur) the numbers may go on or start again from 1: both are taken. A later volume may go on from the one before,
//! which may be another file: its first number is taken as it is. A file that starts with UK files returned receipts again;
//! whether they get new numbers is not said in 記録条件仕様（医科用）2023-03, so there any number is taken.

use model::{Defect, DefectKind, Detail};

use crate::ReceiptView;

const NUMBER: u8 = 2;

/// The number that the next receipt should have.
#[derive(Debug)]
pub struct Numbering {
    /// `None` when any number is right.
    expected: Option<u64>,
    /// Whether an IR stands since the last receipt: then 1 is right too.
    restart: bool,
    /// Whether the file starts with UK.
    refiled: bool,
}

impl Default for Numbering {
    fn default() -> Self {
        Self { expected: Some(1), restart: true, refiled: false }
    }
}

impl Numbering {
    pub fn institution(&mut self, volume: Option<u8>) {
        self.restart = true;
        if volume.is_some_and(|volume| volume != 0) {
            self.expected = None;
        }
    }

    /// UK: returned receipts are filed again.
    pub const fn refiled(&mut self) {
        self.refiled = true;
    }

    /// GO ends the receipts of an institution.
    pub const fn summary(&mut self) {
        self.expected = Some(1);
        self.restart = true;
    }

    #[inline]
    pub fn receipt(&mut self, receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
        let number = receipt.receipt.number.map(u64::from);
        let right = match (self.expected, number) {
            (Some(expected), Some(number)) => number == expected || self.restart && number == 1,
            // A number that cannot be read is told by its form and counts as the one expected.
            _ => true,
        };
        if !right && !self.refiled {
            let detail =
                Detail::Two(self.expected.unwrap_or(1).cast_signed(), number.unwrap_or(0).cast_signed());
            let row = receipt.receipt.row;
            defects.push(receipt.defect(row, Some(NUMBER), DefectKind::ReceiptNumberOrder, detail));
        }
        self.expected = number.or(self.expected).map(|number| number + 1);
        self.restart = false;
    }
}
