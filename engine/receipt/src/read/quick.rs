//! The quick way for the ordinary record: nothing unusual, every field clean, one pass, nothing allocated.
//!
//! PERF: bench `read`: such records are all but one in a hundred of a month; splitting their fields one by one costs
//! several times more. Bytes are read from one window of fixed size, so that no read needs a check of its own.
//!
//! INVARIANT: returns `true` only for a row that `careful` takes without a defect and with the same values
//! (kept by the property tests that compare both).

mod comment;
mod confirmation;
mod disease;
mod fund;
mod insurer;
mod line;
pub mod memo;
mod numbers;
mod receipt;
mod text;
mod visits;

use super::pass::{Pass, Row};
use super::rows::Rows;
use crate::characters::Encoding;
use crate::scan::Masks;

/// The bytes looked at: a row of ordinary length and some of the next.
const WINDOW: usize = 128;
/// The longest row taken, but for RE and CO. The head of a line ends before byte 64 and its days take at most 63.
const LONGEST: usize = 120;

/// What a row is read from.
pub type Window = [u8; WINDOW];

/// Takes the row, and of lines those behind it, too, when nothing about it is doubtful; then stands at the row behind.
/// `false` leaves it to the careful way, with nothing changed.
#[inline(always)]
pub fn take<M: Masks>(pass: &mut Pass<'_>, with: M, rows: &mut Rows<'_>) -> bool {
    let Some((row, window)) = rows.ordinary_row().or_else(|| rows.unusual_row()) else { return false };
    if pass.batch.end_of_file.is_some() {
        return false;
    }
    let letters = letters_of(window);
    // PERF: six rows of ten are lines; they are asked for first.
    let taken = if is_line(letters) {
        return line::take_run(pass, with, rows, row);
    } else {
        take_other(pass, with, window, row, letters)
    };
    if taken {
        rows.advance();
    }
    taken
}

/// Takes a row that is no line.
#[inline(always)]
fn take_other<M: Masks>(pass: &mut Pass<'_>, with: M, window: &Window, row: Row, letters: u32) -> bool {
    let (len, cp932) = (row.end - row.start, pass.batch.encoding == Encoding::Cp932);
    match letters {
        RE => cp932 && receipt::take(pass, with, window, row),
        CO => cp932 && comment::take(pass, window, row),
        _ if len > LONGEST => false,
        SY => disease::take(pass, window, row, len),
        HO => cp932 && insurer::take(pass, with, window, row, len),
        SN => confirmation::take(pass, window, row, len),
        KO => fund::take(pass, window, row, len),
        JD => visits::take(pass, with, window, row, len),
        MF => visits::take_marked(pass, with, window, row, len),
        _ => false,
    }
}

/// The bytes looked at; `None` near the end of the batch.
#[inline(always)]
pub fn window(bytes: &[u8], start: usize) -> Option<&Window> {
    bytes.get(start..).and_then(|rest| rest.first_chunk())
}

/// The letters of a record and the comma behind them.
#[inline(always)]
fn letters_of(window: &Window) -> u32 {
    // PERF: eight bytes, which are asked for again, are one load; three bytes are two.
    u64::from_le_bytes(numbers::load(window, 0)) as u32 & 0xFF_FFFF
}

/// Whether the letters are those of a procedure, a drug or a material.
#[inline(always)]
const fn is_line(letters: u32) -> bool {
    letters == SI || letters == IY || letters == TO
}

const SI: u32 = letters(*b"SI");
const IY: u32 = letters(*b"IY");
const TO: u32 = letters(*b"TO");
const SY: u32 = letters(*b"SY");
const RE: u32 = letters(*b"RE");
const HO: u32 = letters(*b"HO");
const KO: u32 = letters(*b"KO");
const SN: u32 = letters(*b"SN");
const JD: u32 = letters(*b"JD");
const MF: u32 = letters(*b"MF");
const CO: u32 = letters(*b"CO");

const fn letters([first, second]: [u8; 2]) -> u32 {
    u32::from_le_bytes([first, second, b',', 0])
}
