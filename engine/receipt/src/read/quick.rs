//! The quick way for the ordinary record: nothing unusual, every field clean, one pass, nothing allocated.
//!
//! PERF: bench `read`: such records are all but one in a hundred of a month; splitting their fields one by one costs
//! several times more. Bytes are read from one window of fixed size, so that no read needs a check of its own.
//!
//! INVARIANT: returns `true` only for a row that `careful` takes without a defect and with the same values
//! (kept by the property tests that compare both).

mod confirmation;
mod disease;
mod fund;
mod insurer;
mod line;
pub mod memo;
mod numbers;
mod receipt;

use super::pass::{Pass, Row};
use crate::batch::LineKind;
use crate::characters::Encoding;
use crate::scan::Masks;

/// The bytes looked at: a row of ordinary length and some of the next.
const WINDOW: usize = 128;
/// The longest row taken, but for RE. The head of a line ends before byte 64 and its days take at most 63.
const LONGEST: usize = 120;

type Window = [u8; WINDOW];

/// Takes the row when nothing about it is doubtful; `false` leaves it to the careful way, with nothing changed.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, row: Row) -> bool {
    let Some(window) = pass.bytes.get(row.start..).and_then(|rest| rest.first_chunk::<WINDOW>()) else {
        return false;
    };
    if pass.batch.end_of_file.is_some() {
        return false;
    }
    let (len, cp932) = (row.end - row.start, pass.batch.encoding == Encoding::Cp932);
    let letters = u32::from_le_bytes([window[0], window[1], window[2], window[3]]) & 0xFF_FFFF;
    // PERF: six rows of ten are lines; they are asked for first.
    if letters == SI || letters == IY {
        let kind = if letters == SI { LineKind::Procedure } else { LineKind::Drug };
        return len <= LONGEST && line::take(pass, with, window, row, kind);
    }
    match letters {
        RE => cp932 && receipt::take(pass, with, window, row),
        _ if len > LONGEST => false,
        SY => disease::take(pass, window, row, len),
        HO => cp932 && insurer::take(pass, window, row, len),
        SN => confirmation::take(pass, window, row, len),
        KO => fund::take(pass, window, row, len),
        _ => false,
    }
}

const SI: u32 = letters(*b"SI");
const IY: u32 = letters(*b"IY");
const SY: u32 = letters(*b"SY");
const RE: u32 = letters(*b"RE");
const HO: u32 = letters(*b"HO");
const KO: u32 = letters(*b"KO");
const SN: u32 = letters(*b"SN");

const fn letters([first, second]: [u8; 2]) -> u32 {
    u32::from_le_bytes([first, second, b',', 0])
}
