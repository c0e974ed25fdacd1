//! A memo of line heads: what the bytes of a line before its days say, of heads that were read before.
//!
//! A month writes the same procedure with the same points and count thousands of times, and equal bytes say equal things:
//! a head that was read and tested once is only compared, byte by byte, the next time. The table is bounded and each head has one
//! place in it, which the next head that falls there takes over; so what is read never depends on what was read before.
//!
//! PERF: bench `read`: a comparison costs 25 instructions, reading a head 150. A head with what it says is one line of
//! the cache, so that most look-ups stay in the first level.

use super::Window;
use crate::batch::{Line, LineKind};
use crate::scan::{BLOCK, Masks};

/// The table of heads.
pub type Heads = [Head; PLACES];

/// How many heads are remembered (64 KiB).
const PLACES: usize = 1024;

/// How many bytes a head may have; few are longer, and those are read each time.
const LONGEST: usize = 40;

/// The head of a line, which is everything up to its first day, and what it says.
///
/// As bytes: the head itself; then from [`LONGEST`] on quantity, code, points, count, 診療識別, payers, length.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Head([u8; BLOCK]);

/// The heads that were read. Reused from batch to batch.
#[derive(Debug, Default)]
pub struct Memo {
    heads: Option<Box<Heads>>,
}

impl Memo {
    /// Makes place.
    pub fn open(&mut self) -> &mut Heads {
        self.heads.get_or_insert_with(|| {
            // No row begins with noughts, and no head fills the block: this one is never met.
            let mut nothing = Head([0; BLOCK]);
            nothing.0[60] = BLOCK as u8;
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
    /// Remembers a head of `len` bytes that was just read, if it is not too long.
    ///
    /// INVARIANT: `line` says what these bytes say, and nothing else of the row.
    pub fn remember(&mut self, window: &Window, len: usize, line: &Line) {
        if len > LONGEST {
            return;
        }
        let head = &mut self.0;
        *head = *first_block(window);
        head[40..48].copy_from_slice(&line.quantity.to_le_bytes());
        head[48..52].copy_from_slice(&line.code.to_le_bytes());
        head[52..56].copy_from_slice(&line.points.to_le_bytes());
        head[56..58].copy_from_slice(&line.count.to_le_bytes());
        (head[58], head[59], head[60]) = (line.section, line.burden, len as u8);
    }

    /// What the head says and how long it is, when the row in the window begins with it.
    #[inline(always)]
    pub fn says<M: Masks>(&self, with: M, window: &Window, kind: LineKind) -> Option<(Line, usize)> {
        let head = &self.0;
        let len = usize::from(head[60]);
        if with.same(first_block(window), head) < len {
            return None;
        }
        let four = |at: usize| [head[at], head[at + 1], head[at + 2], head[at + 3]];
        let ([a, b, c, d], [e, f, g, h]) = (four(40), four(44));
        let line = Line {
            kind,
            quantity: i64::from_le_bytes([a, b, c, d, e, f, g, h]),
            code: u32::from_le_bytes(four(48)),
            points: i32::from_le_bytes(four(52)),
            count: u16::from_le_bytes([head[56], head[57]]),
            section: head[58],
            burden: head[59],
            ..Line::default()
        };
        Some((line, len))
    }
}

#[inline(always)]
fn first_block(window: &Window) -> &[u8; BLOCK] {
    window.first_chunk().unwrap_or(&[0; BLOCK])
}
