//! The ordinary SN: how the insurance card was confirmed, with or without its 枝番.

use super::Window;
use super::numbers::{number_of, one_byte_codes, rest, two_digit_codes, two_digits};
use crate::batch::Confirmation;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::tables;

/// The codes of 別表２８ and 別表２９.
pub static PAYERS: [bool; 256] = one_byte_codes(&tables::PAYER);
static CLASSES: [bool; 256] = two_digit_codes(&tables::CONFIRMATION);

/// Where 確認区分 ends, and where 枝番 begins.
const CLASS_END: usize = 7;
const BRANCH: usize = 11;

/// What stands behind 確認区分, the 枝番 as noughts.
const WITH_BRANCH: u64 = number_of(b",,,,\0\0,,");
const WITHOUT_BRANCH: u64 = number_of(b",,,,,,");

/// Takes the row when nothing about it is doubtful: `SN,1,01,,,,03,,` or `SN,1,01,,,,,,`.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, window: &Window, row: Row, len: usize) -> bool {
    let payer = window[3];
    let (class, digits) = two_digits(window[5], window[6]);
    // PERF: the 枝番 is cut out of the end when there is one, not branched on.
    let given = len == BRANCH + 4;
    let (branch, branch_digits) = two_digits(window[BRANCH], window[BRANCH + 1]);
    let blank = if given { !(0xFFFF << (8 * (BRANCH - CLASS_END))) } else { u64::MAX };
    let end = if given { WITH_BRANCH } else { WITHOUT_BRANCH };
    let ends = (given | (len == BRANCH + 2)) & (rest(window, CLASS_END, len) & blank == end);
    if !ends || given && !branch_digits {
        return false;
    }
    let branch = given.then_some(branch);
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
    pass.push_other(RecordKind::Sn, row.index);
    true
}
