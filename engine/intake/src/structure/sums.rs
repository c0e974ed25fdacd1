//! 合計点数: what HO and KO claim must be the sum over their lines.
//!
//! SPEC: 記録条件仕様（医科用）2023-03, 別表２１ 負担区分: a line counts for the payers of its 負担区分.
//! Held without exception on 15 files with 217 receipts (reference figures in docs/intake.md).

use model::{Defect, DefectKind, Detail};
use receipt::batch::NO_POINTS;

use crate::ReceiptView;

/// Meals and living (食事療養・生活療養): amounts in yen, not points.
const MEALS: u8 = 97;

/// Item of 合計点数 in HO and in KO.
const TOTAL: u8 = 6;

/// Compares the claimed points of every payer with the sum of its lines.
pub fn check(receipt: ReceiptView<'_>, defects: &mut Vec<Defect>) {
    let mut sums = [0_i64; 5];
    let lines = &receipt.batch.lines;
    let range = receipt.lines();
    let columns = lines.points.get(range.clone()).unwrap_or_default().iter();
    let columns = columns.zip(lines.count.get(range.clone()).unwrap_or_default());
    let columns = columns.zip(lines.burden.get(range.clone()).unwrap_or_default());
    let columns = columns.zip(lines.section.get(range).unwrap_or_default());
    for (((&points, &count), &burden), &section) in columns {
        if points == NO_POINTS || section == MEALS {
            continue;
        }
        let product = i64::from(points) * i64::from(count);
        for (slot, sum) in sums.iter_mut().enumerate() {
            *sum += product * i64::from(burden >> slot & 1);
        }
    }
    for payer in receipt.payers() {
        let Some((&sum, claimed)) = sums.get(usize::from(payer.slot)).zip(payer.points) else { continue };
        if sum != claimed {
            let detail = Detail::Two(sum, claimed);
            defects.push(receipt.defect(payer.row, Some(TOTAL), DefectKind::PointsTotal, detail));
        }
    }
}
