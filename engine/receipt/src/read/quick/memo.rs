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
use crate::batch::{Line, LineKind};
use crate::scan::{Masks, START};

/// The table of heads.
pub type Heads = [Head; PLACES];

/// How many heads are remembered (256 KiB). A month has some thousand; only those that are met take room in the cache.
const PLACES: usize = 4096;

/// The head of a line, which is everything up to its first day, and what it says.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub struct Head {
    bytes: [u8; START],
    quantity: i64,
    code: u32,
    points: i32,
    count: u16,
    section: u8,
    burden: u8,
    kind: LineKind,
    len: u8,
}

/// No head is as long: this one is never met.
const NOTHING: Head = Head {
    bytes: [0; START],
    quantity: 0,
    code: 0,
    points: 0,
    count: 0,
    section: 0,
    burden: 0,
    kind: LineKind::Procedure,
    len: u8::MAX,
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

/// The place of the head at the start of a window: from the 24 bytes behind the letters, which tell most heads apart.
#[inline(always)]
pub fn place(window: &Window) -> usize {
    let word = |at: usize| u64::from_le_bytes(load(window, at));
    let mixed = word(3).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ word(11).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
        ^ word(19).wrapping_mul(0x1656_67B1_9E37_79F9);
    (mixed >> 52) as usize % PLACES
}

impl Head {
    /// Remembers a head of `len` bytes that was just read; not when it is longer than what is compared, as few are.
    ///
    /// INVARIANT: `line` says what these bytes say, and nothing else of the row.
    pub fn remember(&mut self, window: &Window, len: usize, line: &Line) -> bool {
        let Line { quantity, code, points, count, section, burden, kind, .. } = *line;
        if len <= START {
            *self = Self {
                bytes: *start(window),
                quantity,
                code,
                points,
                count,
                section,
                burden,
                kind,
                len: len as u8,
            };
        }
        len <= START
    }

    /// Whether the row in the window begins with this head.
    #[inline(always)]
    pub fn begins<M: Masks>(&self, with: M, window: &Window) -> bool {
        with.same(start(window), &self.bytes).trailing_ones() >= u32::from(self.len)
    }

    /// How long it is; the days begin behind it.
    #[inline(always)]
    pub fn width(&self) -> usize {
        usize::from(self.len)
    }

    /// What the head says.
    #[inline(always)]
    pub fn line(&self) -> Line {
        let &Self { quantity, code, points, count, section, burden, kind, .. } = self;
        Line { kind, quantity, code, points, count, section, burden, ..Line::default() }
    }
}

/// PERF: where it stands, not a copy: reading back in one piece what was just written in two costs five times more.
#[inline(always)]
fn start(window: &Window) -> &[u8; START] {
    window.first_chunk().unwrap_or(&[0; START])
}
