//! The ordinary SN: how the insurance card was confirmed, with or without its 枝番.

use super::Window;
use crate::batch::Confirmation;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::tables;

/// Takes the row when nothing about it is doubtful: `SN,1,01,,,,03,,` or `SN,1,01,,,,,,`.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let (payer, class) = (window[3], [window[5], window[6]]);
    let branch = match window.get(7..len) {
        Some(b",,,,,,") => None,
        Some(&[b',', b',', b',', b',', tens @ b'0'..=b'9', ones @ b'0'..=b'9', b',', b',']) => {
            Some((tens & 15) * 10 + (ones & 15))
        }
        _ => return false,
    };
    let known =
        window[4] == b',' && PAYERS[usize::from(payer)] && tables::CONFIRMATION.meaning(&class).is_some();
    if !known || !pass.order.takes(RecordKind::Sn) {
        return false;
    }
    let batch = &mut *pass.batch;
    batch.confirmations.push(Confirmation {
        row: row.index,
        receipt: (batch.receipts.len() as u32).saturating_sub(1),
        payer: payer & 15,
        class: (class[0] & 15) * 10 + (class[1] & 15),
        branch,
    });
    batch.others.push((RecordKind::Sn, row.index));
    true
}

/// The codes of 別表２８ by their byte, made from the table itself.
const PAYERS: [bool; 256] = {
    let codes = tables::PAYER.codes;
    let (mut known, mut i) = ([false; 256], 0);
    while i < codes.len() {
        if let [byte] = codes[i].0.as_bytes() {
            known[*byte as usize] = true;
        }
        i += 1;
    }
    known
};
