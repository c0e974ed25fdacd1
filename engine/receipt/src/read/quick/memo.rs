//! A memo of line heads: what the bytes of a line before its days say, of heads that were read before.
//!
//! A month writes the same procedure with the same points and count thousands of times, and equal bytes say equal things:
//! a head that was read and tested once is only compared, byte by byte, the next time. The table is bounded and each head has one
//! place in it, which the next head that falls there takes over; so what is read never depends on what was read before.
//!
//! PERF: bench `read`: a comparison costs 25 instructions, reading a head 150. A head with what it says is one line of
//! the cache, so that most look-ups stay in the first level.

use super::Window;
use super::numbers::load;
use crate::batch::glance::signs_of;
use crate::batch::{Line, LineKind};
use crate::scan::{BLOCK, Masks, START};

/// The table of heads.
pub type Heads = [Head; PLACES];

/// How many heads are remembered (256 KiB). A month has some thousand; only those that are met take room in the cache.
const PLACES: usize = 4096;

/// The head of a line, which is everything up to its first day, and behind byte [`START`] what it says.
///
/// PERF: plain bytes, so that a row is compared with them in one go, whatever stands behind the head.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Head([u8; BLOCK]);

/// Where stands what a head says.
const QUANTITY: usize = START;
const CODE: usize = QUANTITY + 8;
const POINTS: usize = CODE + 4;
const COUNT: usize = POINTS + 4;
const BURDEN: usize = COUNT + 2;
const KIND: usize = BURDEN + 1;
const SECTION: usize = KIND + 1;
const SIGNS: usize = SECTION + 1;
const LEN: usize = SIGNS + 1;

/// The kinds by their numbers.
const KINDS: [LineKind; 4] = [LineKind::Procedure, LineKind::Drug, LineKind::Material, LineKind::Material];

/// No head is as long: this one is never met.
const NOTHING: Head = {
    let mut bytes = [0; BLOCK];
    bytes[LEN] = u8::MAX;
    Head(bytes)
};

/// The heads that were read. Reused from batch to batch.
#[derive(Debug, Default)]
pub struct Memo {
    heads: Option<Box<Heads>>,
}

impl Memo {
    /// Makes place.
    pub fn open(&mut self) -> &mut Heads {
        let make = || vec![NOTHING; PLACES].try_into().unwrap_or_else(|_| Box::new([NOTHING; PLACES]));
        self.heads.get_or_insert_with(make)
    }
}

/// The place of the head at the start of a window: from 24 of its first 27 bytes, which tell most heads apart.
#[inline(always)]
pub fn place(window: &Window) -> usize {
    let word = |at: usize| u64::from_le_bytes(load(window, at));
    let mixed = word(0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ word(11).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
        ^ word(19).wrapping_mul(0x1656_67B1_9E37_79F9);
    (mixed >> 52) as usize % PLACES
}

impl Head {
    /// Remembers a head of `len` bytes that was just read; not when it is longer than what is compared, as few are.
    ///
    /// INVARIANT: `line` says what these bytes say, and nothing else of the row.
    pub fn remember(&mut self, window: &Window, len: usize, line: &Line) -> bool {
        if len > START {
            return false;
        }
        let Line { quantity, code, points, count, section, burden, kind, .. } = *line;
        self.0[..START].copy_from_slice(&window[..START]);
        self.0[QUANTITY..CODE].copy_from_slice(&quantity.to_le_bytes());
        self.0[CODE..POINTS].copy_from_slice(&code.to_le_bytes());
        self.0[POINTS..COUNT].copy_from_slice(&points.to_le_bytes());
        self.0[COUNT..BURDEN].copy_from_slice(&count.to_le_bytes());
        (self.0[BURDEN], self.0[KIND], self.0[SECTION]) = (burden, kind as u8, section);
        (self.0[SIGNS], self.0[LEN]) = (signs_of(line), len as u8);
        true
    }

    /// Whether the row in the window begins with this head.
    #[inline(always)]
    pub fn begins<M: Masks>(&self, with: M, window: &Window) -> bool {
        window
            .first_chunk()
            .is_some_and(|row| with.same(row, &self.0).trailing_ones() >= u32::from(self.0[LEN]))
    }

    /// How long it is; the days begin behind it.
    #[inline(always)]
    pub fn width(&self) -> usize {
        usize::from(self.0[LEN])
    }

    /// The signs of a line with this head.
    #[inline(always)]
    pub fn signs(&self) -> u8 {
        self.0[SIGNS]
    }

    /// What the head says.
    #[inline(always)]
    pub fn line(&self) -> Line {
        Line {
            quantity: i64::from_le_bytes(self.bytes(QUANTITY)),
            code: u32::from_le_bytes(self.bytes(CODE)),
            points: i32::from_le_bytes(self.bytes(POINTS)),
            count: u16::from_le_bytes(self.bytes(COUNT)),
            burden: self.0[BURDEN],
            kind: KINDS[usize::from(self.0[KIND]) % KINDS.len()],
            section: self.0[SECTION],
            ..Line::default()
        }
    }

    #[inline(always)]
    fn bytes<const N: usize>(&self, at: usize) -> [u8; N] {
        self.0.get(at..at + N).and_then(|bytes| bytes.first_chunk()).copied().unwrap_or([0; N])
    }
}
