//! The ordinary SN: how the insurance card was confirmed, with or without its 枝番.

use super::Window;
use super::numbers::{one_byte_codes, two_digit_codes, two_digits};
use crate::batch::Confirmation;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::tables;

/// The codes of 別表２８ and 別表２９.
static PAYERS: [bool; 256] = one_byte_codes(&tables::PAYER);
static CLASSES: [bool; 256] = two_digit_codes(&tables::CONFIRMATION);

/// Takes the row when nothing about it is doubtful: `SN,1,01,,,,03,,` or `SN,1,01,,,,,,`.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let payer = window[3];
    let (class, digits) = two_digits(window[5], window[6]);
    let branch = match window.get(7..len) {
        Some(b",,,,,,") => None,
        Some(&[b',', b',', b',', b',', tens @ b'0'..=b'9', ones @ b'0'..=b'9', b',', b',']) => {
            Some((tens & 15) * 10 + (ones & 15))
        }
        _ => return false,
    };
    let known = window[4] == b',' && PAYERS[usize::from(payer)] && digits && CLASSES[usize::from(class)];
    if !known || !pass.order.takes(RecordKind::Sn) {
        return false;
    }
    let batch = &mut *pass.batch;
    batch.confirmations.push(Confirmation {
        row: row.index,
        receipt: (batch.receipts.len() as u32).saturating_sub(1),
        payer: payer & 15,
        class,
        branch,
    });
    batch.others.push((RecordKind::Sn, row.index));
    true
}
