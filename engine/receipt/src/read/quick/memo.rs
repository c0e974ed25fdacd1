//! A memo of line heads: what the bytes of a line before its days say, of heads that were read before.
//!
//! A month writes the same procedure with the same points and count thousands of times, and equal bytes say equal things:
//! a head that was read and tested once is only compared, byte by byte, the next time. The table is bounded and each head has one
//! place in it, which the next head that falls there takes over; so what is read never depends on what was read before.
//!
//! PERF: bench `read`: a comparison costs 25 instructions, reading a head 150.

use super::Window;
use crate::batch::Line;
use crate::scan::{BLOCK, Masks};

/// The table of heads.
pub type Heads = [Head; PLACES];

/// How many heads are remembered (128 KiB).
const PLACES: usize = 1024;

/// The head of a line: everything up to its first day.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    bytes: [u8; BLOCK],
    /// How many of the bytes are the head; the days begin behind them.
    pub len: usize,
    /// What the head says.
    pub line: Line,
}

/// The heads that were read. Reused from batch to batch.
#[derive(Debug, Default)]
pub struct Memo {
    heads: Option<Box<Heads>>,
}

impl Memo {
    /// Makes place.
    pub fn open(&mut self) -> &mut Heads {
        self.heads.get_or_insert_with(|| {
            // No row begins with a block of noughts: such a head is never met.
            let nothing = Head { bytes: [0; BLOCK], len: BLOCK, line: Line::default() };
            Box::new([nothing; PLACES])
        })
    }
}

/// The place of the head at the start of a window: from the 24 bytes behind the letters, which tell most heads apart.
#[inline(always)]
pub fn place(window: &Window) -> usize {
    let word = |at: usize| {
        u64::from_le_bytes(window.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default())
    };
    let mixed = word(3).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ word(11).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
        ^ word(19).wrapping_mul(0x1656_67B1_9E37_79F9);
    (mixed >> 54) as usize % PLACES
}

impl Head {
    /// A head of `len` bytes that was just read. INVARIANT: `line` says what these bytes say, and nothing else of the row.
    #[inline(always)]
    pub fn new(window: &Window, len: usize, line: Line) -> Self {
        Self { bytes: *first_block(window), len, line }
    }

    /// Whether the row in the window begins with this head.
    #[inline(always)]
    pub fn begins<M: Masks>(&self, with: M, window: &Window) -> bool {
        with.same(first_block(window), &self.bytes) >= self.len
    }
}

#[inline(always)]
fn first_block(window: &Window) -> &[u8; BLOCK] {
    window.first_chunk().unwrap_or(&[0; BLOCK])
}
