//! The ordinary JD: the days of visits by payer; and the ordinary MF, one code.

use super::Window;
use super::confirmation::PAYERS;
use super::line::days::on_days;
use super::numbers::{two_digit_codes, two_digits};
use crate::batch::{Marked, Visits};
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;
use crate::scan::{BLOCK, Masks};
use crate::tables;

/// Where the days begin: behind `JD,1,`.
const DAYS: usize = 5;
/// Where the unused items begin: behind `MF,00`.
const UNUSED: usize = 5;
/// How many commas may stand there at most.
const DAY_COMMAS: usize = 30;
const UNUSED_COMMAS: usize = 31;

/// The codes of 別表３１.
static BURDENS: [bool; 256] = two_digit_codes(&tables::WINDOW_BURDEN);

/// Takes a JD when nothing about it is doubtful: no day, or any, each with one code of 別表３０.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, len: usize) -> bool {
    let Some(block) = window.get(DAYS..).and_then(|from| from.first_chunk::<BLOCK>()) else { return false };
    if !(DAYS..DAYS + BLOCK).contains(&len) || window[4] != b',' || !PAYERS[usize::from(window[3])] {
        return false;
    }
    let all = (1 << (len - DAYS)) - 1;
    let commas = with.places(block, b',') & all;
    let [first, second, ninth] =
        [with.places(block, b'1'), with.places(block, b'2'), with.places(block, b'9')]
            .map(|class| class & all);
    let filled = first | second | ninth;
    let clean = (commas | filled == all) & (filled & filled << 1 == 0);
    if !clean || commas.count_ones() as usize > DAY_COMMAS || !pass.order.takes(RecordKind::Jd) {
        return false;
    }
    let batch = &mut *pass.batch;
    batch.visits.push(Visits {
        row: row.index,
        receipt: (batch.receipts.len() as u32).saturating_sub(1),
        payer: window[3] & 15,
        counted: on_days(first, filled),
        uncounted: on_days(second, filled),
        disagreeing: on_days(ninth, filled),
        odd: false,
    });
    pass.push_other(RecordKind::Jd, row.index);
    true
}

/// Takes an MF when nothing about it is doubtful.
#[inline(always)]
pub fn take_marked<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, len: usize) -> bool {
    let Some(block) = window.get(UNUSED..).and_then(|from| from.first_chunk::<BLOCK>()) else { return false };
    let (code, digits) = two_digits(window[3], window[4]);
    let commas = len.wrapping_sub(UNUSED);
    let unused = commas <= UNUSED_COMMAS && with.places(block, b',').trailing_ones() as usize >= commas;
    if !unused || !digits || !BURDENS[usize::from(code)] || !pass.order.takes(RecordKind::Mf) {
        return false;
    }
    let batch = &mut *pass.batch;
    let receipt = (batch.receipts.len() as u32).saturating_sub(1);
    batch.window_burdens.push(Marked { row: row.index, receipt, code: Some(code) });
    pass.push_other(RecordKind::Mf, row.index);
    true
}
